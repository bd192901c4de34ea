package app.accord.api;

import java.math.BigDecimal;
import java.time.LocalDate;

import app.accord.actor.Actor;
import app.accord.billing.Adjusting;
import app.accord.billing.Adjusting.Adjusted;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.LateFees;
import app.accord.customer.AccountNumber;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.refusal.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Credits, late fees and reversals. */
@Tag(name = "Adjustments", description = "Credits, late fees and reversals: new entries, with a reason")
@RestController
@RequestMapping("/api/v1/accounts/{number}")
class AdjustmentResource {

	private final BillingAccounts accounts;

	private final Adjusting adjusting;

	private final LateFees lateFees;

	AdjustmentResource(BillingAccounts accounts, Adjusting adjusting, LateFees lateFees) {
		this.accounts = accounts;
		this.adjusting = adjusting;
		this.lateFees = lateFees;
	}

	@Operation(summary = "Give a credit: lowers what is owed, or is kept for the next bill")
	@PostMapping("/credits")
	ResponseEntity<AdjustmentAnswer> credit(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Parameter(example = "goodwill-2026-10-20-1") @RequestHeader(name = Repeats.KEY,
					required = false) String key,
			@Valid @RequestBody NewCredit credit, Actor actor) {
		String kept = Repeats.key(key);
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		if (credit.currency() != null && !credit.currency().strip().equalsIgnoreCase(account.currency())) {
			throw new Refusal("currency", "Account %s is kept in %s.".formatted(account.number(), account.currency()));
		}
		return created(account.number(), this.adjusting.credit(account.number(),
				credit.amount().in(account.currency(), "amount"), credit.reason().strip(), actor, kept));
	}

	@Operation(summary = "Charge a late fee for what is overdue now; undo its entry to waive it")
	@PostMapping("/late-fees")
	ResponseEntity<LateFeeAnswer> lateFee(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Parameter(example = "late-2026-10-20-1") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewLateFee fee, Actor actor) {
		String kept = Repeats.key(key);
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		Answer<Long> charged = this.lateFees.chargeByHand(account.number(),
				fee.amount().in(account.currency(), "amount"), fee.dueOn(), fee.reason().strip(), actor, kept);
		return Repeats.created(charged, "/api/v1/accounts/" + account.number() + "/entries/" + charged.value(),
				new LateFeeAnswer(charged.value()));
	}

	@Operation(summary = "Undo one entry by a new one that names it")
	@PostMapping("/reversals")
	ResponseEntity<AdjustmentAnswer> reverse(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Parameter(example = "undo-2026-10-20-1") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewReversal reversal, Actor actor) {
		String kept = Repeats.key(key);
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		return created(account.number(),
				this.adjusting.reverse(account.number(), reversal.entry(), reversal.reason().strip(), actor, kept));
	}

	private static ResponseEntity<AdjustmentAnswer> created(AccountNumber account, Answer<Adjusted> answer) {
		Adjusted adjusted = answer.value();
		return Repeats.created(answer, "/api/v1/accounts/" + account + "/entries/" + adjusted.seq(),
				new AdjustmentAnswer(adjusted.seq(), PositionAnswer.of(account, adjusted.position(), adjusted.due())));
	}

	/** A credit to be given. */
	record NewCredit(
			@NotNull(message = "Say how much.") @Schema(implementation = String.class,
					description = "Plain decimal above zero, as text or number", example = "15.00") AmountText amount,
			@Schema(description = "The account's, ISO 4217; may be left out", example = "USD") String currency,
			@NotBlank(message = "Say why: the reason is shown in the customer's history.") @Size(max = 500,
					message = "Keep the reason under 500 characters.") @Schema(
							example = "Outage on 14 October") String reason) {
	}

	/** A late fee to be charged. */
	record NewLateFee(
			@NotNull(message = "Say how much.") @Schema(implementation = String.class,
					description = "Plain decimal above zero", example = "5.00") AmountText amount,
			@NotNull(message = "Say by when it is to be paid.") @Schema(example = "2026-12-01") LocalDate dueOn,
			@NotBlank(message = "Say why: the reason is shown in the customer's history.") @Size(max = 500,
					message = "Keep the reason under 500 characters.") @Schema(
							example = "Two months late") String reason) {
	}

	/** A late fee that was charged. */
	@Schema(name = "LateFee")
	record LateFeeAnswer(@Schema(description = "The ledger entry it made", example = "18") long seq) {
	}

	/** An entry to be undone. */
	record NewReversal(
			@NotNull(message = "Say which entry.") @Schema(type = "integer", description = "The entry's number",
					example = "17") BigDecimal seq,
			@NotBlank(message = "Say why: the reason is shown in the customer's history.") @Size(max = 500,
					message = "Keep the reason under 500 characters.") @Schema(
							example = "Posted to the wrong account") String reason) {

		long entry() {
			try {
				return this.seq.longValueExact();
			}
			catch (ArithmeticException ex) {
				throw new Refusal("seq", "An entry's number is a whole number such as 17.");
			}
		}

	}

	/** The answer to a credit or reversal. */
	@Schema(name = "Adjustment")
	record AdjustmentAnswer(@Schema(description = "The ledger entry it made", example = "18") long seq,
			@Schema(description = "Where the account stood right after it") PositionAnswer position) {
	}

}
