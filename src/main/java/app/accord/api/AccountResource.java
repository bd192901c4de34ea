package app.accord.api;

import java.time.Instant;
import java.util.Optional;

import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Explaining;
import app.accord.billing.Explanation;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.fact.Fact;
import app.accord.money.Amounts;
import app.accord.payment.Charging;
import app.accord.payment.Verdict;
import app.accord.payment.Verdicts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.joda.money.Money;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Billing accounts: what is owed, until when, and why it is this much. */
@Tag(name = "Accounts", description = "What is owed, until when, and why it is this much")
@RestController
@RequestMapping("/api/v1/accounts/{number}")
class AccountResource {

	private final BillingAccounts accounts;

	private final Positions positions;

	private final Explaining explaining;

	private final Charging charging;

	private final Verdicts verdicts;

	AccountResource(BillingAccounts accounts, Positions positions, Explaining explaining, Charging charging,
			Verdicts verdicts) {
		this.charging = charging;
		this.verdicts = verdicts;
		this.accounts = accounts;
		this.positions = positions;
		this.explaining = explaining;
	}

	@Operation(summary = "An account")
	@GetMapping
	AccountAnswer account(@Parameter(example = "A-10428-1-4") @PathVariable String number) {
		return AccountAnswer.of(this.accounts.get(AccountNumber.parse(number)));
	}

	@Operation(summary = "Where an account stands: balance, due now, overdue, due when, as of which entry")
	@GetMapping("/position")
	PositionAnswer position(@Parameter(example = "A-10428-1-4") @PathVariable String number) {
		return PositionAnswer.of(this.positions.of(AccountNumber.parse(number)));
	}

	@Operation(summary = "What became of the latest payment by card, and whether somebody may pay now",
			description = "A payment that is not settled is asked about first")
	@GetMapping("/payment-verdict")
	VerdictAnswer verdict(@Parameter(example = "A-10428-1-4") @PathVariable String number) {
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		this.charging.latest(account.number());
		return VerdictAnswer.of(this.verdicts.of(account.number()));
	}

	@Operation(summary = "Explain an amount: when it was the balance, an amount due or a bill's total, "
			+ "who was told it, and each entry since then up to today's balance")
	@GetMapping("/explanation")
	Explanation explanation(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Parameter(description = "In the account's currency", example = "97.06") @RequestParam String amount) {
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		Optional<Money> read = Amounts.read(amount, account.currency());
		return this.explaining.explain(account.number(), read.orElseThrow(() -> new BadParameter("amount",
				"This is not an amount in %s. Write a plain decimal such as 97.06.".formatted(account.currency()))));
	}

	/** What became of a payment by card, as every channel says it. */
	@Schema(name = "PaymentVerdict")
	record VerdictAnswer(Verdict.Code code, @Schema(description = "For the customer") String sentence,
			@Schema(example = "P-10428-5-9") String payment, @Schema(example = "110.27") String amount,
			@Schema(example = "USD") String currency, @Schema(example = "R-10428-3-1") String receipt,
			@Schema(description = "Why nothing was charged") String why,
			@Schema(description = "When we expect to know") Instant answerBy,
			@Schema(description = "Whether somebody may pay now") boolean mayPay, Fact fact) {

		static VerdictAnswer of(Verdict verdict) {
			return new VerdictAnswer(verdict.code(), verdict.sentence(),
					(verdict.payment() != null) ? verdict.payment().toString() : null,
					(verdict.amount() != null) ? Amounts.plain(verdict.amount()) : null,
					(verdict.amount() != null) ? verdict.amount().getCurrencyUnit().getCode() : null,
					(verdict.receipt() != null) ? verdict.receipt().toString() : null,
					(verdict.why() != null) ? verdict.why().name() : null, verdict.answerBy(), verdict.mayPay(),
					verdict.fact());
		}

	}

	/** An account without its position. */
	@Schema(name = "Account")
	record AccountAnswer(@Schema(example = "A-10428-1-4") String number,
			@Schema(description = "Whose", example = "C-10428-7") String customer,
			@Schema(example = "Household") String name, @Schema(example = "USD") String currency,
			@Schema(example = "2024-03-01T09:30:00Z") Instant openedAt) {

		static AccountAnswer of(BillingAccount account) {
			return new AccountAnswer(account.number().toString(), account.number().customer().toString(),
					account.name(), account.currency(), account.openedAt());
		}

	}

}
