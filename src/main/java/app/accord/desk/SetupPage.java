package app.accord.desk;

import app.accord.staff.Refused;
import app.accord.staff.Setup;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Where a new installation's first administrator is made, by the link printed at the
 * start.
 */
@Controller
class SetupPage {

	private final Setup setup;

	SetupPage(Setup setup) {
		this.setup = setup;
	}

	@GetMapping("/setup/{token}")
	String show(@PathVariable String token, Model model, HttpServletResponse response) {
		model.addAttribute("form", new Form("", "", "", ""));
		return page(token, model, response);
	}

	@PostMapping("/setup/{token}")
	String create(@PathVariable String token, @ModelAttribute("form") Form form, BindingResult errors, Model model,
			HttpServletResponse response) {
		if (form.password() == null || !form.password().equals(form.repeated())) {
			errors.rejectValue("repeated", "repeated", "The two passwords differ. Type the same one twice.");
		}
		else {
			try {
				this.setup.createAdministrator(token, form.displayName(), form.username(), form.password());
				return "redirect:/desk/sign-in?welcome";
			}
			catch (Refused ex) {
				Problems.add(errors, ex);
			}
		}
		response.setStatus(422);
		return page(token, model, response);
	}

	private String page(String token, Model model, HttpServletResponse response) {
		boolean works = this.setup.works(token);
		if (!works) {
			response.setStatus(HttpServletResponse.SC_NOT_FOUND);
		}
		model.addAttribute("works", works);
		return "desk/setup";
	}

	/** What is typed on the page. */
	record Form(String displayName, String username, String password, String repeated) {
	}

}
