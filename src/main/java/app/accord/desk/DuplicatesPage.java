package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.duplicates.Duplicates;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Customers who may be the same, to be decided one by one; and who is being typed. */
@Controller
class DuplicatesPage {

	private static final int PAGE = 20;

	private final OnDesk onDesk;

	private final Duplicates duplicates;

	DuplicatesPage(OnDesk onDesk, Duplicates duplicates) {
		this.onDesk = onDesk;
		this.duplicates = duplicates;
	}

	@GetMapping("/desk/duplicates")
	String list(@RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("found", this.duplicates.list(Math.clamp(page - 1L, 0, 100_000), PAGE));
		return "desk/duplicates";
	}

	@PostMapping("/desk/duplicates/{one}/{other}/difference")
	String notTheSame(@PathVariable String one, @PathVariable String other, Actor actor, RedirectAttributes after) {
		CustomerNumber first = this.onDesk.customer(one).number();
		CustomerNumber second = this.onDesk.customer(other).number();
		this.duplicates.notTheSame(actor, first, second);
		after.addFlashAttribute("toast", first + " and " + second + " are two. They won\u2019t be suspected again.");
		return "redirect:/desk/duplicates";
	}

	@GetMapping("/desk/customers/new/suspects")
	String suspects(@ModelAttribute("form") NewCustomerPage.Form form, Model model) {
		model.addAttribute("suspects", this.duplicates.of(form.customer()));
		return "desk/new-customer :: suspects";
	}

}
