package app.accord.staff;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Prints the link for the first administrator where a database was configured. */
@Component
@ConditionalOnProperty(name = "accord.embedded", havingValue = "false", matchIfMissing = true)
class SetupLink {

	private static final Logger log = LoggerFactory.getLogger(SetupLink.class);

	private final Setup setup;

	private final String address;

	SetupLink(Setup setup, @Value("${accord.address:http://localhost:${server.port:8080}}") String address) {
		this.setup = setup;
		this.address = address;
	}

	@EventListener(ApplicationReadyEvent.class)
	void print() {
		this.setup.link()
			.ifPresent((path) -> log.info(
					"Nobody can sign in yet. Create the first administrator (once, within a day): {}{}", this.address,
					path));
	}

}
