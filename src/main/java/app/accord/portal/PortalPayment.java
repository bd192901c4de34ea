package app.accord.portal;

import java.util.Optional;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.AttemptNumber;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.money.Amounts;
import app.accord.payment.Charging;
import app.accord.payment.PaymentAttempt;
import app.accord.payment.Verdict;
import app.accord.payment.Verdicts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.security.CustomerPrincipal;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Paying by card on the gateway's page, and what became of it. */
@Controller
class PortalPayment {

	private final Mine mine;

	private final Positions positions;

	private final Charging charging;

	private final Verdicts verdicts;

	private final Customers customers;

	PortalPayment(Mine mine, Positions positions, Charging charging, Verdicts verdicts, Customers customers) {
		this.mine = mine;
		this.positions = positions;
		this.charging = charging;
		this.verdicts = verdicts;
		this.customers = customers;
	}

	@GetMapping("/portal/accounts/{number}/payment")
	String ask(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@RequestParam(defaultValue = "false") boolean other, Model model) {
		BillingAccount account = this.mine.account(me, number);
		Position position = this.positions.of(account.number());
		boolean prefill = !other && position.balance().isPositive();
		model.addAttribute("form", new PaymentForm(prefill ? Amounts.plain(position.balance()) : "", false,
				position.asOf(), UUID.randomUUID().toString()));
		return show(model, account, other);
	}

	@PostMapping("/portal/accounts/{number}/payment")
	String pay(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@ModelAttribute("form") PaymentForm form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response) {
		BillingAccount account = this.mine.account(me, number);
		PaymentAttempt[] attempt = new PaymentAttempt[1];
		if (Forms.done(errors, () -> attempt[0] = pay(me, account, form, actor))) {
			return "redirect:" + next(attempt[0]);
		}
		response.setStatus(422);
		return show(model, account, true);
	}

	/**
	 * What became of a try to pay, after asking the bank if that is not known yet; the
	 * page asks again by itself.
	 */
	@GetMapping("/portal/payments/{payment}")
	String verdict(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String payment,
			@RequestHeader(name = "HX-Request", required = false) String part, Model model) {
		show(model, this.charging.look(number(me, payment)));
		return (part != null) ? "portal/verdict :: verdict" : "portal/verdict";
	}

	/** The customer does not want to go on with it. */
	@PostMapping("/portal/payments/{payment}/call-off")
	String callOff(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String payment) {
		PaymentAttempt attempt = this.charging.callOff(number(me, payment));
		return "redirect:"
				+ (attempt.settled() && attempt.receipt() == null ? "/portal" : "/portal/payments/" + attempt.number());
	}

	private AttemptNumber number(CustomerPrincipal me, String typed) {
		AttemptNumber number = this.mine.number(me, typed, AttemptNumber::parse);
		try {
			return this.charging.read(number).number();
		}
		catch (NotFound ex) {
			throw Mine.notFound();
		}
	}

	private PaymentAttempt pay(CustomerPrincipal me, BillingAccount account, PaymentForm form, Actor actor) {
		Money amount = Amounts.read(form.amount(), account.currency())
			.orElseThrow(() -> new Refusal("amount", "Write an amount such as 20.00."));
		String key = form.idempotencyKey();
		if (key == null || key.isBlank() || key.length() > 255) {
			throw new Refusal("Please send this form once more.");
		}
		String back = ServletUriComponentsBuilder.fromCurrentContextPath().build() + "/portal/payments/{payment}";
		// Whoever acts for another pays with a card of their own: it is not kept there.
		boolean save = Boolean.TRUE.equals(form.save()) && me.behalf() == null;
		long payer = (me.behalf() != null) ? CustomerNumber.parse(me.behalf().number()).customerId()
				: account.number().customerId();
		String email = this.customers.find(payer)
			.flatMap((customer) -> customer.emails().stream().findFirst())
			.map(ContactPointView::shown)
			.orElse(null);
		return this.charging.open(account.number(), amount, save, form.seen(), back, email, actor, key);
	}

	private static String next(PaymentAttempt attempt) {
		return Optional.ofNullable(attempt.waiting() ? attempt.pageUrl() : null)
			.orElse("/portal/payments/" + attempt.number());
	}

	private void show(Model model, PaymentAttempt attempt) {
		model.addAttribute("verdict", this.verdicts.of(attempt));
		model.addAttribute("position", this.positions.of(attempt.account()));
		model.addAttribute("patient", attempt.asks() > 0);
	}

	private String show(Model model, BillingAccount account, boolean open) {
		Position position = this.positions.of(account.number());
		model.addAttribute("page", new Page(account, position, this.verdicts.of(account.number()), open));
		return "portal/payment";
	}

	/**
	 * A payment as it is typed.
	 *
	 * @param amount how much
	 * @param save whether the card is to be kept for later
	 * @param seen the ledger position that the page showed
	 * @param idempotencyKey the same for each sending of the same page
	 */
	record PaymentForm(String amount, Boolean save, Long seen, String idempotencyKey) {
	}

	/**
	 * What the form is about.
	 *
	 * @param account the account to be paid
	 * @param position where it stands
	 * @param verdict what became of the latest payment by card
	 * @param open whether the amount is to be typed rather than taken over
	 */
	record Page(BillingAccount account, Position position, Verdict verdict, boolean open) {
	}

}
