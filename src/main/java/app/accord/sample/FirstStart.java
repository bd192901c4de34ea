package app.accord.sample;

import java.util.List;

import app.accord.database.StartNote;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Where the program has its own database: fills in the sample company at the first start,
 * and says at every start who can sign in.
 */
@Component
@Order(0)
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty("accord.embedded")
class FirstStart implements ApplicationRunner, StartNote {

	private final SampleCompany company;

	private final BankDay bankDay;

	FirstStart(SampleCompany company, BankDay bankDay) {
		this.company = company;
		this.bankDay = bankDay;
	}

	@Override
	public void run(ApplicationArguments arguments) throws Exception {
		if (this.company.found()) {
			this.bankDay.load();
		}
	}

	@Override
	public List<String> lines() {
		return List.of(
				"The sample company is Northline, a telephone and internet company. Sign in with password "
						+ SampleCompany.PASSWORD + ":",
				"  desk     agent, supervisor, biller, marketer, admin", "  counter  clerk, supervisor",
				"  portal   marisol, theo, priya, harbor, dmitri, ingrid, kwame, ana, odile; API token "
						+ SampleCompany.TOKEN);
	}

}
