package planted.careless;

import java.time.Instant;
import java.time.LocalDate;

class Careless {

	double amount;

	Float price;

	Instant when() {
		return Instant.now();
	}

	LocalDate day() {
		return LocalDate.now();
	}

	long millis() {
		return System.currentTimeMillis();
	}

}
