package app.accord.api;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.api.NextBillResource.NextBillAnswer;
import app.accord.api.ServiceResource.DiscountAnswer;
import app.accord.customer.ContractNumber;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.invoicing.NextBills;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.subscription.ContractChange;
import app.accord.subscription.ContractChanges;
import app.accord.subscription.ContractDiscount;
import app.accord.subscription.ContractHistory;
import app.accord.subscription.ContractPhase;
import app.accord.subscription.ContractTerms;
import app.accord.time.BusinessCalendar;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a service costs from which day on, and changes of that. */
@Tag(name = "Services")
@RestController
@RequestMapping("/api/v1/services/{number}")
class ServiceChangeResource {

	private final ContractChanges changes;

	private final NextBills nextBills;

	private final BusinessCalendar calendar;

	ServiceChangeResource(ContractChanges changes, NextBills nextBills, BusinessCalendar calendar) {
		this.changes = changes;
		this.nextBills = nextBills;
		this.calendar = calendar;
	}

	@Operation(summary = "What a service costs now and from each later day on that is known")
	@GetMapping("/terms")
	List<TermsAnswer> terms(@Parameter(example = "S-10428-2-6") @PathVariable String number) {
		return this.changes.phases(ContractNumber.parse(number)).stream().map(TermsAnswer::of).toList();
	}

	@Operation(summary = "The account's next bill as it would be with that change; nothing is written")
	@PostMapping("/changes/preview")
	NextBillAnswer preview(@Parameter(example = "S-10428-2-6") @PathVariable String number,
			@Valid @RequestBody NewServiceChange change) {
		ContractNumber contract = ContractNumber.parse(number);
		ContractHistory changed = this.changes.ifChanged(contract, asked(contract, change));
		return NextBillAnswer.of(this.nextBills.ifChanged(changed)
			.orElseThrow(() -> new NotFound("No bill is planned for account %s.".formatted(changed.account()))));
	}

	@Operation(summary = "Give a service another product, quantity, price or discount from a day on")
	@PostMapping("/changes")
	ResponseEntity<ServiceChangeAnswer> change(@Parameter(example = "S-10428-2-6") @PathVariable String number,
			@Parameter(example = "upgrade-2026-12-01") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewServiceChange change, Actor actor) {
		String kept = Repeats.key(key);
		ContractNumber contract = ContractNumber.parse(number);
		ContractChange asked = asked(contract, change);
		Answer<Integer> made = this.changes.change(actor, contract, asked, change.reason(), kept);
		return Repeats.created(made, "/api/v1/services/" + contract + "/terms",
				new ServiceChangeAnswer(contract.toString(), made.value(), asked.on(), terms(number)));
	}

	private ContractChange asked(ContractNumber contract, NewServiceChange change) {
		LocalDate today = this.calendar.today();
		return change.asked(this.changes.termsOn(contract, today).each().getCurrencyUnit().getCode(), today);
	}

	/** A change of what a service provides or costs. */
	@Schema(name = "NewServiceChange")
	record NewServiceChange(
			@Schema(description = "First day; today if left out", example = "2026-12-01") LocalDate from,
			@Schema(description = "Another product; the same if left out", example = "FIBER-1000") String product,
			@Schema(description = "How many pieces; as many as before if left out", example = "2") Integer quantity,
			@Schema(implementation = String.class,
					description = "What a month of one costs; if left out as before, and the list price for another product",
					example = "39.00") AmountText price,
			@Schema(description = "True: the price book's list price from now on") Boolean listPrice,
			@Valid @Schema(description = "As before if left out") NewDiscount discount,
			@Schema(description = "True: no discount any more") Boolean endDiscount,
			@NotBlank(message = "Say why: the reason is shown in the customer's history.") @Size(max = 500,
					message = "Keep the reason under 500 characters.") @Schema(
							example = "Asked for on the phone") String reason) {

		ContractChange asked(String currency, LocalDate today) {
			boolean list = Boolean.TRUE.equals(this.listPrice);
			boolean none = Boolean.TRUE.equals(this.endDiscount);
			if (list && this.price != null) {
				throw new Refusal("price", "Send a price or listPrice, not both.");
			}
			if (none && this.discount != null) {
				throw new Refusal("discount", "Send a discount or endDiscount, not both.");
			}
			return new ContractChange((this.from != null) ? this.from : today, this.product, this.quantity,
					(this.price != null) ? this.price.in(currency, "price") : null, list, none || this.discount != null,
					(this.discount != null) ? this.discount.in(currency) : null);
		}

	}

	/** A discount to be agreed on: percent or amount. */
	@Schema(name = "NewContractDiscount")
	record NewDiscount(@Schema(type = "string", example = "10") BigDecimal percent,
			@Schema(implementation = String.class, description = "Off a month of all pieces",
					example = "5.00") AmountText amount,
			@Schema(description = "Last day; left out: until it is changed", example = "2027-02-28") LocalDate until) {

		ContractDiscount in(String currency) {
			if ((this.percent == null) == (this.amount == null)) {
				throw new Refusal("discount", "A discount is a percent or an amount.");
			}
			return (this.percent != null) ? ContractDiscount.ofPercent(this.percent, this.until)
					: ContractDiscount.ofAmount(this.amount.in(currency, "discount"), this.until);
		}

	}

	/** What was changed. */
	@Schema(name = "ServiceChange")
	record ServiceChangeAnswer(@Schema(example = "S-10428-2-6") String service,
			@Schema(description = "The number of the phase that begins with the day", example = "3") int phase,
			@Schema(example = "2026-12-01") LocalDate from,
			@Schema(description = "What it costs now and from each later day on") List<TermsAnswer> terms) {
	}

	/** What a service costs from a day on. */
	@Schema(name = "ServiceTerms")
	record TermsAnswer(@Schema(example = "2026-12-01") LocalDate from,
			@Schema(description = "False while it is paused, and after its end") boolean charged,
			@Schema(example = "FIBER-500") String product, @Schema(example = "2") int quantity,
			@Schema(description = "What a month of one costs", example = "39.00") String price,
			@Schema(description = "What a month of all costs before the discount", example = "78.00") String monthly,
			@Schema(example = "USD") String currency,
			@Schema(description = "Whether the price is the price book's, so that promotions are taken off") boolean byPriceBook,
			@Schema(description = "Or null") DiscountAnswer discount) {

		static TermsAnswer of(ContractPhase phase) {
			ContractTerms terms = phase.terms();
			return new TermsAnswer(phase.from(), phase.charged(), phase.productCode(), phase.quantity(),
					Amounts.plain(terms.each()), Amounts.plain(phase.monthly()),
					phase.monthly().getCurrencyUnit().getCode(), phase.byBook(), DiscountAnswer.of(phase.discount()));
		}

	}

}
