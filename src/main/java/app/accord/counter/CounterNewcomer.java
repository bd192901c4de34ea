package app.accord.counter;

import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.Welcoming;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Typed;
import app.accord.duplicates.Duplicates;
import app.accord.duplicates.Suspect;
import app.accord.refusal.Refusal;
import app.accord.search.CustomerSearch;
import app.accord.search.SearchHit;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a clerk takes on somebody new, and is told who it may be. */
@Controller
class CounterNewcomer {

	private final CustomerSearch search;

	private final Welcoming welcoming;

	private final Duplicates duplicates;

	private final Till till;

	CounterNewcomer(CustomerSearch search, Welcoming welcoming, Duplicates duplicates, Till till) {
		this.search = search;
		this.welcoming = welcoming;
		this.duplicates = duplicates;
		this.till = till;
	}

	/** The form by itself: also for somebody who is called almost like a customer. */
	@GetMapping("/counter/customers/new")
	String show(Model model) {
		model.addAttribute("newcomer", Newcomer.nobody());
		model.addAttribute("lookup", new CounterStart.Lookup(""));
		model.addAttribute("found", new CounterStart.Found(true, List.of(), null));
		model.addAttribute("fresh", true);
		return "counter/start";
	}

	/** Who it may be, while it is typed. */
	@GetMapping("/counter/customers/new/suspects")
	String suspects(@ModelAttribute("newcomer") Newcomer newcomer, BindingResult errors,
			@RequestParam(defaultValue = "") List<String> others, Model model) {
		suspect(newcomer, errors, others, model);
		return "ui/suspects :: suspects";
	}

	@PostMapping("/counter/customers")
	String welcome(@ModelAttribute("newcomer") Newcomer newcomer, BindingResult errors,
			@RequestParam(defaultValue = "") List<String> others, Actor actor, Model model,
			HttpServletResponse response) {
		CustomerNumber[] number = new CustomerNumber[1];
		if (Forms.done(errors, () -> number[0] = welcome(newcomer, others, actor))) {
			this.duplicates.somebodyElse(actor, number[0], others);
			return "redirect:/counter/customers/" + number[0];
		}
		response.setStatus(422);
		model.addAttribute("fresh", true);
		suspect(newcomer, errors, others, model);
		model.addAttribute("lookup", new CounterStart.Lookup(""));
		model.addAttribute("found", new CounterStart.Found(true,
				errors.hasFieldErrors("phone") && newcomer != null ? this.search.byPhone(newcomer.phone()) : List.of(),
				null));
		return "counter/start";
	}

	private void suspect(Newcomer newcomer, BindingResult errors, List<String> others, Model model) {
		boolean readable = newcomer != null && errors.getTarget() != null && (Typed.clean(newcomer.name()) != null
				|| Typed.clean(newcomer.phone()) != null || Typed.clean(newcomer.email()) != null);
		model.addAttribute("suspects", readable ? this.duplicates.of(newcomer.customer()) : List.of());
		model.addAttribute("others", others);
		model.addAttribute("root", "/counter/customers/");
	}

	private CustomerNumber welcome(Newcomer newcomer, List<String> others, Actor actor) {
		if (Typed.clean(newcomer.name()) == null) {
			throw new Refusal("name", "Write the customer’s name.");
		}
		if (Typed.clean(newcomer.phone()) == null) {
			throw new Refusal("phone", "Write a telephone number, so that we find the customer again.");
		}
		refuseTwice(newcomer, others);
		return AccountNumber
			.parse(this.welcoming.welcome(actor, newcomer.customer(), "Main", this.till.currency(), newcomer.key()))
			.customer();
	}

	/**
	 * A family shares its telephone; somebody of a like name who has it is asked about.
	 * Also what a second tap on the button runs into.
	 */
	private void refuseTwice(Newcomer newcomer, List<String> others) {
		List<Suspect> suspects = this.duplicates.of(newcomer.customer());
		for (SearchHit hit : this.search.byPhone(newcomer.phone())) {
			boolean alike = suspects.stream().anyMatch((suspect) -> suspect.customer().has(hit.customerId()));
			if (hit.exact() && alike && !others.contains(hit.number().toString())) {
				throw new Refusal("phone",
						"%s, %s, has that telephone number. Open that customer, or say below that it is somebody else."
							.formatted(hit.name(), hit.number()));
			}
		}
	}

}
