package app.accord.desk;

import app.accord.billing.BillingAccount;
import app.accord.billing.Explaining;
import app.accord.customer.CustomerProfile;
import app.accord.refusal.Refusal;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Where any amount that the customer was quoted comes from. */
@Controller("deskExplanations")
class Explanations {

	private final OnDesk onDesk;

	private final Explaining explaining;

	Explanations(OnDesk onDesk, Explaining explaining) {
		this.onDesk = onDesk;
		this.explaining = explaining;
	}

	@GetMapping("/desk/customers/{number}/explanation")
	String explain(@PathVariable String number, @RequestParam(required = false) String account,
			@RequestParam(required = false) String amount, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("typed", amount);
		try {
			BillingAccount asked = this.onDesk.account(customer, account);
			model.addAttribute("accountNumber", asked.number());
			model.addAttribute("explanation",
					this.explaining.explain(asked.number(), Forms.amount("amount", amount, asked.currency())));
		}
		catch (Refusal ex) {
			model.addAttribute("problem", ex.getMessage());
		}
		return "desk/customer :: explanation";
	}

}
