package app.accord.stories;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.billing.LedgerChecks;
import app.accord.customer.AccountNumber;
import app.accord.donation.NonProfits;
import app.accord.invoicing.BillRunWork;
import app.accord.job.Jobs;
import app.accord.message.Message;
import app.accord.message.Messages;
import app.accord.payment.PaysOnPage;
import app.accord.sandbox.TestCard;
import app.accord.staff.Approvals;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static app.accord.stories.Channels.page;
import static app.accord.stories.Channels.to;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Story A. Marisol Okafor was told $97.06 by message, the portal says $110.27, and she
 * calls. Every channel is read over HTTP.
 */
@AccordTest
class WhichAmountDoIOweTest {

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Jobs jobs;

	@Autowired
	private Messages messages;

	@Autowired
	private Invoices invoices;

	@Autowired
	private MovableClock clock;

	private static int stories;

	private Cast cast;

	private AccountNumber account;

	private Channels channels;

	@BeforeEach
	void marisolAndHerCarrier() {
		day(LocalDate.of(2027, 10, 1));
		this.cast = Cast.of(this.program);
		String marisol = "marisol-a" + ++stories;
		this.account = this.cast.customer("Marisol", "Okafor", "+1 415 555 013" + stories, marisol);
		this.channels = new Channels(this.program, this.port, this.account, marisol);
	}

	@AfterEach
	void theBooksAreRight() {
		this.clock.reset();
		assertThat(bean(LedgerChecks.class).violations()).isEmpty();
	}

	@Test
	void oneBalanceWhateverTheChannelAndItsPastExplained() {
		// October's bill is overdue, and a message tells her so: $97.06.
		this.cast.bill(this.account, "97.06", LocalDate.of(2027, 10, 20), "Mobile L, October");
		days(LocalDate.of(2027, 10, 25));
		Message reminder = newest("Payment reminder");
		assertThat(reminder.text()).contains("$97.06");
		this.channels.tellBalance("97.06");

		// Then something extra is charged. She opens the portal: $110.27. So does
		// everybody else.
		days(LocalDate.of(2027, 10, 28));
		bean(Adjusting.class).charge(this.account, Cast.dollars("13.21"), LocalDate.of(2027, 11, 9), "Fibre 500, extra",
				Cast.agent(), UUID.randomUUID().toString());
		this.channels.tellBalance("110.27");

		// She calls. The agent types in what she was told, and both read the same.
		String was = explained("97.06");
		assertThat(was).contains("97.06").contains("Fibre 500, extra").contains("13.21").contains("110.27");
		assertThat(explained("110.27")).contains("110.27");
		assertThat(explained("103.40")).contains("$103.40 never was the balance");

		// She pays by card while she is on the telephone: a link, so that nobody hears
		// its number. At that very
		// hour the next reminder is already written.
		day(LocalDate.of(2027, 11, 3));
		this.jobs.run("Reminders");
		String customer = "/desk/customers/" + this.account.customer();
		HttpResponse<String> sent = this.channels.agent()
			.post(customer, customer + "/pay-links",
					Map.of("medium", "SHOW", "idempotencyKey", UUID.randomUUID().toString()));
		String link = org.jsoup.Jsoup.parse(sent.body()).select("#pay-link").val().replaceAll("https?://[^/]+", "");
		Visitor telephone = new Visitor(this.port);
		Document toPay = page(telephone, link);
		assertThat(toPay.text()).contains("$110.27");
		String there = to(telephone.post(link, link, Map.of("amount", "110.27", "seen",
				toPay.select("input[name=seen]").val(), "idempotencyKey", UUID.randomUUID().toString())));
		this.channels.tellVerdict("WAITING_FOR_CUSTOMER");
		PaysOnPage.post(there, "card=" + TestCard.GOOD.tail());
		assertThat(page(telephone, link).text()).contains("Charged once: $110.27", "All is paid");
		assertThat(this.channels.tellVerdict("CHARGED")).contains("$110.27 was charged once to Visa •••• 4242");
		this.channels.tellBalance("0.00");

		// No reminder leaves after it: the one that was written is withheld, none comes
		// later, no fee either.
		this.jobs.run("Send messages");
		assertThat(page(this.channels.agent(), customer).text()).contains("Not sent");
		days(LocalDate.of(2027, 12, 20));
		assertThat(newest("Payment reminder")).isEqualTo(reminder);
		this.channels.tellBalance("0.00");
		assertThat(explained("97.06")).contains("97.06");
	}

	@Test
	void whatIsRoundedUpIsOwedToTheNonProfitsAndPaidOut() {
		NonProfits nonProfits = bean(NonProfits.class);
		nonProfits.add(Cast.agent(), "AFOOD", "City Food Bank", "Hot meals.", "021000021 / 4452210");
		nonProfits.add(Cast.agent(), "ARIVER", "River Trees", "Plants trees.", "021000021 / 9917340");

		// She rounds up for two non-profits of her choice, on the portal.
		Map<String, String> choice = new LinkedHashMap<>(Map.of("roundUp", "NEXT_UNIT", "fixed", "", "percent[AFOOD]",
				"60", "percent[ARIVER]", "40", "idempotencyKey", UUID.randomUUID().toString()));
		to(this.channels.customer()
			.post("/portal/donations", "/portal/accounts/" + this.account + "/donations", choice));
		this.cast.service(this.account, "MOBILE-A", "Mobile L", null, "45.37");
		Invoice bill = nextBill();
		assertThat(bill.total().getMinorPart()).as("a whole amount: " + bill.total()).isZero();
		long given = bill.total().minus(bill.net()).minus(bill.tax()).getAmountMinorLong();
		assertThat(given).isBetween(1L, 99L);
		this.channels.tellBalance(bill.total().getAmount().toPlainString());
		String shown = page(this.channels.customer(), "/portal/bills/" + bill.number()).text();
		assertThat(shown).contains("Donation to City Food Bank", "Donation to River Trees");

		// Paid from the portal. Each cent belongs to one of the two.
		PaysOnPage.post(to(this.channels.pay()), "card=" + TestCard.GOOD_MASTERCARD.tail());
		this.channels.tellVerdict("CHARGED");
		this.channels.tellBalance("0.00");
		String preview = "/desk/donations/payouts/new?currency=USD";
		Document would = page(this.channels.biller(), preview);
		String total = would.select("input[name=expected]").val();
		assertThat(total).isEqualTo("0.%02d".formatted(given));

		// A second person approves the payout; then nothing is owed any more.
		String payout = to(this.channels.biller()
			.post(preview, "/desk/donations/payouts", Map.of("currency", "USD", "expected", total, "reason",
					"The month's donations", "idempotencyKey", UUID.randomUUID().toString())))
			.replaceFirst("^https?://[^/]+", "");
		String waiting = page(this.channels.biller(), payout).text();
		bean(Approvals.class).approve(0, Long.parseLong(waiting.replaceAll("(?s).*AP-0-(\\d+).*", "$1")), supervisor());
		assertThat(page(this.channels.biller(), payout).select(".pill").text()).contains("paid out");
		long food = Math.round(given * 0.6);
		assertThat(this.channels.biller().get(payout + ".csv").body()).contains("AFOOD,City Food Bank")
			.contains("0.%02d".formatted(food))
			.contains("0.%02d".formatted(given - food));
		assertThat(page(this.channels.biller(), "/desk/donations").text()).contains("the books say the same");
		assertThat(page(this.channels.customer(), "/portal/donations/2027").text())
			.contains("In all $0.%02d".formatted(given));
	}

	/** What agent and customer read about an amount: the same sentence. */
	private String explained(String amount) {
		Document desk = page(this.channels.agent(), "/desk/customers/" + this.account.customer()
				+ "/explanation?account=" + this.account + "&amount=" + amount);
		Document portal = page(this.channels.customer(),
				"/portal/accounts/" + this.account + "/explanation?amount=" + amount);
		String api = this.channels.shop()
			.get("/accounts/" + this.account + "/explanation?amount=" + amount)
			.text("/sentence");
		assertThat(desk.text()).contains(api);
		assertThat(portal.text()).contains("$" + amount);
		return portal.select("main").text();
	}

	private Invoice nextBill() {
		long before = this.invoices.count(this.account);
		for (int i = 0; i < 40 && this.invoices.count(this.account) == before; i++) {
			days(today().plusDays(1));
		}
		return this.invoices.find(this.invoices.page(this.account, 0, 1).getFirst().number()).orElseThrow();
	}

	private void days(LocalDate until) {
		while (today().isBefore(until)) {
			day(today().plusDays(1));
			bean(BillRunWork.class).automatic();
			List.of("Automatic payments", "Reminders", "Send messages").forEach(this.jobs::run);
		}
	}

	private void day(LocalDate day) {
		this.clock.set(day.atTime(LocalTime.NOON).atZone(bean(BusinessCalendar.class).zone()).toInstant());
	}

	private LocalDate today() {
		return bean(BusinessCalendar.class).today();
	}

	private Message newest(String subject) {
		return this.messages.sent(this.account.customerId(), 0, 50)
			.items()
			.stream()
			.filter((message) -> message.subject().startsWith(subject))
			.findFirst()
			.orElseThrow();
	}

	/** A second person with a limit that suffices. */
	private Actor supervisor() {
		bean(app.accord.staff.Staff.class).create("grace-a", "Grace Hall", app.accord.security.StaffRole.SUPERVISOR,
				Cast.PASSWORD);
		return new Actor(ActorKind.STAFF, "grace-a", "Grace Hall", Channel.DESK);
	}

	private <T> T bean(Class<T> type) {
		return this.program.getBean(type);
	}

}
