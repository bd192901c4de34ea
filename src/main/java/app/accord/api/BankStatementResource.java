package app.accord.api;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.banking.BankPostings;
import app.accord.banking.BankFile;
import app.accord.banking.BankFiles;
import app.accord.banking.BankLine;
import app.accord.banking.BankLines;
import app.accord.banking.StatementImport;
import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Statements of the company's bank. */
@Tag(name = "Bank statements", description = "Statements of the company's bank, and what became of their lines")
@RestController
@RequestMapping("/api/v1/bank-statements")
class BankStatementResource {

	private final StatementImport statements;

	private final BankFiles files;

	private final BankLines lines;

	private final BankPostings postings;

	BankStatementResource(StatementImport statements, BankFiles files, BankLines lines, BankPostings postings) {
		this.statements = statements;
		this.files = files;
		this.lines = lines;
		this.postings = postings;
	}

	@Operation(summary = "Hand in a statement file. It is worked on in the background; the same file again is the same "
			+ "statement, and no line is posted twice")
	@PostMapping(consumes = { MediaType.APPLICATION_XML_VALUE, MediaType.TEXT_XML_VALUE, "text/csv",
			MediaType.APPLICATION_OCTET_STREAM_VALUE })
	ResponseEntity<StatementAnswer> receive(
			@Parameter(description = "What the file is called",
					example = "2026-11-03.xml") @RequestParam(defaultValue = "statement") String name,
			@RequestBody byte[] content, Actor actor) {
		StatementImport.Received received = this.statements.receive(name, content, actor);
		ResponseEntity.BodyBuilder answer = ResponseEntity.accepted()
			.location(URI.create("/api/v1/bank-statements/" + received.id()));
		return (received.repeated() ? answer.header(Repeats.REPLAYED, "true") : answer).body(statement(received.id()));
	}

	@Operation(summary = "How far a statement is")
	@GetMapping("/{id}")
	StatementAnswer statement(@Parameter(example = "17") @PathVariable long id) {
		return this.files.find(id)
			.map(StatementAnswer::of)
			.orElseThrow(() -> new NotFound("There is no statement " + id + "."));
	}

	@Operation(summary = "The lines of a statement that were decided, newest first")
	@GetMapping("/{id}/lines")
	Listing<LineAnswer> lines(@Parameter(example = "17") @PathVariable long id, @ParameterObject Paging paging) {
		statement(id);
		return Listing.of(this.lines.decided(id, paging.page(), paging.size())
			.stream()
			.map((line) -> LineAnswer.of(line, this.postings.of(line.id())))
			.toList(), paging, this.lines.decided(id));
	}

	/** A statement. */
	@Schema(name = "BankStatement")
	record StatementAnswer(@Schema(example = "17") long id, @Schema(example = "2026-11-03.xml") String name,
			@Schema(example = "CAMT053") BankFile.Format format,
			@Schema(description = "MAPPING: an employee has to say which column is which",
					example = "DONE") BankFile.State state,
			@Schema(description = "Why it stopped, or null") String failure,
			@Schema(description = "Percent done", example = "100") int percent,
			@Schema(description = "Lines that were new", example = "120") int lines,
			@Schema(description = "Lines known from an earlier file", example = "0") int known,
			@Schema(description = "Rows that could not be taken in", example = "1") int refused,
			@Schema(description = "Posted to accounts", example = "112") int posted,
			@Schema(description = "Bounced transfers taken back", example = "1") int returned,
			@Schema(description = "Waiting for an employee", example = "5") int waiting,
			@Schema(description = "No customer's", example = "2") int ignored,
			@Schema(example = "2026-11-03T18:02:11Z") Instant receivedAt) {

		static StatementAnswer of(BankFile file) {
			return new StatementAnswer(file.id(), file.name(), file.format(), file.state(), file.failure(),
					file.percent(), file.fresh(), file.known(), file.refused(), file.posted(), file.returned(),
					file.waiting(), file.ignored(), file.loadedAt());
		}

	}

	/** A line. */
	@Schema(name = "BankLine")
	record LineAnswer(@Schema(example = "2031") long id, @Schema(example = "2026-11-03") LocalDate bookedOn,
			@Schema(description = "Below zero: money out", example = "97.06") String amount,
			@Schema(example = "USD") String currency, @Schema(example = "Marisol Okafor") String payer,
			@Schema(example = "INV-10428-17-2") String text, @Schema(example = "POSTED") BankLine.State state,
			@Schema(description = "Why it was decided so") String why,
			@Schema(description = "What was posted because of it") List<Part> posted) {

		static LineAnswer of(BankLine line, List<BankPostings.LinePosting> parts) {
			return new LineAnswer(line.id(), line.bookedOn(), Amounts.plain(line.amount()),
					line.amount().getCurrencyUnit().getCode(), line.payerName(), line.text(), line.state(), line.why(),
					parts.stream()
						.map((part) -> new Part(part.kind(), part.account(), Amounts.plain(part.amount()),
								(part.receipt() != null) ? part.receipt().toString() : null, part.entrySeq()))
						.toList());
		}

	}

	/** What was posted. */
	@Schema(name = "BankLinePart")
	record Part(@Schema(example = "PAYMENT") BankPostings.LinePosting.Kind kind, AccountNumber account,
			@Schema(example = "97.06") String amount, @Schema(example = "R-10428-3-1") String receipt,
			@Schema(description = "The ledger entry", example = "17") long seq) {
	}

}
