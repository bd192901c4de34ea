package app.accord.api;

import java.time.Instant;
import java.util.Optional;

import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Explaining;
import app.accord.billing.Explanation;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
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

	AccountResource(BillingAccounts accounts, Positions positions, Explaining explaining) {
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
