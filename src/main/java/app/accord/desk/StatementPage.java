package app.accord.desk;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.correspondence.Paper;
import app.accord.correspondence.Papers;
import app.accord.correspondence.Pdf;
import app.accord.csv.Csv;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The statement of an account for any period: page, file for a spreadsheet, PDF. */
@Controller("deskStatementPage")
class StatementPage {

	private final OnDesk onDesk;

	private final Papers papers;

	private final Pdf pdf;

	private final BusinessCalendar calendar;

	StatementPage(OnDesk onDesk, Papers papers, Pdf pdf, BusinessCalendar calendar) {
		this.onDesk = onDesk;
		this.papers = papers;
		this.pdf = pdf;
		this.calendar = calendar;
	}

	@GetMapping("/desk/accounts/{number}/statement")
	String show(@PathVariable String number, @RequestParam(required = false) LocalDate from,
			@RequestParam(required = false) LocalDate to, Model model) {
		Paper.Account paper = paper(number, from, to);
		model.addAttribute("paper", paper);
		model.addAttribute("customer", paper.head().customer());
		return "desk/statement";
	}

	@GetMapping("/desk/accounts/{number}/statement.pdf")
	ResponseEntity<byte[]> file(@PathVariable String number, @RequestParam(required = false) LocalDate from,
			@RequestParam(required = false) LocalDate to) {
		return this.pdf.answer(paper(number, from, to));
	}

	@GetMapping("/desk/accounts/{number}/statement.csv")
	void table(@PathVariable String number, @RequestParam(required = false) LocalDate from,
			@RequestParam(required = false) LocalDate to, HttpServletResponse response) throws IOException {
		Paper.Account paper = paper(number, from, to);
		Csv.write(response, "statement-" + paper.number(),
				List.of("entry", "at", "description", "amount", "balance", "currency"),
				paper.statement()
					.entries()
					.stream()
					.map((entry) -> Arrays.asList(entry.seq(), entry.at(), entry.description(),
							entry.amount().getAmount(), entry.balanceAfter().getAmount(),
							paper.statement().account().currency())));
	}

	private Paper.Account paper(String number, LocalDate from, LocalDate to) {
		BillingAccount account = this.onDesk.account(number);
		LocalDate last = (to != null) ? to : this.calendar.today();
		LocalDate first = (from != null) ? from : last.minusMonths(3).withDayOfMonth(1);
		return this.papers.statement(account.number(), first.isAfter(last) ? last : first, last);
	}

}
