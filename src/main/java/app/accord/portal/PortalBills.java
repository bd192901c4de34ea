package app.accord.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import app.accord.billing.BillingAccount;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.billing.TakingOver;
import app.accord.correspondence.Paper;
import app.accord.correspondence.Papers;
import app.accord.correspondence.Pdf;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.Page;
import app.accord.money.Amounts;
import app.accord.payment.AutoPay;
import app.accord.security.CustomerPrincipal;
import app.accord.ui.FactText;
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

/** The customer's bills. */
@Controller
class PortalBills {

	private static final int SIZE = 12;

	private static final int AT_ONCE = 200;

	private final Mine mine;

	private final Invoices invoices;

	private final Papers papers;

	private final Pdf pdf;

	private final FactText text;

	private final TakingOver takingOver;

	private final AutoPay autoPay;

	PortalBills(Mine mine, Invoices invoices, Papers papers, Pdf pdf, FactText text, TakingOver takingOver,
			AutoPay autoPay) {
		this.takingOver = takingOver;
		this.autoPay = autoPay;
		this.papers = papers;
		this.pdf = pdf;
		this.mine = mine;
		this.invoices = invoices;
		this.text = text;
	}

	@GetMapping("/portal/bills")
	String list(@AuthenticationPrincipal CustomerPrincipal me, @RequestParam(required = false) String account,
			@RequestParam(defaultValue = "1") int page, Model model) {
		this.mine.list(me, account, page, model, (number, index) -> new Page<>(this.invoices.page(number, index, SIZE),
				index, SIZE, this.invoices.count(number)));
		return "portal/bills";
	}

	@GetMapping("/portal/bills/{number}")
	String show(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Model model) {
		Paper.Bill paper = bill(me, number);
		model.addAttribute("paper", paper);
		model.addAttribute("origin", this.takingOver.origin(paper.bill().number()).orElse(null));
		model.addAttribute("autoPay", this.autoPay.of(paper.bill().account()).active());
		return "portal/bill";
	}

	@GetMapping("/portal/bills/{number}.pdf")
	ResponseEntity<byte[]> file(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number) {
		return this.pdf.answer(bill(me, number));
	}

	@GetMapping("/portal/credit-notes/{number}")
	String creditNote(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Model model) {
		model.addAttribute("paper", note(me, number));
		return "portal/credit-note";
	}

	@GetMapping("/portal/credit-notes/{number}.pdf")
	ResponseEntity<byte[]> creditNoteFile(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number) {
		return this.pdf.answer(note(me, number));
	}

	private Paper.Bill bill(CustomerPrincipal me, String number) {
		return this.papers.bill(this.mine.number(me, number, InvoiceNumber::parse)).orElseThrow(Mine::notFound);
	}

	private Paper.Note note(CustomerPrincipal me, String number) {
		return this.papers.creditNote(this.mine.number(me, number, CreditNoteNumber::parse))
			.orElseThrow(Mine::notFound);
	}

	/** All bills of an account for a spreadsheet. */
	@GetMapping("/portal/bills.csv")
	ResponseEntity<byte[]> table(@AuthenticationPrincipal CustomerPrincipal me,
			@RequestParam(required = false) String account) {
		BillingAccount chosen = this.mine.chosen(me, account);
		String name = "bills-" + ((chosen != null) ? chosen.number() : me.number()) + ".csv";
		return ResponseEntity.ok()
			.contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
			.header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString())
			.body(table((chosen != null) ? all(chosen) : List.of()).getBytes(StandardCharsets.UTF_8));
	}

	private List<Invoice> all(BillingAccount account) {
		List<Invoice> all = new ArrayList<>();
		List<Invoice> some;
		do {
			some = this.invoices.page(account.number(), all.size() / AT_ONCE, AT_ONCE);
			all.addAll(some);
		}
		while (some.size() == AT_ONCE);
		return all;
	}

	private String table(List<Invoice> bills) {
		StringWriter text = new StringWriter();
		try (CsvWriter table = CsvWriter.builder().build(text)) {
			table.writeRecord("bill", "date", "due", "from", "to", "net", "tax", "total", "open", "currency", "state");
			bills.forEach((bill) -> table.writeRecord(bill.number().toString(), bill.issuedOn().toString(),
					bill.dueOn().toString(), Objects.toString(bill.periodStart(), ""),
					Objects.toString(bill.periodEnd(), ""), Amounts.plain(bill.net()), Amounts.plain(bill.tax()),
					Amounts.plain(bill.total()), Amounts.plain(bill.open()), bill.total().getCurrencyUnit().getCode(),
					this.text.show(bill.stateFact())));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString();
	}

}
