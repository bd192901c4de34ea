package app.accord.api;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.joining.Assignment;
import app.accord.joining.Joined;
import app.accord.joining.Joining;
import app.accord.joining.Parted;
import app.accord.joining.Parting;
import app.accord.linked.LinkedField;
import app.accord.linked.Side;
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

/** Joining records of one customer, and taking them apart. */
@Tag(name = "Merges", description = "Records of one customer joined, without moving anything, and taken apart again")
@RestController
@RequestMapping("/api/v1/customers/{number}/merges")
class MergeResource {

	private final Joining joining;

	private final Parting parting;

	MergeResource(Joining joining, Parting parting) {
		this.joining = joining;
		this.parting = parting;
	}

	@Operation(summary = "Join another record with this one, whose number leads from then on")
	@PostMapping
	ResponseEntity<MergeAnswer> join(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(example = "merge-10428-10500") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewMerge merge, Actor actor) {
		CustomerNumber leading = CustomerNumber.parse(number);
		Answer<Joined> answer = this.joining.join(actor, leading, CustomerNumber.parse(merge.with()), merge.chosen(),
				merge.reason(), Repeats.key(key));
		return Repeats.created(answer, "/api/v1/customers/" + answer.value().leading(), MergeAnswer.of(answer.value()));
	}

	@Operation(summary = "Take joined records apart again")
	@PostMapping("/{link}/end")
	ResponseEntity<PartedAnswer> part(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(description = "As answered by the merge", example = "8812") @PathVariable long link,
			@Parameter(example = "part-10428-8812") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody MergeEnd end, Actor actor) {
		Answer<Parted> answer = this.parting.part(actor, CustomerNumber.parse(number), link, end.whose(), end.reason(),
				Repeats.key(key));
		return Repeats.created(answer, "/api/v1/customers/" + answer.value().staying().getFirst(),
				new PartedAnswer(answer.value().staying(), answer.value().leaving()));
	}

	/** Two records to be joined. */
	@Schema(name = "NewMerge")
	record NewMerge(
			@NotBlank(message = "Say which record is to be joined.") @Schema(
					description = "The number of the other record", example = "C-10500-1") String with,
			@Schema(description = "By field (NAME, LANGUAGE, TIER, CUSTOMER_SINCE, PHONE, EMAIL, POSTAL) whose value is "
					+ "shown: LEADING or JOINED; where nothing is said, the fuller name, the higher tier, the earlier day",
					example = "{\"NAME\":\"JOINED\"}") Map<LinkedField, Side> shown,
			@NotBlank(message = "Say how you know that they are the same customer.") @Size(max = 500,
					message = "Keep it under 500 characters.") @Schema(
							example = "Same telephone and address; she said so") String reason) {

		Map<LinkedField, Side> chosen() {
			Map<LinkedField, Side> chosen = new EnumMap<>(LinkedField.class);
			if (this.shown != null) {
				chosen.putAll(this.shown);
			}
			return chosen;
		}

	}

	/** Records that were joined. */
	@Schema(name = "Merge")
	record MergeAnswer(@Schema(description = "By which it can be undone", example = "8812") long link,
			@Schema(description = "The number that leads", example = "C-10428-7") String number,
			@Schema(description = "All numbers; each goes on working",
					example = "[\"C-10428-7\",\"C-10500-1\"]") List<String> numbers,
			@Schema(description = "Each account's balance, proved to be the same before and after",
					example = "[\"A-10428-1-4 110.27 USD\"]") List<String> balances) {

		static MergeAnswer of(Joined joined) {
			return new MergeAnswer(joined.link(), joined.leading(), joined.numbers(), joined.balances());
		}

	}

	/** How records are taken apart. */
	@Schema(name = "MergeEnd")
	record MergeEnd(
			@Schema(description = "Whose something is that was done since, by its key; it stays where it was written "
					+ "where nothing is said", example = "{}") Map<String, Assignment> assigned,
			@NotBlank(message = "Say how you know that they are not the same customer.") @Size(max = 500,
					message = "Keep it under 500 characters.") @Schema(
							example = "Father and son of the same name") String reason) {

		Map<String, Assignment> whose() {
			return (this.assigned != null) ? this.assigned : new HashMap<>();
		}

	}

	/** Records that were taken apart. */
	@Schema(name = "MergeEnded")
	record PartedAnswer(@Schema(example = "[\"C-10428-7\"]") List<String> staying,
			@Schema(example = "[\"C-10500-1\"]") List<String> leaving) {
	}

}
