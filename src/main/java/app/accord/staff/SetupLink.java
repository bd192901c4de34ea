package app.accord.staff;

import java.util.List;

import app.accord.database.StartNote;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Prints the link for the first administrator at the start, where a database was
 * configured and nobody can sign in yet.
 */
@Component
@ConditionalOnProperty(name = "accord.embedded", havingValue = "false")
class SetupLink implements StartNote {

	private final Setup setup;

	private final Environment environment;

	SetupLink(Setup setup, Environment environment) {
		this.setup = setup;
		this.environment = environment;
	}

	@Override
	public List<String> lines() {
		return this.setup.link()
			.map((path) -> List.of(
					"Nobody can sign in yet. Create the first administrator here (works once, for a day):",
					address() + path))
			.orElse(List.of());
	}

	private String address() {
		String here = "http://localhost:" + this.environment.getProperty("local.server.port", "8080");
		return this.environment.getProperty("accord.address", here);
	}

}
