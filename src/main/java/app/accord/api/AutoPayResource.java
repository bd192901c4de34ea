package app.accord.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.message.Medium;
import app.accord.money.Amounts;
import app.accord.payment.AutoPay;
import app.accord.payment.AutoPayPlan;
import app.accord.payment.AutoPayView;
import app.accord.payment.PayLink;
import app.accord.payment.PayLinks;
import app.accord.payment.SavedCard;
import app.accord.payment.SavedCards;
import app.accord.payment.SendingPayLinks;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Saved cards, auto-pay and pay links. */
@Tag(name = "Auto-pay", description = "Saved cards, bills that pay themselves, links to pay")
@RestController
@RequestMapping("/api/v1")
class AutoPayResource {

	private static final String CARD = "0d5a3f9e-6a0b-4a3e-9a83-3f7e2a3f7b11";

	private final Customers customers;

	private final BillingAccounts accounts;

	private final SavedCards cards;

	private final AutoPay autoPay;

	private final SendingPayLinks sending;

	private final PayLinks links;

	private final BusinessCalendar calendar;

	AutoPayResource(Customers customers, BillingAccounts accounts, SavedCards cards, AutoPay autoPay,
			SendingPayLinks sending, PayLinks links, BusinessCalendar calendar) {
		this.customers = customers;
		this.accounts = accounts;
		this.cards = cards;
		this.autoPay = autoPay;
		this.sending = sending;
		this.links = links;
		this.calendar = calendar;
	}

	@Operation(summary = "A customer's saved cards: what may be shown of them, never a number")
	@GetMapping("/customers/{number}/cards")
	List<CardAnswer> cards(@Parameter(example = "C-10428-7") @PathVariable String number) {
		return this.cards.of(customer(number)).stream().map(this::answer).toList();
	}

	@Operation(summary = "Use a card first from now on")
	@PutMapping("/customers/{number}/cards/{card}/preference")
	CardAnswer prefer(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(example = CARD) @PathVariable UUID card, Actor actor) {
		long customer = customer(number);
		this.cards.prefer(customer, card, actor);
		return answer(this.cards.get(customer, card));
	}

	@Operation(summary = "Forget a card; answers with those that are left")
	@DeleteMapping("/customers/{number}/cards/{card}")
	List<CardAnswer> remove(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(example = CARD) @PathVariable UUID card, Actor actor) {
		this.autoPay.removeCard(customer(number), card, "Removed by " + actor.name(), actor);
		return cards(number);
	}

	@Operation(summary = "How an account's auto-pay stands")
	@GetMapping("/accounts/{number}/auto-pay")
	AutoPayAnswer autoPay(@Parameter(example = "A-10428-1-4") @PathVariable String number) {
		return answer(this.autoPay.of(account(number)));
	}

	@Operation(summary = "Switch auto-pay on or off, with what the customer agreed to")
	@PutMapping("/accounts/{number}/auto-pay")
	AutoPayAnswer set(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Parameter(example = "autopay-2026-10-20-1") @RequestHeader(name = Repeats.KEY,
					required = false) String key,
			@Valid @RequestBody NewMandate mandate, Actor actor) {
		AccountNumber account = account(number);
		if (mandate.active()) {
			UUID card = (mandate.card() != null) ? this.cards.chosen(account.customerId(), mandate.card()).id() : null;
			this.autoPay.switchOn(account, card, mandate.consent().strip(), actor, Repeats.key(key));
		}
		else {
			this.autoPay.switchOff(account, mandate.consent().strip(), actor, Repeats.key(key));
		}
		return answer(this.autoPay.of(account));
	}

	@Operation(summary = "Make a link by which the account can be paid, and send it if a medium is named")
	@PostMapping("/accounts/{number}/pay-links")
	@ResponseStatus(HttpStatus.CREATED)
	PayLinkAnswer link(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Parameter(example = "link-2026-10-20-1") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewPayLink link, Actor actor) {
		AccountNumber account = account(number);
		String kept = Repeats.key(key);
		PayLink made = (link.medium() == null || link.medium().isBlank()) ? this.sending.show(account, actor, kept)
				: this.sending.send(account, link.wanted(), actor, kept);
		return new PayLinkAnswer(account.toString(), made.no(), this.links.address(made), made.expiresAt());
	}

	private long customer(String number) {
		CustomerNumber wanted = CustomerNumber.parse(number);
		if (!this.customers.exists(wanted.customerId())) {
			throw new NotFound("There is no customer " + wanted + ".");
		}
		return wanted.customerId();
	}

	private AccountNumber account(String number) {
		return this.accounts.get(AccountNumber.parse(number)).number();
	}

	private CardAnswer answer(SavedCard card) {
		return new CardAnswer(card.id().toString(), card.card().brand(), card.card().lastFour(), card.card().expires(),
				card.preferred(), card.usableOn(this.calendar.today()), card.savedAt());
	}

	private AutoPayAnswer answer(AutoPayView view) {
		return new AutoPayAnswer(view.account().toString(), view.active(),
				(view.card() != null) ? answer(view.card()) : null,
				(view.next() != null) ? PlanAnswer.of(view.next()) : null,
				(view.nextAmount() != null) ? Amounts.plain(view.nextAmount()) : null,
				view.plans().stream().map(PlanAnswer::of).toList());
	}

	/** What is to be switched. */
	record NewMandate(@NotNull(message = "Say whether it is to be on.") @Schema(example = "true") Boolean active,
			@Schema(description = "The card's id; null: the customer's default",
					example = "0d5a3f9e-6a0b-4a3e-9a83-3f7e2a3f7b11") String card,
			@NotBlank(message = "Say what the customer agreed to, and how.") @Size(max = 500,
					message = "Keep it under 500 characters.") @Schema(
							example = "Ticked in the web shop, order 1183") String consent) {
	}

	/** A link that is wanted. */
	record NewPayLink(@Schema(description = "EMAIL or SMS: sent to the customer; null: only made",
			example = "EMAIL") String medium) {

		Medium wanted() {
			return SendingPayLinks.media()
				.stream()
				.filter((one) -> one.name().equals(this.medium.strip().toUpperCase(Locale.ROOT)))
				.findFirst()
				.orElseThrow(() -> new Refusal("medium", "The medium is EMAIL or SMS."));
		}

	}

	/** A saved card. */
	@Schema(name = "SavedCard")
	record CardAnswer(@Schema(example = "0d5a3f9e-6a0b-4a3e-9a83-3f7e2a3f7b11") String id,
			@Schema(example = "Visa") String brand, @Schema(example = "4242") String lastFour,
			@Schema(description = "Its last day", example = "2028-12-31") LocalDate expires,
			@Schema(description = "Whether it is used first", example = "true") boolean preferred,
			@Schema(description = "Whether it can be charged today, as far as is known",
					example = "true") boolean usable,
			@Schema(example = "2026-10-20T18:02:11.201Z") Instant savedAt) {
	}

	/** How auto-pay stands. */
	@Schema(name = "AutoPay")
	record AutoPayAnswer(@Schema(example = "A-10428-1-4") String account, @Schema(example = "true") boolean active,
			@Schema(description = "The card that would be charged now; null: none can be") CardAnswer card,
			@Schema(description = "What is charged next, or null") PlanAnswer next,
			@Schema(description = "How much that would be as of now", example = "97.06") String nextAmount,
			@Schema(description = "The latest, due last first") List<PlanAnswer> plans) {
	}

	/** What is charged by itself. */
	@Schema(name = "AutoPayPlan")
	record PlanAnswer(@Schema(example = "INV-10428-17-2") String bill,
			@Schema(example = "PLANNED") AutoPayPlan.State state, @Schema(example = "2026-12-01") LocalDate dueOn,
			@Schema(description = "The day of the next try, while it is planned",
					example = "2026-11-28") LocalDate nextOn,
			@Schema(description = "How often the bank has said no", example = "0") int declined,
			@Schema(description = "Why the last try failed, or null", example = "INSUFFICIENT_FUNDS") String why,
			@Schema(example = "R-10428-3-1") String receipt) {

		static PlanAnswer of(AutoPayPlan plan) {
			return new PlanAnswer(plan.bill().toString(), plan.state(), plan.dueOn(),
					(plan.state() == AutoPayPlan.State.PLANNED) ? plan.nextOn() : null, plan.tries(),
					(plan.code() != null) ? plan.code().name() : null,
					(plan.receipt() != null) ? plan.receipt().toString() : null);
		}

	}

	/** A link to pay. */
	@Schema(name = "PayLink")
	record PayLinkAnswer(@Schema(example = "A-10428-1-4") String account, @Schema(example = "3") int no,
			@Schema(example = "https://pay.example.com/pay/…") String address,
			@Schema(example = "2026-12-04T18:02:11.201Z") Instant expiresAt) {
	}

}
