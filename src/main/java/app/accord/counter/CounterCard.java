package app.accord.counter;

import java.util.Optional;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.Positions;
import app.accord.customer.AttemptNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.MalformedNumber;
import app.accord.money.Amounts;
import app.accord.payment.CardSales;
import app.accord.payment.CardTerminal;
import app.accord.payment.CardWay;
import app.accord.payment.Charging;
import app.accord.payment.PaymentAttempt;
import app.accord.payment.RingingUp;
import app.accord.payment.RungUp;
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
 * A card at the counter, towards what a customer owes or for what was rung up: the amount
 * is pushed to the card terminal, or to the gateway's payment page on the customer's own
 * telephone. The clerk sees the verdict as it comes and can call it off.
 */
@Controller
class CounterCard {

	private final Till till;

	private final TillTerminal terminal;

	private final Charging charging;

	private final CardSales sales;

	private final RingingUp ringingUp;

	private final Verdicts verdicts;

	private final Positions positions;

	private final QrCodes qrCodes;

	CounterCard(Till till, TillTerminal terminal, Charging charging, CardSales sales, RingingUp ringingUp,
			Verdicts verdicts, Positions positions, QrCodes qrCodes) {
		this.till = till;
		this.terminal = terminal;
		this.charging = charging;
		this.sales = sales;
		this.ringingUp = ringingUp;
		this.verdicts = verdicts;
		this.positions = positions;
		this.qrCodes = qrCodes;
	}

	@PostMapping("/counter/customers/{number}/card-payments")
	String push(@PathVariable String number, @RequestParam String account, @RequestParam String amount,
			@RequestParam(required = false) Long seen, @RequestParam(required = false) String way,
			@RequestParam String idempotencyKey, Actor actor, RedirectAttributes after) {
		CustomerProfile customer = this.till.customer(number);
		try {
			BillingAccount chosen = this.till.account(customer, account);
			Money wanted = Amounts.read(amount, chosen.currency())
				.orElseThrow(() -> new Refusal("Write an amount such as 20.00."));
			String key = Till.key(idempotencyKey);
			CardWay card = this.terminal.way(way, chosen.number(), actor, key);
			return page(this.charging.inShop(chosen.number(), wanted, card, seen, actor, key));
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
		boolean onPage = attempt.waiting() && attempt.way() == PaymentAttempt.Way.HOSTED_PAGE;
		model.addAttribute("verdict", this.verdicts.of(attempt));
		model.addAttribute("attempt", attempt);
		model.addAttribute("customer", this.till.customer(attempt.account().customer().toString()));
		model.addAttribute("position", this.positions.of(attempt.account()));
		model.addAttribute("rungUp", this.sales.of(attempt).orElse(null));
		model.addAttribute("order", this.sales.sold(attempt).orElse(null));
		model.addAttribute("terminal", terminal(attempt).orElse(null));
		model.addAttribute("againKey", UUID.randomUUID().toString());
		model.addAttribute("qr", (onPage && attempt.pageUrl() != null) ? this.qrCodes.of(attempt.pageUrl()) : null);
		return (part != null) ? "counter/card :: verdict" : "counter/card";
	}

	/** Takes the amount off the terminal again; if the customer was faster, it stands. */
	@PostMapping("/counter/card-payments/{payment}/call-off")
	String callOff(@PathVariable String payment) {
		return page(this.charging.callOff(read(payment).number()));
	}

	/** Asks for a card once more: for the same amount, for what was rung up then. */
	@PostMapping("/counter/card-payments/{payment}/again")
	String again(@PathVariable String payment, @RequestParam(required = false) String way,
			@RequestParam String idempotencyKey, Actor actor, RedirectAttributes after) {
		PaymentAttempt before = this.charging.look(read(payment).number());
		try {
			if (before.state() == PaymentAttempt.State.SUCCEEDED) {
				return page(before);
			}
			String key = Till.key(idempotencyKey);
			CardWay card = this.terminal.way(way, before.account(), actor, key);
			Optional<RungUp> rungUp = this.sales.of(before);
			return page(rungUp.isPresent() ? this.ringingUp.byCard(before.account(), rungUp.get(), card, actor, key)
					: this.charging.inShop(before.account(), before.amount(), card, null, actor, key));
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			return page(before);
		}
	}

	private Optional<CardTerminal> terminal(PaymentAttempt attempt) {
		return this.terminal.all().stream().filter((one) -> one.id().equals(attempt.terminal())).findFirst();
	}

	private PaymentAttempt read(String payment) {
		try {
			return this.charging.read(AttemptNumber.parse(payment));
		}
		catch (MalformedNumber | NotFound ex) {
			throw Till.notFound();
		}
	}

	static String page(PaymentAttempt attempt) {
		return "redirect:/counter/card-payments/" + attempt.number();
	}

}
