package app.accord.correspondence;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import app.accord.billing.AfterBilling;
import app.accord.billing.AfterCrediting;
import app.accord.billing.BillCycle;
import app.accord.billing.BillCycles;
import app.accord.billing.BillMedium;
import app.accord.billing.CreditNote;
import app.accord.billing.IssuedBill;
import app.accord.billing.Ledger;
import app.accord.customer.AccountNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.fault.FailPoint;
import app.accord.message.MailPages;
import app.accord.message.Medium;
import app.accord.message.MessageWriter;
import app.accord.message.NewMessage;
import app.accord.message.Outbox;
import app.accord.message.OutgoingMessage;
import app.accord.message.Written;
import app.accord.ui.FactText;
import app.accord.ui.Wording;

import org.springframework.stereotype.Component;

/**
 * Tells customers of new bills and credit notes, with the document as PDF: decided in the
 * transaction that issues it, written with what holds when it is sent.
 */
@Component
class BillMail implements AfterBilling, AfterCrediting, MessageWriter {

	static final String BILL = "bill";

	static final String CREDIT_NOTE = "credit-note";

	private final Outbox outbox;

	private final Ledger ledger;

	private final BillCycles cycles;

	private final Papers papers;

	private final Pdf pdf;

	private final MailPages pages;

	private final FactText text;

	BillMail(Outbox outbox, Ledger ledger, BillCycles cycles, Papers papers, Pdf pdf, MailPages pages, FactText text) {
		this.text = text;
		this.outbox = outbox;
		this.ledger = ledger;
		this.cycles = cycles;
		this.papers = papers;
		this.pdf = pdf;
		this.pages = pages;
	}

	@Override
	public void issued(List<IssuedBill> bills) {
		Map<AccountNumber, BillCycle> known = this.cycles
			.of(bills.stream().map((bill) -> bill.account().customerId()).collect(Collectors.toSet()));
		this.outbox.decideAll(bills.stream()
			.filter((bill) -> medium(known, bill.account()) != BillMedium.PORTAL)
			.map((bill) -> told(bill.account(), BILL, bill.number().toString(), medium(known, bill.account())))
			.toList());
	}

	@Override
	public void credited(CreditNote note) {
		BillMedium medium = this.cycles.of(note.account()).medium();
		if (medium != BillMedium.PORTAL) {
			this.outbox.decide(told(note.account(), CREDIT_NOTE, note.number().toString(), medium));
		}
	}

	@Override
	public Set<String> kinds() {
		return Set.of(BILL, CREDIT_NOTE);
	}

	/** With the account locked: what is posted meanwhile can't be on half of it. */
	@Override
	public Written write(OutgoingMessage message, Locale locale) {
		this.ledger.lock(message.account());
		String number = message.parameter("number");
		return message.kind().equals(BILL) ? bill(InvoiceNumber.parse(number), message, locale)
				: creditNote(CreditNoteNumber.parse(number), message, locale);
	}

	private Written bill(InvoiceNumber number, OutgoingMessage message, Locale locale) {
		Paper.Bill paper = this.papers.bill(number).orElseThrow();
		Wording w = this.text.in(locale);
		String subject = paper.bill().open().isPositive()
				? w.say("mail.bill.subject", number, w.money(paper.bill().open()), w.day(paper.bill().dueOn()))
				: w.say("mail.bill.subject-nothing", number);
		return letter("mail/bill", subject, paper, w, message, locale);
	}

	private Written creditNote(CreditNoteNumber number, OutgoingMessage message, Locale locale) {
		Paper.Note paper = this.papers.creditNote(number).orElseThrow();
		Wording w = this.text.in(locale);
		return letter("mail/credit-note", w.say("mail.credit-note.subject", number, w.money(paper.note().total())),
				paper, w, message, locale);
	}

	// The document is in its customer's language, the mail in that of who reads it.
	private Written letter(String template, String subject, Paper paper, Wording w, OutgoingMessage message,
			Locale locale) {
		Written.Letter letter = this.pages.letter(template, locale,
				message.readBy(Map.of("subject", subject, "paper", paper, "w", w, "name", message.customer().name())),
				paper.position().balanceFact(),
				Written.Stated.of(paper.position().account(), paper.position().balance(), paper.position().asOf()));
		byte[] drawn = this.pdf.of(paper);
		FailPoint.CORRESPONDENCE_DRAWN.reach();
		return letter.with(List.of(new Written.Attachment(paper.number() + ".pdf", "application/pdf", drawn)));
	}

	private static NewMessage told(AccountNumber account, String kind, String number, BillMedium medium) {
		NewMessage message = NewMessage.of(account.customerId(), account.no(), kind, kind + ":" + number)
			.with("number", number);
		return (medium == BillMedium.POST) ? message.by(Medium.POST) : message;
	}

	private static BillMedium medium(Map<AccountNumber, BillCycle> known, AccountNumber account) {
		return known.get(account).medium();
	}

}
