package app.accord.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.invoicing.NewUsage;
import app.accord.invoicing.UsageIntake;
import app.accord.refusal.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was used. */
@Tag(name = "Usage", description = "What was used, to be billed by the price book with the next bill")
@RestController
@RequestMapping("/api/v1/usage")
class UsageResource {

	private final UsageIntake usage;

	UsageResource(UsageIntake usage) {
		this.usage = usage;
	}

	@Operation(summary = "Take in usage records, up to 10,000 at once. A record that is sent again changes nothing; "
			+ "one that can’t be taken is refused by itself")
	@PostMapping
	UsageAnswer take(@RequestBody UsageRequest body) {
		List<RecordRequest> records = (body.records() != null) ? body.records() : List.of();
		if (records.isEmpty() || records.size() > UsageIntake.mostAtOnce()) {
			throw new Refusal("records", "Send 1 to %,d records at once.".formatted(UsageIntake.mostAtOnce()));
		}
		List<UsageIntake.Taken> answers = this.usage.take(records.stream().map(RecordRequest::record).toList());
		return new UsageAnswer(answers.stream().filter(UsageIntake.Taken::taken).count(),
				answers.stream().filter(UsageIntake.Taken::known).count(),
				answers.stream()
					.filter((answer) -> !answer.taken())
					.map((answer) -> new RefusedRecord(answer.externalId(), answer.problem()))
					.toList());
	}

	/** Usage records. */
	@Schema(name = "UsageRecords")
	record UsageRequest(List<RecordRequest> records) {
	}

	/** A usage record. */
	@Schema(name = "UsageRecord")
	record RecordRequest(@Schema(example = "A-10428-1-4") String account,
			@Schema(description = "What was used; a product that is charged by use",
					example = "CALLS-ABROAD") String product,
			@Schema(description = "In the product's unit, above zero, at most six decimals",
					example = "12.5") BigDecimal quantity,
			@Schema(example = "2026-10-20T18:02:11Z") Instant at,
			@Schema(description = "The record's own number, unique for the customer",
					example = "cdr-2026-10-20-000123") String externalId) {

		NewUsage record() {
			return new NewUsage(AccountNumber.parse((this.account != null) ? this.account : ""),
					(this.product != null) ? this.product.strip().toUpperCase(java.util.Locale.ROOT) : "",
					this.quantity, this.at, this.externalId);
		}

	}

	/** The answer to usage records. */
	@Schema(name = "UsageTaken")
	record UsageAnswer(@Schema(description = "Records that are here now", example = "998") long taken,
			@Schema(description = "How many of them were here before", example = "0") long known,
			List<RefusedRecord> refused) {
	}

	/** A record that was refused. */
	@Schema(name = "RefusedUsage")
	record RefusedRecord(@Schema(example = "cdr-2026-10-20-000124") String externalId,
			@Schema(example = "There is no account A-10428-9-0.") String problem) {
	}

}
