package app.accord.counter;

import java.util.List;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.Welcoming;
import app.accord.customer.AccountNumber;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.Typed;
import app.accord.refusal.Refusal;
import app.accord.search.CustomerSearch;
import app.accord.search.SearchHit;
import app.accord.security.StaffPrincipal;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

/** Where a clerk finds who stands at the counter, or takes on somebody new. */
@Controller
class CounterStart {

	private static final int SHOWN = 12;

	private final CustomerSearch search;

	private final Welcoming welcoming;

	private final Till till;

	CounterStart(CustomerSearch search, Welcoming welcoming, Till till) {
		this.search = search;
		this.welcoming = welcoming;
		this.till = till;
	}

	@GetMapping("/counter")
	String find(@ModelAttribute("lookup") Lookup lookup, BindingResult errors,
			@AuthenticationPrincipal StaffPrincipal me, Model model) {
		String typed = errors.hasErrors() ? null : Typed.clean(lookup.phone());
		Found found = (typed != null) ? find(typed, me.username()) : Found.NOTHING_ASKED;
		if (found.hits().size() == 1) {
			return "redirect:/counter/customers/" + found.hits().getFirst().number();
		}
		boolean letters = typed != null && typed.codePoints().anyMatch(Character::isLetter);
		return show(model, found, new Newcomer(letters && !typed.contains("@") ? typed : "",
				(typed != null && !letters) ? typed : "", UUID.randomUUID().toString()));
	}

	@PostMapping("/counter/customers")
	String welcome(@ModelAttribute("newcomer") Newcomer newcomer, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response) {
		String[] number = new String[1];
		if (Forms.done(errors, () -> number[0] = welcome(newcomer, actor))) {
			return "redirect:/counter/customers/" + number[0];
		}
		response.setStatus(422);
		model.addAttribute("lookup", new Lookup(""));
		model.addAttribute("found", new Found(true,
				errors.hasFieldErrors("phone") && newcomer != null ? this.search.byPhone(newcomer.phone()) : List.of(),
				null));
		return "counter/start";
	}

	private String show(Model model, Found found, Newcomer newcomer) {
		model.addAttribute("found", found);
		model.addAttribute("newcomer", newcomer);
		return "counter/start";
	}

	private Found find(String typed, String clerk) {
		var page = this.search.find(typed, 0, SHOWN, clerk);
		List<SearchHit> exact = page.items().stream().filter(SearchHit::exact).toList();
		return new Found(true, exact.isEmpty() ? page.items() : exact, page.hint());
	}

	private String welcome(Newcomer newcomer, Actor actor) {
		String name = Typed.clean(newcomer.name());
		if (name == null) {
			throw new Refusal("name", "Write the customer’s name.");
		}
		if (Typed.clean(newcomer.phone()) == null) {
			throw new Refusal("phone", "Write a telephone number, so that we find the customer again.");
		}
		// Also what a second tap on the button runs into.
		this.search.byPhone(newcomer.phone()).stream().filter(SearchHit::exact).findFirst().ifPresent((hit) -> {
			throw new Refusal("phone",
					"That telephone number is %s’s already: %s.".formatted(hit.name(), hit.number()));
		});
		int space = name.lastIndexOf(' ');
		NewCustomer customer = NewCustomer
			.person((space > 0) ? name.substring(0, space).strip() : null, name.substring(space + 1))
			.with(NewContactPoint.phone(newcomer.phone()).preferring());
		return AccountNumber
			.parse(this.welcoming.welcome(actor, customer, "Main", this.till.currency(), newcomer.key()))
			.customer()
			.toString();
	}

	/**
	 * What was typed into the pad.
	 *
	 * @param phone a telephone number in any format, a name or one of our numbers
	 */
	record Lookup(String phone) {
	}

	/**
	 * Somebody new.
	 *
	 * @param name the whole name
	 * @param phone in any format
	 * @param idempotencyKey made when the form was shown
	 */
	record Newcomer(String name, String phone, String idempotencyKey) {

		String key() {
			boolean usable = this.idempotencyKey != null && !this.idempotencyKey.isBlank()
					&& this.idempotencyKey.length() <= 100;
			return usable ? this.idempotencyKey : null;
		}

	}

	/**
	 * Who was found.
	 *
	 * @param asked whether anything was looked for
	 * @param hits who it may be
	 * @param hint a sentence, or null
	 */
	record Found(boolean asked, List<SearchHit> hits, String hint) {

		static final Found NOTHING_ASKED = new Found(false, List.of(), null);

	}

}
