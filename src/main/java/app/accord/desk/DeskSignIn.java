package app.accord.desk;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import app.accord.security.SignInPage;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.ui.Shell;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Where employees sign in to the desk. */
@Controller
class DeskSignIn {

	private static final Set<StaffRole> ROLES = EnumSet.complementOf(EnumSet.of(StaffRole.CLERK));

	private final Staff staff;

	private final Shell shell;

	DeskSignIn(Staff staff, Shell shell) {
		this.staff = staff;
		this.shell = shell;
	}

	@GetMapping("/desk/sign-in")
	String show(Model model) {
		model.addAttribute("page", new SignInPage(this.shell.demonstration() ? this.staff.toSignIn(ROLES) : List.of()));
		return "desk/sign-in";
	}

	/** Shows the page again after a failure; what was typed is kept but the password. */
	@PostMapping("/desk/sign-in/failed")
	String failed(HttpServletRequest request, HttpServletResponse response, Model model) {
		SignInPage.failed(request, response, model);
		return show(model);
	}

}
