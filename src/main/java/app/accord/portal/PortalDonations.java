package app.accord.portal;

import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.correspondence.Papers;
import app.accord.correspondence.Pdf;
import app.accord.customer.CustomerNumber;
import app.accord.donation.DonationForm;
import app.accord.donation.DonationPages;
import app.accord.donation.DonationReceipts;
import app.accord.donation.Givings;
import app.accord.security.CustomerPrincipal;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where a customer rounds bills up for non-profits, changes that and stops it. */
@Controller
class PortalDonations {

	private static final String BACK = "redirect:/portal/donations";

	private final Mine mine;

	private final DonationPages pages;

	private final Givings givings;

	private final DonationReceipts receipts;

	private final Papers papers;

	private final Pdf pdf;

	PortalDonations(Mine mine, DonationPages pages, Givings givings, DonationReceipts receipts, Papers papers,
			Pdf pdf) {
		this.papers = papers;
		this.pdf = pdf;
		this.mine = mine;
		this.pages = pages;
		this.givings = givings;
		this.receipts = receipts;
	}

	@GetMapping("/portal/donations")
	String show(@AuthenticationPrincipal CustomerPrincipal me, @RequestParam(required = false) String account,
			Model model) {
		BillingAccount chosen = this.mine.chosen(me, account);
		if (chosen != null) {
			model.addAttribute("form", DonationForm.of(this.pages.of(chosen).choice()));
		}
		return page(me, chosen, model);
	}

	/** What the last bill would have given by what is typed. */
	@GetMapping("/portal/accounts/{number}/donations/example")
	String example(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@ModelAttribute("form") DonationForm form, BindingResult errors, Model model) {
		model.addAttribute("example",
				errors.hasErrors() ? null : this.pages.example(this.mine.account(me, number), form).orElse(null));
		return "donation/parts :: example";
	}

	@PostMapping("/portal/accounts/{number}/donations")
	String choose(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@ModelAttribute("form") DonationForm form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		BillingAccount account = this.mine.account(me, number);
		if (Forms.done(errors, () -> this.pages.choose(account, form, actor))) {
			after.addFlashAttribute("toast", "Thank you. Your next bill gives by it.");
			after.addAttribute("account", account.number().toString());
			return BACK;
		}
		response.setStatus(422);
		return page(me, account, model);
	}

	@PostMapping("/portal/accounts/{number}/donations/stop")
	String stop(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Actor actor,
			RedirectAttributes after) {
		BillingAccount account = this.mine.account(me, number);
		this.pages.stop(account, actor);
		after.addFlashAttribute("toast", "Stopped. Your next bill gives nothing. Thank you for what you gave.");
		after.addAttribute("account", account.number().toString());
		return BACK;
	}

	@GetMapping("/portal/donations/{year:\\d{4}}")
	String receipt(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable int year, Model model) {
		model.addAttribute("year", this.givings.year(CustomerNumber.of(me.customerId()), year));
		model.addAttribute("key", UUID.randomUUID().toString());
		return "portal/donation-receipt";
	}

	@GetMapping("/portal/donations/{year:\\d{4}}.pdf")
	ResponseEntity<byte[]> file(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable int year) {
		return this.pdf
			.answer(this.papers.donations(CustomerNumber.of(me.customerId()), year).orElseThrow(Mine::notFound));
	}

	@PostMapping("/portal/donations/{year}/mail")
	String mail(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable int year, @RequestParam String key,
			RedirectAttributes after) {
		this.receipts.send(CustomerNumber.of(me.customerId()), year, key);
		after.addFlashAttribute("toast", "It is on its way to you.");
		return BACK + "/" + year;
	}

	private String page(CustomerPrincipal me, BillingAccount account, Model model) {
		model.addAttribute("accounts", this.mine.accounts(me));
		if (account != null) {
			model.addAttribute("page", this.pages.of(account));
			model.addAttribute("example", (model.getAttribute("form") instanceof DonationForm form)
					? this.pages.example(account, form).orElse(null) : null);
		}
		return "portal/donations";
	}

}
