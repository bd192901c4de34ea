package app.accord.stories;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.api.ApiClient;
import app.accord.billing.Disputes;
import app.accord.billing.DueDates;
import app.accord.billing.EntryKind;
import app.accord.billing.Explaining;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerChecks;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.DisputeNumber;
import app.accord.donation.DonationChoices;
import app.accord.donation.NewChoice;
import app.accord.donation.NonProfits;
import app.accord.donation.RoundUp;
import app.accord.donation.Share;
import app.accord.invoicing.BillRunWork;
import app.accord.job.Jobs;
import app.accord.message.Messages;
import app.accord.payment.AutoPay;
import app.accord.payment.CardOnFile;
import app.accord.payment.SavedCards;
import app.accord.sandbox.TestCard;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.subscription.Contracts;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Marisol Okafor's months with her telephone company, as a calendar. Whatever happens,
 * desk, portal and API say one balance.
 */
@AccordTest
class AYearTest {

	private static final String TOKEN = "a-token-for-the-year";

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private MovableClock clock;

	@Autowired
	private Positions positions;

	@Autowired
	private Invoices invoices;

	@Autowired
	private Ledger ledger;

	private Cast cast;

	private AccountNumber account;

	private Actor marisol;

	@BeforeEach
	void newYear() {
		day(LocalDate.of(2027, 1, 1));
		this.cast = Cast.of(this.program);
		this.account = this.cast.customer("Marisol", "Okafor", "+1 415 555 0142", "marisol-year");
		this.marisol = new Actor(ActorKind.CUSTOMER, this.account.customer().toString(), "Marisol Okafor",
				Channel.PORTAL);
		bean(ApiTokens.class).allow("year", TOKEN);
		bean(Staff.class).create("year-agent", "Ada Lindqvist", StaffRole.SUPERVISOR, Cast.PASSWORD);
	}

	@AfterEach
	void theBooksAreRight() {
		this.clock.reset();
		assertThat(bean(LedgerChecks.class).all()).allSatisfy((check, wrong) -> assertThat(wrong).as(check).isEmpty());
	}

	@Test
	void fromTheFirstBillToTheLast() throws Exception {
		// 1 January: she takes a line, and rounds her bills up for two non-profits.
		this.cast.service(this.account, "MOBILE-YEAR", "Mobile L", null, "45.30");
		bean(NonProfits.class).add(Cast.agent(), "YFOOD", "Food Bank", "Meals", null);
		bean(NonProfits.class).add(Cast.agent(), "YRIVER", "River Watch", "Clean water", null);
		bean(DonationChoices.class).choose(this.account,
				NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("YFOOD", 60), Share.of("YRIVER", 40)), this.marisol,
				newKey());

		// The first bill comes, in whole dollars, and the round-up is owed to the two.
		Invoice first = nextBill();
		assertThat(first.total().getMinorPart()).as("rounded up: " + first.total()).isZero();
		assertThat(given()).isEqualTo(first.total().minus(first.net()).minus(first.tax()).getAmountMinorLong());
		assertThat(balance()).isEqualTo(first.total());
		everyChannelSaysIt();

		// She pays it at the counter.
		this.cast.cash(this.account, first.total().getAmount().toPlainString());
		assertThat(balance().isZero()).isTrue();
		everyChannelSaysIt();

		// From now on a card pays by itself; it has no money when the next bill is due.
		UUID poor = keep(TestCard.LATER_NO_FUNDS);
		bean(AutoPay.class).switchOn(this.account, poor, "On the portal", this.marisol, newKey());
		Invoice second = nextBill();
		days(second.dueOn());
		assertThat(balance()).as("auto-pay failed").isEqualTo(second.total());
		assertThat(mails()).anySatisfy((subject) -> assertThat(subject.toLowerCase()).contains("auto"));
		everyChannelSaysIt();

		// She leaves another card; it pays the same bill, once.
		UUID good = keep(TestCard.GOOD);
		bean(AutoPay.class).switchOn(this.account, good, "On the portal", this.marisol, newKey());
		days(today().plusDays(8));
		if (balance().isPositive()) {
			this.cast.cash(this.account, balance().getAmount().toPlainString());
		}
		assertThat(balance().isZero()).isTrue();
		assertThat(paid()).isEqualTo(first.total().plus(second.total()).getAmountMinorLong());

		// The third bill has a mistake: she disputes ten dollars, six are hers.
		bean(AutoPay.class).switchOff(this.account, "On the portal", this.marisol, newKey());
		Invoice third = nextBill();
		DisputeNumber dispute = DisputeNumber.parse(bean(Disputes.class)
			.open(third.number(), Cast.dollars("10.00"), "Two days without a line", this.marisol, newKey())
			.value());
		bean(Disputes.class).uphold(dispute, Cast.dollars("6.00"), "Two days are taken back", Actor.system("Billing"),
				newKey());
		assertThat(balance()).isEqualTo(third.total().minus(Cast.dollars("6.00")));
		everyChannelSaysIt();

		// She asks for two weeks more, and gets them: nobody reminds her meanwhile.
		LocalDate later = third.dueOn().plusDays(14);
		bean(DueDates.class).move(third.number(), later, "Wages come later", Cast.agent(), newKey());
		days(later.minusDays(1));
		assertThat(mails()).noneSatisfy((subject) -> assertThat(subject).contains("reminder"));
		assertThat(this.positions.of(this.account).overdue().isZero()).isTrue();

		// Story A: an amount that she was quoted once can be explained.
		assertThat(bean(Explaining.class).explain(this.account, third.total()).sentence()).isNotBlank();
		this.cast.cash(this.account, balance().getAmount().toPlainString());

		// She leaves; what comes after that is paid, and the account ends at zero.
		bean(Contracts.class).list(this.account.customerId())
			.forEach((service) -> bean(Contracts.class).end(Cast.agent(), service.number(), today(), "Moved away"));
		days(today().plusDays(40));
		if (balance().isPositive()) {
			this.cast.cash(this.account, balance().getAmount().toPlainString());
		}
		days(today().plusDays(40));
		assertThat(balance().isPositive()).as("still owed: " + balance()).isFalse();
		everyChannelSaysIt();
	}

	/** Lets the days pass until a bill comes. */
	private Invoice nextBill() {
		long before = this.invoices.count(this.account);
		for (int i = 0; i < 40 && this.invoices.count(this.account) == before; i++) {
			days(today().plusDays(1));
		}
		assertThat(this.invoices.count(this.account)).as("bills by " + today()).isEqualTo(before + 1);
		return this.invoices.find(this.invoices.page(this.account, 0, 1).getFirst().number()).orElseThrow();
	}

	/** Lets the days pass, each with what the program does by itself. */
	private void days(LocalDate until) {
		while (today().isBefore(until)) {
			day(today().plusDays(1));
			bean(BillRunWork.class).automatic();
			for (String job : List.of("Contracts whose day has come", "Automatic payments", "Reminders",
					"Send messages")) {
				bean(Jobs.class).run(job);
			}
		}
	}

	private void day(LocalDate day) {
		this.clock.set(day.atTime(LocalTime.NOON).atZone(bean(BusinessCalendar.class).zone()).toInstant());
	}

	private LocalDate today() {
		return bean(BusinessCalendar.class).today();
	}

	private void everyChannelSaysIt() {
		String plain = balance().getAmount().toPlainString();
		CustomerNumber customer = this.account.customer();
		Visitor agent = new Visitor(this.port);
		agent.signIn("desk", "year-agent", Cast.PASSWORD);
		assertThat(shown(agent.get("/desk/customers/" + customer).body())).as("desk, " + today()).contains(plain);
		Visitor owner = new Visitor(this.port);
		owner.signIn("portal", "marisol-year", Cast.PASSWORD);
		assertThat(shown(owner.get("/portal").body())).as("portal, " + today()).contains(plain);
		assertThat(new ApiClient(this.port, TOKEN).get("/accounts/" + this.account + "/position").body())
			.as("API, " + today())
			.contains("\"" + plain + "\"");
	}

	private List<String> shown(String page) {
		return Jsoup.parse(page)
			.select("data.fact[data-fact=balance][data-subject=" + this.account + "]")
			.eachAttr("value");
	}

	private UUID keep(TestCard card) {
		return bean(TransactionTemplate.class)
			.execute((status) -> bean(SavedCards.class).keep(this.account.customerId(),
					new CardOnFile(card.token(), "Visa", card.tail(), LocalDate.of(2030, 12, 31)), this.marisol))
			.id();
	}

	private List<String> mails() {
		return bean(Messages.class).sent(this.account.customerId(), 0, 100)
			.items()
			.stream()
			.map((message) -> String.valueOf(message.subject()))
			.toList();
	}

	private Money balance() {
		return this.positions.of(this.account).balance();
	}

	private long given() {
		return sum(EntryKind.DONATION);
	}

	private long paid() {
		return sum(EntryKind.PAYMENT);
	}

	private long sum(EntryKind kind) {
		return this.ledger.all(this.account)
			.stream()
			.filter((entry) -> entry.kind() == kind)
			.mapToLong((entry) -> entry.amount().abs().getAmountMinorLong())
			.sum();
	}

	private static String newKey() {
		return UUID.randomUUID().toString();
	}

	private <T> T bean(Class<T> type) {
		return this.program.getBean(type);
	}

}
