package app.accord.killed;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

import app.accord.killed.Company.Somebody;
import app.accord.payment.CardOnFile;
import app.accord.payment.Charging;
import app.accord.payment.PaymentAttempt;
import app.accord.sandbox.TestCard;
import app.accord.security.StaffRole;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An employee lets a card payment go back. Who gets no answer sends the same form again.
 */
class GetsMoneyBack extends Story {

	private final Map<String, String> form = Map.of("amount", "97.06", "reason", "Paid the wrong bill",
			"idempotencyKey", UUID.randomUUID().toString());

	private Visitor supervisor;

	private Somebody somebody;

	private String path;

	GetsMoneyBack(Company company) {
		super(company);
	}

	@Override
	void prepare() throws Exception {
		this.supervisor = company().signedIn(StaffRole.SUPERVISOR);
		this.somebody = company().somebody();
		company().cast().bill(this.somebody.account(), "97.06", company().today().plusDays(9), "Mobile L");
		PaymentAttempt paid = company().bean(Charging.class)
			.charge(this.somebody.account(), Cast.dollars("97.06"),
					new CardOnFile(TestCard.GOOD.token(), "Visa", TestCard.GOOD.tail(), null), null, Cast.agent(),
					UUID.randomUUID().toString());
		assertThat(paid.receipt()).isNotNull();
		company().settle();
		this.path = "/desk/customers/%s/payments/%s/refund".formatted(this.somebody.account().customer(),
				paid.receipt());
	}

	@Override
	String happen() {
		return told(send());
	}

	@Override
	void goOn() throws Exception {
		HttpResponse<String> again = send();
		assertThat(again.statusCode()).as(told(again)).isEqualTo(200);
		company().settle();
		assertThat(states("card_refund", this.somebody.account())).containsExactly("SUCCEEDED");
		assertThat(company().database()
			.number("select count(*) from sandbox.refund r join sandbox.capture c on c.reference = r.capture "
					+ "join sandbox.intent i using (intent_id) where i.account = '" + this.somebody.account() + "'"))
			.as("refunds at the gateway")
			.isOne();
		assertOwes(this.somebody.account(), "97.06");
	}

	private HttpResponse<String> send() {
		return this.supervisor.post(this.path, this.path, this.form);
	}

}
