package app.accord.desk;

import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.correspondence.Papers;
import app.accord.correspondence.Pdf;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.MalformedNumber;
import app.accord.donation.DonationForm;
import app.accord.donation.DonationPages;
import app.accord.donation.DonationReceipts;
import app.accord.donation.Givings;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an account's bills give, changed by an agent as the customer says. */
@Controller
class AccountDonations {

	private final OnDesk onDesk;

	private final BillingAccounts accounts;

	private final DonationPages pages;

	private final Givings givings;

	private final DonationReceipts receipts;

	private final Papers papers;

	private final Pdf pdf;

	AccountDonations(OnDesk onDesk, BillingAccounts accounts, DonationPages pages, Givings givings,
			DonationReceipts receipts, Papers papers, Pdf pdf) {
		this.papers = papers;
		this.pdf = pdf;
		this.onDesk = onDesk;
		this.accounts = accounts;
		this.pages = pages;
		this.givings = givings;
		this.receipts = receipts;
	}

	/** The donations of a customer's first account. */
	@GetMapping("/desk/customers/{number}/donations")
	String first(@PathVariable String number, RedirectAttributes after) {
		CustomerProfile customer = this.onDesk.customer(number);
		return this.accounts.of(customer.customerId())
			.stream()
			.findFirst()
			.map((account) -> "redirect:/desk/accounts/" + account.number() + "/donations")
			.orElseGet(() -> {
				after.addFlashAttribute("problem", customer.name() + " has no billing account yet. Open one first.");
				return "redirect:/desk/customers/" + customer.number();
			});
	}

	@GetMapping("/desk/accounts/{number}/donations")
	String show(@PathVariable String number, Model model) {
		BillingAccount account = account(number);
		model.addAttribute("form", DonationForm.of(this.pages.of(account).choice()));
		return page(account, model);
	}

	/** What the last bill would have given by what is typed. */
	@GetMapping("/desk/accounts/{number}/donations/example")
	String example(@PathVariable String number, @ModelAttribute("form") DonationForm form, BindingResult errors,
			Model model) {
		model.addAttribute("example",
				errors.hasErrors() ? null : this.pages.example(account(number), form).orElse(null));
		return "donation/parts :: example";
	}

	@PostMapping("/desk/accounts/{number}/donations")
	String choose(@PathVariable String number, @ModelAttribute("form") DonationForm form, BindingResult errors,
			Actor actor, Model model, HttpServletResponse response, RedirectAttributes after) {
		BillingAccount account = account(number);
		if (app.accord.ui.Forms.done(errors, () -> this.pages.choose(account, form, actor))) {
			after.addFlashAttribute("toast", "Chosen. It holds from the next bill on.");
			return "redirect:/desk/accounts/" + account.number() + "/donations";
		}
		response.setStatus(422);
		return page(account, model);
	}

	@PostMapping("/desk/accounts/{number}/donations/stop")
	String stop(@PathVariable String number, Actor actor, RedirectAttributes after) {
		BillingAccount account = account(number);
		this.pages.stop(account, actor);
		after.addFlashAttribute("toast", "Stopped. The next bill gives nothing.");
		return "redirect:/desk/accounts/" + account.number() + "/donations";
	}

	@GetMapping("/desk/customers/{number}/donations/{year:\\d{4}}")
	String receipt(@PathVariable String number, @PathVariable int year, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("year", this.givings.year(customer.number(), year));
		model.addAttribute("key", UUID.randomUUID().toString());
		return "desk/donation-receipt";
	}

	@GetMapping("/desk/customers/{number}/donations/{year:\\d{4}}.pdf")
	ResponseEntity<byte[]> file(@PathVariable String number, @PathVariable int year) {
		return this.pdf.answer(this.papers.donations(this.onDesk.customer(number).number(), year)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
	}

	@PostMapping("/desk/customers/{number}/donations/{year}/mail")
	String mail(@PathVariable String number, @PathVariable int year, @RequestParam String key,
			RedirectAttributes after) {
		CustomerProfile customer = this.onDesk.customer(number);
		try {
			this.receipts.send(customer.number(), year, key);
			after.addFlashAttribute("toast", "The receipt is on its way to " + customer.name() + ".");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/customers/" + customer.number() + "/donations/" + year;
	}

	private String page(BillingAccount account, Model model) {
		model.addAttribute("customer", this.onDesk.customer(account.number().customer().toString()));
		model.addAttribute("accounts", this.accounts.of(account.number().customerId()));
		model.addAttribute("page", this.pages.of(account));
		model.addAttribute("example", (model.getAttribute("form") instanceof DonationForm form)
				? this.pages.example(account, form).orElse(null) : null);
		return "desk/account-donations";
	}

	private BillingAccount account(String number) {
		try {
			return this.accounts.find(AccountNumber.parse(number))
				.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		}
		catch (MalformedNumber ex) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

}
