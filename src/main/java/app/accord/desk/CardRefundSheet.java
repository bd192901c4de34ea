package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.customer.MalformedNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.money.Amounts;
import app.accord.payment.CardRefund;
import app.accord.payment.CardRefunds;
import app.accord.payment.Payment;
import app.accord.payment.Payments;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** A card payment that goes back to its card, wholly or in part. */
@Controller
class CardRefundSheet {

	private final OnDesk onDesk;

	private final Payments payments;

	private final CardRefunds refunds;

	CardRefundSheet(OnDesk onDesk, Payments payments, CardRefunds refunds) {
		this.onDesk = onDesk;
		this.payments = payments;
		this.refunds = refunds;
	}

	@GetMapping("/desk/customers/{number}/payments/{receipt}/refund")
	String show(@PathVariable String number, @PathVariable String receipt, Model model) {
		Money left = sheet(model, this.onDesk.customer(number), receipt);
		model.addAttribute("form", new Form((left != null) ? Amounts.plain(left) : "", "", Forms.newKey(), null));
		return "desk/card-refund :: refund";
	}

	@PostMapping("/desk/customers/{number}/payments/{receipt}/refund")
	String refund(@PathVariable String number, @PathVariable String receipt, @ModelAttribute("form") Form form,
			BindingResult errors, Actor actor, Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		Payment payment = payment(customer, receipt);
		return Forms.attempt(errors, () -> refund(payment, form, actor, model))
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> {
				sheet(model, customer, receipt);
				return Forms.again(response, "desk/card-refund :: refund");
			});
	}

	private String refund(Payment payment, Form form, Actor actor, Model model) {
		Money amount = Forms.amount("amount", form.amount(), payment.currency());
		String reason = Forms.reason(form.reason());
		String key = Forms.key(form.idempotencyKey());
		return SecondPerson.doOrAsk(form.ask(), model, () -> {
			CardRefund refund = this.refunds.refund(payment.receipt(), amount, reason, actor, key);
			return refund.open() ? "Posted. The bank is being asked to pay it back."
					: "Goes back to the card. The bank shows it within ten days.";
		}, () -> this.refunds.ask(payment.receipt(), amount, reason, actor, key));
	}

	private Money sheet(Model model, CustomerProfile customer, String receipt) {
		Payment payment = payment(customer, receipt);
		Money left = this.refunds.left(payment.receipt()).orElse(null);
		model.addAttribute("customer", customer);
		model.addAttribute("payment", payment);
		model.addAttribute("left", left);
		return left;
	}

	private Payment payment(CustomerProfile customer, String typed) {
		try {
			ReceiptNumber receipt = ReceiptNumber.parse(typed);
			if (customer.has(receipt.customerId())) {
				return this.payments.find(receipt).orElseThrow(CardRefundSheet::notFound);
			}
		}
		catch (MalformedNumber ex) {
			// Answered below.
		}
		throw notFound();
	}

	private static ResponseStatusException notFound() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

	/** What is typed in the sheet. */
	record Form(String amount, String reason, String idempotencyKey, String ask) {
	}

}
