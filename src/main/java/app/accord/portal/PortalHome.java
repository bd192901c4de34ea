package app.accord.portal;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveStreams;
import app.accord.security.CustomerPrincipal;
import app.accord.subscription.Contracts;
import app.accord.subscription.ServiceView;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The portal's start page: what I owe and until when, and what happened lately. */
@Controller
class PortalHome {

	private static final Duration ACTING = Duration.ofMinutes(2);

	private final Mine mine;

	private final AccountCards cards;

	private final Timeline timeline;

	private final Contracts contracts;

	private final LiveStreams live;

	private final Acting acting;

	private final MyCases asked;

	PortalHome(Mine mine, AccountCards cards, Timeline timeline, Contracts contracts, LiveStreams live, Acting acting,
			MyCases asked) {
		this.acting = acting;
		this.asked = asked;
		this.mine = mine;
		this.cards = cards;
		this.timeline = timeline;
		this.contracts = contracts;
		this.live = live;
	}

	@GetMapping("/portal")
	String show(@AuthenticationPrincipal CustomerPrincipal me, @RequestParam(required = false) String ended,
			Model model) {
		if (ended != null && me.behalf() == null) {
			model.addAttribute("problem", "You can’t act for that customer any more.");
		}
		model.addAttribute("page",
				new Page(this.mine.accounts(me).stream().map(this.cards::of).toList(), services(me), latest(me)));
		model.addAttribute("cases", this.asked.open(me, PortalCases.ON_START_PAGE));
		return "portal/home";
	}

	/** One account's part of the page. */
	@GetMapping("/portal/accounts/{number}/position")
	String account(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Model model) {
		model.addAttribute("card", this.cards.of(this.mine.account(me, number)));
		model.addAttribute("several", this.mine.accounts(me).size() > 1);
		return "portal/home :: account";
	}

	/** The part with the latest history. */
	@GetMapping("/portal/latest")
	String latest(@AuthenticationPrincipal CustomerPrincipal me, Model model) {
		model.addAttribute("page", new Page(List.of(), List.of(), latest(me)));
		return "portal/home :: latest";
	}

	/** The part with the services. */
	@GetMapping("/portal/services")
	String services(@AuthenticationPrincipal CustomerPrincipal me, Model model) {
		model.addAttribute("page", new Page(List.of(), services(me), List.of()));
		return "portal/home :: services";
	}

	@GetMapping("/portal/live")
	SseEmitter live(@AuthenticationPrincipal CustomerPrincipal me) {
		// Whoever acts for another is asked again now and then.
		return (me.behalf() != null) ? this.live.open(Set.of(me.customerId()), ACTING)
				: this.live.open(Set.of(me.customerId()));
	}

	private List<ServiceView> services(CustomerPrincipal me) {
		return this.acting.may("ORDERS") ? this.contracts.list(me.customerId()) : List.of();
	}

	private List<Interaction> latest(CustomerPrincipal me) {
		return (me.behalf() != null) ? List.of()
				: this.timeline.page(me.customerId(), Audience.CUSTOMER, List.of(), 0, 4);
	}

	/**
	 * What the page shows.
	 *
	 * @param cards the customer's accounts
	 * @param services the customer's services, ended ones last
	 * @param latest the newest of the history
	 */
	record Page(List<AccountCard> cards, List<ServiceView> services, List<Interaction> latest) {
	}

}
