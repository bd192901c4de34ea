package app.accord.database;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Ends the start by saying where everything is and who can sign in.
 */
@Component
@ConditionalOnWebApplication
class StartReport {

	private final Environment environment;

	private final ObjectProvider<StartNote> notes;

	StartReport(Environment environment, ObjectProvider<StartNote> notes) {
		this.environment = environment;
		this.notes = notes;
	}

	@EventListener(ApplicationReadyEvent.class)
	void report() {
		String base = "http://localhost:" + this.environment.getProperty("local.server.port", "8080");
		StringBuilder text = new StringBuilder("\nAccord is ready.\n");
		text.append("  Desk     ").append(base).append("/desk      for agents\n");
		text.append("  Counter  ").append(base).append("/counter   for shop clerks\n");
		text.append("  Portal   ").append(base).append("/portal    for customers\n");
		text.append("  API      ")
			.append(base)
			.append("/api/v1    described at ")
			.append(base)
			.append("/api/openapi.json\n");
		this.notes.orderedStream()
			.flatMap((note) -> note.lines().stream())
			.forEach((line) -> text.append("  ").append(line).append('\n'));
		text.append("Stop it with Ctrl-C.\n");
		System.out.println(text);
	}

}
