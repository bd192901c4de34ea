package app.accord.desk;

import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.customer.CustomerProfile;
import app.accord.money.Amounts;
import app.accord.payment.PayingOut;
import app.accord.payment.PaymentMethod;
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

/** Credit that is paid back to the customer. */
@Controller
class Refunds {

	/** How the desk can pay back: nobody there has a till. */
	private static final List<PaymentMethod> METHODS = List.of(PaymentMethod.BANK_TRANSFER, PaymentMethod.CHEQUE);

	private final OnDesk onDesk;

	private final MoneySheets sheets;

	private final PayingOut payingOut;

	Refunds(OnDesk onDesk, MoneySheets sheets, PayingOut payingOut) {
		this.onDesk = onDesk;
		this.sheets = sheets;
		this.payingOut = payingOut;
	}

	@GetMapping("/desk/customers/{number}/refunds/new")
	String show(@PathVariable String number, @RequestParam(required = false) String account, Model model) {
		Position position = sheet(model, this.onDesk.customer(number), account);
		String credit = position.balance().isNegative() ? Amounts.plain(position.balance().negated()) : "";
		model.addAttribute("form",
				new Form(position.account().toString(), credit, METHODS.getFirst().name(), "", Forms.newKey(), null));
		return "desk/sheets :: refund";
	}

	@PostMapping("/desk/customers/{number}/refunds")
	String pay(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		return Forms.attempt(errors, () -> pay(customer, form, actor, model))
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> {
				sheet(model, customer, (String) errors.getFieldValue("account"));
				return Forms.again(response, "desk/sheets :: refund");
			});
	}

	private String pay(CustomerProfile customer, Form form, Actor actor, Model model) {
		BillingAccount account = this.onDesk.account(customer, form.account());
		var amount = Forms.amount("amount", form.amount(), account.currency());
		PaymentMethod method = Forms.choice(PaymentMethod.class, form.method(), "method",
				"Choose how it is paid back.");
		if (!METHODS.contains(method)) {
			throw new Refusal("method", "From the desk it can be a bank transfer or a cheque.");
		}
		String reason = Forms.reason(form.reason());
		String key = Forms.key(form.idempotencyKey());
		return SecondPerson.doOrAsk(form.ask(), model, () -> "Paid back, entry "
				+ this.payingOut.refund(account.number(), amount, method, reason, actor, key).value().seq() + ".",
				() -> this.payingOut.ask(account.number(), amount, method, reason, actor, key));
	}

	private Position sheet(Model model, CustomerProfile customer, String account) {
		Position position = this.sheets.show(model, customer, account);
		model.addAttribute("methods", METHODS);
		return position;
	}

	/** What is typed in the sheet. */
	record Form(String account, String amount, String method, String reason, String idempotencyKey, String ask) {
	}

}
