package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.donation.NonProfit;
import app.accord.donation.NonProfits;
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

/** The non-profits that customers can give to. */
@Controller
@RequestMapping("/desk/donations/non-profits")
class NonProfitList {

	private static final String BACK = "redirect:/desk/donations/non-profits";

	private static final int CHANGES = 40;

	private final NonProfits nonProfits;

	NonProfitList(NonProfits nonProfits) {
		this.nonProfits = nonProfits;
	}

	@GetMapping
	String show(Model model) {
		model.addAttribute("form", new Form("", "", "", "", "yes", 0));
		return page(model, null);
	}

	@PostMapping
	String add(@ModelAttribute("form") Form form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		if (app.accord.ui.Forms.done(errors,
				() -> this.nonProfits.add(actor, form.code(), form.name(), form.description(), form.bankAccount()))) {
			after.addFlashAttribute("toast", "Added. Customers can choose it now.");
			return BACK;
		}
		return Forms.again(response, page(model, "new"));
	}

	@PostMapping("/{code}")
	String change(@PathVariable String code, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		if (app.accord.ui.Forms.done(errors, () -> this.nonProfits.change(actor, form.changed(code)))) {
			after.addFlashAttribute("toast", "Changed.");
			return BACK;
		}
		return Forms.again(response, page(model, code));
	}

	private String page(Model model, String open) {
		model.addAttribute("nonProfits", this.nonProfits.all());
		model.addAttribute("changes", this.nonProfits.history(CHANGES));
		model.addAttribute("open", open);
		return "desk/non-profits";
	}

	/**
	 * What is typed about a non-profit.
	 *
	 * @param active {@code yes} if customers can choose it
	 * @param version as it was read
	 */
	record Form(String code, String name, String description, String bankAccount, String active, Integer version) {

		NonProfit changed(String of) {
			return new NonProfit(of, this.name, this.description, this.bankAccount, "yes".equals(this.active),
					(this.version != null) ? this.version : -1);
		}

	}

}
