package app.accord.portal;

import java.util.List;
import java.util.stream.Collectors;

import app.accord.consent.ConsentChannel;
import app.accord.consent.Consents;
import app.accord.signup.SignUp;
import app.accord.signup.SigningUp;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Where people sign up and prove that their e-mail address is theirs. Whoever asks gets
 * the same answer; only the mailbox says more.
 */
@Controller
class PortalSignUp {

	private final SigningUp signingUp;

	private final Consents consents;

	PortalSignUp(SigningUp signingUp, Consents consents) {
		this.signingUp = signingUp;
		this.consents = consents;
	}

	/** What the boxes ask, in the words that are kept with a tick. */
	@ModelAttribute("boxes")
	List<Box> boxes() {
		return SignUp.ASKED.stream()
			.map((purpose) -> new Box(purpose.name(), this.consents.wording(purpose, ConsentChannel.EMAIL)))
			.toList();
	}

	@GetMapping("/portal/sign-up")
	String show(Model model) {
		model.addAttribute("form", new Form("", "", "", "", "", List.of()));
		return "portal/sign-up";
	}

	@PostMapping("/portal/sign-up")
	String ask(@ModelAttribute("form") Form form, BindingResult errors, HttpServletRequest request,
			HttpServletResponse response, Model model) {
		if (Forms.done(errors, () -> this.signingUp.ask(form.signUp(), form.password(), request.getRemoteAddr()))) {
			model.addAttribute("email", form.email().strip());
			return "portal/sign-up-sent";
		}
		response.setStatus(422);
		return "portal/sign-up";
	}

	/** A button and no more: programs that look into mails must not sign anybody up. */
	@GetMapping("/portal/sign-up/{token}")
	String confirm(@PathVariable String token, HttpServletResponse response) {
		return this.signingUp.works(token) ? "portal/sign-up-confirm" : over(response);
	}

	@PostMapping("/portal/sign-up/{token}")
	String confirmed(@PathVariable String token, HttpServletResponse response) {
		return this.signingUp.confirm(token) ? "redirect:/portal/sign-in?confirmed" : over(response);
	}

	private static String over(HttpServletResponse response) {
		response.setStatus(HttpServletResponse.SC_NOT_FOUND);
		return "portal/link-over";
	}

	/** What is typed to sign up. */
	record Form(String givenName, String familyName, String email, String phone, String password, List<String> agreed) {

		SignUp signUp() {
			return new SignUp(this.givenName, this.familyName, this.email, this.phone,
					SignUp.ASKED.stream()
						.filter((purpose) -> this.agreed != null && this.agreed.contains(purpose.name()))
						.collect(Collectors.toSet()));
		}

		@Override
		public String toString() {
			return "Form[" + this.email + "]";
		}

	}

	/** A box that can be ticked. */
	record Box(String purpose, String words) {
	}

}
