package app.accord.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.billing.Allocation;
import app.accord.billing.Allocations;
import app.accord.billing.Allocations.Paid;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.money.Amounts;
import app.accord.payment.Payment;
import app.accord.payment.PaymentMethod;
import app.accord.payment.Payments;
import app.accord.payment.Receipt;
import app.accord.payment.TakingPayment;
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
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Payments received. */
@Tag(name = "Payments", description = "Payments received")
@RestController
@RequestMapping("/api/v1")
class PaymentResource {

	private final BillingAccounts accounts;

	private final Payments payments;

	private final TakingPayment taking;

	private final Allocations allocations;

	PaymentResource(BillingAccounts accounts, Payments payments, TakingPayment taking, Allocations allocations) {
		this.allocations = allocations;
		this.accounts = accounts;
		this.payments = payments;
		this.taking = taking;
	}

	@Operation(summary = "The payments of an account, newest first")
	@GetMapping("/accounts/{number}/payments")
	Listing<PaymentAnswer> payments(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@ParameterObject Paging paging) {
		AccountNumber account = this.accounts.get(AccountNumber.parse(number)).number();
		Map<Long, List<Paid>> paid = this.allocations.of(account);
		return Listing.of(this.payments.page(account, paging.page(), paging.size())
			.stream()
			.map((payment) -> PaymentAnswer.of(payment, paid))
			.toList(), paging, this.payments.count(account));
	}

	@Operation(summary = "Post a payment. The same Idempotency-Key again gets the same answer and posts nothing")
	@PostMapping("/accounts/{number}/payments")
	ResponseEntity<ReceiptAnswer> pay(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Parameter(description = "1 to 255 characters that name this payment; kept as long as the payment",
					example = "till-7-000123") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewPayment payment, Actor actor) {
		String kept = Repeats.key(key);
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		payment.requireCurrency(account);
		Answer<Receipt> answer = this.taking.take(account.number(), payment.amount().in(account.currency(), "amount"),
				payment.methodNamed(), payment.reference(), payment.told(account.currency()), actor, kept);
		return Repeats.created(answer, "/api/v1/payments/" + answer.value().receipt(),
				ReceiptAnswer.of(answer.value()));
	}

	@Operation(summary = "The payment of a receipt")
	@GetMapping("/payments/{receipt}")
	PaymentAnswer payment(@Parameter(example = "R-10428-3-1") @PathVariable String receipt) {
		ReceiptNumber wanted = ReceiptNumber.parse(receipt);
		return this.payments.find(wanted)
			.map((payment) -> PaymentAnswer.of(payment, this.allocations.of(payment.account())))
			.orElseThrow(() -> new NotFound("There is no receipt %s.".formatted(wanted)));
	}

	/** A payment to be posted. */
	record NewPayment(
			@NotNull(message = "Say how much was paid.") @Schema(implementation = String.class,
					description = "Plain decimal above zero, as text or number", example = "97.06") AmountText amount,
			@NotBlank(message = "Say in which currency.") @Schema(description = "The account's, ISO 4217",
					example = "USD") String currency,
			@NotBlank(message = "Say how it was paid.") @Schema(example = "CASH", allowableValues = {
					"CASH", "CARD", "BANK_TRANSFER", "CHEQUE" }) String method,
			@Size(max = 140, message = "Keep the reference under 140 characters.") @Schema(
					description = "The payer's or terminal's, or null", example = "till 7, 000123") String reference,
			@Size(max = 100, message = "Name at most 100 bills.") @Schema(
					description = "Which bills the payer wants to pay; what is left over pays what was due first. "
							+ "May be left out") List<@Valid NewAllocation> allocations){

		List<Allocation> told(String currency) {
			return (this.allocations == null) ? List.of() : this.allocations.stream()
				.filter(Objects::nonNull)
				.map((one) -> new Allocation(InvoiceNumber.parse(one.bill()), one.amount().in(currency, "allocations")))
				.toList();
		}

		void requireCurrency(BillingAccount account) {
			if (!this.currency.strip().equalsIgnoreCase(account.currency())) {
				throw new Refusal("currency",
						"Account %s is kept in %s.".formatted(account.number(), account.currency()));
			}
		}

		PaymentMethod methodNamed() {
			return Arrays.stream(PaymentMethod.values())
				.filter((one) -> one.name().equals(this.method.strip().toUpperCase(Locale.ROOT)))
				.findFirst()
				.orElseThrow(() -> new Refusal("method", "The method is one of %s."
					.formatted(String.join(", ", Arrays.stream(PaymentMethod.values()).map(Enum::name).toList()))));
		}

	}

	/** What of a payment is meant for which bill. */
	record NewAllocation(@NotBlank(message = "Say which bill.") @Schema(example = "INV-10428-17-2") String bill,
			@NotNull(message = "Say how much of it.") @Schema(implementation = String.class,
					description = "Plain decimal above zero, at most what is open of the bill",
					example = "40.00") AmountText amount) {
	}

	/** What a payment has paid. */
	@Schema(name = "Allocation")
	record AllocationAnswer(
			@Schema(description = "The bill's number; null for a charge outside of bills",
					example = "INV-10428-17-2") String bill,
			@Schema(description = "The bill's number, or what the charge is for",
					example = "INV-10428-17-2") String what,
			@Schema(example = "40.00") String amount) {

		static AllocationAnswer of(Paid paid) {
			return new AllocationAnswer((paid.bill() != null) ? paid.bill().toString() : null, paid.what(),
					Amounts.plain(paid.amount()));
		}

	}

	/** The receipt for a posted payment. */
	@Schema(name = "Receipt")
	record ReceiptAnswer(@Schema(description = "The receipt's number", example = "R-10428-3-1") String receipt,
			@Schema(example = "A-10428-1-4") String account, @Schema(example = "97.06") String amount,
			@Schema(example = "USD") String currency, @Schema(example = "CASH") PaymentMethod method,
			@Schema(example = "till 7, 000123") String reference,
			@Schema(example = "2026-10-20T18:02:11.201Z") Instant receivedAt,
			@Schema(description = "The ledger entry it made", example = "17") long seq,
			@Schema(description = "Where the account stood right after it") PositionAnswer position) {

		static ReceiptAnswer of(Receipt receipt) {
			return new ReceiptAnswer(receipt.receipt(), receipt.account(), receipt.amount(), receipt.currency(),
					receipt.method(), receipt.reference(), receipt.receivedAt(), receipt.seq(),
					PositionAnswer.of(receipt.accountNumber(), receipt.position(), receipt.due()));
		}

	}

	/** A payment. */
	@Schema(name = "Payment")
	record PaymentAnswer(@Schema(example = "R-10428-3-1") String receipt,
			@Schema(example = "A-10428-1-4") String account, @Schema(example = "97.06") String amount,
			@Schema(example = "USD") String currency, @Schema(example = "CASH") PaymentMethod method,
			@Schema(example = "till 7, 000123") String reference,
			@Schema(example = "2026-10-20T18:02:11.201Z") Instant receivedAt,
			@Schema(description = "The ledger entry it made", example = "17") long seq,
			@Schema(description = "Who took it", example = "Ada Lindqvist") String actor,
			@Schema(example = "COUNTER") Channel channel,
			@Schema(description = "Whether it was undone later", example = "false") boolean reversed,
			@Schema(description = "What it has paid, as of now; what is missing to its amount is credit") List<AllocationAnswer> allocations) {

		static PaymentAnswer of(Payment payment, Map<Long, List<Paid>> paid) {
			return new PaymentAnswer(payment.receipt().toString(), payment.account().toString(),
					Amounts.plain(payment.amount()), payment.currency(), payment.method(), payment.reference(),
					payment.receivedAt(), payment.entrySeq(), payment.actorName(), payment.channel(),
					payment.reversed(),
					paid.getOrDefault(payment.entrySeq(), List.of()).stream().map(AllocationAnswer::of).toList());
		}

	}

}
