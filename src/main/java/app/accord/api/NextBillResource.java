package app.accord.api;

import java.time.LocalDate;
import java.util.List;

import app.accord.billing.BillingAccounts;
import app.accord.billing.LineKind;
import app.accord.billing.NewInvoice;
import app.accord.customer.AccountNumber;
import app.accord.fact.Fact;
import app.accord.invoicing.NextBill;
import app.accord.invoicing.NextBills;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The next bill. */
@Tag(name = "Accounts")
@RestController
class NextBillResource {

	private final BillingAccounts accounts;

	private final NextBills nextBills;

	NextBillResource(BillingAccounts accounts, NextBills nextBills) {
		this.accounts = accounts;
		this.nextBills = nextBills;
	}

	@Operation(summary = "An account's next bill as it stands now, by the code that bill runs make it with")
	@GetMapping("/api/v1/accounts/{number}/next-bill")
	NextBillAnswer nextBill(@Parameter(example = "A-10428-1-4") @PathVariable String number) {
		AccountNumber account = this.accounts.get(AccountNumber.parse(number)).number();
		return NextBillAnswer.of(this.nextBills.of(account)
			.orElseThrow(() -> new NotFound("No bill is planned for account %s.".formatted(account))));
	}

	/** The next bill. */
	@Schema(name = "NextBill")
	record NextBillAnswer(@Schema(example = "A-10428-1-4") String account, List<Fact> facts,
			@Schema(example = "2026-12-01") LocalDate billDate, @Schema(example = "2026-12-15") LocalDate dueOn,
			@Schema(example = "90.00") String net, @Schema(example = "7.06") String tax,
			@Schema(description = "For non-profits", example = "0.94") String donation,
			@Schema(example = "98.00") String total, @Schema(example = "USD") String currency,
			@Schema(description = "Whether it is the account's final bill") boolean last,
			@Schema(description = "Why it can't be computed now") String obstacle, List<LineAnswer> lines) {

		static NextBillAnswer of(NextBill next) {
			return new NextBillAnswer(next.account().toString(), List.of(next.totalFact(), next.dateFact()),
					next.billDate(), next.dueOn(), Amounts.plain(next.net()), Amounts.plain(next.tax()),
					Amounts.plain(next.donation()), Amounts.plain(next.total()),
					next.total().getCurrencyUnit().getCode(), next.last(), next.obstacle(),
					next.lines().stream().map(LineAnswer::of).toList());
		}

	}

	/** A line of the next bill. */
	@Schema(name = "NextBillLine")
	record LineAnswer(@Schema(example = "RECURRING") LineKind kind, @Schema(example = "MOBILE-L") String product,
			@Schema(example = "Mobile L") String description, @Schema(example = "2026-12-01") LocalDate from,
			@Schema(example = "2026-12-31") LocalDate to, @Schema(example = "25.50") String net,
			@Schema(example = "8.875") String taxPercent, @Schema(example = "2.26") String tax,
			@Schema(description = "How the amount was found", example = "17 of 30 days × $45.00") String working) {

		static LineAnswer of(NewInvoice.Line line) {
			return new LineAnswer(line.kind(), line.productCode(), line.description(), line.source().from(),
					line.source().to(), Amounts.plain(line.net()), line.taxPercent().toPlainString(),
					Amounts.plain(line.tax()), line.source().working());
		}

	}

}
