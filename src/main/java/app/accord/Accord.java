package app.accord;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Accord {

	public static void main(String[] args) {
		SpringApplication.run(Accord.class, args);
	}

}
