package app.accord.customer;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * A customer to be created.
 *
 * @param kind person or organisation
 * @param name the whole name; null or blank for a person: made of the two others
 * @param givenName a person's, or null
 * @param familyName a person's, or null
 * @param language ISO 639 code; null: en
 * @param tier null: standard
 * @param customerSince null: today in the company's calendar
 * @param contactPoints ways to reach them; may be empty
 * @param externalIds ids in other systems, such as {@code telco:7590-VHVEG}; may be empty
 */
public record NewCustomer(CustomerKind kind, String name, String givenName, String familyName, String language,
		Tier tier, LocalDate customerSince, List<NewContactPoint> contactPoints, List<String> externalIds) {

	public NewCustomer {
		contactPoints = (contactPoints != null) ? List.copyOf(contactPoints) : List.of();
		externalIds = (externalIds != null) ? List.copyOf(externalIds) : List.of();
	}

	/** A person of that name. */
	public static NewCustomer person(String givenName, String familyName) {
		return new NewCustomer(CustomerKind.PERSON, null, givenName, familyName, null, null, null, null, null);
	}

	/** An organisation of that name. */
	public static NewCustomer organization(String name) {
		return new NewCustomer(CustomerKind.ORGANIZATION, name, null, null, null, null, null, null, null);
	}

	/** The same, with these ways to reach them as well. */
	public NewCustomer with(NewContactPoint... more) {
		return new NewCustomer(this.kind, this.name, this.givenName, this.familyName, this.language, this.tier,
				this.customerSince, Stream.concat(this.contactPoints.stream(), Stream.of(more)).toList(),
				this.externalIds);
	}

	/** The same, of that tier. */
	public NewCustomer withTier(Tier other) {
		return new NewCustomer(this.kind, this.name, this.givenName, this.familyName, this.language, other,
				this.customerSince, this.contactPoints, this.externalIds);
	}

	/** The same, a customer since that day. */
	public NewCustomer since(LocalDate day) {
		return new NewCustomer(this.kind, this.name, this.givenName, this.familyName, this.language, this.tier, day,
				this.contactPoints, this.externalIds);
	}

	/** The same, speaking that language. */
	public NewCustomer speaking(String code) {
		return new NewCustomer(this.kind, this.name, this.givenName, this.familyName, code, this.tier,
				this.customerSince, this.contactPoints, this.externalIds);
	}

	/** The same, known by that id in another system as well. */
	public NewCustomer withExternalId(String id) {
		return new NewCustomer(this.kind, this.name, this.givenName, this.familyName, this.language, this.tier,
				this.customerSince, this.contactPoints,
				Stream.concat(this.externalIds.stream(), Stream.of(id)).toList());
	}

	String wholeName() {
		if (this.name != null && !this.name.isBlank()) {
			return this.name.strip();
		}
		return Stream.of(this.givenName, this.familyName)
			.filter((part) -> part != null && !part.isBlank())
			.map(String::strip)
			.reduce((one, other) -> one + " " + other)
			.orElse("");
	}

}
