package app.accord.counter;

import java.util.List;

import app.accord.care.Cases;
import app.accord.customer.CaseNumber;
import app.accord.customer.Numbers;
import app.accord.customer.Typed;
import app.accord.search.CustomerSearch;
import app.accord.search.SearchHit;
import app.accord.security.StaffPrincipal;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Where a clerk finds who stands at the counter. */
@Controller
class CounterStart {

	private static final int SHOWN = 12;

	private static final int SUGGESTED = 6;

	private final CustomerSearch search;

	private final Cases cases;

	CounterStart(CustomerSearch search, Cases cases) {
		this.search = search;
		this.cases = cases;
	}

	@GetMapping("/counter")
	String find(@ModelAttribute("lookup") Lookup lookup, BindingResult errors,
			@AuthenticationPrincipal StaffPrincipal me, Model model) {
		String typed = errors.hasErrors() ? null : Typed.clean(lookup.phone());
		if (Numbers.read(typed).orElse(null) instanceof CaseNumber asked && this.cases.exists(asked)) {
			return "redirect:/counter/cases/" + asked;
		}
		Found found = (typed != null) ? find(typed, me.username()) : Found.NOTHING_ASKED;
		if (found.hits().size() == 1) {
			return "redirect:/counter/customers/" + found.hits().getFirst().number();
		}
		boolean letters = typed != null && typed.codePoints().anyMatch(Character::isLetter);
		return show(model, found, Newcomer.of(letters && !typed.contains("@") ? typed : "",
				(typed != null && !letters) ? typed : "", letters && typed.contains("@") ? typed : ""));
	}

	/** Who it may be, while the clerk types. */
	@GetMapping("/counter/suggestions")
	String suggest(@ModelAttribute("lookup") Lookup lookup, BindingResult errors,
			@AuthenticationPrincipal StaffPrincipal me, Model model) {
		model.addAttribute("suggested",
				this.search.suggest(errors.hasErrors() ? null : lookup.phone(), SUGGESTED, me.username()));
		return "counter/pad :: suggestions";
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

	/**
	 * What was typed into the pad.
	 *
	 * @param phone a telephone number in any format, a name or one of our numbers
	 */
	record Lookup(String phone) {
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
