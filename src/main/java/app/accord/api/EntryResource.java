package app.accord.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.actor.Channel;
import app.accord.billing.EntryKind;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerAccount;
import app.accord.billing.LedgerEntry;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ledger of an account. */
@Tag(name = "Entries", description = "The ledger of an account; nothing in it is ever changed")
@RestController
@RequestMapping("/api/v1/accounts/{number}/entries")
class EntryResource {

	private final Ledger ledger;

	EntryResource(Ledger ledger) {
		this.ledger = ledger;
	}

	@Operation(summary = "The entries of an account, newest first, numbered 1, 2, 3 … without gaps")
	@GetMapping
	Listing<EntryAnswer> entries(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@ParameterObject Paging paging,
			@Parameter(description = "desc (newest first) or asc", example = "desc",
					schema = @Schema(type = "string", allowableValues = { "asc", "desc" })) @RequestParam(
							defaultValue = "desc") String order) {
		AccountNumber account = AccountNumber.parse(number);
		long total = this.ledger.count(account);
		List<LedgerEntry> page = switch (order) {
			case "asc" -> this.ledger.pageOldestFirst(account, paging.page(), paging.size());
			case "desc" -> this.ledger.page(account, paging.page(), paging.size());
			default -> throw new BadParameter("order", "The order is asc or desc.");
		};
		return Listing.of(page.stream().map(EntryAnswer::of).toList(), paging, total);
	}

	@Operation(summary = "One entry of an account")
	@GetMapping("/{seq}")
	EntryAnswer entry(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Parameter(example = "17") @PathVariable long seq) {
		AccountNumber account = AccountNumber.parse(number);
		return this.ledger.entry(account, seq)
			.map(EntryAnswer::of)
			.orElseThrow(() -> new NotFound("Account %s has no entry %d.".formatted(account, seq)));
	}

	/** A ledger entry. */
	@Schema(name = "Entry", description = "A ledger entry")
	record EntryAnswer(@Schema(description = "1, 2, 3 … in its account", example = "17") long seq,
			@Schema(description = "The last entry that was posted together with this one",
					example = "17") long postingSeq,
			@Schema(example = "PAYMENT") EntryKind kind,
			@Schema(description = "By how much it moved the balance: above zero, the customer owes more",
					example = "-97.06") String amount,
			@Schema(description = "The balance after it", example = "110.27") String balanceAfter,
			@Schema(example = "USD") String currency, @Schema(example = "2026-10-20T18:02:11.201Z") Instant at,
			@Schema(description = "The bill's, receipt's or other number it came with, or null",
					example = "R-10428-3-1") String reference,
			@Schema(example = "Payment received, card") String description,
			@Schema(description = "When it is to be paid, of what is owed; otherwise null",
					example = "2026-11-03") LocalDate dueOn,
			@Schema(description = "The bill it belongs to, or null", example = "INV-10428-17-2") String invoice,
			@Schema(description = "The entry that it undoes, or null", example = "15") Long reverses,
			@Schema(description = "Why, where a person said so", example = "Outage in October") String reason,
			@Schema(description = "Who", example = "Ada Lindqvist") String actor,
			@Schema(description = "From where", example = "DESK") Channel channel,
			@Schema(description = "Ledger account that receives the amount", example = "CASH") LedgerAccount debit,
			@Schema(description = "Ledger account that gives it", example = "RECEIVABLE") LedgerAccount credit) {

		static EntryAnswer of(LedgerEntry entry) {
			return new EntryAnswer(entry.seq(), entry.postingSeq(), entry.kind(), Amounts.plain(entry.amount()),
					Amounts.plain(entry.balanceAfter()), entry.amount().getCurrencyUnit().getCode(), entry.at(),
					entry.reference(), entry.description(), entry.dueOn(),
					(entry.invoiceNo() != null)
							? new InvoiceNumber(entry.account().customerId(), entry.invoiceNo()).toString() : null,
					entry.reversesSeq(), entry.reason(), entry.actorName(), entry.channel(), entry.debit(),
					entry.credit());
		}

	}

}
