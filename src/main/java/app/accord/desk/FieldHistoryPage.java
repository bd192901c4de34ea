package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.FieldChanges;
import app.accord.refusal.Refusal;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who changed which field of a customer's record, and putting a field back. */
@Controller
@RequestMapping("/desk/customers/{number}/fields")
class FieldHistoryPage {

	private static final int SIZE = 50;

	private final OnDesk onDesk;

	private final Customers customers;

	private final FieldChanges changes;

	FieldHistoryPage(OnDesk onDesk, Customers customers, FieldChanges changes) {
		this.onDesk = onDesk;
		this.customers = customers;
		this.changes = changes;
	}

	@GetMapping
	String show(@PathVariable String number, @RequestParam(defaultValue = "1") int page, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("list", this.changes.page(customer.customerId(), Math.clamp(page, 1, 100_000) - 1, SIZE));
		return "desk/fields";
	}

	@PostMapping("/{change}/put-back")
	String putBack(@PathVariable String number, @PathVariable long change,
			@RequestParam(defaultValue = "") String reason, Actor actor, RedirectAttributes after) {
		CustomerNumber record = this.onDesk.number(number, CustomerNumber::parse);
		try {
			this.customers.putBack(actor, record, change, reason);
			after.addFlashAttribute("toast", "Put back, as a change of its own.");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/customers/" + record + "/fields";
	}

}
