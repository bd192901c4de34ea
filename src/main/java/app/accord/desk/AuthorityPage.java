package app.accord.desk;

import java.util.List;

import app.accord.actor.Actor;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.security.StaffRole;
import app.accord.staff.Authority;
import app.accord.staff.AuthorityLimit;
import app.accord.staff.Permission;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an administrator says how far each role goes alone. */
@Controller
@RequestMapping("/desk/admin/authority")
class AuthorityPage {

	private static final int LATEST = 30;

	private final Authority authority;

	private final String currency;

	AuthorityPage(Authority authority, @Value("${accord.currency:USD}") String currency) {
		this.authority = authority;
		this.currency = currency;
	}

	@GetMapping
	String show(@RequestParam(required = false) String in, Model model) {
		model.addAttribute("form", new Form(null, null, chosen(in), "", "", ""));
		return page(chosen(in), model);
	}

	@PostMapping
	String set(@ModelAttribute("form") Form form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		return Forms.attempt(errors, () -> set(form, actor)).map((sentence) -> {
			after.addFlashAttribute("toast", sentence);
			after.addAttribute("in", form.currency());
			return "redirect:/desk/admin/authority";
		}).orElseGet(() -> {
			response.setStatus(422);
			return page(chosen((String) errors.getFieldValue("currency")), model);
		});
	}

	private String set(Form form, Actor actor) {
		if (!this.authority.currencies().contains(form.currency())) {
			throw new Refusal("Choose one of the currencies.");
		}
		StaffRole role = Forms.choice(StaffRole.class, form.role(), "role", "Choose whose limit it is.");
		Permission action = Forms.choice(Permission.class, form.action(), "action", "Choose what it limits.");
		Money amount = "yes".equals(form.unlimited()) ? null : Forms.amount("amount", form.amount(), form.currency());
		this.authority.set(role, action, form.currency(), amount, Forms.reason(form.reason()), actor);
		return role.label() + ", " + action.label().toLowerCase(java.util.Locale.ROOT) + ": "
				+ ((amount == null) ? "without limit" : "up to " + Amounts.show(amount, java.util.Locale.US)) + ".";
	}

	private String page(String chosen, Model model) {
		model.addAttribute("currency", chosen);
		model.addAttribute("currencies", this.authority.currencies());
		model.addAttribute("roles", List.of(StaffRole.values()));
		model.addAttribute("actions", List.of(Permission.values()));
		model.addAttribute("table", this.authority.table(chosen));
		model.addAttribute("history", this.authority.history(LATEST));
		return "desk/authority";
	}

	private String chosen(String typed) {
		return this.authority.currencies()
			.stream()
			.filter((each) -> each.equals(typed))
			.findFirst()
			.orElse(this.currency);
	}

	/** What is typed to set a limit. */
	record Form(String role, String action, String currency, String amount, String unlimited, String reason) {
	}

}
