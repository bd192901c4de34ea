package app.accord.customer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.fact.Fact;

/**
 * Who a customer is.
 *
 * @param customerId the id
 * @param number the number shown to people
 * @param kind person or organisation
 * @param name the whole name
 * @param givenName a person's, or null
 * @param familyName a person's, or null
 * @param tier how the customer is valued
 * @param tierSince since when, UTC
 * @param customerSince the first day as a customer
 * @param language ISO 639 code
 * @param contactPoints the present ones, preferred first
 * @param version counts the changes
 * @param tierFact the fact "tier"
 * @param customerSinceFact the fact "customer-since" * @param numbers the numbers of all
 * records that are joined, this one first
 */
public record CustomerProfile(long customerId, CustomerNumber number, CustomerKind kind, String name, String givenName,
		String familyName, Tier tier, Instant tierSince, LocalDate customerSince, String language,
		List<ContactPointView> contactPoints, int version, Fact tierFact, Fact customerSinceFact,
		List<CustomerNumber> numbers) {

	/** The numbers of the records that are joined under this one. */
	public List<CustomerNumber> others() {
		return this.numbers.subList(1, this.numbers.size());
	}

	/** Whether that is one of the records that are joined. */
	public boolean has(long record) {
		return this.numbers.stream().anyMatch((each) -> each.customerId() == record);
	}

	/** The facts about the customer. */
	public List<Fact> facts() {
		return List.of(this.tierFact, this.customerSinceFact);
	}

	/** Telephone numbers, preferred first. */
	public List<ContactPointView> phones() {
		return of(ContactKind.PHONE);
	}

	/** E-mail addresses, preferred first. */
	public List<ContactPointView> emails() {
		return of(ContactKind.EMAIL);
	}

	/** Postal addresses, preferred first. */
	public List<ContactPointView> postals() {
		return of(ContactKind.POSTAL);
	}

	/** Whole years as a customer on that day. */
	public int yearsOn(LocalDate day) {
		return Math.max(0, this.customerSince.until(day).getYears());
	}

	private List<ContactPointView> of(ContactKind wanted) {
		return this.contactPoints.stream().filter((point) -> point.kind() == wanted).toList();
	}

}
