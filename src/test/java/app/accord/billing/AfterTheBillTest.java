package app.accord.billing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.CreditNotes.Issued;
import app.accord.customer.AccountNumber;
import app.accord.customer.ArrangementNumber;
import app.accord.customer.DisputeNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.idempotency.KeyReused;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.job.Jobs;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What happens to a bill after it was issued: credit notes, disputes, later due dates,
 * late fees, write-offs, arrangements; and how statements and the ageing report see it.
 */
@AccordTest
class AfterTheBillTest {

	private static final Actor ADA = new Actor(ActorKind.STAFF, "ada", "Ada Lindqvist", Channel.DESK);

	private static final Actor DUNNING = Actor.system("reminders");

	private Actor marisol;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Invoices invoices;

	@Autowired
	private CreditNotes creditNotes;

	@Autowired
	private Disputes disputes;

	@Autowired
	private Standings standings;

	@Autowired
	private DueDates dueDates;

	@Autowired
	private LateFees lateFees;

	@Autowired
	private WritingOff writingOff;

	@Autowired
	private Arrangements arrangements;

	@Autowired
	private Statements statements;

	@Autowired
	private Ageing ageing;

	@Autowired
	private Explaining explaining;

	@Autowired
	private Adjusting adjusting;

	@Autowired
	private Ledger ledger;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private Positions positions;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Jobs jobs;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private BusinessCalendar calendar;

	@Autowired
	private MovableClock clock;

	private AccountNumber account;

	@BeforeEach
	void marisolHasAnAccount() {
		this.clock.reset();
		this.account = Cast.of(this.program).account("Marisol", "Okafor");
		this.marisol = new Actor(ActorKind.CUSTOMER, this.account.customer().toString(), "Marisol Okafor",
				Channel.PORTAL);
	}

	@Test
	void aCreditNoteTakesBackABillWithNetAndTaxApart() {
		InvoiceNumber bill = issue(14, "89.00", "11.50");
		Issued whole = note(NewCreditNote.whole(bill, "Billed twice"));
		assertThat(whole.number()).startsWith("CN-" + this.account.customerId() + "-1-");
		assertThat(whole.net()).isEqualTo("100.50");
		assertThat(whole.tax()).isEqualTo("8.92");
		assertThat(balance()).isEqualTo(usd("0.00"));
		Invoice after = this.invoices.find(bill).orElseThrow();
		assertThat(after.total()).isEqualTo(usd("109.42"));
		assertThat(after.state()).isEqualTo(Invoice.State.CREDITED);
		assertThat(this.ledger.all(this.account)).filteredOn((entry) -> entry.kind() == EntryKind.CREDIT_NOTE)
			.extracting(LedgerEntry::debit)
			.containsExactly(LedgerAccount.REVENUE, LedgerAccount.TAX_PAYABLE);
		assertThat(timeline())
			.anyMatch((line) -> line.startsWith("Credit note " + whole.number() + " for bill " + bill));
	}

	@Test
	void aCreditNoteLowersItsBillThoughAnOlderOneIsOpen() {
		InvoiceNumber older = issue(3, "40.00");
		InvoiceNumber newer = issue(20, "60.00");
		note(NewCreditNote.ofAmount(newer, usd("30.00"), "Half a month only"));
		assertThat(this.positions.of(this.account).openOf(older.no())).isEqualTo(usd("43.55"));
		assertThat(this.positions.of(this.account).openOf(newer.no())).isEqualTo(usd("35.33"));
		assertThat(this.invoices.find(newer).orElseThrow().state()).isEqualTo(Invoice.State.SENT);
		pay("43.55");
		assertThat(this.positions.of(this.account).openOf(older.no())).isEqualTo(usd("0.00"));
		assertThat(this.positions.of(this.account).openOf(newer.no())).isEqualTo(usd("35.33"));
	}

	@Test
	void creditNotesAreNumberedWithoutGapsAndRefusedBeyondTheBill() {
		InvoiceNumber bill = issue(14, "50.00");
		note(NewCreditNote.ofAmount(bill, usd("20.00"), "One"));
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> note(NewCreditNote.ofAmount(bill, usd("34.45"), "Too much")))
			.withMessageContaining("Only $34.44 is left");
		Issued second = note(NewCreditNote.ofLines(bill, Map.of(1, usd("10.00")), "Two"));
		assertThat(second.number()).startsWith("CN-" + this.account.customerId() + "-2-");
		assertThat(second.tax()).isEqualTo("0.89");
		note(NewCreditNote.whole(bill, "Rest"));
		assertThat(balance()).isEqualTo(usd("0.00"));
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> note(NewCreditNote.whole(bill, "Again")))
			.withMessageContaining("Nothing is left");
	}

	@Test
	void aCreditNoteIsIssuedOnceForAKey() {
		InvoiceNumber bill = issue(14, "50.00");
		String key = UUID.randomUUID().toString();
		NewCreditNote note = NewCreditNote.ofAmount(bill, usd("20.00"), "One");
		Issued first = this.creditNotes.issue(note, DUNNING, key).value();
		assertThat(this.creditNotes.issue(note, DUNNING, key).value()).isEqualTo(first);
		assertThatExceptionOfType(KeyReused.class)
			.isThrownBy(() -> this.creditNotes.issue(NewCreditNote.whole(bill, "One"), DUNNING, key));
		assertThat(this.creditNotes.count(this.account)).isEqualTo(1);
	}

	@Test
	void aCreditNoteOnAPaidBillBecomesTheCustomersCredit() {
		InvoiceNumber bill = issue(14, "50.00");
		pay("54.44");
		note(NewCreditNote.whole(bill, "Never delivered"));
		assertThat(balance()).isEqualTo(usd("-54.44"));
	}

	@Test
	void theDisputedPartIsNotChasedUntilItIsDecided() {
		InvoiceNumber bill = issue(14, "100.00");
		later(20);
		assertThat(chaseable()).isEqualTo(usd("108.88"));
		DisputeNumber dispute = DisputeNumber
			.parse(this.disputes.open(bill, usd("40.00"), "I was never abroad", this.marisol, null).value());
		Standing standing = this.standings.of(this.account);
		assertThat(standing.disputed()).isEqualTo(usd("40.00"));
		assertThat(standing.chaseable()).isEqualTo(usd("68.88"));
		assertThat(standing.position().facts())
			.anyMatch((fact) -> fact.fact().equals("disputed") && fact.value().equals("40.00") && fact.asOf() == 1);
		this.disputes.reject(dispute, "The calls were made from your phone", ADA);
		assertThat(chaseable()).isEqualTo(usd("108.88"));
		assertThat(this.disputes.get(dispute).answer()).isEqualTo("The calls were made from your phone");
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.disputes.uphold(dispute, null, "After all", DUNNING, null))
			.withMessageContaining("decided already");
	}

	@Test
	void moneyForAnotherBillDoesNotMakeTheDisputedPartChaseable() {
		InvoiceNumber disputed = issue(5, "40.00");
		issue(10, "60.00");
		later(15);
		this.disputes.open(disputed, null, "Not mine", this.marisol, null);
		pay("65.33");
		assertThat(this.positions.of(this.account).openOf(disputed.no())).isEqualTo(usd("0.00"));
		assertThat(chaseable()).isEqualTo(usd("0.00"));
	}

	@Test
	void anUpheldDisputeBecomesACreditNote() {
		InvoiceNumber bill = issue(14, "100.00");
		DisputeNumber dispute = DisputeNumber
			.parse(this.disputes.open(bill, usd("40.00"), "I was never abroad", this.marisol, null).value());
		Issued note = this.disputes.uphold(dispute, usd("30.00"), "Ten calls were not yours", DUNNING, null).value();
		assertThat(note.total()).isEqualTo("30.00");
		Dispute decided = this.disputes.get(dispute);
		assertThat(decided.state()).isEqualTo(DisputeState.UPHELD);
		assertThat(decided.creditNote()).isEqualTo(note.creditNote());
		assertThat(balance()).isEqualTo(usd("78.88"));
		assertThat(this.standings.of(this.account).disputed()).isEqualTo(usd("0.00"));
	}

	@Test
	void noMoreIsDisputedThanABillHas() {
		InvoiceNumber bill = issue(14, "100.00");
		this.disputes.open(bill, usd("100.00"), "Too dear", this.marisol, null);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.disputes.open(bill, usd("8.89"), "And this", this.marisol, null))
			.withMessageContaining("At most $8.88");
		this.disputes.open(bill, null, "And this", this.marisol, null);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.disputes.open(bill, null, "Again", this.marisol, null))
			.withMessageContaining("disputed already");
	}

	@Test
	void aMovedDueDateHoldsAndTheBillKeepsItsOwn() {
		InvoiceNumber bill = issue(14, "100.00");
		issue(20, "10.00");
		later(15);
		assertThat(this.positions.of(this.account).overdue()).isEqualTo(usd("108.88"));
		LocalDate to = this.calendar.today().plusDays(10);
		this.dueDates.move(bill, to, "Paid on the 1st as always", ADA, null);
		assertThat(this.positions.of(this.account).overdue()).isEqualTo(usd("0.00"));
		Invoice moved = this.invoices.find(bill).orElseThrow();
		assertThat(moved.dueOn()).isEqualTo(to);
		assertThat(moved.firstDueOn()).isEqualTo(to.minusDays(11));
		assertThat(this.positions.of(this.account).items()).extracting(OpenItem::dueOn)
			.isSorted()
			.containsExactly(to.minusDays(5), to.minusDays(5), to, to);
		assertThat(this.explaining.explain(this.account, usd("10.89")).found()).isTrue();
	}

	@Test
	void aLateFeeIsTakenBackByItselfWhenNothingWasOverdue() {
		InvoiceNumber bill = issue(14, "100.00");
		assertThatExceptionOfType(Refusal.class).isThrownBy(this::fee).withMessageContaining("overdue");
		later(15);
		long fee = fee();
		assertThat(balance()).isEqualTo(usd("113.88"));
		assertThat(this.ledger.entry(this.account, fee).orElseThrow().credit()).isEqualTo(LedgerAccount.LATE_FEES);
		note(NewCreditNote.ofAmount(bill, usd("50.00"), "Half of it was wrong"));
		assertThat(this.lateFees.standing(this.account)).containsExactly(fee);
		note(NewCreditNote.whole(bill, "All of it was wrong"));
		assertThat(this.lateFees.standing(this.account)).isEmpty();
		assertThat(balance()).isEqualTo(usd("0.00"));
		assertThat(timeline()).anyMatch((line) -> line.equals("Late fee of $5.00 taken back"));
	}

	@Test
	void aLateFeeIsTakenBackWhenItsBillIsDueLaterAfterAll() {
		InvoiceNumber bill = issue(14, "100.00");
		later(15);
		fee();
		this.dueDates.move(bill, this.calendar.today().plusDays(3), "Our mail came late", ADA, null);
		assertThat(balance()).isEqualTo(usd("108.88"));
	}

	@Test
	void aLateFeeCanBeTakenBackOnceBySomebody() {
		issue(14, "100.00");
		later(15);
		long fee = fee();
		long undone = this.lateFees.reverse(this.account, fee, "Paid the same hour", DUNNING);
		assertThat(this.lateFees.reverse(this.account, fee, "Paid the same hour", DUNNING)).isEqualTo(undone);
		assertThat(balance()).isEqualTo(usd("108.88"));
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.lateFees.reverse(this.account, 1, "No fee", DUNNING));
	}

	@Test
	void whatIsWrittenOffIsALossAndNoCorrection() {
		InvoiceNumber bill = issue(14, "100.00");
		this.writingOff.writeOff(this.account, null, bill, "Moved abroad", DUNNING, null);
		assertThat(balance()).isEqualTo(usd("0.00"));
		assertThat(this.invoices.find(bill).orElseThrow().state()).isEqualTo(Invoice.State.WRITTEN_OFF);
		assertThat(this.ledger.all(this.account).getLast().debit()).isEqualTo(LedgerAccount.BAD_DEBT);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.writingOff.writeOff(this.account, null, null, "Again", DUNNING, null));
	}

	@Test
	void instalmentsAddUpExactly() {
		List<Arrangement.Instalment> plan = Arrangement.plan(usd("100.00"), 3, LocalDate.of(2026, 1, 31));
		assertThat(plan).extracting(Arrangement.Instalment::amount)
			.containsExactly(usd("33.34"), usd("33.33"), usd("33.33"));
		assertThat(plan).extracting(Arrangement.Instalment::dueOn)
			.containsExactly(LocalDate.of(2026, 1, 31), LocalDate.of(2026, 2, 28), LocalDate.of(2026, 3, 31));
	}

	@Test
	void anArrangementIsKeptAndDoneByWhatIsPaid() {
		issue(14, "100.00");
		later(20);
		issue(60, "50.00");
		ArrangementNumber number = arrange(usd("108.88"), 3, this.calendar.today().plusDays(5));
		assertThat(chaseable()).isEqualTo(usd("0.00"));
		pay("36.30");
		later(9);
		this.jobs.run("payment arrangements");
		assertThat(state(number)).isEqualTo(ArrangementState.KEPT);
		assertThat(this.standings.of(this.account).arranged()).isEqualTo(usd("72.58"));
		pay("72.58");
		assertThat(state(number)).isEqualTo(ArrangementState.DONE);
		assertThat(balance()).isEqualTo(usd("54.44"));
	}

	@Test
	void anArrangementIsBrokenWhenAnInstalmentIsLate() {
		issue(14, "100.00");
		later(20);
		ArrangementNumber number = arrange(usd("108.88"), 2, this.calendar.today().plusDays(5));
		pay("54.43");
		later(7);
		this.jobs.run("payment arrangements");
		assertThat(state(number)).isEqualTo(ArrangementState.KEPT);
		later(1);
		this.jobs.run("payment arrangements");
		assertThat(state(number)).isEqualTo(ArrangementState.BROKEN);
		assertThat(chaseable()).isEqualTo(usd("54.45"));
		assertThat(timeline()).anyMatch((line) -> line.contains("was not kept: $0.01"));
	}

	@Test
	void aCustomerAsksForAnArrangementAndAnAgentAnswers() {
		issue(14, "100.00");
		later(20);
		List<Arrangement.Instalment> plan = Arrangement.plan(usd("108.88"), 2, this.calendar.today().plusDays(5));
		ArrangementNumber number = ArrangementNumber
			.parse(this.arrangements.make(this.account, plan, "Between jobs", this.marisol, null).value());
		assertThat(state(number)).isEqualTo(ArrangementState.REQUESTED);
		assertThat(chaseable()).isEqualTo(usd("108.88"));
		assertThat(this.arrangements.unanswered(100)).extracting(Arrangement::number).contains(number);
		assertThat(this.arrangements.agree(number, ADA).state()).isEqualTo(ArrangementState.KEPT);
		assertThat(chaseable()).isEqualTo(usd("0.00"));
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.arrangements.make(this.account, plan, "Another", ADA, null))
			.withMessageContaining("already");
		this.arrangements.cancel(number, "Pays at once after all", ADA);
		assertThat(chaseable()).isEqualTo(usd("108.88"));
	}

	@Test
	void aStatementTakesAllFromTheLedger() {
		LocalDate first = this.calendar.today();
		issue(14, "100.00");
		later(10);
		pay("20.00");
		later(10);
		issue(14, "10.00");
		Statement middle = this.statements.of(this.account, first.plusDays(5), first.plusDays(15));
		assertThat(middle.opening()).isEqualTo(usd("108.88"));
		assertThat(middle.entries()).hasSize(1);
		assertThat(middle.received()).isEqualTo(usd("20.00"));
		assertThat(middle.closing()).isEqualTo(usd("88.88"));
		assertThat(middle.closingFact().asOf()).isEqualTo(3);
		Statement all = this.statements.of(this.account, first.minusDays(100), first.plusDays(100));
		assertThat(all.opening()).isEqualTo(usd("0.00"));
		assertThat(all.closing()).isEqualTo(balance());
		assertThat(all.charged().minus(all.received())).isEqualTo(balance());
		Statement before = this.statements.of(this.account, first.minusDays(100), first.minusDays(1));
		assertThat(before.entries()).isEmpty();
		assertThat(before.closing()).isEqualTo(usd("0.00"));
	}

	@Test
	void theAgeingReportAgreesWithEveryPositionOnEveryDay() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		// After all that other tests have posted.
		later(2000);
		List<AccountNumber> all = Stream.generate(this::another).limit(6).toList();
		LocalDate start = this.calendar.today();
		for (int day = 0; day < 120; day += 4) {
			AccountNumber chosen = all.get(random.nextInt(all.size()));
			act(chosen, random, seed);
			AgeingReport report = this.ageing.asOf(this.calendar.today());
			assertThat(report.currencies()).as("seed %s", seed).allSatisfy((summary) -> {
				assertThat(summary.owed().values().stream().reduce(Money::plus)).contains(summary.total());
				assertThat(summary.total().plus(summary.credit())).isEqualTo(summary.balance());
				assertThat(summary.balance().getAmountMinorLong()).isEqualTo(sumOfBalances(summary.currency()));
			});
			Map<AccountNumber, AgeingReport.Row> rows = this.ageing.accounts(this.calendar.today(), "USD", null, 0, 500)
				.stream()
				.collect(Collectors.toMap(AgeingReport.Row::account, (row) -> row));
			for (AccountNumber one : all) {
				Position position = this.positions.of(one);
				AgeingReport.Row row = rows.get(one);
				assertThat(row != null).as("seed %s", seed).isEqualTo(position.balance().isPositive());
				if (row != null) {
					assertThat(row.total()).as("seed %s", seed).isEqualTo(position.balance());
					assertThat(row.oldestDueOn()).as("seed %s", seed).isEqualTo(position.dueOn());
					assertThat(row.owed().get(AgeBucket.NOT_DUE)).as("seed %s", seed)
						.isEqualTo(position.balance().minus(position.overdue()));
				}
			}
			later(4);
		}
		AgeingReport past = this.ageing.asOf(start.plusDays(40));
		assertThat(past.currencies()).isNotEmpty();
		assertThat(this.ageing.asOf(start.minusDays(4000)).currencies()).isEmpty();
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void everyStateIsInItsTableOfMoves() {
		assertThat(DisputeState.MOVES.keySet()).isEqualTo(EnumSet.allOf(DisputeState.class));
		assertThat(ArrangementState.MOVES.keySet()).isEqualTo(EnumSet.allOf(ArrangementState.class));
		assertThat(DisputeState.MOVES.values().stream().flatMap(Set::stream).collect(Collectors.toSet()))
			.isEqualTo(EnumSet.complementOf(EnumSet.of(DisputeState.OPEN)));
		assertThat(ArrangementState.MOVES.values().stream().flatMap(Set::stream).collect(Collectors.toSet()))
			.isEqualTo(EnumSet.complementOf(EnumSet.of(ArrangementState.REQUESTED)));
	}

	private void act(AccountNumber chosen, Random random, long seed) {
		AccountNumber before = this.account;
		this.account = chosen;
		List<Invoice> bills = this.invoices.page(chosen, 0, 50);
		Invoice bill = bills.isEmpty() ? null : bills.get(random.nextInt(bills.size()));
		switch ((bill == null) ? 0 : random.nextInt(7)) {
			case 0, 1 -> issue(1 + random.nextInt(30), (1 + random.nextInt(90)) + ".37", "3.00");
			case 2 -> pay((1 + random.nextInt(60)) + ".11");
			case 3 -> {
				Money left = this.creditNotes.left(bill.number());
				if (left.isPositive()) {
					note(NewCreditNote.ofAmount(bill.number(),
							Money.ofMinor(left.getCurrencyUnit(), 1 + random.nextLong(left.getAmountMinorLong())),
							"Seed " + seed));
				}
			}
			case 4 -> {
				LocalDate to = this.calendar.today().plusDays(random.nextInt(20));
				if (!to.equals(bill.dueOn())) {
					this.dueDates.move(bill.number(), to, "Seed " + seed, ADA, null);
				}
			}
			case 5 -> {
				if (bill.open().isPositive()) {
					this.writingOff.writeOff(chosen, null, bill.number(), "Seed " + seed, DUNNING, null);
				}
			}
			default -> {
				LedgerEntry last = this.ledger.all(chosen).getLast();
				if (last.kind() != EntryKind.REVERSAL && last.kind() != EntryKind.CREDIT_NOTE) {
					this.adjusting.reverse(chosen, last.seq(), "Seed " + seed, DUNNING, null);
				}
			}
		}
		this.account = before;
	}

	private long sumOfBalances(String currency) {
		return this.jdbc.sql(
				"/* across customers: reports */ select coalesce(sum(balance_minor), 0) from billing_account where currency = ?")
			.param(currency)
			.query(Long.class)
			.single();
	}

	private AccountNumber another() {
		return Cast.of(this.program).account("Theo", "Brandt");
	}

	private InvoiceNumber issue(int days, String... nets) {
		LocalDate today = this.calendar.today();
		return this.invoices.issue(this.account,
				new NewInvoice(today, today.plusDays(days), null, null,
						Stream.of(nets)
							.map((net) -> new NewInvoice.Line(null, "Something", 1, usd(net), new BigDecimal("8.875")))
							.toList()),
				ADA);
	}

	private void pay(String amount) {
		this.transaction.executeWithoutResult((status) -> this.ledger.post(this.ledger.lock(this.account),
				List.of(Movement.payment(usd(amount), LedgerAccount.CASH, "Payment", null)), this.calendar.now(), ADA,
				null));
	}

	private Issued note(NewCreditNote note) {
		return this.creditNotes.issue(note, DUNNING, null).value();
	}

	private long fee() {
		return this.lateFees
			.charge(this.account, usd("5.00"), usd("1.00"), this.calendar.today().plusDays(14), "Late by 1 day",
					DUNNING, null)
			.value();
	}

	private ArrangementNumber arrange(Money total, int count, LocalDate first) {
		return ArrangementNumber.parse(this.arrangements
			.make(this.account, Arrangement.plan(total, count, first), "Between jobs", DUNNING, null)
			.value());
	}

	private ArrangementState state(ArrangementNumber number) {
		return this.arrangements.get(number).state();
	}

	private Money chaseable() {
		return this.standings.of(this.account).chaseable();
	}

	private Money balance() {
		return this.positions.of(this.account).balance();
	}

	private void later(int days) {
		this.clock.move(Duration.ofDays(days));
	}

	private List<String> timeline() {
		return this.timeline.page(this.account.customerId(), Audience.CUSTOMER, List.of(), 0, 50)
			.stream()
			.map(Interaction::summary)
			.toList();
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}
