package app.accord.portal;

import java.util.List;

import app.accord.customer.PortalAccess;
import app.accord.security.SignInPage;
import app.accord.ui.Shell;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Where customers sign in. */
@Controller
class PortalSignIn {

	private final PortalAccess access;

	private final Shell shell;

	PortalSignIn(PortalAccess access, Shell shell) {
		this.access = access;
		this.shell = shell;
	}

	@GetMapping("/portal/sign-in")
	String show(Model model) {
		model.addAttribute("page", new SignInPage(this.shell.demonstration() ? this.access.some() : List.of()));
		return "portal/sign-in";
	}

	/** Shows the page again after a failure; what was typed is kept but the password. */
	@PostMapping("/portal/sign-in/failed")
	String failed(HttpServletRequest request, HttpServletResponse response, Model model) {
		SignInPage.failed(request, response, model);
		return show(model);
	}

}
