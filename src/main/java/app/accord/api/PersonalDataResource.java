package app.accord.api;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.interaction.Audience;
import app.accord.privacy.ErasurePreview;
import app.accord.privacy.Erasing;
import app.accord.privacy.PersonalData;
import app.accord.privacy.Wishes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is known of a person, complete; and erasing a person. */
@Tag(name = "Personal data", description = "All that is known of a person, and erasing a person while the books stay")
@RestController
@RequestMapping("/api/v1/customers/{number}")
class PersonalDataResource {

	private final PersonalData data;

	private final Erasing erasing;

	private final Wishes wishes;

	PersonalDataResource(PersonalData data, Erasing erasing, Wishes wishes) {
		this.data = data;
		this.erasing = erasing;
		this.wishes = wishes;
	}

	@Operation(summary = "All that is known of a person, of all joined records, streamed. The asking stands in the "
			+ "customer's history")
	@ApiResponse(responseCode = "200", description = "OK",
			content = @Content(mediaType = "application/json", schema = @Schema(implementation = PersonalFile.class)))
	@GetMapping("/personal-data")
	void personalData(@Parameter(example = "C-10428-7") @PathVariable String number, Actor actor,
			HttpServletResponse response) throws IOException {
		CustomerNumber customer = CustomerNumber.parse(number);
		this.data.asked(actor, customer, null);
		response.setContentType("application/json");
		this.data.write(customer, Audience.STAFF, response.getOutputStream());
	}

	@Operation(summary = "What erasing the person would do, what stands in the way, or that it was done")
	@GetMapping("/erasure")
	Erasure erasure(@Parameter(example = "C-10428-7") @PathVariable String number) {
		return answer(CustomerNumber.parse(number));
	}

	@Operation(summary = "Note that the person wants to be erased: an employee answers within a month, and a second "
			+ "one approves. Asked again while it waits, it is the same wish")
	@PostMapping("/erasure/wish")
	ResponseEntity<Erasure> wish(@Parameter(example = "C-10428-7") @PathVariable String number, Actor actor) {
		CustomerNumber customer = CustomerNumber.parse(number);
		this.wishes.wish(actor, customer);
		return ResponseEntity.accepted().body(answer(customer));
	}

	private Erasure answer(CustomerNumber customer) {
		ErasurePreview preview = this.erasing.preview(customer);
		return new Erasure(preview.person().number().toString(), preview.person().name(),
				(preview.done() != null) ? preview.done().at() : null,
				(preview.wished() != null) ? preview.wished().at() : null, preview.obstacles(), preview.erased(),
				preview.pseudonymised(), preview.kept(), preview.booksUntil());
	}

	/** The file of a person's data, as it is streamed. */
	@Schema(name = "PersonalData")
	record PersonalFile(@Schema(example = "accord personal data, version 1") String format,
			@Schema(example = "C-10428-7") String customer,
			@Schema(description = "The numbers of all records that are joined",
					example = "[\"C-10428-7\"]") List<String> records,
			@Schema(example = "2026-11-22T12:00:00Z") Instant asOf,
			@Schema(description = "What is left out, and why") List<String> notes, List<Kind> data) {
	}

	/** What there is of a kind. */
	@Schema(name = "PersonalDataOfAKind")
	record Kind(@Schema(example = "invoice") String name, @Schema(example = "Accounts and bills") String section,
			@Schema(example = "Bills") String what,
			@Schema(description = "Each by its fields; amounts are decimals in the row's currency, instants UTC, and what has "
					+ "a number of ours is named by it") List<Map<String, Object>> rows) {
	}

	/** Where erasing a person stands. */
	@Schema(name = "Erasure")
	record Erasure(@Schema(example = "C-10428-7") String customer, @Schema(example = "Marisol Okafor") String name,
			@Schema(description = "When it was done, or null") Instant erasedAt,
			@Schema(description = "Since when the person's wish waits, or null") Instant wishedAt,
			@Schema(description = "What has to be settled first",
					example = "[\"12.00 USD is owed on A-10428-1-4\"]") List<String> obstacles,
			@Schema(description = "What goes, or went") List<String> erased,
			@Schema(description = "What stays without saying whose it is") List<String> pseudonymised,
			@Schema(description = "What is kept, and why") List<String> kept,
			@Schema(description = "The last day of the books with this person in them, or null",
					example = "2036-12-31") LocalDate booksUntil) {
	}

}
