package app.accord.desk;

import jakarta.servlet.http.HttpSession;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where an employee's day begins. */
@Controller
class DeskStart {

	private final OnDesk onDesk;

	DeskStart(OnDesk onDesk) {
		this.onDesk = onDesk;
	}

	@GetMapping("/desk")
	String show(Model model, HttpSession session) {
		model.addAttribute("recent", this.onDesk.recent(session));
		return "desk/start";
	}

}
