package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.billing.Adjusting;
import app.accord.billing.BillingAccount;
import app.accord.customer.CustomerProfile;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Credits that an agent gives, each with its reason. */
@Controller
class Credits {

	private final OnDesk onDesk;

	private final MoneySheets sheets;

	private final Adjusting adjusting;

	Credits(OnDesk onDesk, MoneySheets sheets, Adjusting adjusting) {
		this.onDesk = onDesk;
		this.sheets = sheets;
		this.adjusting = adjusting;
	}

	@GetMapping("/desk/customers/{number}/credits/new")
	String show(@PathVariable String number, Model model) {
		this.sheets.show(model, this.onDesk.customer(number), null);
		model.addAttribute("form", new Form(null, "", "", Forms.newKey(), null));
		return "desk/sheets :: credit";
	}

	@PostMapping("/desk/customers/{number}/credits")
	String give(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		return Forms.attempt(errors, () -> give(customer, form, actor, model))
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> {
				this.sheets.show(model, customer, (String) errors.getFieldValue("account"));
				return Forms.again(response, "desk/sheets :: credit");
			});
	}

	private String give(CustomerProfile customer, Form form, Actor actor, Model model) {
		BillingAccount account = this.onDesk.account(customer, form.account());
		var amount = Forms.amount("amount", form.amount(), account.currency());
		if (!amount.isPositive()) {
			throw new Refusal("amount", "The amount must be above zero.");
		}
		String reason = Forms.reason(form.reason());
		String key = Forms.key(form.idempotencyKey());
		return SecondPerson.doOrAsk(form.ask(), model,
				() -> "Credit given, entry "
						+ this.adjusting.credit(account.number(), amount, reason, actor, key).value().seq() + ".",
				() -> this.adjusting.askForCredit(account.number(), amount, reason, actor, key));
	}

	/** What is typed in the sheet. */
	record Form(String account, String amount, String reason, String idempotencyKey, String ask) {
	}

}
