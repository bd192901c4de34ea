package app.accord.desk;

import java.util.List;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerProfile;
import app.accord.payment.AutoPay;
import app.accord.payment.AutoPayView;
import app.accord.payment.PayLink;
import app.accord.payment.PayLinks;
import app.accord.payment.SavedCards;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
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

/**
 * A customer's cards, auto-pay and pay links as an employee sees them. Cards are saved by
 * the customer on the payment page; an employee only ever sees their last four digits.
 */
@Controller("deskCardsPage")
class CardsPage {

	private final OnDesk onDesk;

	private final BillingAccounts accounts;

	private final SavedCards cards;

	private final AutoPay autoPay;

	private final PayLinks links;

	private final BusinessCalendar calendar;

	CardsPage(OnDesk onDesk, BillingAccounts accounts, SavedCards cards, AutoPay autoPay, PayLinks links,
			BusinessCalendar calendar) {
		this.onDesk = onDesk;
		this.accounts = accounts;
		this.cards = cards;
		this.autoPay = autoPay;
		this.links = links;
		this.calendar = calendar;
	}

	@GetMapping("/desk/customers/{number}/cards")
	String show(@PathVariable String number, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("cards", this.cards.of(customer.customerId()));
		model.addAttribute("standings",
				this.accounts.of(customer.customerId()).stream().map((account) -> standing(account)).toList());
		model.addAttribute("today", this.calendar.today());
		return "desk/cards";
	}

	/** The sheet by which auto-pay is switched on, changed and off. */
	@GetMapping("/desk/customers/{number}/auto-pay/new")
	String sheet(@PathVariable String number, @RequestParam(required = false) String account, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		BillingAccount chosen = this.onDesk.account(customer, account);
		AutoPayView view = this.autoPay.of(chosen.number());
		String card = (view.card() != null) ? view.card().id().toString() : null;
		model.addAttribute("form", new Form(chosen.number().toString(), card, "", Forms.newKey(), null));
		return sheet(model, customer, chosen.number());
	}

	@PostMapping("/desk/customers/{number}/auto-pay")
	String set(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		BillingAccount account = this.onDesk.account(customer, form.account());
		return Forms.attempt(errors, () -> set(customer, account, form, actor)).map((sentence) -> {
			response.setHeader("HX-Refresh", "true");
			return Forms.done(response, sentence);
		}).orElseGet(() -> {
			sheet(model, customer, account.number());
			return Forms.again(response, "desk/cards :: autoPaySheet");
		});
	}

	@PostMapping("/desk/customers/{number}/cards/{id}/preference")
	String prefer(@PathVariable String number, @PathVariable UUID id, Actor actor, RedirectAttributes after) {
		CustomerProfile customer = this.onDesk.customer(number);
		return change(customer, after, "That card is used first from now on.",
				() -> this.cards.prefer(customer.customerId(), id, actor));
	}

	@PostMapping("/desk/customers/{number}/cards/{id}/removal")
	String remove(@PathVariable String number, @PathVariable UUID id, @RequestParam String reason, Actor actor,
			RedirectAttributes after) {
		CustomerProfile customer = this.onDesk.customer(number);
		return change(customer, after, "Removed. It is not charged any more.",
				() -> this.autoPay.removeCard(customer.customerId(), id, Forms.reason(reason), actor));
	}

	@PostMapping("/desk/customers/{number}/pay-links/{account}/{no}/withdrawal")
	String withdraw(@PathVariable String number, @PathVariable String account, @PathVariable int no,
			RedirectAttributes after) {
		CustomerProfile customer = this.onDesk.customer(number);
		return change(customer, after, "The link doesn’t work any more.",
				() -> this.links.revoke(this.onDesk.account(customer, account).number(), no));
	}

	private String set(CustomerProfile customer, BillingAccount account, Form form, Actor actor) {
		String key = Forms.key(form.idempotencyKey());
		if ("off".equals(form.what())) {
			this.autoPay.switchOff(account.number(), form.consent(), actor, key);
			return "Auto-pay is off.";
		}
		this.autoPay.switchOn(account.number(), this.cards.chosen(customer.customerId(), form.card()).id(),
				form.consent(), actor, key);
		return "Auto-pay is on.";
	}

	private String sheet(Model model, CustomerProfile customer, AccountNumber account) {
		model.addAttribute("customer", customer);
		model.addAttribute("autoPay", this.autoPay.of(account));
		model.addAttribute("today", this.calendar.today());
		model.addAttribute("cards",
				this.cards.of(customer.customerId())
					.stream()
					.filter((card) -> card.usableOn(this.calendar.today()))
					.toList());
		return "desk/cards :: autoPaySheet";
	}

	private Standing standing(BillingAccount account) {
		return new Standing(account, this.autoPay.of(account.number()),
				this.links.of(account.number(), 8)
					.stream()
					.map((link) -> new Link(link, link.worksAt(this.calendar.now())))
					.toList());
	}

	private static String change(CustomerProfile customer, RedirectAttributes after, String done, Runnable change) {
		try {
			change.run();
			after.addFlashAttribute("toast", done);
		}
		catch (app.accord.refusal.NotFound ex) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/customers/" + customer.number() + "/cards";
	}

	/**
	 * What is typed in the sheet.
	 *
	 * @param account which account
	 * @param card the card to charge
	 * @param consent what the customer said
	 * @param idempotencyKey the same for each sending of the same sheet
	 * @param what {@code on} or {@code off}
	 */
	record Form(String account, String card, String consent, String idempotencyKey, String what) {
	}

	/**
	 * An account with its auto-pay and pay links.
	 *
	 * @param account the account
	 * @param autoPay how its auto-pay stands
	 * @param links the latest links
	 */
	record Standing(BillingAccount account, AutoPayView autoPay, List<Link> links) {
	}

	/**
	 * A pay link.
	 *
	 * @param link the link
	 * @param works whether it works now
	 */
	record Link(PayLink link, boolean works) {
	}

}
