package app.accord.portal;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.consent.Consent;
import app.accord.consent.ConsentAnswer;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentEntry;
import app.accord.consent.ConsentLine;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.Consents;
import app.accord.consent.SaidConsent;
import app.accord.customer.CustomerNumber;
import app.accord.linked.LinkedCustomers;
import app.accord.refusal.Refusal;
import app.accord.security.CustomerPrincipal;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What the customer may be sent: a switch for each purpose and way, saved at once. Nobody
 * else switches, whoever acts for the customer.
 */
@Controller
@RequestMapping("/portal/consents")
class PortalConsents {

	private static final String WHERE = ConsentEntry.how(Channel.PORTAL);

	private final Consents consents;

	private final LinkedCustomers linked;

	PortalConsents(Consents consents, LinkedCustomers linked) {
		this.consents = consents;
		this.linked = linked;
	}

	/** The page; asked for by htmx, the part that changes. */
	@GetMapping
	String show(@AuthenticationPrincipal CustomerPrincipal me,
			@RequestHeader(name = "HX-Request", required = false) String part, Model model) {
		return page(me, part, model);
	}

	@PostMapping
	String choose(@AuthenticationPrincipal CustomerPrincipal me, @ModelAttribute("form") Switch form,
			BindingResult errors, Actor actor, @RequestHeader(name = "HX-Request", required = false) String part,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		return answer(me, errors, part, model, response, after, () -> {
			SaidConsent said = SaidConsent.byCustomer(me.customerId(), named(ConsentPurpose.values(), form.purpose()),
					named(ConsentChannel.values(), form.channel()), named(ConsentAnswer.values(), form.answer()),
					WHERE);
			this.consents.note(actor, said, form.key());
		}, () -> confirmed(me, form));
	}

	/** Nothing of all this. */
	@PostMapping("/none")
	String none(@AuthenticationPrincipal CustomerPrincipal me, @ModelAttribute("form") Switch form,
			BindingResult errors, Actor actor, @RequestHeader(name = "HX-Request", required = false) String part,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		return answer(me, errors, part, model, response, after,
				() -> this.consents.refuseAll(actor, me.customerId(), Channel.PORTAL, WHERE, form.key()),
				() -> "Saved: we send you nothing but what is needed for your contracts and bills. It holds at once.");
	}

	private String answer(CustomerPrincipal me, BindingResult errors, String part, Model model,
			HttpServletResponse response, RedirectAttributes after, Runnable change, Supplier<String> sentence) {
		if (!Forms.done(errors, change)) {
			response.setStatus(422);
			model.addAttribute("wrong", errors.getAllErrors().getFirst().getDefaultMessage());
			return page(me, part, model);
		}
		if (part == null) {
			after.addFlashAttribute("toast", sentence.get());
			return "redirect:/portal/consents";
		}
		Forms.toast(response, sentence.get());
		return page(me, part, model);
	}

	// What is said here is what holds, not what was asked for.
	private String confirmed(CustomerPrincipal me, Switch form) {
		Consent now = this.consents.of(me.customerId())
			.of(named(ConsentPurpose.values(), form.purpose()), named(ConsentChannel.values(), form.channel()));
		return "Saved: %s by %s, %s. It holds at once, in our shops and on the telephone too."
			.formatted(now.purpose().label(), now.channel().label(), now.given() ? "yes" : "no");
	}

	private String page(CustomerPrincipal me, String part, Model model) {
		List<String> numbers = this.linked.of(me.customerId())
			.members()
			.stream()
			.map((record) -> CustomerNumber.of(record).toString())
			.toList();
		model.addAttribute("page", new Page(
				this.consents.of(me.customerId())
					.all()
					.stream()
					.map((one) -> new Choice(one, this.consents.wording(one.purpose(), one.channel())))
					.toList(),
				this.consents.history(me.customerId())
					.stream()
					.map((line) -> new Line(line,
							PortalHistory.who(line.entry().actor(), numbers.contains(line.entry().actor().id()))))
					.toList(),
				UUID.randomUUID().toString()));
		return (part != null) ? "portal/consents :: choices" : "portal/consents";
	}

	private static <E extends Enum<E>> E named(E[] all, String name) {
		return Arrays.stream(all)
			.filter((one) -> one.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new Refusal("That can’t be chosen here. Reload the page and use one of its switches."));
	}

	/**
	 * A switch that was moved.
	 *
	 * @param purpose what for
	 * @param channel by which way
	 * @param answer what the customer says by it
	 * @param idempotencyKey made when the page was shown
	 */
	record Switch(String purpose, String channel, String answer, String idempotencyKey) {

		String key() {
			boolean usable = this.idempotencyKey != null && this.idempotencyKey.matches("[A-Za-z0-9-]{8,100}");
			if (!usable) {
				throw new Refusal("This page is incomplete. Reload it and try again.");
			}
			return this.idempotencyKey;
		}

	}

	/**
	 * A switch.
	 *
	 * @param consent what holds
	 * @param words what the customer says by switching it on
	 */
	record Choice(Consent consent, String words) {

		/** What moving it says. */
		public String opposite() {
			return (this.consent.given() ? ConsentAnswer.WITHDRAWN : ConsentAnswer.GIVEN).name();
		}

	}

	/**
	 * A line of the history.
	 *
	 * @param line what was said
	 * @param who noted it, in words
	 */
	record Line(ConsentLine line, String who) {
	}

	/**
	 * What the page shows.
	 *
	 * @param choices all switches
	 * @param history what was said, newest first
	 * @param key for whatever is sent from it
	 */
	record Page(List<Choice> choices, List<Line> history, String key) {

		/** The purposes, in their order. */
		public List<ConsentPurpose> purposes() {
			return Arrays.asList(ConsentPurpose.values());
		}

		/** The switches of one purpose. */
		public List<Choice> of(ConsentPurpose purpose) {
			return this.choices.stream().filter((choice) -> choice.consent().purpose() == purpose).toList();
		}

	}

}
