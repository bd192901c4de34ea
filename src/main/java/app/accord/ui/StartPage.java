package app.accord.ui;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where somebody arrives who typed the bare address. */
@Controller
class StartPage {

	@GetMapping("/")
	String start() {
		return "ui/start";
	}

}
