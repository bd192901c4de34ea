package app.accord.dunning;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.api.ApiClient;
import app.accord.billing.Arrangement;
import app.accord.billing.Arrangements;
import app.accord.billing.Disputes;
import app.accord.billing.EntryKind;
import app.accord.billing.Explaining;
import app.accord.billing.Invoices;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerEntry;
import app.accord.billing.NewInvoice;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.job.Jobs;
import app.accord.message.AfterSending;
import app.accord.message.Message;
import app.accord.message.MessageState;
import app.accord.message.Messages;
import app.accord.message.OutgoingMessage;
import app.accord.message.Written;
import app.accord.payment.AutoPay;
import app.accord.payment.CardOnFile;
import app.accord.payment.Charging;
import app.accord.payment.PaymentAttempt;
import app.accord.payment.SavedCard;
import app.accord.payment.SavedCards;
import app.accord.sandbox.Misbehaviour.Fault;
import app.accord.sandbox.Misbehaviour.Operation;
import app.accord.sandbox.Misbehaviour.ReportFault;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.subscription.ContractStatus;
import app.accord.subscription.Contracts;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The ladder by its calendar: who is asked for overdue money when, what holds it back,
 * and what is taken back. The standard policy reminds after 5 and 14 days, charges after
 * 21, pauses after 35 and asks a person after 75.
 */
@AccordTest
@Import(RemindersTest.WhileLeaving.class)
class RemindersTest {

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Jobs jobs;

	@Autowired
	private Reminders reminders;

	@Autowired
	private ReminderSwitches switches;

	@Autowired
	private Messages messages;

	@Autowired
	private Ledger ledger;

	@Autowired
	private Positions positions;

	@Autowired
	private Contracts contracts;

	@Autowired
	private BusinessCalendar calendar;

	@Autowired
	private MovableClock clock;

	@Autowired
	private Charging charging;

	@Autowired
	private Sandbox sandbox;

	@Autowired
	private WhileLeaving whileLeaving;

	@LocalServerPort
	private int port;

	private Cast cast;

	@BeforeEach
	void begin() {
		this.cast = Cast.of(this.program);
		this.clock.reset();
		noon(LocalDate.of(2026, 3, 2));
	}

	@AfterEach
	void everythingIsPaidSoThatNoOtherTestSeesIt() {
		this.clock.reset();
	}

	@Test
	void remindsAfterFiveDaysOnceHoweverOftenItRuns() {
		AccountNumber account = owingSince("97.06", day());
		for (int i = 0; i < 5; i++) {
			aDayLater();
			assertThat(notices(account)).as("day " + i).hasSize((i < 4) ? 0 : 1);
		}
		run();
		run();
		assertThat(notices(account)).hasSize(1);
		Message mail = mails(account).getFirst();
		assertThat(mail.state()).isEqualTo(MessageState.SENT);
		assertThat(mail.subject()).isEqualTo("Payment reminder for account " + account);
		assertThat(mail.text()).contains("To pay now, due since 2 Mar 2026: $97.06")
			.contains("If it is not paid by 16 Mar 2026, we remind you once more.")
			.contains("These figures are as of entry 1, ");
		assertThat(card(account).state()).isEqualTo(LadderState.REMINDED);
		assertThat(card(account).nextOn()).isEqualTo(LocalDate.of(2026, 3, 16));
		pay(account, "97.06");
	}

	@Test
	void everyNoticeStatesAnAmountThatCanBeExplained() {
		AccountNumber account = owingSince("97.06", day());
		bill(account, "13.21", day().plusDays(30));
		daysLater(5);
		Interaction told = told(account).getLast();
		assertThat(told.statedMinor()).isEqualTo(9706);
		assertThat(told.statedAsOf()).isEqualTo(2);
		assertThat(this.program.getBean(Explaining.class).explain(account, Cast.dollars("97.06")).sentence())
			.contains("told by e-mail");
		pay(account, "110.27");
	}

	@Test
	void climbsStepByStepThroughAYearsWorstCase() {
		AccountNumber account = owingSince("97.06", day());
		this.cast.service(account, "MOBILE-" + account.customerId(), "Mobile L", null, "45.00");
		daysLater(14);
		assertThat(actions(account)).containsExactly(StepAction.REMINDER, StepAction.REMINDER);
		daysLater(7);
		assertThat(card(account).state()).isEqualTo(LadderState.FEE_CHARGED);
		assertThat(balance(account)).isEqualTo("102.06");
		assertThat(mails(account).getFirst().text()).contains("Late fee, added to your account: $5.00");
		daysLater(14);
		assertThat(card(account).state()).isEqualTo(LadderState.RESTRICTED);
		assertThat(status(account)).isEqualTo(ContractStatus.SUSPENDED);
		assertThat(mails(account).getFirst().subject()).isEqualTo("Your services are paused: account " + account);
		daysLater(40);
		assertThat(card(account).state()).isEqualTo(LadderState.END_ASKED);
		assertThat(status(account)).isEqualTo(ContractStatus.SUSPENDED);
		Notice end = this.reminders.toApprove()
			.stream()
			.filter((notice) -> notice.account().equals(account))
			.findFirst()
			.orElseThrow();
		this.reminders.approveEnd(Cast.agent(), account.customerId(), end.noticeId());
		send();
		assertThat(status(account)).isEqualTo(ContractStatus.TERMINATED);
		assertThat(card(account).state()).isEqualTo(LadderState.ENDED);
		assertThatThrownBy(() -> this.reminders.approveEnd(Cast.agent(), account.customerId(), end.noticeId()))
			.hasMessageContaining("decided already");
		pay(account, balance(account));
		assertThat(card(account).state()).isEqualTo(LadderState.CLEAR);
	}

	@Test
	void resumesServicesByItselfWhenItIsPaidAndSaysSo() {
		AccountNumber account = restricted();
		daysLater(10);
		pay(account, balance(account));
		assertThat(status(account)).isEqualTo(ContractStatus.ACTIVE);
		assertThat(card(account).state()).isEqualTo(LadderState.CLEAR);
		assertThat(mails(account).getFirst().subject()).isEqualTo("Your services are on again");
	}

	@Test
	void jumpsNoStepAfterAMonthWithoutRuns() {
		AccountNumber account = owingSince("97.06", day().minusDays(60));
		run();
		assertThat(actions(account)).containsExactly(StepAction.REMINDER);
		aDayLater();
		assertThat(actions(account)).hasSize(1);
		this.clock.move(Duration.ofDays(31));
		run();
		assertThat(actions(account)).containsExactly(StepAction.REMINDER, StepAction.REMINDER);
		pay(account, "97.06");
	}

	@Test
	void twoNodesDecideOneNotice() throws Exception {
		List<AccountNumber> accounts = java.util.stream.IntStream.range(0, 8)
			.mapToObj((i) -> owingSince("97.06", day().minusDays(6)))
			.toList();
		together(() -> this.jobs.run(DunningConfiguration.DAILY), () -> this.program.getBean(Reminding.class).run(),
				() -> this.program.getBean(Reminding.class).run());
		send();
		assertThat(accounts).allSatisfy((account) -> {
			assertThat(notices(account)).hasSize(1);
			assertThat(mails(account)).hasSize(1);
			pay(account, "97.06");
		});
	}

	@Test
	void asksNobodyInCreditNorForCents() {
		AccountNumber credit = owingSince("20.00", day());
		pay(credit, "50.00");
		AccountNumber cents = owingSince("0.40", day());
		daysLater(40);
		assertThat(notices(credit)).isEmpty();
		assertThat(notices(cents)).isEmpty();
		assertThat(card(cents).belowMinimum()).isTrue();
		pay(cents, "0.40");
	}

	@Test
	void withholdsWhatWasPaidOneSecondBeforeItLeft() {
		AccountNumber account = owingSince("97.06", day());
		this.clock.move(Duration.ofDays(5));
		this.jobs.run(DunningConfiguration.DAILY);
		assertThat(card(account).onItsWay()).isTrue();
		this.clock.move(Duration.ofSeconds(1));
		pay(account, "97.06");
		send();
		assertThat(mails(account).getFirst().state()).isEqualTo(MessageState.WITHHELD);
		assertThat(newest(account, "Not sent").reason()).isEqualTo("Everything is paid.");
		assertThat(notices(account).getFirst().state()).isEqualTo(NoticeState.WITHHELD);
		assertThat(card(account).state()).isEqualTo(LadderState.CLEAR);
	}

	@Test
	void takesBackWhatWasPaidOneSecondAfterItLeftWithItsFee() {
		AccountNumber account = owingSince("97.06", day());
		daysLater(21);
		assertThat(balance(account)).isEqualTo("102.06");
		this.clock.move(Duration.ofSeconds(1));
		pay(account, "97.06");
		assertThat(balance(account)).isEqualTo("0.00");
		assertThat(kinds(account)).containsSubsequence(EntryKind.LATE_FEE, EntryKind.PAYMENT, EntryKind.REVERSAL);
		Message back = mails(account).getFirst();
		assertThat(back.subject()).isEqualTo("Please disregard our reminder for account " + account);
		assertThat(back.text()).contains("The late fee of $5.00 has been taken back.").contains("$0.00");
		assertThat(notices(account).getFirst().state()).isEqualTo(NoticeState.TAKEN_BACK);
		assertThat(card(account).state()).isEqualTo(LadderState.CLEAR);
		daysLater(40);
		assertThat(mails(account)).hasSize(4);
	}

	@Test
	void keepsTheFeeOfSomebodyWhoPaysBecauseOfTheNotice() {
		AccountNumber account = owingSince("97.06", day());
		daysLater(21);
		daysLater(4);
		pay(account, "97.06");
		assertThat(balance(account)).isEqualTo("5.00");
		assertThat(mails(account).getFirst().subject()).startsWith("Payment reminder and late fee");
		pay(account, "5.00");
	}

	@Test
	void withholdsALateFeeNoticeTogetherWithItsFee() {
		AccountNumber account = owingSince("97.06", day());
		daysLater(20);
		this.clock.move(Duration.ofDays(1));
		this.jobs.run(DunningConfiguration.DAILY);
		assertThat(balance(account)).isEqualTo("102.06");
		pay(account, "97.06");
		send();
		assertThat(balance(account)).isEqualTo("0.00");
		assertThat(mails(account).getFirst().state()).isEqualTo(MessageState.WITHHELD);
	}

	@Test
	void whetherThePaymentOrTheNoticeWinsTheCustomerIsNeverLeftWithAWrongOne() throws Exception {
		int withheld = 0;
		int takenBack = 0;
		for (int i = 0; i < 12; i++) {
			AccountNumber account = owingSince("97.06", day().minusDays(5));
			this.jobs.run(DunningConfiguration.DAILY);
			int first = i;
			together(() -> {
				if (first % 2 == 0) {
					Thread.yield();
				}
				this.cast.cash(account, "97.06");
			}, () -> this.jobs.run("Send messages"));
			send();
			Notice notice = notices(account).getFirst();
			List<Message> mails = mails(account);
			if (notice.state() == NoticeState.WITHHELD) {
				withheld++;
				assertThat(mails).hasSize(1);
				assertThat(mails.getFirst().state()).isEqualTo(MessageState.WITHHELD);
			}
			else {
				takenBack++;
				assertThat(notice.state()).isEqualTo(NoticeState.TAKEN_BACK);
				assertThat(mails).hasSize(2).allMatch((mail) -> mail.state() == MessageState.SENT);
			}
			assertThat(card(account).state()).isEqualTo(LadderState.CLEAR);
			assertThat(balance(account)).isEqualTo("0.00");
		}
		System.out.println("withheld " + withheld + ", taken back " + takenBack);
		assertThat(withheld + takenBack).isEqualTo(12);
	}

	@Test
	void asksForWhatIsLeftOfAPartlyPaidBillAndNotForLessThanTheStepIsFor() {
		AccountNumber account = owingSince("97.06", day());
		this.clock.move(Duration.ofDays(5));
		this.jobs.run(DunningConfiguration.DAILY);
		pay(account, "90.00");
		send();
		assertThat(mails(account).getFirst().text()).contains("$7.06");
		AccountNumber other = owingSince("97.06", day().minusDays(5));
		this.jobs.run(DunningConfiguration.DAILY);
		pay(other, "96.50");
		send();
		assertThat(mails(other).getFirst().state()).isEqualTo(MessageState.WITHHELD);
		assertThat(mails(other).getFirst().problem()).contains("Only $0.56 is left to be paid");
		pay(account, "7.06");
		pay(other, "0.56");
	}

	@Test
	void sparesACustomerWhatAnEmployeeHasSwitchedOff() {
		AccountNumber quiet = owingSince("97.06", day());
		AccountNumber noFee = owingSince("97.06", day());
		this.switches.set(Cast.agent(), quiet.customerId(), SwitchKind.NO_REMINDERS, null, day().plusDays(10),
				"In hospital");
		this.switches.set(Cast.agent(), noFee.customerId(), SwitchKind.NO_LATE_FEE, null, null, "Goodwill");
		daysLater(6);
		assertThat(notices(quiet)).isEmpty();
		assertThat(card(quiet).heldBack()).isEqualTo("No reminders for this customer until 2026-03-12: In hospital");
		assertThat(this.reminders.day(day(), Check.Outcome.HELD, 0, 50))
			.anySatisfy((check) -> assertThat(check.account()).isEqualTo(quiet));
		daysLater(5);
		assertThat(actions(quiet)).containsExactly(StepAction.REMINDER);
		daysLater(10);
		assertThat(balance(noFee)).isEqualTo("97.06");
		assertThat(notices(noFee).getFirst().state()).isEqualTo(NoticeState.SKIPPED);
		daysLater(14);
		assertThat(card(noFee).state()).isEqualTo(LadderState.RESTRICTED);
		pay(quiet, balance(quiet));
		pay(noFee, "97.06");
	}

	@Test
	void aSwitchSetAfterTheDecisionStillStopsTheNotice() {
		AccountNumber account = owingSince("97.06", day().minusDays(5));
		this.jobs.run(DunningConfiguration.DAILY);
		this.switches.set(Cast.agent(), account.customerId(), SwitchKind.NO_REMINDERS, null, null, "Bereaved");
		send();
		assertThat(mails(account).getFirst().problem()).isEqualTo("No reminders for this customer: Bereaved");
		pay(account, "97.06");
	}

	@Test
	void goldCustomersAreRemindedByTheirOwnPolicy() {
		AccountNumber account = owingSince("97.06", day());
		this.program.getBean(app.accord.customer.Customers.class)
			.changeTier(Cast.agent(), account.customer(), app.accord.customer.Tier.GOLD, "Loyal");
		daysLater(9);
		assertThat(notices(account)).isEmpty();
		daysLater(1);
		assertThat(notices(account).getFirst().policyCode()).isEqualTo("GOLD-USD");
		pay(account, "97.06");
	}

	@Test
	void takesBackWhatWasPaidWhileItWasLeaving() {
		AccountNumber account = owingSince("97.06", day());
		daysLater(20);
		this.clock.move(Duration.ofDays(1));
		this.jobs.run(DunningConfiguration.DAILY);
		this.whileLeaving.pay(account, () -> this.cast.cash(account, "97.06"));
		send();
		assertThat(mails(account).get(1).state()).isEqualTo(MessageState.SENT);
		assertThat(mails(account).get(1).text()).contains("$97.06");
		assertThat(mails(account).getFirst().subject()).startsWith("Please disregard our reminder");
		assertThat(notices(account).getFirst().state()).isEqualTo(NoticeState.TAKEN_BACK);
		assertThat(balance(account)).isEqualTo("0.00");
	}

	@Test
	void takesBackWhatLeftWhenItsAccountWasSettledAlready() {
		AccountNumber account = owingSince("97.06", day());
		daysLater(13);
		this.clock.move(Duration.ofDays(1));
		this.jobs.run(DunningConfiguration.DAILY);
		this.whileLeaving.pay(account, () -> {
			this.cast.cash(account, "97.06");
			this.jobs.run(DunningConfiguration.FOLLOWING_UP);
		});
		send();
		assertThat(notices(account).getFirst().state()).isEqualTo(NoticeState.TAKEN_BACK);
		assertThat(mails(account).getFirst().subject()).startsWith("Please disregard our reminder");
	}

	@Test
	void pausesNothingWhenItIsPaidWhileTheNoticeIsLeaving() {
		AccountNumber account = owingSince("97.06", day());
		this.cast.service(account, "MOBILE-" + account.customerId(), "Mobile L", null, "45.00");
		daysLater(34);
		this.clock.move(Duration.ofDays(1));
		this.jobs.run(DunningConfiguration.DAILY);
		this.whileLeaving.pay(account, () -> this.cast.cash(account, balance(account)));
		send();
		assertThat(status(account)).isEqualTo(ContractStatus.ACTIVE);
		assertThat(mails(account).getFirst().text()).contains("Your services go on.");
		assertThat(card(account).state()).isEqualTo(LadderState.CLEAR);
	}

	@Test
	void asksNobodyForWhatIsDisputedUntilItIsDecided() {
		AccountNumber account = owingSince("97.06", day());
		Disputes disputes = this.program.getBean(Disputes.class);
		InvoiceNumber bill = InvoiceNumber.of(account.customerId(), 1);
		disputes.open(bill, Cast.dollars("97.06"), "I never called there.", Cast.agent(), null);
		daysLater(8);
		assertThat(notices(account)).isEmpty();
		assertThat(card(account).heldBack()).isEqualTo("What is overdue is disputed, and not decided yet.");
		disputes.reject(disputes.of(account).getFirst().number(), "You did, on 3 February.", Cast.agent());
		aDayLater();
		assertThat(actions(account)).containsExactly(StepAction.REMINDER);
		pay(account, "97.06");
	}

	@Test
	void withholdsWhatWasDisputedAfterItWasDecidedAndNamesThePartThatIsNot() {
		AccountNumber whole = owingSince("97.06", day().minusDays(5));
		AccountNumber part = owingSince("97.06", day().minusDays(5));
		this.jobs.run(DunningConfiguration.DAILY);
		Disputes disputes = this.program.getBean(Disputes.class);
		disputes.open(InvoiceNumber.of(whole.customerId(), 1), Cast.dollars("97.06"), "No.", Cast.agent(), null);
		disputes.open(InvoiceNumber.of(part.customerId(), 1), Cast.dollars("20.00"), "Not this.", Cast.agent(), null);
		send();
		assertThat(mails(whole).getFirst().problem()).isEqualTo("What is overdue is disputed, and not decided yet.");
		assertThat(mails(part).getFirst().text()).contains("Overdue: $97.06")
			.contains("of it disputed by you; we don’t ask for it now: − $20.00")
			.contains("To pay now, due since 25 Feb 2026: $77.06");
		pay(whole, "97.06");
		pay(part, "97.06");
	}

	@Test
	void anArrangementHoldsTheLadderAndLetsServicesGoOnAsLongAsItIsKept() {
		AccountNumber account = restricted();
		Arrangements arrangements = this.program.getBean(Arrangements.class);
		arrangements.make(account, Arrangement.plan(Cast.dollars("97.06"), 2, day().plusDays(7)), "Between jobs",
				Actor.system("test"), null);
		run();
		assertThat(status(account)).isEqualTo(ContractStatus.ACTIVE);
		assertThat(mails(account).getFirst().subject()).isEqualTo("Your services are on again");
		int sent = mails(account).size();
		daysLater(6);
		assertThat(mails(account)).hasSize(sent);
		assertThat(card(account).state()).isEqualTo(LadderState.FEE_CHARGED);
		daysLater(8);
		arrangements.judgeAll();
		daysLater(14);
		assertThat(status(account)).isEqualTo(ContractStatus.SUSPENDED);
		pay(account, balance(account));
		assertThat(status(account)).isEqualTo(ContractStatus.ACTIVE);
	}

	@Test
	void asksNobodyWhosePaymentIsBeingCheckedWithTheBank() {
		AccountNumber account = owingSince("97.06", day());
		this.sandbox.misbehaviour().times(Duration.ofMillis(300), Duration.ofMillis(50));
		this.sandbox.misbehaviour().reports(Set.of(ReportFault.LOST));
		this.clock.move(Duration.ofDays(5));
		this.jobs.run(DunningConfiguration.DAILY);
		this.sandbox.misbehaviour().plan(account.toString(), Operation.CHARGE, Fault.ACCEPT_THEN_HANG);
		PaymentAttempt attempt = this.charging.charge(account, Cast.dollars("97.06"),
				new CardOnFile(TestCard.GOOD.token(), "Visa", "4242", null), null, Cast.agent(), null);
		assertThat(attempt.state()).isEqualTo(PaymentAttempt.State.UNKNOWN);
		send();
		assertThat(mails(account).getLast().problem()).contains("being checked with the bank");
		this.sandbox.misbehaviour().always(Operation.ASK, Fault.FAIL);
		aDayLater();
		assertThat(notices(account)).hasSize(1);
		assertThat(this.reminders.day(day(), Check.Outcome.HELD, 0, 50))
			.anySatisfy((check) -> assertThat(check.account()).isEqualTo(account));
		this.sandbox.misbehaviour().behave();
		this.charging.look(attempt.number());
		send();
		assertThat(balance(account)).isEqualTo("0.00");
		daysLater(10);
		assertThat(notices(account)).hasSize(1);
	}

	@Test
	void asksNobodyWhoseAutoPayIsInProgressButInTheEndDoes() {
		AccountNumber account = owingSince("97.06", day().plusDays(10));
		SavedCard kept = this.program.getBean(TransactionTemplate.class)
			.execute((status) -> this.program.getBean(SavedCards.class)
				.keep(account.customerId(),
						new CardOnFile(TestCard.NO_FUNDS.token(), "Visa", TestCard.NO_FUNDS.tail(), day().plusYears(2)),
						Cast.agent()));
		AutoPay autoPay = this.program.getBean(AutoPay.class);
		autoPay.switchOn(account, kept.id(), "In the test", Cast.agent(), null);
		int heldBack = 0;
		for (int i = 0; i < 45 && notices(account).isEmpty(); i++) {
			this.clock.move(Duration.ofDays(1));
			this.jobs.run("Automatic payments");
			boolean inProgress = autoPay.inProgress(account, this.calendar.now());
			run();
			if (inProgress) {
				assertThat(notices(account)).isEmpty();
				heldBack += card(account).overdueSince() != null ? 1 : 0;
			}
		}
		assertThat(notices(account)).hasSize(1);
		System.out.println("held back by auto-pay on " + heldBack + " days after it was due");
		pay(account, "97.06");
	}

	@Test
	void showsTheReminderOnDeskPortalAndApi() {
		AccountNumber account = owingSince("97.06", day().minusDays(5));
		run();
		String name = this.program.getBean(app.accord.customer.Customers.class)
			.read(account.customer())
			.emails()
			.getFirst()
			.canonical()
			.replace("@example.com", "");
		this.program.getBean(Staff.class).create("boss", "Bo Boss", StaffRole.ADMIN, Cast.PASSWORD);
		Visitor boss = new Visitor(this.port);
		boss.signIn("desk", "boss", Cast.PASSWORD);
		assertThat(boss.get("/desk/reminders?day=2026-03-02").body()).contains(account.toString()).contains("Sent");
		String page = "/desk/accounts/" + account + "/reminders";
		assertThat(boss.get(page).body()).contains("Reminded").contains("may be asked for").contains("$97.06");
		assertThat(boss.post(page, page + "/switches", Map.of("kind", "NO_LATE_FEE", "reason", "")).statusCode())
			.isEqualTo(422);
		assertThat(
				boss.post(page, page + "/switches", Map.of("kind", "NO_LATE_FEE", "reason", "Goodwill")).statusCode())
			.isEqualTo(200);
		assertThat(boss.get(page).body()).contains("Goodwill");
		assertThat(boss.post(page, page + "/switches/NO_LATE_FEE/end", Map.of("reason", "Enough")).statusCode())
			.isEqualTo(200);
		assertThat(boss.get(page).body()).doesNotContain("Goodwill");
		assertThat(boss.get("/desk/admin/reminders").body()).contains("STANDARD-USD");
		Visitor customer = new Visitor(this.port);
		customer.signIn("portal", name, Cast.PASSWORD);
		assertThat(customer.get("/portal/accounts/" + account + "/reminders").body()).contains("If it is not paid by")
			.contains("we remind you");
		this.program.getBean(ApiTokens.class).allow("reminders", "a-token-for-reminders");
		ApiClient.Answer answer = new ApiClient(this.port, "a-token-for-reminders")
			.get("/api/v1/accounts/" + account + "/reminders");
		assertThat(answer.text("/state")).isEqualTo("REMINDED");
		assertThat(answer.text("/toPay")).isEqualTo("97.06");
		pay(account, "97.06");
	}

	@Test
	void anAdministratorChangesAPolicyWithinReason() {
		this.program.getBean(Staff.class).create("chief", "Chi Chief", StaffRole.ADMIN, Cast.PASSWORD);
		Visitor chief = new Visitor(this.port);
		chief.signIn("desk", "chief", Cast.PASSWORD);
		Map<String, String> form = new java.util.HashMap<>(
				Map.of("fresh", "true", "code", "business-usd", "name", "Business", "currency", "USD", "kind",
						"ORGANIZATION", "tier", "", "crossingDays", "2", "feeDueDays", "14"));
		form.put("steps[0].action", "LATE_FEE");
		form.put("steps[0].days", "9");
		form.put("steps[0].minimum", "1");
		form.put("steps[0].fee", "5.00");
		assertThat(chief.post("/desk/admin/reminders/new", "/desk/admin/reminders", form).body())
			.contains("nobody is charged or cut off unheard");
		form.put("steps[0].action", "REMINDER");
		form.put("steps[1].action", "LATE_FEE");
		form.put("steps[1].days", "20");
		form.put("steps[1].minimum", "1");
		form.put("steps[1].fee", "7.50");
		assertThat(chief.post("/desk/admin/reminders/new", "/desk/admin/reminders", form).statusCode()).isEqualTo(302);
		ReminderPolicies policies = this.program.getBean(ReminderPolicies.class);
		assertThat(policies.find("BUSINESS-USD").orElseThrow().step(2).fee()).isEqualTo(Cast.dollars("7.50"));
		chief.post("/desk/admin/reminders/BUSINESS-USD", "/desk/admin/reminders/BUSINESS-USD/end", Map.of());
		assertThat(policies.find("BUSINESS-USD")).isEmpty();
		assertThatThrownBy(() -> policies.end(Cast.agent(), "STANDARD-USD"))
			.hasMessageContaining("for everybody who has no other one");
	}

	@Test
	void everyStateIsInItsTableOfMoves() {
		assertThat(LadderState.MOVES.keySet()).isEqualTo(EnumSet.allOf(LadderState.class));
		assertThat(reachable(LadderState.MOVES)).isEqualTo(EnumSet.allOf(LadderState.class));
		assertThat(NoticeState.MOVES.keySet()).isEqualTo(EnumSet.allOf(NoticeState.class));
	}

	private static <E> Set<E> reachable(Map<E, Set<E>> moves) {
		return moves.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
	}

	private AccountNumber restricted() {
		AccountNumber account = owingSince("97.06", day());
		this.cast.service(account, "MOBILE-" + account.customerId(), "Mobile L", null, "45.00");
		daysLater(35);
		assertThat(status(account)).isEqualTo(ContractStatus.SUSPENDED);
		return account;
	}

	private void noon(LocalDate day) {
		this.clock.set(day.atTime(LocalTime.NOON).atZone(this.calendar.zone()).toInstant());
	}

	private LocalDate day() {
		return this.calendar.today();
	}

	private void daysLater(int days) {
		for (int i = 0; i < days; i++) {
			aDayLater();
		}
	}

	private void aDayLater() {
		this.clock.move(Duration.ofDays(1));
		run();
	}

	private void run() {
		this.jobs.run(DunningConfiguration.DAILY);
		send();
	}

	private void send() {
		this.jobs.run("Send messages");
		this.jobs.run(DunningConfiguration.FOLLOWING_UP);
		this.jobs.run("Send messages");
	}

	private AccountNumber owingSince(String amount, LocalDate due) {
		String name = "marisol" + System.nanoTime();
		AccountNumber account = this.cast.customer("Marisol", "Okafor", "+1 415 555 0142", name);
		bill(account, amount, due);
		return account;
	}

	private InvoiceNumber bill(AccountNumber account, String amount, LocalDate due) {
		NewInvoice.Line line = new NewInvoice.Line(null, "Mobile L", 1, Cast.dollars(amount), BigDecimal.ZERO);
		return this.program.getBean(Invoices.class)
			.issue(account, new NewInvoice(due.minusDays(21), due, null, null, List.of(line)), Cast.agent());
	}

	private void pay(AccountNumber account, String amount) {
		this.cast.cash(account, amount);
		this.jobs.run(DunningConfiguration.FOLLOWING_UP);
		this.jobs.run("Send messages");
	}

	private ReminderCard card(AccountNumber account) {
		return this.reminders.of(account);
	}

	private List<Notice> notices(AccountNumber account) {
		return card(account).notices();
	}

	private List<StepAction> actions(AccountNumber account) {
		return notices(account).reversed().stream().map(Notice::action).toList();
	}

	/** All but the bills themselves. */
	private List<Message> mails(AccountNumber account) {
		return this.messages.page(account.customerId(), 0, 50)
			.items()
			.stream()
			.filter((mail) -> !mail.kind().equals("bill"))
			.toList();
	}

	private String balance(AccountNumber account) {
		return app.accord.money.Amounts.plain(this.positions.of(account).balance());
	}

	private List<EntryKind> kinds(AccountNumber account) {
		return this.ledger.all(account).stream().map(LedgerEntry::kind).toList();
	}

	private ContractStatus status(AccountNumber account) {
		return this.contracts.list(account.customerId()).getFirst().status();
	}

	private List<Interaction> told(AccountNumber account) {
		return this.program.getBean(Timeline.class).statements(account.customerId(), account.no());
	}

	private Interaction newest(AccountNumber account, String summary) {
		return this.program.getBean(Timeline.class)
			.page(account.customerId(), Audience.STAFF, List.of(), 0, 20)
			.stream()
			.filter((entry) -> entry.summary().startsWith(summary))
			.findFirst()
			.orElseThrow();
	}

	private static void together(Runnable... acts) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(acts.length);
		AtomicReference<Throwable> failure = new AtomicReference<>();
		List<Thread> threads = java.util.Arrays.stream(acts).map((act) -> Thread.ofPlatform().start(() -> {
			try {
				barrier.await();
				act.run();
			}
			catch (Throwable ex) {
				failure.set(ex);
			}
		})).toList();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(failure.get()).isNull();
	}

	/** Lets something happen after a notice was handed over, before that is noted. */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@TestConfiguration(proxyBeanMethods = false)
	static class WhileLeaving implements AfterSending {

		private final Map<Long, Runnable> acts = new ConcurrentHashMap<>();

		void pay(AccountNumber account, Runnable act) {
			this.acts.put(account.customerId(), act);
		}

		@Override
		public Set<String> kinds() {
			return Set.of(ReminderWriter.NOTICE);
		}

		@Override
		public void sent(OutgoingMessage message, Written.Letter letter) {
			Runnable act = this.acts.remove(message.customerId());
			if (act != null) {
				try {
					Thread thread = Thread.ofPlatform().start(act);
					thread.join();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
		}

	}

}
