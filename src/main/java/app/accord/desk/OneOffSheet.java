package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.invoicing.NewOneOff;
import app.accord.invoicing.OneOffCharges;
import app.accord.invoicing.Taxes;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Puts something that is charged once on an account's next bill. */
@Controller
class OneOffSheet {

	private final OnDesk onDesk;

	private final OneOffCharges charges;

	private final Taxes taxes;

	private final BusinessCalendar calendar;

	OneOffSheet(OnDesk onDesk, OneOffCharges charges, Taxes taxes, BusinessCalendar calendar) {
		this.onDesk = onDesk;
		this.charges = charges;
		this.taxes = taxes;
		this.calendar = calendar;
	}

	@GetMapping("/desk/accounts/{number}/one-off-charges/new")
	String sheet(@PathVariable String number, Model model) {
		model.addAttribute("form", new Form("", "", "", "", this.calendar.today().toString(), Forms.newKey(), null));
		return show(this.onDesk.account(number), model);
	}

	@PostMapping("/desk/accounts/{number}/one-off-charges")
	String add(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		BillingAccount account = this.onDesk.account(number);
		return Forms.attempt(errors, () -> {
			NewOneOff charge = form.charge(account.currency());
			String key = Forms.key(form.idempotencyKey());
			return SecondPerson.doOrAsk(form.ask(), model, () -> {
				this.charges.add(actor, account.number(), charge, key);
				return "It is on the next bill.";
			}, () -> this.charges.ask(actor, account.number(), charge, key));
		})
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> Forms.again(response, show(account, model)));
	}

	private String show(BillingAccount account, Model model) {
		model.addAttribute("account", account);
		model.addAttribute("classes", this.taxes.classes());
		return "desk/account-sheets :: oneOff";
	}

	/** What is typed in the sheet. */
	record Form(String product, String description, String amount, String taxClass, String on, String idempotencyKey,
			String ask) {

		NewOneOff charge(String currency) {
			boolean byBook = this.product != null && !this.product.isBlank()
					&& (this.amount == null || this.amount.isBlank());
			return new NewOneOff(this.product, this.description,
					byBook ? null : Forms.amount("amount", this.amount, currency), this.taxClass,
					Forms.day("on", this.on));
		}

	}

}
