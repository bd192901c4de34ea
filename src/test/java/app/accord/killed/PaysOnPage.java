package app.accord.killed;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import app.accord.killed.Company.Somebody;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A customer pays a bill on the gateway's page. Who gets no answer sends the same form
 * again.
 */
class PaysOnPage extends Story {

	private Somebody somebody;

	private Map<String, String> form;

	PaysOnPage(Company company) {
		super(company);
	}

	@Override
	void prepare() {
		this.somebody = company().somebody();
		company().cast().bill(this.somebody.account(), "97.06", company().today().plusDays(9), "Mobile L");
		this.somebody.signIn();
		this.form = filledIn();
	}

	@Override
	String happen() throws Exception {
		String page = send();
		if (page.contains("/pay/")) {
			return page + " " + company().payOn(page);
		}
		return page;
	}

	@Override
	void goOn() throws Exception {
		send();
		assertThat(count("payment_attempt", this.somebody.account())).as("attempts, the form sent twice").isOne();
		company().settle();
		for (int round = 0; round < 3 && !verdict().equals("SUCCEEDED"); round++) {
			if (verdict().equals("DECLINED")) {
				this.form = filledIn();
				send();
			}
			if (verdict().equals("REQUIRES_ACTION")) {
				company().payOn(newest("page_url"));
			}
			company().settle();
		}
		assertThat(look().text()).contains("charged once");
		assertThat(verdict()).isEqualTo("SUCCEEDED");
		assertThat(captures(this.somebody.account())).as("captures").isOne();
		assertThat(count("payment", this.somebody.account())).as("receipts").isOne();
		assertOwes(this.somebody.account(), "0.00");
	}

	/** What a customer reads who looks what became of it; asks the bank if need be. */
	private Document look() {
		HttpResponse<String> page = this.somebody.visitor().get("/portal/payments/" + attempt());
		assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
		return Jsoup.parse(page.body());
	}

	private String verdict() {
		look();
		return newest("state");
	}

	private String attempt() {
		return app.accord.customer.AttemptNumber
			.of(this.somebody.account().customerId(), Integer.parseInt(newest("attempt_no")))
			.toString();
	}

	private String newest(String column) {
		return company().database()
			.strings("select %s from payment_attempt where customer_id = %d order by attempt_no desc limit 1"
				.formatted(column, this.somebody.account().customerId()))
			.getFirst();
	}

	private Map<String, String> filledIn() {
		Document page = Jsoup.parse(this.somebody.visitor().get(path()).body());
		Map<String, String> fields = new HashMap<>();
		fields.put("amount", "97.06");
		fields.put("seen", page.select("input[name=seen]").attr("value"));
		fields.put("idempotencyKey", UUID.randomUUID().toString());
		assertThat(fields.get("seen")).as(page.text()).isNotEmpty();
		return fields;
	}

	private String send() {
		HttpResponse<String> answer = this.somebody.visitor().post(path(), path(), this.form);
		assertThat(answer.statusCode()).as(told(answer)).isEqualTo(302);
		return answer.headers().firstValue("Location").orElseThrow();
	}

	private String path() {
		return "/portal/accounts/" + this.somebody.account() + "/payment";
	}

}
