package app.accord.api;

import java.time.LocalDate;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.invoicing.NewOneOff;
import app.accord.invoicing.OneOffCharges;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
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
	ResponseEntity<OneOffAnswer> add(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Valid @RequestBody OneOffRequest body,
			@Parameter(example = "installation-2026-11-22-1") @RequestHeader(name = Repeats.KEY,
					required = false) String key,
			Actor actor) {
		String kept = Repeats.key(key);
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		NewOneOff charge = new NewOneOff(body.product(), body.description(),
				(body.amount() != null) ? body.amount().in(account.currency(), "amount") : null, body.taxClass(),
				body.on());
		Answer<OneOffCharges.Added> added = this.charges.add(actor, account.number(), charge, kept);
		return Repeats.created(added, "/api/v1/accounts/" + account.number() + "/next-bill",
				OneOffAnswer.of(account, added.value()));
	}

	/** Something that is charged once. */
	@Schema(name = "NewOneOffCharge")
	record OneOffRequest(
			@Schema(description = "What stands on the bill; the product's name if left out",
					example = "Installation") String description,
			@Schema(implementation = String.class,
					description = "Before tax, above zero; the product's price if left out",
					example = "30.00") AmountText amount,
			@Schema(description = "Its code, if it is a product", example = "ROUTER-6") String product,
			@Schema(description = "By which it is taxed; as the product, or STANDARD, if left out",
					example = "STANDARD") String taxClass,
			@Schema(description = "The day it is for; today if left out", example = "2026-11-22") LocalDate on) {
	}

	/** What was put on the next bill. */
	@Schema(name = "OneOffCharge")
	record OneOffAnswer(@Schema(example = "17") long id, @Schema(example = "A-10428-1-4") String account,
			@Schema(example = "Installation") String description, @Schema(example = "30.00") String amount,
			@Schema(example = "USD") String currency, @Schema(example = "STANDARD") String taxClass,
			@Schema(example = "2026-11-22") LocalDate on) {

		static OneOffAnswer of(BillingAccount account, OneOffCharges.Added added) {
			return new OneOffAnswer(added.id(), account.number().toString(), added.description(), added.amount(),
					account.currency(), added.taxClass(), added.on());
		}

	}

}
