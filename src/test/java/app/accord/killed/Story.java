package app.accord.killed;

import java.net.http.HttpResponse;
import java.util.List;

import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.testing.Cast;

import static org.assertj.core.api.Assertions.assertThat;

/** Something that people want and in the midst of which the program dies. */
abstract class Story {

	private final Company company;

	Story(Company company) {
		this.company = company;
	}

	/** What was before. */
	abstract void prepare() throws Exception;

	/**
	 * What makes the program pass the point; whoever does it waits in vain for an answer.
	 * @return what was answered, if it was
	 */
	abstract String happen() throws Exception;

	/** People and jobs go on after it came back, and all comes out right. */
	abstract void goOn() throws Exception;

	Company company() {
		return this.company;
	}

	/** How often the gateway has captured something for that account. */
	long captures(AccountNumber account) {
		return this.company.database()
			.number("select count(*) from sandbox.capture c join sandbox.intent i using (intent_id) where i.account = '"
					+ account + "'");
	}

	/** How many rows of that customer's there are. */
	long count(String table, AccountNumber account) {
		return this.company.database()
			.number("select count(*) from " + table + " where customer_id = " + account.customerId());
	}

	/** Of all rows of that customer's, oldest first. */
	List<String> states(String table, AccountNumber account) {
		return this.company.database()
			.strings("select state from " + table + " where customer_id = " + account.customerId()
					+ " order by state_since");
	}

	void assertOwes(AccountNumber account, String amount) {
		assertThat(this.company.bean(Positions.class).of(account).balance()).as("what " + account + " owes")
			.isEqualTo(Cast.dollars(amount));
	}

	static String told(HttpResponse<String> answer) {
		return answer.statusCode() + " " + answer.headers().firstValue("Location").orElse("") + " " + answer.body();
	}

}
