package app.accord.api;

import java.time.LocalDate;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.invoicing.OneOffCharges;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.joda.money.Money;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is charged once, with the next bill. */
@Tag(name = "Accounts")
@RestController
class OneOffResource {

	private final BillingAccounts accounts;

	private final OneOffCharges charges;

	OneOffResource(BillingAccounts accounts, OneOffCharges charges) {
		this.accounts = accounts;
		this.charges = charges;
	}

	@Operation(summary = "Put something that is charged once on the next bill")
	@PostMapping("/api/v1/accounts/{number}/one-off-charges")
	@ResponseStatus(HttpStatus.CREATED)
	OneOffAnswer add(@Parameter(example = "A-10428-1-4") @PathVariable String number, @RequestBody OneOffRequest body,
			@RequestHeader(name = "Idempotency-Key", required = false) String key, Actor actor) {
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		Money amount = Amounts.read(body.amount(), account.currency())
			.orElseThrow(() -> new Refusal("amount",
					"This is not an amount in %s. Write a plain decimal such as 30.00.".formatted(account.currency())));
		long id = this.charges.add(actor, account.number(), body.product(), body.description(), amount, body.taxClass(),
				body.on(), key);
		return new OneOffAnswer(id, account.number().toString(), Amounts.plain(amount), account.currency());
	}

	/** Something that is charged once. */
	@Schema(name = "NewOneOffCharge")
	record OneOffRequest(@Schema(description = "What stands on the bill", example = "Installation") String description,
			@Schema(description = "Before tax, above zero", example = "30.00") String amount,
			@Schema(description = "Its code, if it is a product", example = "ROUTER-6") String product,
			@Schema(description = "By which it is taxed; STANDARD if left out", example = "STANDARD") String taxClass,
			@Schema(description = "The day it is for; today if left out", example = "2026-11-22") LocalDate on) {
	}

	/** What was put on the next bill. */
	@Schema(name = "OneOffCharge")
	record OneOffAnswer(@Schema(example = "17") long id, @Schema(example = "A-10428-1-4") String account,
			@Schema(example = "30.00") String amount, @Schema(example = "USD") String currency) {
	}

}
