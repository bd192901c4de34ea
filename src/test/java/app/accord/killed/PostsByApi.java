package app.accord.killed;

import java.net.http.HttpResponse;
import java.util.UUID;

import app.accord.customer.AccountNumber;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A till posts a payment. Since it gets no answer, it sends the same again with the same
 * key.
 */
class PostsByApi extends Story {

	private final String key = UUID.randomUUID().toString();

	private AccountNumber account;

	PostsByApi(Company company) {
		super(company);
	}

	@Override
	void prepare() {
		this.account = company().somebody().account();
		company().cast().bill(this.account, "97.06", company().today().plusDays(9), "Mobile L");
	}

	@Override
	String happen() throws Exception {
		return told(send());
	}

	@Override
	void goOn() throws Exception {
		HttpResponse<String> first = send();
		HttpResponse<String> second = send();
		assertThat(first.statusCode()).as(told(first)).isEqualTo(201);
		assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
		assertThat(receipt(second)).isEqualTo(receipt(first));
		assertThat(count("payment", this.account)).isOne();
		assertOwes(this.account, "0.00");
	}

	private HttpResponse<String> send() throws Exception {
		return company().api("/accounts/" + this.account + "/payments", this.key,
				"{\"amount\":\"97.06\",\"currency\":\"USD\",\"method\":\"CASH\",\"reference\":\"till 7\"}");
	}

	private static String receipt(HttpResponse<String> answer) {
		return new JsonMapper().readTree(answer.body()).get("receipt").asString();
	}

}
