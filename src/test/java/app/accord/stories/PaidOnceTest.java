package app.accord.stories;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import app.accord.actor.Actor;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.payment.CardOnFile;
import app.accord.payment.Charging;
import app.accord.payment.PaymentAttempt;
import app.accord.payment.PaymentMethod;
import app.accord.payment.Payments;
import app.accord.payment.TakingPayment;
import app.accord.refusal.Refusal;
import app.accord.sandbox.TestCard;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** One bill, paid by everybody at once: charged once, the others get a plain answer. */
@AccordTest
class PaidOnceTest {

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Charging charging;

	@Autowired
	private TakingPayment taking;

	@Autowired
	private Payments payments;

	@Autowired
	private Positions positions;

	@Test
	void theCounterTwoTabsAndAutoPayPayTheSameBillAtOnce() throws Exception {
		Money amount = Cast.dollars("97.06");
		for (int round = 0; round < 8; round++) {
			AccountNumber account = owing("Round" + round);
			long seen = this.positions.of(account).asOf();
			List<Callable<Object>> all = List.of(() -> charge(account, amount, seen, Cast.agent()),
					() -> charge(account, amount, seen, Cast.agent()),
					() -> charge(account, amount, seen, Actor.system("Auto-pay")), () -> {
						this.charging.clearTheWay(account, Cast.agent());
						return this.taking.takeInPerson(account, amount, PaymentMethod.CASH, null, List.of(), seen,
								Cast.agent(), UUID.randomUUID().toString());
					});
			int done = 0;
			try (ExecutorService people = Executors.newFixedThreadPool(4)) {
				for (Future<Object> one : people.invokeAll(all)) {
					try {
						one.get();
						done++;
					}
					catch (ExecutionException ex) {
						assertThat(ex.getCause()).isInstanceOf(Refusal.class);
						assertThat(ex.getCause().getMessage()).containsAnyOf("paid meanwhile", "don’t pay again");
					}
				}
			}
			assertThat(done).isOne();
			assertThat(this.payments.count(account)).isOne();
			assertThat(this.positions.of(account).balance()).isEqualTo(Cast.dollars("0.00"));
		}
	}

	@Test
	void fiftySendingsOfOneFormOpenOnePageThatIsPaidOnce() throws Exception {
		AccountNumber account = owing("Fifty");
		Visitor fifty = new Visitor(this.port);
		fifty.signIn("portal", "fifty", Cast.PASSWORD);
		String form = "/portal/accounts/" + account + "/payment";
		String key = Jsoup.parse(fifty.get(form).body()).select("input[name=_csrf]").attr("value");
		String body = "_csrf=" + key + "&amount=97.06&idempotencyKey=the-same&seen="
				+ this.positions.of(account).asOf();
		List<Callable<String>> sendings = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			sendings.add(() -> {
				HttpResponse<String> answer = fifty.postBare(form, body);
				for (int busy = 0; answer.statusCode() == 503 && busy < 5; busy++) {
					answer = fifty.postBare(form, body);
				}
				return answer.headers().firstValue("Location").orElse("status " + answer.statusCode());
			});
		}
		TreeSet<String> pages = new TreeSet<>();
		try (ExecutorService many = Executors.newFixedThreadPool(12)) {
			for (Future<String> one : many.invokeAll(sendings)) {
				pages.add(one.get());
			}
		}
		assertThat(pages).hasSize(1);
		assertThat(pages.first()).contains("/pay/");
		PaymentAttempt attempt = this.charging.latest(account).orElseThrow();
		Visitor page = new Visitor(Integer.parseInt(pages.first().replaceAll("http://localhost:(\\d+)/.*", "$1")));
		String path = pages.first().replaceAll("http://[^/]+", "");
		page.postBare(path, "card=4242");
		page.postBare(path, "card=4242");
		assertThat(this.charging.look(attempt.number()).state()).isEqualTo(PaymentAttempt.State.SUCCEEDED);
		assertThat(this.payments.count(account)).isOne();
		assertThat(fifty.post(form, form, Map.of("amount", "97.06", "seen", "1", "idempotencyKey", "another")).body())
			.contains("This has been paid meanwhile");
	}

	private PaymentAttempt charge(AccountNumber account, Money amount, long seen, Actor actor) {
		return this.charging.charge(account, amount, new CardOnFile(TestCard.GOOD.token(), "Visa", "4242", null), seen,
				actor, UUID.randomUUID().toString());
	}

	private AccountNumber owing(String given) {
		Cast cast = Cast.of(this.program);
		AccountNumber account = cast.customer(given, "Okafor", "(415) 555-0134", given.toLowerCase());
		cast.bill(account, "97.06", this.program.getBean(BusinessCalendar.class).today().plusDays(9), "Mobile L");
		return account;
	}

}
