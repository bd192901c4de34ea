package app.accord.desk;

import java.util.List;
import java.util.SortedMap;

import app.accord.billing.CompanyJournal;
import app.accord.billing.CompanyJournal.BookAccount;
import app.accord.billing.LedgerChecks;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where an administrator has the books proved. */
@Controller
class BooksPage {

	private final LedgerChecks checks;

	private final CompanyJournal journal;

	private final BusinessCalendar calendar;

	BooksPage(LedgerChecks checks, CompanyJournal journal, BusinessCalendar calendar) {
		this.checks = checks;
		this.journal = journal;
		this.calendar = calendar;
	}

	@GetMapping("/desk/admin/books")
	String show(Model model) {
		SortedMap<String, List<String>> checks = this.checks.all();
		model.addAttribute("checks", checks);
		model.addAttribute("violations", checks.values().stream().flatMap(List::stream).toList());
		List<BookAccount> books = this.journal.books();
		model.addAttribute("books", books);
		model.addAttribute("totals", BookAccount.totals(books));
		model.addAttribute("at", this.calendar.now());
		return "desk/books";
	}

}
