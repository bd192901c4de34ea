package app.accord.desk;

import app.accord.billing.Invoice;
import app.accord.billing.TakingOver;
import app.accord.correspondence.Paper;
import app.accord.correspondence.Papers;
import app.accord.correspondence.Pdf;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.ReceiptNumber;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** One bill, credit note or receipt, as the customer gets it. */
@Controller("deskBillPage")
class BillPage {

	private final OnDesk onDesk;

	private final Papers papers;

	private final Pdf pdf;

	private final TakingOver takingOver;

	BillPage(OnDesk onDesk, Papers papers, Pdf pdf, TakingOver takingOver) {
		this.takingOver = takingOver;
		this.onDesk = onDesk;
		this.papers = papers;
		this.pdf = pdf;
	}

	@GetMapping("/desk/invoices/{number}")
	String bill(@PathVariable String number, Model model) {
		Paper.Bill paper = bill(number);
		Invoice bill = paper.bill();
		model.addAttribute("bill", bill);
		model.addAttribute("origin", this.takingOver.origin(bill.number()).orElse(null));
		model.addAttribute("openToCredit", bill.total().minus(bill.donation()).isGreaterThan(bill.credited()));
		return show(paper, model, "desk/bill");
	}

	@GetMapping("/desk/invoices/{number}.pdf")
	ResponseEntity<byte[]> billFile(@PathVariable String number) {
		return this.pdf.answer(bill(number));
	}

	@GetMapping("/desk/credit-notes/{number}")
	String creditNote(@PathVariable String number, Model model) {
		return show(creditNote(number), model, "desk/credit-note");
	}

	@GetMapping("/desk/credit-notes/{number}.pdf")
	ResponseEntity<byte[]> creditNoteFile(@PathVariable String number) {
		return this.pdf.answer(creditNote(number));
	}

	@GetMapping("/desk/receipts/{number}.pdf")
	ResponseEntity<byte[]> receiptFile(@PathVariable String number) {
		return this.pdf.answer(
				this.papers.receipt(this.onDesk.number(number, ReceiptNumber::parse)).orElseThrow(BillPage::notFound));
	}

	private String show(Paper paper, Model model, String view) {
		model.addAttribute("paper", paper);
		model.addAttribute("customer", paper.head().customer());
		return view;
	}

	private Paper.Bill bill(String number) {
		return this.papers.bill(this.onDesk.number(number, InvoiceNumber::parse)).orElseThrow(BillPage::notFound);
	}

	private Paper.Note creditNote(String number) {
		return this.papers.creditNote(this.onDesk.number(number, CreditNoteNumber::parse))
			.orElseThrow(BillPage::notFound);
	}

	private static ResponseStatusException notFound() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

}
