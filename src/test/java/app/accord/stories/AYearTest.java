package app.accord.stories;

import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Arrangement;
import app.accord.billing.ArrangementState;
import app.accord.billing.Arrangements;
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
import app.accord.customer.ArrangementNumber;
import app.accord.customer.ContractNumber;
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
import app.accord.payment.PayingOut;
import app.accord.payment.PaymentMethod;
import app.accord.payment.SavedCards;
import app.accord.sandbox.Misbehaviour.Fault;
import app.accord.sandbox.Misbehaviour.Operation;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.subscription.ContractChange;
import app.accord.subscription.ContractChanges;
import app.accord.subscription.Contracts;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Marisol Okafor's months with her telephone company, as a calendar. Whatever happens,
 * desk, portal and API say one balance.
 */
@AccordTest
class AYearTest {

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

	private Channels channels;

	private AccountNumber account;

	private Actor marisol;

	@BeforeEach
	void newYear() {
		day(LocalDate.of(2027, 1, 1));
		this.cast = Cast.of(this.program);
		this.account = this.cast.customer("Marisol", "Okafor", "+1 415 555 0142", "marisol-year");
		this.marisol = new Actor(ActorKind.CUSTOMER, this.account.customer().toString(), "Marisol Okafor",
				Channel.PORTAL);
		this.channels = new Channels(this.program, this.port, this.account, "marisol-year");
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

		// From now on a card pays by itself. When the second bill is due its account is
		// empty; three days later it
		// is not. She is told of both, nobody reminds her, and nobody had to do anything.
		UUID card = keep(TestCard.GOOD);
		bean(AutoPay.class).switchOn(this.account, card, "On the portal", this.marisol, newKey());
		Invoice second = nextBill();
		bean(Sandbox.class).misbehaviour().plan(this.account.toString(), Operation.CHARGE, Fault.DECLINE_FUNDS);
		days(second.dueOn().minusDays(1));
		assertThat(balance()).as("the card had no money").isEqualTo(second.total());
		assertThat(mails()).anySatisfy((subject) -> assertThat(subject).startsWith("Auto-pay could not charge"));
		everyChannelSaysIt();
		days(second.dueOn());
		assertThat(balance().isZero()).as("tried again by itself").isTrue();
		assertThat(paid()).isEqualTo(first.total().plus(second.total()).getAmountMinorLong());
		everyChannelSaysIt();

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
		assertThat(this.positions.of(this.account).overdue().isZero()).isTrue();

		// Story A: an amount that she was quoted once can be explained.
		assertThat(bean(Explaining.class).explain(this.account, third.total()).sentence()).isNotBlank();
		this.cast.cash(this.account, third.total().minus(Cast.dollars("6.00")).getAmount().toPlainString());

		// The next bill comes at a bad time. She asks for three instalments, an agent
		// agrees, and she keeps them.
		Invoice fourth = this.invoices.find(this.invoices.page(this.account, 0, 1).getFirst().number()).orElseThrow();
		fourth = fourth.number().equals(third.number()) ? nextBill() : fourth;
		keepsInstalments(fourth.dueOn());

		// Auto-pay again. In the middle of June she changes to a bigger plan: June costs
		// half of each.
		bean(AutoPay.class).switchOn(this.account, card, "At the counter", this.marisol, newKey());
		days(LocalDate.of(2027, 6, 10));
		ContractNumber line = bean(Contracts.class).list(this.account.customerId()).getFirst().number();
		bean(ContractChanges.class).change(Cast.agent(), line,
				ContractChange.from(LocalDate.of(2027, 6, 16)).at(Cast.dollars("60.00")), "A bigger plan", newKey());
		days(LocalDate.of(2027, 7, 31));
		assertThat(billedFor("2027-06-01", "2027-06-30")).as("June: 15 days of each plan")
			.isEqualTo(Cast.dollars("22.65").plus(Cast.dollars("30.00")));
		assertThat(billedFor("2027-07-01", "2027-07-31")).isEqualTo(Cast.dollars("60.00"));
		assertThat(balance().isZero()).as("paid by themselves: " + balance()).isTrue();
		everyChannelSaysIt();

		// She leaves. What comes after that is paid or paid back, and the account ends at
		// zero.
		bean(Contracts.class).end(Cast.agent(), line, today(), "Moved away");
		days(today().plusDays(70));
		if (balance().isNegative()) {
			bean(PayingOut.class).refund(this.account, balance().negated(), PaymentMethod.BANK_TRANSFER, "She has left",
					Actor.system("Billing"), newKey());
		}
		assertThat(balance().isZero()).as("the final balance: " + balance()).isTrue();
		everyChannelSaysIt();
		long bills = this.invoices.count(this.account);
		days(today().plusDays(35));
		assertThat(this.invoices.count(this.account)).as("nothing comes after the final bill").isEqualTo(bills);

		// In the whole year nobody reminded her, and no fee was charged.
		assertThat(mails()).noneSatisfy((subject) -> assertThat(subject.toLowerCase()).contains("reminder"));
		assertThat(sum(EntryKind.LATE_FEE)).isZero();
	}

	/** In three parts, the first a week after the bill is due, each paid on its day. */
	private void keepsInstalments(LocalDate dueOn) {
		Money owed = balance();
		Money part = owed.dividedBy(3, RoundingMode.DOWN);
		List<Arrangement.Instalment> plan = List.of(new Arrangement.Instalment(dueOn.plusDays(3), part),
				new Arrangement.Instalment(dueOn.plusDays(6), part),
				new Arrangement.Instalment(dueOn.plusDays(8), owed.minus(part).minus(part)));
		Arrangements arrangements = bean(Arrangements.class);
		ArrangementNumber number = ArrangementNumber
			.parse(arrangements.make(this.account, plan, "The car broke down", this.marisol, newKey()).value());
		assertThat(arrangements.get(number).state()).isEqualTo(ArrangementState.REQUESTED);
		arrangements.agree(number, Actor.system("Ada Lindqvist"));
		for (Arrangement.Instalment instalment : plan) {
			days(instalment.dueOn());
			assertThat(arrangements.get(number).state()).isEqualTo(ArrangementState.KEPT);
			this.cast.cash(this.account, instalment.amount().getAmount().toPlainString());
			everyChannelSaysIt();
		}
		assertThat(arrangements.get(number).state()).isEqualTo(ArrangementState.DONE);
	}

	/** What was billed for the days of a period, corrections included. */
	private Money billedFor(String from, String to) {
		return bean(JdbcClient.class).sql("""
				select coalesce(sum(net_minor), 0) from invoice_line where customer_id = ? and kind = 'RECURRING'
				and period_start between ?::date and ?::date
				""")
			.params(this.account.customerId(), from, to)
			.query((row, n) -> Money.ofMinor(org.joda.money.CurrencyUnit.USD, row.getLong(1)))
			.single();
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
		this.channels.tellBalance(balance().getAmount().toPlainString());
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
