package app.accord;

import java.util.Arrays;
import java.util.List;

import app.accord.database.Command;
import app.accord.database.DatabaseStart;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the server, or with a word as first argument the command of that name.
 */
@SpringBootApplication
public class Accord {

	/**
	 * @param args options ({@code --name=value}) and, for a command, its name and
	 * arguments
	 */
	public static void main(String[] args) {
		List<String> words = Arrays.stream(args).filter((arg) -> !arg.startsWith("--")).toList();
		String[] options = Arrays.stream(args).filter((arg) -> arg.startsWith("--")).toArray(String[]::new);
		if (words.isEmpty()) {
			serve(options);
		}
		else {
			System.exit(command(words, options));
		}
	}

	private static void serve(String[] options) {
		System.out.println("Starting Accord …");
		SpringApplication application = new SpringApplication(Accord.class);
		application.addListeners(new DatabaseStart(false));
		try {
			application.run(options);
		}
		catch (SpringApplication.AbandonedRunException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			// Said already, by StartRefusal or by Spring.
			System.exit(1);
		}
	}

	private static int command(List<String> words, String[] options) {
		String mistake = CommandLine.mistake(words);
		if (mistake != null) {
			System.err.println(mistake);
			System.err.println(CommandLine.USAGE);
			return 2;
		}
		SpringApplication application = new SpringApplication(Accord.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setLazyInitialization(true);
		application.addListeners(new DatabaseStart(true));
		ConfigurableApplicationContext context;
		try {
			context = application.run(options);
		}
		catch (Throwable ex) {
			// Said already, by StartRefusal or by Spring.
			return 1;
		}
		try (context) {
			Command command = context.getBeanProvider(Command.class)
				.stream()
				.filter((candidate) -> candidate.name().equals(words.getFirst()))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("no such command in this build"));
			return command.run(words.subList(1, words.size()), System.out);
		}
		catch (RuntimeException ex) {
			LoggerFactory.getLogger(Accord.class).error("“{}” failed.", words.getFirst(), ex);
			return 1;
		}
	}

}
