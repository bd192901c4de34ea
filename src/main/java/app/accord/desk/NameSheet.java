package app.accord.desk;

import java.util.List;

import app.accord.actor.Actor;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What a customer is called, and in which language. */
@Controller
class NameSheet {

	private static final List<String> LANGUAGES = List.of("en", "es", "fr", "de", "zh");

	private final OnDesk onDesk;

	private final Customers customers;

	private final TransactionTemplate together;

	NameSheet(OnDesk onDesk, Customers customers, TransactionTemplate together) {
		this.onDesk = onDesk;
		this.customers = customers;
		this.together = together;
	}

	@GetMapping("/desk/customers/{number}/name/new")
	String show(@PathVariable String number, Model model) {
		CustomerProfile customer = show(model, number);
		model.addAttribute("form",
				new Form(customer.name(), customer.givenName(), customer.familyName(), customer.language()));
		return "desk/details :: name";
	}

	@PostMapping("/desk/customers/{number}/name")
	String change(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = show(model, number);
		return Forms.attempt(errors, () -> this.together.execute((status) -> {
			rename(actor, customer, form);
			this.customers.changeLanguage(actor, customer.number(), form.language());
			return true;
		}))
			.map((done) -> Forms.done(response, "Saved."))
			.orElseGet(() -> Forms.again(response, "desk/details :: name"));
	}

	private void rename(Actor actor, CustomerProfile customer, Form form) {
		if (form.language() == null || !form.language().matches("[a-z]{2,3}(-[A-Z]{2})?")) {
			throw new Refusal("language", "Choose the language.");
		}
		boolean person = customer.kind() == CustomerKind.PERSON;
		String name = person ? (text(form.givenName()) + " " + text(form.familyName())).strip() : text(form.name());
		if (name.isEmpty()) {
			throw new Refusal(person ? "familyName" : "name", "Write the name, as it stands on letters.");
		}
		if (name.length() > 200) {
			throw new Refusal(person ? "familyName" : "name", "Keep the name under 200 characters.");
		}
		this.customers.rename(actor, customer.number(), name, person ? form.givenName() : null,
				person ? form.familyName() : null);
	}

	private static String text(String typed) {
		return (typed != null) ? typed.strip() : "";
	}

	private CustomerProfile show(Model model, String number) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("languages",
				LANGUAGES.contains(customer.language()) ? LANGUAGES
						: java.util.stream.Stream
							.concat(LANGUAGES.stream(), java.util.stream.Stream.of(customer.language()))
							.toList());
		return customer;
	}

	/** What is typed in the sheet. */
	record Form(String name, String givenName, String familyName, String language) {
	}

}
