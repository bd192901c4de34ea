package app.accord.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Dispute;
import app.accord.billing.DisputeState;
import app.accord.billing.Disputes;
import app.accord.billing.DueDates;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.customer.AccountNumber;
import app.accord.customer.DisputeNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.fact.Fact;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Disputes of bills, and due dates moved. */
@Tag(name = "Disputes", description = "What customers say is wrong; it is not chased until it is decided")
@RestController
@RequestMapping("/api/v1")
class DisputeResource {

	private final BillingAccounts accounts;

	private final Invoices invoices;

	private final Disputes disputes;

	private final DueDates dueDates;

	DisputeResource(BillingAccounts accounts, Invoices invoices, Disputes disputes, DueDates dueDates) {
		this.accounts = accounts;
		this.invoices = invoices;
		this.disputes = disputes;
		this.dueDates = dueDates;
	}

	@Operation(summary = "Dispute a bill or part of it")
	@PostMapping("/invoices/{number}/disputes")
	ResponseEntity<DisputeAnswer> open(@Parameter(example = "INV-10428-17-2") @PathVariable String number,
			@Parameter(example = "dispute-2026-10-20-1") @RequestHeader(name = Repeats.KEY,
					required = false) String key,
			@Valid @RequestBody NewDispute dispute, Actor actor) {
		String kept = Repeats.key(key);
		Invoice bill = bill(number);
		Answer<String> opened = this.disputes.open(
				bill.number(), (dispute.amount() != null)
						? dispute.amount().in(bill.total().getCurrencyUnit().getCode(), "amount") : null,
				dispute.reason().strip(), actor, kept);
		return Repeats.created(opened, "/api/v1/disputes/" + opened.value(),
				DisputeAnswer.of(this.disputes.get(DisputeNumber.parse(opened.value()))));
	}

	@Operation(summary = "A dispute")
	@GetMapping("/disputes/{number}")
	DisputeAnswer dispute(@Parameter(example = "DP-10428-1-4") @PathVariable String number) {
		return DisputeAnswer.of(this.disputes.get(DisputeNumber.parse(number)));
	}

	@Operation(summary = "The disputes of an account, newest first")
	@GetMapping("/accounts/{number}/disputes")
	List<DisputeAnswer> disputes(@Parameter(example = "A-10428-1-4") @PathVariable String number) {
		AccountNumber account = this.accounts.get(AccountNumber.parse(number)).number();
		return this.disputes.of(account).stream().map(DisputeAnswer::of).toList();
	}

	@Operation(summary = "Decide a dispute: UPHELD makes a credit note, REJECTED says why, WITHDRAWN ends it")
	@PostMapping("/disputes/{number}/decision")
	DisputeAnswer decide(@Parameter(example = "DP-10428-1-4") @PathVariable String number,
			@RequestHeader(name = Repeats.KEY, required = false) String key, @Valid @RequestBody Decision decision,
			Actor actor) {
		String kept = Repeats.key(key);
		Dispute dispute = this.disputes.get(DisputeNumber.parse(number));
		switch (decision.state()) {
			case UPHELD -> this.disputes.uphold(dispute.number(),
					(decision.amount() != null)
							? decision.amount().in(dispute.amount().getCurrencyUnit().getCode(), "amount") : null,
					decision.answer(), actor, kept);
			case REJECTED -> this.disputes.reject(dispute.number(), decision.answer(), actor);
			case WITHDRAWN -> this.disputes.withdraw(dispute.number(), actor);
			case OPEN -> throw new Refusal("state", "A decision is UPHELD, REJECTED or WITHDRAWN.");
		}
		return DisputeAnswer.of(this.disputes.get(dispute.number()));
	}

	@Operation(summary = "Move the day by which a bill is to be paid; the bill itself stays as it was issued")
	@PostMapping("/invoices/{number}/due-date")
	InvoiceResource.InvoiceAnswer move(@Parameter(example = "INV-10428-17-2") @PathVariable String number,
			@RequestHeader(name = Repeats.KEY, required = false) String key, @Valid @RequestBody NewDueDate moved,
			Actor actor) {
		InvoiceNumber bill = bill(number).number();
		this.dueDates.move(bill, moved.dueOn(), moved.reason().strip(), actor, Repeats.key(key));
		return InvoiceResource.InvoiceAnswer.of(bill(number), null);
	}

	private Invoice bill(String number) {
		InvoiceNumber wanted = InvoiceNumber.parse(number);
		return this.invoices.find(wanted).orElseThrow(() -> new NotFound("There is no bill %s.".formatted(wanted)));
	}

	/** A dispute to be opened. */
	record NewDispute(
			@Schema(implementation = String.class, description = "How much of the bill; left out: all of it",
					example = "8.00") AmountText amount,
			@NotBlank(message = "Say what is wrong with the bill.") @Size(max = 500,
					message = "Keep the reason under 500 characters.") @Schema(
							example = "I was never abroad") String reason) {
	}

	/** How a dispute is decided. */
	record Decision(@NotNull(message = "Say how it is decided.") @Schema(example = "UPHELD") DisputeState state,
			@Schema(implementation = String.class, description = "How much is credited; left out: all that is disputed",
					example = "8.00") AmountText amount,
			@Size(max = 500, message = "Keep the answer under 500 characters.") @Schema(
					description = "What the customer is told", example = "Ten calls were not yours") String answer) {
	}

	/** A later or earlier due date. */
	record NewDueDate(@NotNull(message = "Say which day.") @Schema(example = "2026-11-14") LocalDate dueOn,
			@NotBlank(message = "Say why.") @Size(max = 500,
					message = "Keep the reason under 500 characters.") String reason) {
	}

	/** A dispute. */
	@Schema(name = "Dispute")
	record DisputeAnswer(@Schema(example = "DP-10428-1-4") String number,
			@Schema(example = "A-10428-1-4") String account, @Schema(example = "INV-10428-17-2") String invoice,
			@Schema(example = "8.00") String amount, @Schema(example = "USD") String currency, String reason,
			DisputeState state, Instant openedAt, String openedBy, Instant decidedAt, String decidedBy, String answer,
			@Schema(example = "CN-10428-1-4") String creditNote, List<Fact> facts) {

		static DisputeAnswer of(Dispute dispute) {
			return new DisputeAnswer(dispute.number().toString(), dispute.account().toString(),
					dispute.invoice().toString(), Amounts.plain(dispute.amount()),
					dispute.amount().getCurrencyUnit().getCode(), dispute.reason(), dispute.state(), dispute.openedAt(),
					dispute.openedBy(), dispute.decidedAt(), dispute.decidedBy(), dispute.answer(),
					(dispute.creditNote() != null) ? dispute.creditNote().toString() : null,
					List.of(dispute.stateFact()));
		}

	}

}
