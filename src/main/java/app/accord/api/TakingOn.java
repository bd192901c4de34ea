package app.accord.api;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.api.CustomerResource.CustomerAnswer;
import app.accord.billing.BillingAccounts;
import app.accord.customer.ContactKind;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.refusal.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes on a customer together with a first account. The directory holds the key that
 * such a request came with, since before the first request there is no customer to hold
 * it.
 */
@Component
class TakingOn {

	private final Customers customers;

	private final BillingAccounts accounts;

	private final Directory directory;

	private final RepeatableWrites repeatable;

	private final TransactionTemplate transaction;

	TakingOn(Customers customers, BillingAccounts accounts, Directory directory, RepeatableWrites repeatable,
			TransactionTemplate transaction) {
		this.customers = customers;
		this.accounts = accounts;
		this.directory = directory;
		this.repeatable = repeatable;
		this.transaction = transaction;
	}

	/**
	 * Takes on a customer, or finds the one whom an earlier request with that key made.
	 * @param key the request's idempotency key, or null
	 */
	Answer<CustomerAnswer> takeOn(Newcomer newcomer, Actor actor, String key) {
		if (key == null) {
			return this.transaction.execute((status) -> new Answer<>(create(newcomer, null, actor), false));
		}
		String id = "request:" + actor.id() + ":" + key;
		return earlier(newcomer, key, id).orElseGet(() -> {
			try {
				return this.transaction.execute((status) -> {
					CustomerAnswer taken = create(newcomer, id, actor);
					return this.repeatable.once(CustomerNumber.parse(taken.number()).customerId(), key,
							List.of("customer", newcomer), CustomerAnswer.class, () -> taken);
				});
			}
			catch (Refusal ex) {
				if (!"externalIds".equals(ex.field())) {
					throw ex;
				}
				return earlier(newcomer, key, id).orElseThrow(() -> ex);
			}
		});
	}

	private Optional<Answer<CustomerAnswer>> earlier(Newcomer newcomer, String key, String id) {
		return this.directory.find(DirectoryKind.EXTERNAL, id)
			.stream()
			.findFirst()
			.map((customerId) -> this.transaction.execute((status) -> this.repeatable.once(customerId, key,
					List.of("customer", newcomer), CustomerAnswer.class, () -> {
						throw new IllegalStateException("A customer made by a request keeps its key.");
					})));
	}

	private CustomerAnswer create(Newcomer newcomer, String id, Actor actor) {
		CustomerNumber number = this.customers.create(actor, newcomer.customer(id));
		String name = Objects.requireNonNullElse(newcomer.accountName(), "Main account");
		this.accounts.open(number.customerId(), name, AmountText.currency(newcomer.currency().strip()).getCode(),
				actor);
		return CustomerAnswer.of(this.customers.read(number), this.accounts.of(number.customerId()));
	}

	/** A customer to be taken on. */
	@Schema(name = "NewCustomer")
	record Newcomer(
			@NotBlank(message = "Say whether it is a PERSON or an ORGANIZATION.") @Schema(example = "PERSON",
					allowableValues = {
							"PERSON", "ORGANIZATION" }) String kind,
			@Size(max = 200, message = "Keep the name under 200 characters.") @Schema(
					description = "The whole name; may be left out where given and family name say it",
					example = "Marisol Okafor") String name,
			@Size(max = 100, message = "Keep the given name under 100 characters.") @Schema(
					example = "Marisol") String givenName,
			@Size(max = 100, message = "Keep the family name under 100 characters.") @Schema(
					example = "Okafor") String familyName,
			@Schema(description = "ISO 639; en if left out", example = "en") String language,
			@Size(max = 20, message = "Send at most 20 contact points.") List<@NotNull @Valid Contact> contactPoints,
			@NotBlank(message = "Say in which currency the first account is kept.") @Schema(
					description = "Of the first account, ISO 4217; it never changes", example = "USD") String currency,
			@Size(max = 100, message = "Keep the account's name under 100 characters.") @Schema(
					description = "What the first account is called", example = "Household") String accountName){

		NewCustomer customer(String externalId) {
			return new NewCustomer(kind(this.kind), this.name, this.givenName, this.familyName, this.language, null,
					null,
					(this.contactPoints == null) ? List.of() : this.contactPoints.stream().map(Contact::point).toList(),
					(externalId == null) ? List.of() : List.of(externalId));
		}

		private static CustomerKind kind(String typed) {
			return switch (typed.strip().toUpperCase(Locale.ROOT)) {
				case "PERSON" -> CustomerKind.PERSON;
				case "ORGANIZATION", "ORGANISATION" -> CustomerKind.ORGANIZATION;
				default -> throw new Refusal("kind", "A customer is a PERSON or an ORGANIZATION.");
			};
		}

	}

	/** A way to reach the new customer. */
	@Schema(name = "NewContactPoint")
	record Contact(
			@NotBlank(message = "Say whether it is PHONE, EMAIL or POSTAL.") @Schema(example = "PHONE",
					allowableValues = {
							"PHONE", "EMAIL", "POSTAL" }) String kind,
			@Size(max = 60, message = "Keep the label under 60 characters.") @Schema(example = "home") String label,
			@NotBlank(message = "Say which number or address.") @Size(max = 500,
					message = "Keep it under 500 characters.") @Schema(description = "In any format",
							example = "(415) 555-0134") String value,
			@Schema(example = "true") Boolean preferred){

		NewContactPoint point() {
			ContactKind which = switch (this.kind.strip().toUpperCase(Locale.ROOT)) {
				case "PHONE" -> ContactKind.PHONE;
				case "EMAIL" -> ContactKind.EMAIL;
				case "POSTAL" -> ContactKind.POSTAL;
				default -> throw new Refusal("contactPoints", "A contact point is PHONE, EMAIL or POSTAL.");
			};
			return new NewContactPoint(which, this.label, this.value, Boolean.TRUE.equals(this.preferred));
		}

	}

}
