package app.accord.api;

import java.time.Instant;
import java.util.Locale;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.Noting;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notes and calls. */
@Tag(name = "Timeline")
@RestController
@RequestMapping("/api/v1/customers/{number}/notes")
class NoteResource {

	private final Customers customers;

	private final Noting noting;

	NoteResource(Customers customers, Noting noting) {
		this.customers = customers;
		this.noting = noting;
	}

	@Operation(summary = "Write a note or a call into a customer's timeline")
	@PostMapping
	ResponseEntity<NoteAnswer> note(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(example = "call-2026-10-20-77") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewNote note, Actor actor) {
		String kept = Repeats.key(key);
		CustomerNumber customer = CustomerNumber.parse(number);
		if (!this.customers.exists(customer.customerId())) {
			throw new NotFound("There is no customer %s.".formatted(customer));
		}
		Answer<Noting.Noted> answer = this.noting.note(actor, customer.customerId(), note.noteOrCall(), note.way(),
				note.summary(), note.text(), !Boolean.FALSE.equals(note.internal()), note.speaker(), kept);
		return Repeats.created(answer, "/api/v1/customers/" + customer + "/timeline",
				new NoteAnswer(answer.value().at(), answer.value().summary()));
	}

	/** A note or call to be written down. */
	record NewNote(@Schema(description = "NOTE if left out", example = "CALL", allowableValues = {
			"NOTE", "CALL" }) String kind,
			@Schema(description = "Of a call: IN, the customer called; OUT, we did", example = "IN",
					allowableValues = { "IN", "OUT" }) String direction,
			@Size(max = 200, message = "Keep the summary under 200 characters.") @Schema(
					description = "One line; the text's beginning if left out",
					example = "Asked about the bill of October") String summary,
			@NotBlank(message = "Write what was said.") @Size(max = 4000,
					message = "Keep the text under 4,000 characters.") @Schema(
							example = "Explained the part month; she will pay by Friday.") String text,
			@Schema(description = "Seen by staff only; true if left out", example = "true") Boolean internal,
			@Size(max = 200, message = "Keep who was speaking under 200 characters.") @Schema(
					description = "Who was speaking, where it was not the customer",
					example = "Ana Ruiz (daughter)") String speaker){

		InteractionKind noteOrCall() {
			return switch ((this.kind == null) ? "NOTE" : this.kind.strip().toUpperCase(Locale.ROOT)) {
				case "NOTE" -> InteractionKind.NOTE;
				case "CALL" -> InteractionKind.CALL;
				default -> throw new Refusal("kind", "A note is a NOTE or a CALL.");
			};
		}

		Direction way() {
			return switch ((this.direction == null) ? "NONE" : this.direction.strip().toUpperCase(Locale.ROOT)) {
				case "IN" -> Direction.IN;
				case "OUT" -> Direction.OUT;
				case "NONE" -> Direction.NONE;
				default -> throw new Refusal("direction", "A call goes IN or OUT.");
			};
		}

	}

	/** What was written down. */
	@Schema(name = "Note")
	record NoteAnswer(@Schema(example = "2026-10-20T18:02:11.201Z") Instant at,
			@Schema(description = "The line that stands for it in the timeline",
					example = "Asked about the bill of October") String summary) {
	}

}
