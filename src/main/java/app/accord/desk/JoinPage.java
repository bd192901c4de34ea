package app.accord.desk;

import java.util.EnumMap;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.joining.JoinPreviews;
import app.accord.joining.Joined;
import app.accord.joining.Joining;
import app.accord.linked.LinkedField;
import app.accord.linked.Side;
import app.accord.refusal.Refusal;
import app.accord.search.CustomerSearch;
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

/** Two records side by side, to be joined. */
@Controller
@RequestMapping("/desk/customers/{number}/merge")
class JoinPage {

	private static final int SHOWN = 8;

	private final OnDesk onDesk;

	private final JoinPreviews previews;

	private final Joining joining;

	private final CustomerSearch search;

	JoinPage(OnDesk onDesk, JoinPreviews previews, Joining joining, CustomerSearch search) {
		this.onDesk = onDesk;
		this.previews = previews;
		this.joining = joining;
		this.search = search;
	}

	@GetMapping
	String show(@PathVariable String number, @RequestParam(name = "with", defaultValue = "") String other,
			@RequestParam(defaultValue = "") String q, Model model) {
		model.addAttribute("form", new Form(other, Map.of(), "", Forms.newKey()));
		return page(number, other, q, model);
	}

	@PostMapping
	String join(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		CustomerNumber customer = this.onDesk.number(number, CustomerNumber::parse);
		CustomerNumber other = this.onDesk.number(form.with(), CustomerNumber::parse);
		return Forms
			.attempt(errors,
					() -> this.joining
						.join(actor, customer, other, form.choices(), form.reason(), Forms.key(form.idempotencyKey()))
						.value())
			.map((joined) -> done(joined, after))
			.orElseGet(() -> {
				response.setStatus(422);
				return page(number, form.with(), "", model);
			});
	}

	private static String done(Joined joined, RedirectAttributes after) {
		after.addFlashAttribute("toast",
				"%s are one customer now. No balance has changed.".formatted(String.join(" and ", joined.numbers())));
		return "redirect:/desk/customers/" + joined.leading();
	}

	private String page(String number, String other, String q, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("q", q);
		model.addAttribute("sides", Side.values());
		if (!other.isBlank()) {
			try {
				model.addAttribute("page", this.previews.of(this.onDesk.number(number, CustomerNumber::parse),
						this.onDesk.number(other, CustomerNumber::parse)));
			}
			catch (Refusal ex) {
				model.addAttribute("problem", ex.getMessage());
			}
		}
		else if (!q.isBlank()) {
			model.addAttribute("hits",
					this.search.find(q, 0, SHOWN)
						.items()
						.stream()
						.filter((hit) -> !customer.has(hit.customerId()))
						.toList());
		}
		return "desk/join";
	}

	/**
	 * What is chosen.
	 *
	 * @param with the other record's number
	 * @param shown by field: whose value is shown
	 * @param reason why they are the same
	 * @param idempotencyKey made when the page was shown
	 */
	record Form(String with, Map<String, String> shown, String reason, String idempotencyKey) {

		Map<LinkedField, Side> choices() {
			Map<LinkedField, Side> choices = new EnumMap<>(LinkedField.class);
			if (this.shown != null) {
				this.shown.forEach(
						(field, side) -> choices.put(Forms.choice(LinkedField.class, field, "shown", "Choose again."),
								Forms.choice(Side.class, side, "shown", "Choose whose value is shown.")));
			}
			return choices;
		}

		/** Whether that side is chosen for a field. */
		public boolean chosen(app.accord.joining.FieldProposal field, Side side) {
			String typed = (this.shown != null) ? this.shown.get(field.field().name()) : null;
			return ((typed != null) ? typed : field.proposal().name()).equals(side.name());
		}

	}

}
