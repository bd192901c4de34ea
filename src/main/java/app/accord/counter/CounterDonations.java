package app.accord.counter;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.customer.CustomerProfile;
import app.accord.donation.DonationForm;
import app.accord.donation.DonationPages;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a customer's bills give, chosen in a shop. */
@Controller
@RequestMapping("/counter/customers/{number}/donations")
class CounterDonations {

	private final Till till;

	private final DonationPages pages;

	CounterDonations(Till till, DonationPages pages) {
		this.till = till;
		this.pages = pages;
	}

	@GetMapping
	String show(@PathVariable String number, @RequestParam(required = false) String account, Model model) {
		CustomerProfile customer = this.till.customer(number);
		BillingAccount chosen = account(customer, account);
		model.addAttribute("form", DonationForm.of(this.pages.of(chosen).choice()));
		return page(customer, chosen, model);
	}

	/** What the last bill would have given by what is typed. */
	@GetMapping("/{account}/example")
	String example(@PathVariable String number, @PathVariable String account, @ModelAttribute("form") DonationForm form,
			BindingResult errors, Model model) {
		BillingAccount chosen = account(this.till.customer(number), account);
		model.addAttribute("example", errors.hasErrors() ? null : this.pages.example(chosen, form).orElse(null));
		return "donation/parts :: example";
	}

	@PostMapping("/{account}")
	String choose(@PathVariable String number, @PathVariable String account, @ModelAttribute("form") DonationForm form,
			BindingResult errors, Actor actor, Model model, HttpServletResponse response, RedirectAttributes after) {
		CustomerProfile customer = this.till.customer(number);
		BillingAccount chosen = account(customer, account);
		if (Forms.done(errors, () -> this.pages.choose(chosen, form, actor))) {
			after.addFlashAttribute("toast", "Chosen. It holds from the next bill on.");
			return back(customer);
		}
		response.setStatus(422);
		return page(customer, chosen, model);
	}

	@PostMapping("/{account}/stop")
	String stop(@PathVariable String number, @PathVariable String account, Actor actor, RedirectAttributes after) {
		CustomerProfile customer = this.till.customer(number);
		this.pages.stop(account(customer, account), actor);
		after.addFlashAttribute("toast", "Stopped. The next bill gives nothing.");
		return back(customer);
	}

	private String page(CustomerProfile customer, BillingAccount account, Model model) {
		model.addAttribute("customer", customer);
		model.addAttribute("accounts", this.till.accounts(customer));
		model.addAttribute("page", this.pages.of(account));
		model.addAttribute("example", (model.getAttribute("form") instanceof DonationForm form)
				? this.pages.example(account, form).orElse(null) : null);
		return "counter/donations";
	}

	private BillingAccount account(CustomerProfile customer, String number) {
		BillingAccount account = this.till.account(customer, number);
		if (account == null) {
			throw Till.notFound();
		}
		return account;
	}

	private static String back(CustomerProfile customer) {
		return "redirect:/counter/customers/" + customer.number();
	}

}
