package app.accord.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.Adjusting;
import app.accord.billing.Arrangement;
import app.accord.billing.ArrangementState;
import app.accord.billing.Arrangements;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.billing.Standing;
import app.accord.billing.Standings;
import app.accord.billing.Statement;
import app.accord.billing.Statements;
import app.accord.billing.WritingOff;
import app.accord.correspondence.Papers;
import app.accord.correspondence.Pdf;
import app.accord.customer.AccountNumber;
import app.accord.customer.ArrangementNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.fact.Fact;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.money.Amounts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What may be chased, instalments, write-offs, statements. */
@Tag(name = "Standing", description = "What may be chased; instalments, write-offs, statements of account")
@RestController
@RequestMapping("/api/v1/accounts/{number}")
class ArrangementResource {

	private final BillingAccounts accounts;

	private final Positions positions;

	private final Standings standings;

	private final Arrangements arrangements;

	private final WritingOff writingOff;

	private final Statements statements;

	private final Papers papers;

	private final Pdf pdf;

	ArrangementResource(BillingAccounts accounts, Positions positions, Standings standings, Arrangements arrangements,
			WritingOff writingOff, Statements statements, Papers papers, Pdf pdf) {
		this.accounts = accounts;
		this.positions = positions;
		this.standings = standings;
		this.arrangements = arrangements;
		this.writingOff = writingOff;
		this.statements = statements;
		this.papers = papers;
		this.pdf = pdf;
	}

	@Operation(summary = "What of an account may be chased: overdue, less what is disputed and arranged")
	@GetMapping("/standing")
	StandingAnswer standing(@Parameter(example = "A-10428-1-4") @PathVariable String number) {
		Standing standing = this.standings.of(AccountNumber.parse(number));
		return new StandingAnswer(Amounts.plain(standing.disputed()), Amounts.plain(standing.arranged()),
				Amounts.plain(standing.chaseable()), PositionAnswer.of(standing.position()));
	}

	@Operation(summary = "The payment arrangements of an account, newest first")
	@GetMapping("/arrangements")
	List<ArrangementAnswer> arrangements(@Parameter(example = "A-10428-1-4") @PathVariable String number) {
		Position position = this.positions.of(AccountNumber.parse(number));
		return this.arrangements.of(position.account())
			.stream()
			.map((arrangement) -> ArrangementAnswer.of(arrangement, position))
			.toList();
	}

	@Operation(summary = "Agree on instalments; one instalment is a promise to pay")
	@PostMapping("/arrangements")
	ResponseEntity<ArrangementAnswer> arrange(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@RequestHeader(name = Repeats.KEY, required = false) String key, @Valid @RequestBody NewArrangement asked,
			Actor actor) {
		String kept = Repeats.key(key);
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		Answer<String> made = this.arrangements.make(account.number(),
				asked.instalments()
					.stream()
					.map((each) -> new Arrangement.Instalment(each.dueOn(),
							each.amount().in(account.currency(), "instalments")))
					.toList(),
				asked.reason().strip(), actor, kept);
		return Repeats.created(made, "/api/v1/accounts/" + account.number() + "/arrangements", ArrangementAnswer
			.of(this.arrangements.get(ArrangementNumber.parse(made.value())), this.positions.of(account.number())));
	}

	@Operation(summary = "Write off what is not going to be paid")
	@PostMapping("/write-offs")
	ResponseEntity<AdjustmentResource.AdjustmentAnswer> writeOff(
			@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@RequestHeader(name = Repeats.KEY, required = false) String key, @Valid @RequestBody NewWriteOff off,
			Actor actor) {
		String kept = Repeats.key(key);
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		Answer<Adjusting.Adjusted> done = this.writingOff.writeOff(account.number(),
				(off.amount() != null) ? off.amount().in(account.currency(), "amount") : null,
				(off.invoice() != null) ? InvoiceNumber.parse(off.invoice()) : null, off.reason().strip(), actor, kept);
		Adjusting.Adjusted adjusted = done.value();
		return Repeats.created(done, "/api/v1/accounts/" + account.number() + "/entries/" + adjusted.seq(),
				new AdjustmentResource.AdjustmentAnswer(adjusted.seq(),
						PositionAnswer.of(account.number(), adjusted.position(), adjusted.due())));
	}

	@Operation(summary = "The statement of an account for a period: opening balance, entries, closing balance")
	@GetMapping("/statement")
	StatementAnswer statement(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Parameter(example = "2026-10-01") @RequestParam LocalDate from,
			@Parameter(description = "Last day, included", example = "2026-10-31") @RequestParam LocalDate to) {
		return StatementAnswer.of(this.statements.of(AccountNumber.parse(number), from, to));
	}

	@Operation(summary = "The same as PDF")
	@GetMapping(path = "/statement.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
	ResponseEntity<byte[]> statementFile(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Parameter(example = "2026-10-01") @RequestParam LocalDate from,
			@Parameter(example = "2026-10-31") @RequestParam LocalDate to) {
		return this.pdf.answer(this.papers.statement(AccountNumber.parse(number), from, to));
	}

	/** What may be chased. */
	@Schema(name = "Standing")
	record StandingAnswer(@Schema(example = "8.00") String disputed,
			@Schema(description = "Covered by a kept arrangement, not paid yet", example = "0.00") String arranged,
			@Schema(description = "Overdue less the other two, never below zero", example = "89.06") String chaseable,
			PositionAnswer position) {
	}

	/** Instalments to be agreed. */
	record NewArrangement(@NotEmpty(message = "Say which instalments.") List<@Valid NewInstalment> instalments,
			@NotBlank(message = "Say why.") @Size(max = 500,
					message = "Keep the reason under 500 characters.") String reason) {
	}

	/** An instalment. */
	record NewInstalment(@NotNull(message = "Say by when.") @Schema(example = "2026-12-01") LocalDate dueOn,
			@NotNull(message = "Say how much.") @Schema(implementation = String.class,
					example = "36.30") AmountText amount) {
	}

	/** What is to be written off. */
	record NewWriteOff(
			@Schema(implementation = String.class, description = "Left out: all that is open",
					example = "20.00") AmountText amount,
			@Schema(description = "Of this bill only; may be left out", example = "INV-10428-17-2") String invoice,
			@NotBlank(message = "Say why.") @Size(max = 500,
					message = "Keep the reason under 500 characters.") String reason) {
	}

	/** A payment arrangement. */
	@Schema(name = "Arrangement")
	record ArrangementAnswer(@Schema(example = "PA-10428-1-4") String number,
			@Schema(example = "A-10428-1-4") String account, ArrangementState state,
			@Schema(example = "108.88") String total, @Schema(example = "36.30") String paid,
			@Schema(example = "USD") String currency, String reason, Instant askedAt, String askedBy, Instant decidedAt,
			String decidedBy, Instant endedAt, List<InstalmentAnswer> instalments, List<Fact> facts) {

		static ArrangementAnswer of(Arrangement arrangement, Position position) {
			return new ArrangementAnswer(arrangement.number().toString(), arrangement.account().toString(),
					arrangement.state(), Amounts.plain(arrangement.total()), Amounts.plain(arrangement.paid(position)),
					arrangement.total().getCurrencyUnit().getCode(), arrangement.reason(), arrangement.askedAt(),
					arrangement.askedBy(), arrangement.decidedAt(), arrangement.decidedBy(), arrangement.endedAt(),
					arrangement.progress(position)
						.stream()
						.map((each) -> new InstalmentAnswer(each.instalment().dueOn(),
								Amounts.plain(each.instalment().amount()), Amounts.plain(each.paid())))
						.toList(),
					List.of(arrangement.stateFact()));
		}

	}

	/** An instalment and how much of it is paid. */
	@Schema(name = "Instalment")
	record InstalmentAnswer(LocalDate dueOn, @Schema(example = "36.30") String amount,
			@Schema(example = "36.30") String paid) {
	}

	/** A statement of account. */
	@Schema(name = "Statement")
	record StatementAnswer(@Schema(example = "A-10428-1-4") String account, @Schema(example = "USD") String currency,
			LocalDate from, LocalDate to, @Schema(example = "97.06") String opening,
			@Schema(example = "8.21") String charged, @Schema(example = "20.00") String received,
			@Schema(example = "85.27") String closing,
			@Schema(description = "The last entry it includes", example = "17") long asOf,
			List<StatementEntry> entries) {

		static StatementAnswer of(Statement statement) {
			return new StatementAnswer(statement.account().number().toString(), statement.account().currency(),
					statement.from(), statement.to(), Amounts.plain(statement.opening()),
					Amounts.plain(statement.charged()), Amounts.plain(statement.received()),
					Amounts.plain(statement.closing()), statement.closingSeq(),
					statement.entries()
						.stream()
						.map((entry) -> new StatementEntry(entry.seq(), entry.at(), entry.description(),
								Amounts.plain(entry.amount()), Amounts.plain(entry.balanceAfter())))
						.toList());
		}

	}

	/** An entry of a statement. */
	record StatementEntry(@Schema(example = "17") long seq, Instant at, String description,
			@Schema(example = "-20.00") String amount, @Schema(example = "85.27") String balanceAfter) {
	}

}
