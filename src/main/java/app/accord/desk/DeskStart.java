package app.accord.desk;

import app.accord.care.Cases;
import app.accord.care.RuleBook;
import app.accord.security.StaffPrincipal;
import app.accord.security.StaffRole;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where an employee's day begins. */
@Controller
class DeskStart {

	private final OnDesk onDesk;

	private final Cases cases;

	private final RuleBook rules;

	DeskStart(OnDesk onDesk, Cases cases, RuleBook rules) {
		this.cases = cases;
		this.rules = rules;
		this.onDesk = onDesk;
	}

	@GetMapping("/desk")
	String show(@AuthenticationPrincipal StaffPrincipal me, Model model, HttpSession session) {
		model.addAttribute("recent", this.onDesk.recent(session));
		model.addAttribute("cases", this.cases.counts(me.username()));
		model.addAttribute("me", me.username());
		model.addAttribute("supervises", me.role() == StaffRole.SUPERVISOR || me.role() == StaffRole.ADMIN);
		model.addAttribute("executive", me.username().equals(this.rules.now().executive()));
		return "desk/start";
	}

}
