package app.accord.portal;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

import app.accord.billing.BillingAccount;
import app.accord.correspondence.Paper;
import app.accord.correspondence.Papers;
import app.accord.correspondence.Pdf;
import app.accord.customer.ReceiptNumber;
import app.accord.money.Amounts;
import app.accord.security.CustomerPrincipal;
import app.accord.time.BusinessCalendar;
import de.siegmar.fastcsv.writer.CsvWriter;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The statement of an account for any period, and receipts as files. */
@Controller
class PortalStatement {

	private final Mine mine;

	private final Papers papers;

	private final Pdf pdf;

	private final BusinessCalendar calendar;

	PortalStatement(Mine mine, Papers papers, Pdf pdf, BusinessCalendar calendar) {
		this.mine = mine;
		this.papers = papers;
		this.pdf = pdf;
		this.calendar = calendar;
	}

	@GetMapping("/portal/accounts/{number}/statement")
	String show(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@RequestParam(required = false) LocalDate from, @RequestParam(required = false) LocalDate to, Model model) {
		model.addAttribute("paper", paper(me, number, from, to));
		return "portal/statement";
	}

	@GetMapping("/portal/accounts/{number}/statement.pdf")
	ResponseEntity<byte[]> file(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@RequestParam(required = false) LocalDate from, @RequestParam(required = false) LocalDate to) {
		return this.pdf.answer(paper(me, number, from, to));
	}

	@GetMapping("/portal/accounts/{number}/statement.csv")
	ResponseEntity<byte[]> table(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@RequestParam(required = false) LocalDate from, @RequestParam(required = false) LocalDate to) {
		Paper.Account paper = paper(me, number, from, to);
		StringWriter text = new StringWriter();
		try (CsvWriter table = CsvWriter.builder().build(text)) {
			table.writeRecord("entry", "at", "description", "amount", "balance", "currency");
			paper.statement()
				.entries()
				.forEach((entry) -> table.writeRecord(Long.toString(entry.seq()), entry.at().toString(),
						entry.description(), Amounts.plain(entry.amount()), Amounts.plain(entry.balanceAfter()),
						paper.statement().account().currency()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return ResponseEntity.ok()
			.contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("statement-" + paper.number() + ".csv").build().toString())
			.body(text.toString().getBytes(StandardCharsets.UTF_8));
	}

	@GetMapping("/portal/receipts/{number}.pdf")
	ResponseEntity<byte[]> receipt(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number) {
		return this.pdf.answer(
				this.papers.receipt(this.mine.number(me, number, ReceiptNumber::parse)).orElseThrow(Mine::notFound));
	}

	private Paper.Account paper(CustomerPrincipal me, String number, LocalDate from, LocalDate to) {
		BillingAccount account = this.mine.account(me, number);
		LocalDate last = (to != null) ? to : this.calendar.today();
		LocalDate first = (from != null) ? from : last.minusMonths(3).withDayOfMonth(1);
		return this.papers.statement(account.number(), first.isAfter(last) ? last : first, last);
	}

}
