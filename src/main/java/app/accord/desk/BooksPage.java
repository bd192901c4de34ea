package app.accord.desk;

import app.accord.billing.LedgerChecks;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where an administrator has the books proved. */
@Controller
class BooksPage {

	private final LedgerChecks checks;

	private final BusinessCalendar calendar;

	BooksPage(LedgerChecks checks, BusinessCalendar calendar) {
		this.checks = checks;
		this.calendar = calendar;
	}

	@GetMapping("/desk/admin/books")
	String show(Model model) {
		model.addAttribute("violations", this.checks.violations());
		model.addAttribute("at", this.calendar.now());
		return "desk/books";
	}

}
