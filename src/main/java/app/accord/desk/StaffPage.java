package app.accord.desk;

import app.accord.security.StaffPrincipal;
import app.accord.security.StaffRole;
import app.accord.staff.Refused;
import app.accord.staff.Staff;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an administrator says who works here. */
@Controller
@RequestMapping("/desk/admin/staff")
class StaffPage {

	private static final String BACK = "redirect:/desk/admin/staff";

	private final Staff staff;

	StaffPage(Staff staff) {
		this.staff = staff;
	}

	@GetMapping
	String show(Model model) {
		model.addAttribute("form", new Form("", "", null, ""));
		return page(model);
	}

	@PostMapping
	String add(@ModelAttribute("form") Form form, BindingResult errors, Model model, HttpServletResponse response,
			RedirectAttributes after) {
		if (!errors.hasErrors()) {
			try {
				this.staff.create(form.username(), form.displayName(), form.role(), form.password());
				after.addFlashAttribute("toast", form.displayName() + " can sign in now.");
				return BACK;
			}
			catch (Refused ex) {
				Problems.add(errors, ex);
			}
		}
		response.setStatus(422);
		return page(model);
	}

	@PostMapping("/{username}/absence")
	String disable(@PathVariable String username, @AuthenticationPrincipal StaffPrincipal me,
			RedirectAttributes after) {
		return change(after, username + " can’t sign in any more.", () -> this.staff.disable(username, me.username()));
	}

	@PostMapping("/{username}/return")
	String enable(@PathVariable String username, RedirectAttributes after) {
		return change(after, username + " can sign in again.", () -> this.staff.enable(username));
	}

	@PostMapping("/{username}/password")
	String resetPassword(@PathVariable String username, @RequestParam String password, RedirectAttributes after) {
		return change(after, "The new password of " + username + " holds from now on.",
				() -> this.staff.changePassword(username, password));
	}

	@PostMapping("/{username}/role")
	String changeRole(@PathVariable String username, @RequestParam(required = false) StaffRole role,
			@AuthenticationPrincipal StaffPrincipal me, RedirectAttributes after) {
		return change(after, "The new role of " + username + " holds from now on.",
				() -> this.staff.changeRole(username, role, me.username()));
	}

	private String change(RedirectAttributes after, String done, Runnable change) {
		try {
			change.run();
			after.addFlashAttribute("toast", done);
		}
		catch (Refused ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return BACK;
	}

	private String page(Model model) {
		model.addAttribute("members", this.staff.list());
		model.addAttribute("roles", StaffRole.values());
		return "desk/staff";
	}

	/** What is typed to take on somebody. */
	record Form(String displayName, String username, StaffRole role, String password) {
	}

}
