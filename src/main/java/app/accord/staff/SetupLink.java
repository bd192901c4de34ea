package app.accord.staff;

import java.util.List;

import app.accord.database.StartNote;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Prints the link for the first administrator at the start, where a database was
 * configured and nobody can sign in yet.
 */
@Component
@ConditionalOnProperty(name = "accord.embedded", havingValue = "false")
class SetupLink implements StartNote {

	private final Setup setup;

	private final String address;

	SetupLink(Setup setup, @Value("${accord.address:http://localhost:${server.port:8080}}") String address) {
		this.setup = setup;
		this.address = address;
	}

	@Override
	public List<String> lines() {
		return this.setup.link()
			.map((path) -> List.of(
					"Nobody can sign in yet. Create the first administrator here (works once, for a day):",
					this.address + path))
			.orElse(List.of());
	}

}
