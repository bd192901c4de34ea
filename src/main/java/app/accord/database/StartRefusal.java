package app.accord.database;

import org.flywaydb.core.api.exception.FlywayValidateException;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Prints why the program didn't start, where that is known, as one sentence instead of a
 * stack trace.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartRefusal implements SpringBootExceptionReporter {

	StartRefusal(ConfigurableApplicationContext context) {
	}

	@Override
	public boolean reportException(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String sentence = switch (cause) {
				case StartRefused refused -> refused.getMessage();
				case PortInUseException taken -> portTaken(taken.getPort(), taken).getMessage();
				case FlywayValidateException unknown ->
					"The database was made by another version of Accord; start that version, or use another database.";
				default -> null;
			};
			if (sentence != null) {
				System.err.println(sentence);
				return true;
			}
		}
		return false;
	}

	static StartRefused portTaken(int port, Throwable cause) {
		return new StartRefused("Port " + port
				+ " is in use by another program; stop that one, or choose another port with SERVER_PORT=" + (port + 1)
				+ ".", cause);
	}

}
