package app.accord.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.CreditNote;
import app.accord.billing.CreditNotes;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.billing.NewCreditNote;
import app.accord.correspondence.Papers;
import app.accord.correspondence.Pdf;
import app.accord.customer.AccountNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.fact.Fact;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Credit notes, and documents as files. */
@Tag(name = "Credit notes", description = "Take back a bill or part of it; the bill never changes")
@RestController
@RequestMapping("/api/v1")
class CreditNoteResource {

	private final BillingAccounts accounts;

	private final Invoices invoices;

	private final CreditNotes creditNotes;

	private final Papers papers;

	private final Pdf pdf;

	CreditNoteResource(BillingAccounts accounts, Invoices invoices, CreditNotes creditNotes, Papers papers, Pdf pdf) {
		this.accounts = accounts;
		this.invoices = invoices;
		this.creditNotes = creditNotes;
		this.papers = papers;
		this.pdf = pdf;
	}

	@Operation(summary = "Issue a credit note: over all that is left of a bill, an amount with tax, or parts of lines")
	@PostMapping("/invoices/{number}/credit-notes")
	ResponseEntity<IssuedAnswer> issue(@Parameter(example = "INV-10428-17-2") @PathVariable String number,
			@Parameter(example = "credit-2026-10-20-1") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewNote note, Actor actor) {
		String kept = Repeats.key(key);
		InvoiceNumber wanted = InvoiceNumber.parse(number);
		Invoice bill = this.invoices.find(wanted)
			.orElseThrow(() -> new NotFound("There is no bill %s.".formatted(wanted)));
		Answer<CreditNotes.Issued> issued = this.creditNotes.issue(note.of(bill), actor, kept);
		CreditNotes.Issued answer = issued.value();
		return Repeats.created(issued, "/api/v1/credit-notes/" + answer.number(),
				new IssuedAnswer(answer.number(), answer.invoice(), answer.net(), answer.tax(), answer.total(),
						answer.seq(), PositionAnswer.of(bill.account(), answer.position(), answer.due())));
	}

	@Operation(summary = "A credit note with its lines")
	@GetMapping("/credit-notes/{number}")
	NoteAnswer creditNote(@Parameter(example = "CN-10428-1-4") @PathVariable String number) {
		CreditNoteNumber wanted = CreditNoteNumber.parse(number);
		return this.creditNotes.find(wanted)
			.map((note) -> NoteAnswer.of(note, note.lines().stream().map(LineAnswer::of).toList()))
			.orElseThrow(() -> new NotFound("There is no credit note %s.".formatted(wanted)));
	}

	@Operation(summary = "The credit notes of an account, newest first, without their lines")
	@GetMapping("/accounts/{number}/credit-notes")
	Listing<NoteAnswer> creditNotes(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@ParameterObject Paging paging) {
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		return Listing.of(this.creditNotes.page(account.number(), paging.page(), paging.size())
			.stream()
			.map((note) -> NoteAnswer.of(note, null))
			.toList(), paging, this.creditNotes.count(account.number()));
	}

	@Operation(summary = "A bill as PDF, at the position it is made at")
	@GetMapping(path = "/invoices/{number}.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
	ResponseEntity<byte[]> bill(@Parameter(example = "INV-10428-17-2") @PathVariable String number) {
		InvoiceNumber wanted = InvoiceNumber.parse(number);
		return this.pdf
			.answer(this.papers.bill(wanted).orElseThrow(() -> new NotFound("There is no bill %s.".formatted(wanted))));
	}

	@Operation(summary = "A credit note as PDF")
	@GetMapping(path = "/credit-notes/{number}.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
	ResponseEntity<byte[]> note(@Parameter(example = "CN-10428-1-4") @PathVariable String number) {
		CreditNoteNumber wanted = CreditNoteNumber.parse(number);
		return this.pdf.answer(this.papers.creditNote(wanted)
			.orElseThrow(() -> new NotFound("There is no credit note %s.".formatted(wanted))));
	}

	@Operation(summary = "A receipt as PDF")
	@GetMapping(path = "/payments/{receipt}.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
	ResponseEntity<byte[]> receipt(@Parameter(example = "R-10428-3-1") @PathVariable String receipt) {
		ReceiptNumber wanted = ReceiptNumber.parse(receipt);
		return this.pdf.answer(this.papers.receipt(wanted)
			.orElseThrow(() -> new NotFound("There is no receipt %s.".formatted(wanted))));
	}

	/** A credit note to be issued. */
	@Schema(name = "NewCreditNote")
	record NewNote(
			@Schema(implementation = String.class,
					description = "How much with tax; left out: all that is left, " + "or what lines say",
					example = "20.00") AmountText amount,
			@Schema(description = "How much before tax of which line, by its number on the bill",
					example = "{\"1\": \"10.00\"}") Map<Integer, AmountText> lines,
			@NotBlank(message = "Say why: it stands on the credit note.") @Size(max = 500,
					message = "Keep the reason under 500 characters.") @Schema(
							example = "Half a month only") String reason) {

		NewCreditNote of(Invoice bill) {
			String currency = bill.total().getCurrencyUnit().getCode();
			if (this.lines != null && !this.lines.isEmpty()) {
				return NewCreditNote.ofLines(bill.number(), this.lines.entrySet()
					.stream()
					.collect(Collectors.toMap(Map.Entry::getKey, (line) -> line.getValue().in(currency, "lines"))),
						this.reason.strip());
			}
			return (this.amount != null)
					? NewCreditNote.ofAmount(bill.number(), this.amount.in(currency, "amount"), this.reason.strip())
					: NewCreditNote.whole(bill.number(), this.reason.strip());
		}

	}

	/** The answer to a new credit note. */
	@Schema(name = "IssuedCreditNote")
	record IssuedAnswer(@Schema(example = "CN-10428-1-4") String number,
			@Schema(example = "INV-10428-17-2") String invoice, @Schema(example = "18.37") String net,
			@Schema(example = "1.63") String tax, @Schema(example = "20.00") String total,
			@Schema(description = "The ledger entry it was posted with", example = "18") long seq,
			@Schema(description = "Where the account stood right after it") PositionAnswer position) {
	}

	/** A credit note. */
	@Schema(name = "CreditNote")
	record NoteAnswer(@Schema(example = "CN-10428-1-4") String number, @Schema(example = "A-10428-1-4") String account,
			@Schema(example = "INV-10428-17-2") String invoice, @Schema(example = "USD") String currency,
			Instant issuedAt, LocalDate issuedOn, @Schema(example = "Half a month only") String reason,
			@Schema(example = "18.37") String net, @Schema(example = "1.63") String tax,
			@Schema(example = "20.00") String total, @Schema(example = "18") long postingSeq,
			@Schema(example = "Ada Lindqvist") String actor,
			@JsonInclude(JsonInclude.Include.NON_NULL) List<LineAnswer> lines, List<Fact> facts) {

		static NoteAnswer of(CreditNote note, List<LineAnswer> lines) {
			return new NoteAnswer(note.number().toString(), note.account().toString(), note.invoice().toString(),
					note.total().getCurrencyUnit().getCode(), note.issuedAt(), note.issuedOn(), note.reason(),
					Amounts.plain(note.net()), Amounts.plain(note.tax()), Amounts.plain(note.total()),
					note.postingSeq(), note.actorName(), lines, List.of(note.totalFact()));
		}

	}

	/** A line of a credit note. */
	@Schema(name = "CreditNoteLine")
	record LineAnswer(@Schema(example = "1") int line,
			@Schema(description = "The bill's", example = "1") int invoiceLine, String description,
			@Schema(example = "18.37") String net, @Schema(type = "string", example = "8.875") BigDecimal taxPercent,
			@Schema(example = "1.63") String tax) {

		static LineAnswer of(CreditNote.Line line) {
			return new LineAnswer(line.lineNo(), line.invoiceLineNo(), line.description(), Amounts.plain(line.net()),
					line.taxPercent(), Amounts.plain(line.tax()));
		}

	}

}
