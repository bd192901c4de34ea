package app.accord.desk;

import java.util.HashMap;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.joining.Assignment;
import app.accord.joining.Parted;
import app.accord.joining.Parting;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Joined records, to be taken apart. */
@Controller
@RequestMapping("/desk/customers/{number}/merge/{link}/undo")
class PartPage {

	private final OnDesk onDesk;

	private final Parting parting;

	PartPage(OnDesk onDesk, Parting parting) {
		this.onDesk = onDesk;
		this.parting = parting;
	}

	@GetMapping
	String show(@PathVariable String number, @PathVariable long link, Model model, RedirectAttributes after) {
		model.addAttribute("form", new Form(Map.of(), "", Forms.newKey()));
		return page(number, link, model, after);
	}

	@PostMapping
	String part(@PathVariable String number, @PathVariable long link, @ModelAttribute("form") Form form,
			BindingResult errors, Actor actor, Model model, HttpServletResponse response, RedirectAttributes after) {
		CustomerProfile customer = this.onDesk.customer(number);
		return Forms
			.attempt(errors,
					() -> this.parting
						.part(actor, customer.number(), link, form.assignments(), form.reason(),
								Forms.key(form.idempotencyKey()))
						.value())
			.map((parted) -> done(parted, after))
			.orElseGet(() -> {
				String again = page(number, link, model, after);
				if (!again.startsWith("redirect:")) {
					response.setStatus(422);
				}
				return again;
			});
	}

	private static String done(Parted parted, RedirectAttributes after) {
		after.addFlashAttribute("toast", "%s and %s are two customers again.".formatted(parted.staying().getFirst(),
				parted.leaving().getFirst()));
		return "redirect:/desk/customers/" + parted.staying().getFirst();
	}

	/** Where somebody else was faster, the customer's page says so. */
	private String page(String number, long link, Model model, RedirectAttributes after) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		try {
			model.addAttribute("page", this.parting.preview(customer.number(), link));
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			return "redirect:/desk/customers/" + number;
		}
		return "desk/part";
	}

	/**
	 * What is chosen.
	 *
	 * @param item by the key of what was done since: whose it is
	 * @param reason why they are not the same
	 * @param idempotencyKey made when the page was shown
	 */
	record Form(Map<String, String> item, String reason, String idempotencyKey) {

		Map<String, Assignment> assignments() {
			Map<String, Assignment> assigned = new HashMap<>();
			if (this.item != null) {
				this.item.forEach((key, whose) -> assigned.put(key,
						Forms.choice(Assignment.class, whose, "item", "Choose whose it is.")));
			}
			return assigned;
		}

		/** Whether that is chosen. */
		public boolean chosen(app.accord.joining.Since since, Assignment whose) {
			String typed = (this.item != null) ? this.item.get(since.key()) : null;
			return ((typed != null) ? typed : since.proposal().name()).equals(whose.name());
		}

	}

}
