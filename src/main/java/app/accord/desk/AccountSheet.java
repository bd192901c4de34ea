package app.accord.desk;

import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
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

/** Opens a further billing account. */
@Controller
class AccountSheet {

	static final List<String> CURRENCIES = List.of("USD", "EUR", "GBP", "CAD");

	private final OnDesk onDesk;

	private final BillingAccounts accounts;

	AccountSheet(OnDesk onDesk, BillingAccounts accounts) {
		this.onDesk = onDesk;
		this.accounts = accounts;
	}

	@GetMapping("/desk/customers/{number}/accounts/new")
	String show(@PathVariable String number, Model model) {
		model.addAttribute("customer", this.onDesk.customer(number));
		model.addAttribute("currencies", CURRENCIES);
		model.addAttribute("form", new Form("Main account", "USD", Forms.newKey()));
		return "desk/details :: newAccount";
	}

	@PostMapping("/desk/customers/{number}/accounts")
	String open(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("currencies", CURRENCIES);
		return Forms.attempt(errors, () -> open(actor, customer, form)).map((account) -> {
			response.setHeader("HX-Refresh", "true");
			return "desk/sheets :: done";
		}).orElseGet(() -> Forms.again(response, "desk/details :: newAccount"));
	}

	private AccountNumber open(Actor actor, CustomerProfile customer, Form form) {
		if (form.name() == null || form.name().isBlank() || form.name().length() > 100) {
			throw new Refusal("name", "Give it a short name, such as Main account.");
		}
		if (!CURRENCIES.contains(form.currency())) {
			throw new Refusal("currency", "Choose the currency of the bills.");
		}
		return this.accounts.openFurther(customer.customerId(), form.name().strip(), form.currency(), actor,
				Forms.key(form.idempotencyKey()));
	}

	/** What is typed in the sheet. */
	record Form(String name, String currency, String idempotencyKey) {
	}

}
