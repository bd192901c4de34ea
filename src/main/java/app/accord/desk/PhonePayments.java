package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.customer.CustomerProfile;
import app.accord.money.Amounts;
import app.accord.payment.PaymentMethod;
import app.accord.payment.Receipt;
import app.accord.payment.TakingPayment;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Payments that an agent takes by telephone. */
@Controller
class PhonePayments {

	private final OnDesk onDesk;

	private final MoneySheets sheets;

	private final TakingPayment taking;

	PhonePayments(OnDesk onDesk, MoneySheets sheets, TakingPayment taking) {
		this.onDesk = onDesk;
		this.sheets = sheets;
		this.taking = taking;
	}

	@GetMapping("/desk/customers/{number}/payments/new")
	String show(@PathVariable String number, @RequestParam(required = false) String account, Model model) {
		Position position = this.sheets.show(model, this.onDesk.customer(number), account);
		String amount = position.balance().isPositive() ? Amounts.plain(position.balance()) : "";
		model.addAttribute("form",
				new Form(position.account().toString(), amount, PaymentMethod.CARD.name(), "", Forms.newKey()));
		return "desk/sheets :: payment";
	}

	@PostMapping("/desk/customers/{number}/payments")
	String take(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		return Forms.attempt(errors, () -> take(customer, form, actor))
			.map((receipt) -> Forms.done(response, "Payment posted. Receipt " + receipt.receipt() + "."))
			.orElseGet(() -> {
				this.sheets.show(model, customer, (String) errors.getFieldValue("account"));
				return Forms.again(response, "desk/sheets :: payment");
			});
	}

	private Receipt take(CustomerProfile customer, Form form, Actor actor) {
		BillingAccount account = this.onDesk.account(customer, form.account());
		PaymentMethod method = Forms.choice(PaymentMethod.class, form.method(), "method", "Choose how it was paid.");
		if (!MoneySheets.METHODS.contains(method)) {
			throw new Refusal("method", "By telephone it can be a card, a bank transfer or a cheque.");
		}
		String reference = (form.reference() == null || form.reference().isBlank()) ? null : form.reference().strip();
		return this.taking
			.take(account.number(), Forms.amount("amount", form.amount(), account.currency()), method, reference, actor,
					Forms.key(form.idempotencyKey()))
			.value();
	}

	/** What is typed in the sheet. */
	record Form(String account, String amount, String method, String reference, String idempotencyKey) {
	}

}
