package app.accord.api;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import app.accord.actor.Actor;
import app.accord.api.CustomerResource.CustomerAnswer;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Welcoming;
import app.accord.customer.ContactKind;
import app.accord.customer.CustomerKind;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.refusal.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.stereotype.Component;

/** Takes on a customer together with a first account, as the API asks for it. */
@Component
class TakingOn {

	private final Customers customers;

	private final BillingAccounts accounts;

	private final Welcoming welcoming;

	TakingOn(Customers customers, BillingAccounts accounts, Welcoming welcoming) {
		this.customers = customers;
		this.accounts = accounts;
		this.welcoming = welcoming;
	}

	/**
	 * Takes on a customer, or finds the one whom an earlier request with that key made.
	 * @param key the request's idempotency key, or null
	 */
	Answer<CustomerAnswer> takeOn(Newcomer newcomer, Actor actor, String key) {
		String name = Objects.requireNonNullElse(newcomer.accountName(), "Main account");
		String currency = AmountText.currency(newcomer.currency().strip()).getCode();
		return this.welcoming.welcome(actor, newcomer.customer(), name, currency, key, CustomerAnswer.class,
				(account) -> CustomerAnswer.of(this.customers.read(account.customer()),
						this.accounts.of(account.customerId())));
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

		NewCustomer customer() {
			return new NewCustomer(kind(this.kind), this.name, this.givenName, this.familyName, this.language, null,
					null,
					(this.contactPoints == null) ? List.of() : this.contactPoints.stream().map(Contact::point).toList(),
					List.of());
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
