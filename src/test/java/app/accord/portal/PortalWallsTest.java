package app.accord.portal;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.customer.AccountNumber;
import app.accord.customer.AttemptNumber;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.Reachable;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.payment.CardOnFile;
import app.accord.payment.Charging;
import app.accord.payment.PaymentAttempt;
import app.accord.payment.Receipt;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What a customer does not get to see, and what is said to wrong input. */
@AccordTest
class PortalWallsTest {

	private static AccountNumber own;

	private static AccountNumber others;

	private static InvoiceNumber othersBill;

	private static Receipt othersReceipt;

	private static PaymentAttempt othersAttempt;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	private Visitor mia;

	@BeforeEach
	void people() {
		if (own == null) {
			Cast cast = Cast.of(this.program);
			LocalDate due = this.program.getBean(BusinessCalendar.class).today().plusDays(9);
			own = cast.customer("Mia", "Brandt", "(212) 555-0101", "mia");
			cast.bill(own, "42.00", due, "Mobile S");
			others = cast.customer("Otto", "Brandt", "(212) 555-0102", "otto");
			othersBill = cast.bill(others, "55.00", due, "Mobile M");
			othersReceipt = cast.cash(others, "5.00");
			othersAttempt = this.program.getBean(Charging.class)
				.charge(others, Cast.dollars("1.00"), new CardOnFile(TestCard.GOOD.token(), "Visa", "4242", null), null,
						Cast.agent(), UUID.randomUUID().toString());
		}
		this.mia = new Visitor(this.port);
		this.mia.signIn("portal", "mia", Cast.PASSWORD);
	}

	@Test
	void answersWhatIsSomebodyElsesLikeWhatDoesNotExist() {
		AccountNumber nobodys = AccountNumber.of(own.customerId(), 99);
		String strange = body("/portal/accounts/" + nobodys + "/payment", 404);
		for (String path : List.of("/portal/accounts/" + others + "/payment",
				"/portal/accounts/" + others + "/position", "/portal/accounts/" + others + "/explanation",
				"/portal/bills/" + othersBill, "/portal/receipts/" + othersReceipt.receipt(),
				"/portal/payments/" + othersAttempt.number(),
				"/portal/payments/" + AttemptNumber.of(own.customerId(), 99), "/portal/payments/none",
				"/portal/bills/INV-1", "/portal/bills?account=" + others, "/portal/bills.csv?account=" + others,
				"/portal/payments?account=" + others, "/portal/accounts/A-x/payment")) {
			assertThat(body(path, 404)).as(path).isEqualTo(strange);
		}
		HttpResponse<String> paid = this.mia.post("/portal/accounts/" + own + "/payment",
				"/portal/accounts/" + others + "/payment", Map.of("amount", "1.00", "idempotencyKey", "k"));
		assertThat(paid.statusCode()).isEqualTo(404);
	}

	@Test
	void neverShowsInternalNotes() {
		TransactionTemplate transaction = this.program.getBean(TransactionTemplate.class);
		transaction.executeWithoutResult((status) -> {
			NewInteraction note = NewInteraction
				.change(own.customerId(), this.program.getBean(BusinessCalendar.class).now(), InteractionKind.NOTE,
						Cast.agent(), "Asked for a discount")
				.saying("SECRET remark");
			this.program.getBean(Timeline.class).record(note.forStaffOnly());
			this.program.getBean(Timeline.class)
				.record(NewInteraction.change(own.customerId(), this.program.getBean(BusinessCalendar.class).now(),
						InteractionKind.NOTE, Cast.agent(), "Told about the new tariff"));
		});
		assertThat(body("/portal/history", 200)).contains("Told about the new tariff")
			.doesNotContain("Asked for a discount", "SECRET");
		assertThat(body("/portal/history?group=CONTACT", 200)).doesNotContain("SECRET", "Asked for a discount");
		assertThat(body("/portal", 200)).doesNotContain("SECRET", "Asked for a discount");
	}

	@Test
	void takesNoMoneyForWhatCannotBe() {
		String form = "/portal/accounts/" + own + "/payment";
		for (String amount : List.of("", "0", "-5", "1.234", "a lot", "99999999999999999999", "<b>1</b>")) {
			HttpResponse<String> answer = this.mia.post(form, form,
					Map.of("amount", amount, "idempotencyKey", UUID.randomUUID().toString()));
			assertThat(answer.statusCode()).as(amount).isEqualTo(422);
			assertThat(Jsoup.parse(answer.body()).select(".field-error, [role=alert]").text()).as(amount).isNotBlank();
			assertThat(Jsoup.parse(answer.body()).select("#amount").val()).isEqualTo(amount);
		}
		assertThat(this.mia.post(form, form, Map.of()).statusCode()).isEqualTo(422);
		assertThat(body("/portal", 200)).contains("$42.00");
	}

	@Test
	void chargesOnceForTheSameFormSentTwice() {
		Cast cast = Cast.of(this.program);
		AccountNumber account = cast.customer("Una", "Brandt", "(212) 555-0103", "una");
		Visitor una = new Visitor(this.port);
		una.signIn("portal", "una", Cast.PASSWORD);
		String form = "/portal/accounts/" + account + "/payment";
		Map<String, String> fields = Map.of("amount", "7.00", "idempotencyKey", "the-same");
		String first = una.post(form, form, fields).headers().firstValue("Location").orElseThrow();
		String second = una.post(form, form, fields).headers().firstValue("Location").orElseThrow();
		assertThat(second).isEqualTo(first);
		assertThat(first).startsWith(this.program.getBean(Sandbox.class).url());
		HttpResponse<String> other = una.post(form, form, Map.of("amount", "8.00", "idempotencyKey", "the-same"));
		assertThat(other.statusCode()).isEqualTo(422);
		assertThat(other.body()).contains("sent before with something else");
	}

	@Test
	void refusesContactsThatCannotBe() {
		String details = "/portal/details";
		for (Map<String, String> fields : List.of(Map.of("kind", "PHONE", "typed", "12", "label", ""),
				Map.of("kind", "EMAIL", "typed", "nobody", "label", ""),
				Map.of("kind", "POSTAL", "typed", " ", "label", ""), Map.of("kind", "FAX", "typed", "1", "label", ""),
				Map.of("kind", "EMAIL", "typed", "4242424242424242", "label", ""), Map.<String, String>of())) {
			HttpResponse<String> answer = this.mia.post(details, details + "/contact-points", fields);
			assertThat(answer.statusCode()).as(fields.toString()).isEqualTo(422);
			assertThat(answer.body()).doesNotContain("4242424242424242");
		}
		assertThat(
				this.mia.post(details, details + "/contact-points/999", Map.of("typed", "a@example.com")).statusCode())
			.isEqualTo(422);
		assertThat(this.mia.post(details, details + "/contact-points/999/preference", Map.of()).statusCode())
			.isEqualTo(302);
	}

	@Test
	void saysWhichContactDoesNotReachTheCustomer() {
		Customers customers = this.program.getBean(Customers.class);
		int phone = customers.find(own.customerId()).orElseThrow().phones().getFirst().id();
		customers.markReachable(Cast.agent(), own.customer(), phone, Reachable.NO, "No reception at home");
		assertThat(body("/portal/details", 200)).contains("does not reach you", "No reception at home");
	}

	@Test
	void answersAnyQueryWithAPage() {
		for (String path : List.of("/portal/prices?product=%25&code=%27", "/portal/prices?product=nothing",
				"/portal/history?group=NONE&page=99", "/portal/history?page=-4", "/portal/bills?page=70000",
				"/portal/purchases?page=3", "/portal/payments?page=2", "/portal/purchases", "/portal/details",
				"/portal/accounts/" + own + "/explanation?amount=42.00")) {
			assertThat(this.mia.get(path).statusCode()).as(path).isEqualTo(200);
		}
		assertThat(this.mia.get("/portal/accounts/" + own + "/explanation?amount=much").statusCode()).isEqualTo(422);
		for (String path : List.of("/portal/accounts/" + own + "/explanation?amount=4242424242424242",
				"/portal/prices?product=4242424242424242")) {
			assertThat(this.mia.get(path).body()).as(path)
				.contains("looks like a card number")
				.doesNotContain("4242424242424242");
		}
		assertThat(this.mia.get("/portal/bills?page=x").statusCode()).isEqualTo(400);
		assertThat(this.mia.get("/portal/bills.csv").body()).startsWith("bill,date,due").contains(",42.00,");
	}

	@Test
	void welcomesACustomerWithoutAnything() {
		Cast cast = Cast.of(this.program);
		cast.withoutAccount("Zoe", "Quist", "zoe");
		Visitor zoe = new Visitor(this.port);
		zoe.signIn("portal", "zoe", Cast.PASSWORD);
		for (String path : List.of("/portal", "/portal/bills", "/portal/payments", "/portal/history",
				"/portal/purchases", "/portal/prices", "/portal/details", "/portal/bills.csv")) {
			assertThat(zoe.get(path).statusCode()).as(path).isEqualTo(200);
		}
		assertThat(zoe.get("/portal").body()).contains("You have no account with us yet");
	}

	/** The page without what differs from request to request. */
	private String body(String path, int status) {
		HttpResponse<String> answer = this.mia.get(path);
		assertThat(answer.statusCode()).as(path).isEqualTo(status);
		return answer.body()
			.replaceAll("Request <code>\\w+</code>", "")
			.replaceAll("(?s)<code>\\w+</code>", "")
			.replaceAll("content=\"[^\"]{60,}\"|value=\"[^\"]{60,}\"", "");
	}

}
