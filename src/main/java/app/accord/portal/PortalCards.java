package app.accord.portal;

import java.util.List;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.payment.AutoPay;
import app.accord.payment.AutoPayView;
import app.accord.payment.CardSaving;
import app.accord.payment.SavedCard;
import app.accord.payment.SavedCards;
import app.accord.payment.SavingCards;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.security.CustomerPrincipal;
import app.accord.time.BusinessCalendar;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The customer's saved cards, and the bills that pay themselves with them. */
@Controller
class PortalCards {

	private static final String BACK = "redirect:/portal/cards";

	private static final String ON = "On the portal: “Charge my card before each bill is due. I can stop it at any time.”";

	private static final String OFF = "On the portal: “Stop auto-pay”";

	private final Mine mine;

	private final SavedCards cards;

	private final SavingCards saving;

	private final AutoPay autoPay;

	private final BusinessCalendar calendar;

	PortalCards(Mine mine, SavedCards cards, SavingCards saving, AutoPay autoPay, BusinessCalendar calendar) {
		this.mine = mine;
		this.cards = cards;
		this.saving = saving;
		this.autoPay = autoPay;
		this.calendar = calendar;
	}

	@GetMapping("/portal/cards")
	String show(@AuthenticationPrincipal CustomerPrincipal me, Model model) {
		List<Standing> standings = this.mine.accounts(me)
			.stream()
			.map((account) -> new Standing(account, this.autoPay.of(account.number())))
			.toList();
		model.addAttribute("standings", standings);
		model.addAttribute("cards", this.cards.of(me.customerId()));
		model.addAttribute("today", this.calendar.today());
		return "portal/cards";
	}

	/** Leads to the page on which a card is left. */
	@PostMapping("/portal/cards")
	String save(@AuthenticationPrincipal CustomerPrincipal me, @RequestParam String account,
			@RequestParam(defaultValue = "false") boolean autopay, Actor actor, RedirectAttributes after) {
		BillingAccount chosen = this.mine.account(me, account);
		try {
			String back = ServletUriComponentsBuilder.fromCurrentContextPath().build() + "/portal/cards/saved/{saving}";
			return "redirect:" + this.saving.begin(chosen.number(), autopay, back, "/portal/cards", actor).pageUrl();
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			return BACK;
		}
	}

	/** Where the customer comes back to from that page. */
	@GetMapping("/portal/cards/saved/{saving}")
	String saved(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String saving, RedirectAttributes after) {
		CardSaving left = look(me, saving);
		if (left.state() == CardSaving.State.SAVED) {
			String card = this.cards.find(me.customerId(), left.cardId()).map(SavedCard::label).orElse("Your card");
			after.addFlashAttribute("toast",
					card + " is saved." + (left.forAutoPay() ? " Auto-pay is on: your bills pay themselves now." : ""));
		}
		else {
			after.addFlashAttribute("problem",
					"No card was saved. If you left one, we ask again in a moment and it appears here.");
		}
		return BACK;
	}

	@PostMapping("/portal/cards/{id}/preference")
	String prefer(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String id, Actor actor,
			RedirectAttributes after) {
		return change(after, "We use that card first from now on.",
				() -> this.cards.prefer(me.customerId(), uuid(id), actor));
	}

	@PostMapping("/portal/cards/{id}/removal")
	String remove(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String id, Actor actor,
			RedirectAttributes after) {
		return change(after, "Removed. It is not charged any more.",
				() -> this.autoPay.removeCard(me.customerId(), uuid(id), "Removed by the customer", actor));
	}

	@PostMapping("/portal/accounts/{number}/auto-pay")
	String switchOn(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@RequestParam(required = false) String card, Actor actor, RedirectAttributes after) {
		BillingAccount account = this.mine.account(me, number);
		return change(after, "Auto-pay is on: your bills pay themselves now.",
				() -> this.autoPay.switchOn(account.number(),
						(card == null || card.isBlank()) ? null : this.cards.chosen(me.customerId(), card).id(), ON,
						actor, null));
	}

	@PostMapping("/portal/accounts/{number}/auto-pay/end")
	String switchOff(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Actor actor,
			RedirectAttributes after) {
		BillingAccount account = this.mine.account(me, number);
		return change(after, "Auto-pay is off. Please pay your bills yourself from now on.",
				() -> this.autoPay.switchOff(account.number(), OFF, actor, null));
	}

	private CardSaving look(CustomerPrincipal me, String saving) {
		try {
			return this.saving.look(me.customerId(), uuid(saving));
		}
		catch (NotFound ex) {
			throw Mine.notFound();
		}
	}

	private static UUID uuid(String typed) {
		try {
			return UUID.fromString(typed);
		}
		catch (IllegalArgumentException ex) {
			throw Mine.notFound();
		}
	}

	private static String change(RedirectAttributes after, String done, Runnable change) {
		try {
			change.run();
			after.addFlashAttribute("toast", done);
		}
		catch (NotFound ex) {
			throw Mine.notFound();
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return BACK;
	}

	/**
	 * An account and its auto-pay.
	 *
	 * @param account the account
	 * @param autoPay how its auto-pay stands
	 */
	record Standing(BillingAccount account, AutoPayView autoPay) {
	}

}
