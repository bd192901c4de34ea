package app.accord.killed;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import app.accord.billing.BillCycles;
import app.accord.customer.AccountNumber;

import static org.assertj.core.api.Assertions.assertThat;

/** A bill run over some customers, in chunks of two. */
class BillsAll extends Story {

	private final List<AccountNumber> accounts = new ArrayList<>();

	BillsAll(Company company) {
		super(company);
	}

	@Override
	void prepare() {
		for (int i = 0; i < 5; i++) {
			this.accounts.add(due(company()));
		}
	}

	@Override
	String happen() throws Exception {
		HttpResponse<String> begun = company().api("/bill-runs", null, "{\"automatic\":true}");
		assertThat(begun.statusCode()).as(told(begun)).isEqualTo(201);
		return told(company().press(Company.BILL));
	}

	@Override
	void goOn() throws Exception {
		company().run(Company.BILL);
		HttpResponse<String> another = company().api("/bill-runs", null, "{\"automatic\":true}");
		assertThat(another.statusCode()).as("the run is over, and another one begins: " + told(another)).isEqualTo(201);
		company().run(Company.BILL);
		assertThat(this.accounts).allSatisfy((account) -> {
			assertThat(count("invoice", account)).as("bills of " + account).isOne();
			assertThat(count("billing_period", account)).as("periods of " + account).isOne();
			assertThat(company().database()
				.number("select count(*) from message where kind = 'bill' and customer_id = " + account.customerId()))
				.as("mails for " + account)
				.isOne();
		});
	}

	/** A customer's account whose bill is due today. */
	static AccountNumber due(Company company) {
		AccountNumber account = company.somebody().account();
		company.cast().service(account, "MOBILE-L", "Mobile L", "At home", "45.00");
		company.bean(BillCycles.class).begin(account, company.today(), company.today());
		return account;
	}

}
