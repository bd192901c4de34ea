package app.accord.portal;

import java.util.Optional;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.money.Amounts;
import app.accord.payment.Charging;
import app.accord.payment.PayLink;
import app.accord.payment.PayLinks;
import app.accord.payment.PaymentAttempt;
import app.accord.payment.Verdict;
import app.accord.payment.Verdicts;
import app.accord.refusal.Refusal;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Paying by a link, without signing in: what one account owes, what became of the last
 * payment by card, and the way to the payment page. Nothing else of the customer.
 */
@Controller
class PayByLink {

	private final PayLinks links;

	private final BillingAccounts accounts;

	private final Positions positions;

	private final Charging charging;

	private final Verdicts verdicts;

	PayByLink(PayLinks links, BillingAccounts accounts, Positions positions, Charging charging, Verdicts verdicts) {
		this.links = links;
		this.accounts = accounts;
		this.positions = positions;
		this.charging = charging;
		this.verdicts = verdicts;
	}

	@GetMapping("/pay/{token}")
	String show(@PathVariable String token, Model model, HttpServletResponse response) {
		Optional<PayLink> link = this.links.open(token);
		if (link.isEmpty()) {
			return over(response);
		}
		this.charging.unsettled(link.get().account()).ifPresent((attempt) -> this.charging.look(attempt.number()));
		// The verdict first: what it says was charged is in a position read after it.
		Verdict verdict = this.verdicts.of(link.get().account());
		Position position = this.positions.of(link.get().account());
		String amount = position.dueNow().isPositive() ? Amounts.plain(position.dueNow())
				: position.balance().isPositive() ? Amounts.plain(position.balance()) : "";
		model.addAttribute("form", new PaymentForm(amount, position.asOf(), UUID.randomUUID().toString()));
		return page(token, link.get(), verdict, position, model);
	}

	@PostMapping("/pay/{token}")
	String pay(@PathVariable String token, @ModelAttribute("form") PaymentForm form, BindingResult errors, Model model,
			HttpServletResponse response) {
		Optional<PayLink> link = this.links.open(token);
		if (link.isEmpty()) {
			return over(response);
		}
		PaymentAttempt[] attempt = new PaymentAttempt[1];
		if (Forms.done(errors, () -> attempt[0] = pay(token, link.get(), form))) {
			return "redirect:"
					+ Optional.ofNullable(attempt[0].waiting() ? attempt[0].pageUrl() : null).orElse("/pay/" + token);
		}
		response.setStatus(422);
		return page(token, link.get(), this.verdicts.of(link.get().account()), this.positions.of(link.get().account()),
				model);
	}

	private PaymentAttempt pay(String token, PayLink link, PaymentForm form) {
		BillingAccount account = this.accounts.get(link.account());
		Money amount = Amounts.read(form.amount(), account.currency())
			.orElseThrow(() -> new Refusal("amount", "Write an amount such as 20.00."));
		String key = form.idempotencyKey();
		if (key == null || key.isBlank() || key.length() > 255) {
			throw new Refusal("Please send this form once more.");
		}
		String back = ServletUriComponentsBuilder.fromCurrentContextPath().build() + "/pay/" + token;
		// Who has the link is taken for the customer, but nothing more is said of them.
		Actor payer = new Actor(ActorKind.CUSTOMER, link.account().customer().toString(), "Customer, by pay link",
				Channel.WEB);
		return this.charging.open(link.account(), amount, false, form.seen(), back, null, payer, key);
	}

	private String page(String token, PayLink link, Verdict verdict, Position position, Model model) {
		model.addAttribute("page", new Page(token, this.accounts.get(link.account()), position, verdict));
		return "portal/pay-link";
	}

	/** Nothing is said of why: it may never have been a link of ours. */
	private static String over(HttpServletResponse response) {
		response.setStatus(HttpServletResponse.SC_NOT_FOUND);
		return "portal/pay-link-over";
	}

	/**
	 * A payment as it is typed.
	 *
	 * @param amount how much
	 * @param seen the ledger position that the page showed
	 * @param idempotencyKey the same for each sending of the same page
	 */
	record PaymentForm(String amount, Long seen, String idempotencyKey) {
	}

	/**
	 * What the page shows.
	 *
	 * @param token the link's
	 * @param account the account
	 * @param position where it stands
	 * @param verdict what became of the latest payment by card
	 */
	record Page(String token, BillingAccount account, Position position, Verdict verdict) {
	}

}
