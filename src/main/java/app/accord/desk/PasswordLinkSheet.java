package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.signup.ForgottenPasswords;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Where an employee has a link sent by which the customer sets the portal's password. */
@Controller
class PasswordLinkSheet {

	private final OnDesk onDesk;

	private final ForgottenPasswords passwords;

	PasswordLinkSheet(OnDesk onDesk, ForgottenPasswords passwords) {
		this.onDesk = onDesk;
		this.passwords = passwords;
	}

	@GetMapping("/desk/customers/{number}/password-link/new")
	String show(@PathVariable String number, Model model) {
		String first = this.passwords.addresses(show(model, number)).stream().findFirst().orElse("");
		model.addAttribute("form", new Form(first, "", Forms.newKey()));
		return "desk/details :: passwordLink";
	}

	@PostMapping("/desk/customers/{number}/password-link")
	String send(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = show(model, number);
		return Forms
			.attempt(errors,
					() -> this.passwords.send(actor, customer.number(), form.email(), form.reason(),
							Forms.key(form.idempotencyKey())))
			.map((sent) -> Forms.done(response, "The link is on its way to " + sent.value().email() + "."))
			.orElseGet(() -> Forms.again(response, "desk/details :: passwordLink"));
	}

	private CustomerProfile show(Model model, String number) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("logins", this.passwords.logins(customer));
		model.addAttribute("addresses", this.passwords.addresses(customer));
		return customer;
	}

	/** What is typed in the sheet. */
	record Form(String email, String reason, String idempotencyKey) {
	}

}
