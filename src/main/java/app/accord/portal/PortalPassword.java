package app.accord.portal;

import app.accord.security.CustomerPrincipal;
import app.accord.signup.ForgottenPasswords;
import app.accord.signup.PasswordLinks;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Where somebody says that the password is forgotten, and where a new one is set by the
 * link of a mail. Whoever asks gets the same answer; only the mailbox says more.
 */
@Controller
class PortalPassword {

	private final ForgottenPasswords forgotten;

	private final PasswordLinks links;

	PortalPassword(ForgottenPasswords forgotten, PasswordLinks links) {
		this.forgotten = forgotten;
		this.links = links;
	}

	@GetMapping("/portal/forgotten")
	String ask(@AuthenticationPrincipal CustomerPrincipal me, Model model) {
		model.addAttribute("form", new Forgotten((me != null) ? me.username() : ""));
		return "portal/forgotten";
	}

	@PostMapping("/portal/forgotten")
	String ask(@ModelAttribute("form") Forgotten form, BindingResult errors, HttpServletRequest request, Model model,
			HttpServletResponse response) {
		if (Forms.done(errors, () -> this.forgotten.ask(form.who(), request.getRemoteAddr()))) {
			model.addAttribute("who", form.who().strip());
			return "portal/forgotten-sent";
		}
		response.setStatus(422);
		return "portal/forgotten";
	}

	@GetMapping("/portal/password/{token}")
	String choose(@PathVariable String token, Model model, HttpServletResponse response) {
		model.addAttribute("form", new Password(""));
		return page(token, model, response);
	}

	@PostMapping("/portal/password/{token}")
	String choose(@PathVariable String token, @ModelAttribute("form") Password form, BindingResult errors, Model model,
			HttpServletResponse response) {
		boolean[] set = new boolean[1];
		if (Forms.done(errors, () -> set[0] = this.links.set(token, form.password()))) {
			return set[0] ? "redirect:/portal/sign-in?password-set" : over(model, response);
		}
		response.setStatus(422);
		return page(token, model, response);
	}

	private String page(String token, Model model, HttpServletResponse response) {
		return this.links.login(token).map((login) -> {
			model.addAttribute("login", login);
			return "portal/password";
		}).orElseGet(() -> over(model, response));
	}

	private static String over(Model model, HttpServletResponse response) {
		response.setStatus(HttpServletResponse.SC_NOT_FOUND);
		model.addAttribute("password", true);
		return "portal/link-over";
	}

	/**
	 * Who has forgotten it.
	 *
	 * @param who an e-mail address, a user name or a customer number
	 */
	record Forgotten(String who) {
	}

	/** A new password. */
	record Password(String password) {

		@Override
		public String toString() {
			return "Password";
		}

	}

}
