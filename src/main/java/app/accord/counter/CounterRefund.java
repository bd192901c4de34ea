package app.accord.counter;

import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.customer.MalformedNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.money.Amounts;
import app.accord.payment.CardRefund;
import app.accord.payment.CardRefunds;
import app.accord.payment.Payment;
import app.accord.payment.Payments;
import app.accord.refusal.Refusal;
import app.accord.staff.OverLimit;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A card payment that goes back to its card: within the clerk's limit, or as a second
 * person approves.
 */
@Controller
@RequestMapping("/counter/receipts/{number}/refund")
class CounterRefund {

	private final Till till;

	private final Payments payments;

	private final CardRefunds refunds;

	CounterRefund(Till till, Payments payments, CardRefunds refunds) {
		this.till = till;
		this.payments = payments;
		this.refunds = refunds;
	}

	@GetMapping
	String show(@PathVariable String number, Model model) {
		Payment payment = payment(number);
		Money left = this.refunds.left(payment.receipt()).orElseThrow(Till::notFound);
		return page(payment, new Form(Amounts.plain(left), "", UUID.randomUUID().toString(), null), model);
	}

	@PostMapping
	String refund(@PathVariable String number, @ModelAttribute Form form, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		Payment payment = payment(number);
		try {
			Money amount = Amounts.read(form.amount(), payment.currency())
				.orElseThrow(() -> new Refusal("Write an amount such as 20.00."));
			if ("yes".equals(form.ask())) {
				after.addFlashAttribute("toast",
						this.refunds.ask(payment.receipt(), amount, form.reason(), actor, form.key()).asked());
			}
			else {
				CardRefund refund = this.refunds.refund(payment.receipt(), amount, form.reason(), actor, form.key());
				after.addFlashAttribute("toast", refund.open() ? "Posted. The bank is being asked to pay it back."
						: "It goes back to the card. The bank shows it within ten days.");
			}
			return "redirect:/counter/receipts/" + payment.receipt();
		}
		catch (Refusal ex) {
			response.setStatus(422);
			model.addAttribute("refusal", ex.getMessage());
			model.addAttribute("over", ex instanceof OverLimit);
			return page(payment, form, model);
		}
	}

	private String page(Payment payment, Form form, Model model) {
		model.addAttribute("payment", payment);
		model.addAttribute("form", form);
		model.addAttribute("left", this.refunds.left(payment.receipt()).orElse(null));
		model.addAttribute("customer", this.till.customer(payment.receipt().customer().toString()));
		return "counter/refund";
	}

	private Payment payment(String typed) {
		try {
			return this.payments.find(ReceiptNumber.parse(typed)).orElseThrow(Till::notFound);
		}
		catch (MalformedNumber ex) {
			throw Till.notFound();
		}
	}

	/**
	 * A refund as it is typed.
	 *
	 * @param amount how much
	 * @param reason why
	 * @param idempotencyKey the same for each sending of the same page
	 * @param ask {@code yes}: a second person is to approve it
	 */
	record Form(String amount, String reason, String idempotencyKey, String ask) {

		String key() {
			return Till.key(this.idempotencyKey);
		}

	}

}
