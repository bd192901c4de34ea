package app.accord.counter;

import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.Positions;
import app.accord.customer.AttemptNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.MalformedNumber;
import app.accord.money.Amounts;
import app.accord.payment.Charging;
import app.accord.payment.PayLinks;
import app.accord.payment.PaymentAttempt;
import app.accord.payment.SendingPayLinks;
import app.accord.payment.Verdicts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.ui.QrCodes;
import org.joda.money.Money;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A card at the counter, towards what a customer owes: the amount is pushed to the
 * gateway's payment page, which the customer sees on the shop's card screen or on the own
 * telephone. The clerk sees the verdict as it comes and can call it off.
 */
@Controller
class CounterCard {

	private final Till till;

	private final Charging charging;

	private final Verdicts verdicts;

	private final Positions positions;

	private final SendingPayLinks sending;

	private final PayLinks links;

	private final QrCodes qrCodes;

	CounterCard(Till till, Charging charging, Verdicts verdicts, Positions positions, SendingPayLinks sending,
			PayLinks links, QrCodes qrCodes) {
		this.till = till;
		this.charging = charging;
		this.verdicts = verdicts;
		this.positions = positions;
		this.sending = sending;
		this.links = links;
		this.qrCodes = qrCodes;
	}

	@PostMapping("/counter/customers/{number}/card-payments")
	String push(@PathVariable String number, @RequestParam String account, @RequestParam String amount,
			@RequestParam(required = false) Long seen, @RequestParam String idempotencyKey, Actor actor,
			RedirectAttributes after) {
		CustomerProfile customer = this.till.customer(number);
		try {
			BillingAccount chosen = this.till.account(customer, account);
			Money wanted = Amounts.read(amount, chosen.currency())
				.orElseThrow(() -> new Refusal("Write an amount such as 20.00."));
			String key = idempotencyKey.isBlank() ? UUID.randomUUID().toString() : idempotencyKey;
			// The customer comes back to a page that shows this account only.
			String back = this.links.address(this.sending.show(chosen.number(), actor, "back-" + key));
			return page(this.charging.open(chosen.number(), wanted, false, seen, back, null, actor, key));
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			return "redirect:/counter/customers/" + customer.number();
		}
	}

	/** How it stands, after asking the gateway; the page asks again by itself. */
	@GetMapping("/counter/card-payments/{payment}")
	String show(@PathVariable String payment, @RequestHeader(name = "HX-Request", required = false) String part,
			Model model) {
		PaymentAttempt attempt = this.charging.look(read(payment).number());
		model.addAttribute("verdict", this.verdicts.of(attempt));
		model.addAttribute("customer", this.till.customer(attempt.account().customer().toString()));
		model.addAttribute("position", this.positions.of(attempt.account()));
		model.addAttribute("qr",
				(attempt.waiting() && attempt.pageUrl() != null) ? this.qrCodes.of(attempt.pageUrl()) : null);
		return (part != null) ? "counter/card :: verdict" : "counter/card";
	}

	/** Takes the amount off the screen again; if the customer was faster, it stands. */
	@PostMapping("/counter/card-payments/{payment}/call-off")
	String callOff(@PathVariable String payment) {
		return page(this.charging.callOff(read(payment).number()));
	}

	private PaymentAttempt read(String payment) {
		try {
			return this.charging.read(AttemptNumber.parse(payment));
		}
		catch (MalformedNumber | NotFound ex) {
			throw Till.notFound();
		}
	}

	private static String page(PaymentAttempt attempt) {
		return "redirect:/counter/card-payments/" + attempt.number();
	}

}
