package app.accord.portal;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Page;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.security.CustomerPrincipal;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** All that the customer and we have said and done, as the agent sees it. */
@Controller
class PortalHistory {

	private static final int SIZE = 20;

	private static final Pattern ASKED = Pattern.compile("CS-\\d+-\\d+-\\d");

	private final Timeline timeline;

	private final LinkedCustomers linked;

	PortalHistory(Timeline timeline, LinkedCustomers linked) {
		this.linked = linked;
		this.timeline = timeline;
	}

	/** The page; asked for by htmx, one more piece of the list. */
	@GetMapping("/portal/history")
	String show(@AuthenticationPrincipal CustomerPrincipal me, @RequestParam(defaultValue = "") String group,
			@RequestParam(defaultValue = "1") int page,
			@RequestHeader(name = "HX-Request", required = false) String part, Model model) {
		List<InteractionKind.Group> groups = Arrays.stream(InteractionKind.Group.values())
			.filter((each) -> each.name().equals(group))
			.toList();
		int index = Math.clamp(page, 1, 1_000_000) - 1;
		List<String> numbers = this.linked.of(me.customerId())
			.members()
			.stream()
			.map((record) -> CustomerNumber.of(record).toString())
			.toList();
		List<Entry> entries = this.timeline.page(me.customerId(), Audience.CUSTOMER, groups, index, SIZE)
			.stream()
			.map((entry) -> new Entry(entry, numbers.contains(entry.actor().id())))
			.toList();
		model.addAttribute("group", groups.isEmpty() ? "" : groups.getFirst().name());
		model.addAttribute("list",
				new Page<>(entries, index, SIZE, this.timeline.count(me.customerId(), Audience.CUSTOMER, groups)));
		return (part != null) ? "portal/history :: entries" : "portal/history";
	}

	/** Who did something and where, in words for the customer. */
	static String who(Actor actor, boolean own) {
		if (actor.kind() == ActorKind.CUSTOMER) {
			if (!own && actor.channel() == Channel.PORTAL) {
				return actor.name();
			}
			return switch (actor.channel()) {
				case PORTAL -> "you, on these pages";
				case COUNTER, SHOP -> "you, in a shop";
				case WEB -> "you, on the web";
				default -> "you";
			};
		}
		if (actor.kind() != ActorKind.STAFF) {
			return "automatically";
		}
		return switch (actor.channel()) {
			case COUNTER, SHOP -> actor.name() + ", in a shop";
			case PHONE -> actor.name() + ", by telephone";
			case EMAIL -> actor.name() + ", by e-mail";
			default -> actor.name() + ", our agent";
		};
	}

	/**
	 * An entry as the customer reads it.
	 *
	 * @param entry what happened
	 * @param own whether the customer did it, and not somebody who acts for them
	 */
	record Entry(Interaction entry, boolean own) {

		/** Who did it and where, in words. */
		public String who() {
			return PortalHistory.who(this.entry.actor(), this.own);
		}

		/** The number of the case it is about; null: none. */
		public String asked() {
			Matcher number = ASKED.matcher(this.entry.summary());
			return (this.entry.kind() == InteractionKind.CASE && number.find()) ? number.group() : null;
		}

		/** How the mark at its side looks. */
		public String dot() {
			return switch (this.entry.kind()) {
				case BILLING, PAYMENT -> "dot-money";
				case CALL, VISIT -> "dot-call";
				case MESSAGE, NOTE, CASE -> "dot-message";
				default -> "dot-change";
			};
		}

	}

}
