package app.accord.relationship;

import java.util.Optional;
import java.util.Set;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.message.Readership;
import app.accord.relationship.RelationshipRows.Row;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says who is asked to pay an account now, and so reads what is written about money on
 * it. What is about the customer's own card or choices stays between us and the customer.
 */
@Component
public class Payers implements Readership {

	private static final Set<String> TO_THE_PAYER = Set.of("bill", "credit-note", "reminder", "reminder-retraction",
			"services-resumed", "pay-link");

	private final RelationshipRows rows;

	private final Customers customers;

	private final BusinessCalendar calendar;

	Payers(RelationshipRows rows, Customers customers, BusinessCalendar calendar) {
		this.rows = rows;
		this.customers = customers;
		this.calendar = calendar;
	}

	/** Who is asked to pay the account; empty where it is its own customer. */
	@Transactional(readOnly = true)
	public Optional<CustomerProfile> of(AccountNumber account) {
		return payer(account).flatMap((row) -> this.customers.find(row.otherId()));
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<CustomerNumber> readerOf(AccountNumber account, String kind) {
		return TO_THE_PAYER.contains(kind) ? payer(account).map(Row::otherId).map(CustomerNumber::of)
				: Optional.empty();
	}

	private Optional<Row> payer(AccountNumber account) {
		return this.rows.payers(account.customerId(), account.no())
			.stream()
			.filter((row) -> row.holdsOn(this.calendar.today()))
			.findFirst();
	}

}
