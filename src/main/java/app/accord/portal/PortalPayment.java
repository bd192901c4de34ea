package app.accord.portal;

import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.money.Amounts;
import app.accord.payment.PayingOnline;
import app.accord.payment.PaymentAttempt;
import app.accord.payment.TestCard;
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

/** Paying by card, and what became of it. */
@Controller
class PortalPayment {

	private final Mine mine;

	private final Positions positions;

	private final PayingOnline online;

	PortalPayment(Mine mine, Positions positions, PayingOnline online) {
		this.mine = mine;
		this.positions = positions;
		this.online = online;
	}

	@GetMapping("/portal/accounts/{number}/payment")
	String ask(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@RequestParam(defaultValue = "false") boolean other, Model model) {
		BillingAccount account = this.mine.account(me, number);
		Position position = this.positions.of(account.number());
		boolean prefill = !other && position.balance().isPositive();
		model.addAttribute("form", new PaymentForm(prefill ? Amounts.plain(position.balance()) : "",
				TestCard.GOOD.token(), UUID.randomUUID().toString()));
		return show(model, new Page(account, position, other));
	}

	@PostMapping("/portal/accounts/{number}/payment")
	String pay(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@ModelAttribute("form") PaymentForm form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response) {
		BillingAccount account = this.mine.account(me, number);
		PaymentAttempt[] attempt = new PaymentAttempt[1];
		if (Forms.done(errors, () -> attempt[0] = pay(account, form, actor))) {
			return "redirect:/portal/payments/" + attempt[0].attemptId() + "?sent";
		}
		response.setStatus(422);
		return show(model, new Page(account, this.positions.of(account.number()), true));
	}

	/**
	 * What became of a try to pay. Right after it was sent that is known already or it is
	 * the bank's turn; the page asks again by itself.
	 */
	@GetMapping("/portal/payments/{attempt}")
	String verdict(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String attempt,
			@RequestParam(required = false) String sent,
			@RequestHeader(name = "HX-Request", required = false) String part, Model model) {
		try {
			UUID id = UUID.fromString(attempt);
			PaymentAttempt found = (sent != null) ? this.online.read(me.customerId(), id)
					: this.online.look(me.customerId(), id);
			model.addAttribute("verdict", new Verdict(found, this.positions.of(found.account())));
		}
		catch (IllegalArgumentException | NotFound ex) {
			throw Mine.notFound();
		}
		return (part != null) ? "portal/verdict :: verdict" : "portal/verdict";
	}

	private PaymentAttempt pay(BillingAccount account, PaymentForm form, Actor actor) {
		Money amount = Amounts.read(form.amount(), account.currency())
			.orElseThrow(() -> new Refusal("amount", "Write an amount such as 20.00."));
		String key = form.idempotencyKey();
		if (key == null || key.isBlank() || key.length() > 255) {
			throw new Refusal("Please send this form once more.");
		}
		return this.online.pay(account.number(), amount, form.card(), actor, key);
	}

	private static String show(Model model, Page page) {
		model.addAttribute("page", page);
		model.addAttribute("cards", TestCard.values());
		return "portal/payment";
	}

	/**
	 * A payment as it is typed.
	 *
	 * @param amount how much
	 * @param card the gateway's token of the card
	 * @param idempotencyKey the same for each sending of the same page
	 */
	record PaymentForm(String amount, String card, String idempotencyKey) {
	}

	/**
	 * What the form is about.
	 *
	 * @param account the account to be paid
	 * @param position where it stands
	 * @param open whether the amount is to be typed rather than taken over
	 */
	record Page(BillingAccount account, Position position, boolean open) {
	}

	/**
	 * What became of a try to pay.
	 *
	 * @param attempt the try
	 * @param position where the account stands now
	 */
	record Verdict(PaymentAttempt attempt, Position position) {

		/** Whether the money was taken. */
		public boolean charged() {
			return this.attempt.state() == PaymentAttempt.State.SUCCEEDED;
		}

		/** Whether it was refused, so that another try makes sense. */
		public boolean declined() {
			return this.attempt.state() == PaymentAttempt.State.DECLINED;
		}

	}

}
