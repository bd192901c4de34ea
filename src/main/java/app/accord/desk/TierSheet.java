package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Tier;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** How a customer is valued. */
@Controller
class TierSheet {

	private final OnDesk onDesk;

	private final Customers customers;

	TierSheet(OnDesk onDesk, Customers customers) {
		this.onDesk = onDesk;
		this.customers = customers;
	}

	@GetMapping("/desk/customers/{number}/tier/new")
	String show(@PathVariable String number, Model model) {
		CustomerProfile customer = show(model, number);
		model.addAttribute("form", new Form(customer.tier().name(), ""));
		return "desk/details :: tier";
	}

	@PostMapping("/desk/customers/{number}/tier")
	String change(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = show(model, number);
		return Forms.attempt(errors, () -> {
			Tier tier = Forms.choice(Tier.class, form.tier(), "tier", "Choose the tier.");
			this.customers.changeTier(actor, customer.number(), tier, Forms.reason(form.reason()));
			return tier;
		})
			.map((tier) -> Forms.done(response, customer.name() + " is " + tier.label() + " now."))
			.orElseGet(() -> Forms.again(response, "desk/details :: tier"));
	}

	private CustomerProfile show(Model model, String number) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("tiers", Tier.values());
		return customer;
	}

	/** What is typed in the sheet. */
	record Form(String tier, String reason) {
	}

}
