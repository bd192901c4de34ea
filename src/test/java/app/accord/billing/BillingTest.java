package app.accord.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.NewCustomer;
import app.accord.fact.Fact;
import app.accord.idempotency.KeyReused;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.TestDatabase;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@AccordTest
class BillingTest {

	private static final Actor ADA = new Actor(ActorKind.STAFF, "agent", "Ada Lindqvist", Channel.DESK);

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Customers customers;

	@Autowired
	private BillingAccounts accounts;

	@Autowired
	private Adjusting adjusting;

	@Autowired
	private Invoices invoices;

	@Autowired
	private Ledger ledger;

	@Autowired
	private Positions positions;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private Histories histories;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private Timeline timeline;

	@Autowired
	private BusinessCalendar calendar;

	@Autowired
	private MovableClock clock;

	@Autowired
	private TestDatabase database;

	private AccountNumber account;

	@BeforeEach
	void marisolHasAnAccount() {
		this.clock.reset();
		this.account = Cast.of(this.program).account("Marisol", "Okafor");
	}

	@Test
	void aBillIsOwedWithItsTaxAndDueOnItsDueDate() {
		InvoiceNumber number = issue("45.00", "8.875", 14);
		Position position = this.positions.of(this.account);
		assertThat(position.balance()).isEqualTo(usd("48.99"));
		assertThat(position.asOf()).isEqualTo(2);
		assertThat(position.dueNow()).isEqualTo(usd("0.00"));
		assertThat(position.dueOn()).isEqualTo(this.calendar.today().plusDays(14));
		Invoice bill = this.invoices.find(number).orElseThrow();
		assertThat(bill.total()).isEqualTo(usd("48.99"));
		assertThat(bill.open()).isEqualTo(usd("48.99"));
		assertThat(bill.state()).isEqualTo(Invoice.State.SENT);
		assertThat(bill.lines()).hasSize(1);
	}

	@Test
	void whatIsNotPaidIsDueOnItsDayAndOverdueAfterIt() {
		issue("45.00", "0", 14);
		this.clock.move(Duration.ofDays(14));
		assertThat(this.positions.of(this.account).dueNow()).isEqualTo(usd("45.00"));
		assertThat(this.positions.of(this.account).overdue()).isEqualTo(usd("0.00"));
		this.clock.move(Duration.ofDays(1));
		assertThat(this.positions.of(this.account).overdue()).isEqualTo(usd("45.00"));
	}

	@Test
	void aPositionsFactsAllStateTheSameEntry() {
		issue("45.00", "8.875", 14);
		List<Fact> facts = this.positions.of(this.account).facts();
		assertThat(facts).extracting(Fact::fact)
			.containsExactly("balance", "due-now", "overdue", "due-date", "disputed");
		assertThat(facts).allSatisfy((fact) -> {
			// Disputes are no entries: how many were opened and decided is their version.
			assertThat(fact.asOf()).isEqualTo(fact.fact().equals("disputed") ? 0 : 2);
			assertThat(fact.subject()).isEqualTo(this.account.toString());
		});
		assertThat(facts.getFirst().value()).isEqualTo("48.99");
	}

	@Test
	void aCreditLowersTheBalanceAndStandsInTheTimelineWithItsReason() {
		issue("45.00", "0", 14);
		this.adjusting.credit(this.account, usd("5.00"), "Outage on Sunday", ADA, null);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("40.00"));
		Interaction newest = this.timeline.page(this.account.customerId(), Audience.CUSTOMER, List.of(), 0, 1)
			.getFirst();
		assertThat(newest.reason()).isEqualTo("Outage on Sunday");
		assertThat(newest.actor().name()).isEqualTo("Ada Lindqvist");
		assertThat(newest.entrySeq()).isEqualTo(2);
	}

	@Test
	void aReversedChargeIsNoLongerOpenWhateverElseIsDue() {
		issue("97.06", "0", 0);
		long fee = this.adjusting
			.charge(this.account, usd("5.00"), this.calendar.today().plusDays(9), "Late fee", ADA, null)
			.value()
			.seq();
		this.adjusting.reverse(this.account, fee, "The customer had paid", ADA, null);
		Position position = this.positions.of(this.account);
		assertThat(position.balance()).isEqualTo(usd("97.06"));
		assertThat(position.items()).singleElement()
			.satisfies((item) -> assertThat(item.open()).isEqualTo(usd("97.06")));
	}

	@Test
	void anEntryIsReversedOnceAndAReversalNever() {
		long fee = charge("5.00");
		long reversal = this.adjusting.reverse(this.account, fee, "Wrong", ADA, null).value().seq();
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.adjusting.reverse(this.account, fee, "Again", ADA, null))
			.withMessageContaining("reversed already, by entry " + reversal);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.adjusting.reverse(this.account, reversal, "Undo", ADA, null))
			.withMessageContaining("is itself a reversal");
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.adjusting.reverse(this.account, 99, "Undo", ADA, null))
			.withMessageContaining("has no entry 99");
	}

	@Test
	void rejectsWhatCannotBe() {
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.adjusting.credit(this.account, usd("0.00"), "x", ADA, null));
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.adjusting.credit(this.account, usd("1.00"), " ", ADA, null));
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.adjusting.credit(this.account, Money.parse("EUR 1.00"), "x", ADA, null))
			.withMessageContaining("kept in USD");
		assertThatExceptionOfType(NotFound.class)
			.isThrownBy(() -> this.positions.of(new AccountNumber(this.account.customerId(), 9)));
		assertThat(this.ledger.count(this.account)).isZero();
	}

	@Test
	void aRepeatWithTheSameKeyGetsTheFirstAnswer() {
		String key = UUID.randomUUID().toString();
		var first = this.adjusting.credit(this.account, usd("5.00"), "Goodwill", ADA, key);
		charge("1.00");
		var again = this.adjusting.credit(this.account, usd("5.00"), "Goodwill", ADA, key);
		assertThat(first.repeated()).isFalse();
		assertThat(again.repeated()).isTrue();
		assertThat(again.value()).isEqualTo(first.value());
		assertThat(this.ledger.count(this.account)).isEqualTo(2);
	}

	@Test
	void aKeyWithOtherContentIsRefused() {
		String key = UUID.randomUUID().toString();
		this.adjusting.credit(this.account, usd("5.00"), "Goodwill", ADA, key);
		assertThatExceptionOfType(KeyReused.class)
			.isThrownBy(() -> this.adjusting.credit(this.account, usd("6.00"), "Goodwill", ADA, key));
		assertThat(this.ledger.count(this.account)).isEqualTo(1);
	}

	@Test
	void fiftyAtOnceWithOneKeyMakeOneEntry() throws Exception {
		String key = UUID.randomUUID().toString();
		try (ExecutorService many = Executors.newFixedThreadPool(8)) {
			List<Future<Long>> answers = IntStream.range(0, 50)
				.mapToObj((n) -> many
					.submit(() -> this.adjusting.credit(this.account, usd("5.00"), "Goodwill", ADA, key).value().seq()))
				.toList();
			for (Future<Long> answer : answers) {
				assertThat(answer.get()).isEqualTo(1);
			}
		}
		assertThat(this.ledger.count(this.account)).isEqualTo(1);
	}

	@Test
	void manyWritersLeaveDenseNumbersAndRunningBalances() throws Exception {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		List<Integer> cents = random.ints(80, 1, 5_000).boxed().toList();
		try (ExecutorService many = Executors.newFixedThreadPool(8)) {
			List<Future<?>> writes = cents.stream()
				.<Future<?>>map((amount) -> many
					.submit(() -> (amount % 2 == 0) ? this.adjusting.credit(this.account, cents(amount), "c", ADA, null)
							: this.adjusting.charge(this.account, cents(amount), this.calendar.today(), "d", ADA,
									null)))
				.toList();
			for (Future<?> write : writes) {
				write.get();
			}
		}
		List<LedgerEntry> entries = this.ledger.all(this.account);
		assertThat(entries).as("seed %s", seed).hasSize(80);
		Money running = usd("0.00");
		long seq = 0;
		for (LedgerEntry entry : entries) {
			running = running.plus(entry.amount());
			assertThat(entry.seq()).isEqualTo(++seq);
			assertThat(entry.balanceAfter()).as("seed %s, entry %s", seed, seq).isEqualTo(running);
		}
		assertThat(this.positions.of(this.account).balance()).isEqualTo(running);
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void theBooksCheckFindsADoctoredBalance() throws SQLException {
		charge("5.00");
		try (Connection owner = this.database.connect(); Statement statement = owner.createStatement()) {
			String where = " where customer_id = " + this.account.customerId();
			statement.execute("update billing_account set balance_minor = balance_minor + 1" + where);
			assertThat(this.checks.violations()).singleElement().asString().contains("running balance 501");
			statement.execute("update billing_account set balance_minor = balance_minor - 1" + where);
			statement.execute("update ledger_entry set amount_minor = 499" + where);
			assertThat(this.checks.violations()).singleElement().asString().contains("sum of the amounts 499");
			statement.execute("update ledger_entry set amount_minor = 500" + where);
		}
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void aHistoryIsPostedWithItsOwnDatesAfterWhatIsThere() {
		charge("1.00");
		Instant then = Instant.parse("2025-03-01T12:00:00Z");
		NewInvoice bill = new NewInvoice(LocalDate.parse("2025-03-01"), LocalDate.parse("2025-03-15"), null, null,
				List.of(new NewInvoice.Line(null, "Service", 1, usd("20.00"), BigDecimal.ZERO)));
		AccountHistory history = new AccountHistory(this.account,
				List.of(new AccountHistory.Billed(then, ADA, 1, bill), new AccountHistory.Moved(then.plusSeconds(1),
						ADA, Movement.payment(usd("20.00"), LedgerAccount.BANK, "Payment received", null), "Paid")));
		this.transaction.executeWithoutResult((status) -> this.histories.append(List.of(history)));
		assertThat(this.ledger.all(this.account)).extracting(LedgerEntry::kind)
			.containsExactly(EntryKind.CHARGE, EntryKind.INVOICE, EntryKind.PAYMENT);
		assertThat(this.ledger.entry(this.account, 2).orElseThrow().at()).isEqualTo(then);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("1.00"));
		assertThat(this.invoices.page(this.account, 0, 10)).singleElement()
			.satisfies((invoice) -> assertThat(invoice.state()).isEqualTo(Invoice.State.SETTLED));
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void aBillThatIsBeingIssuedIsNeverListedAsPaid() throws Exception {
		try (ExecutorService other = Executors.newSingleThreadExecutor()) {
			Future<?> issuing = other.submit(() -> IntStream.range(0, 120).forEach((n) -> issue("1.00", "0", 14)));
			while (!issuing.isDone()) {
				assertThat(this.invoices.page(this.account, 0, 3))
					.allSatisfy((bill) -> assertThat(bill.state()).isEqualTo(Invoice.State.SENT));
			}
			issuing.get();
		}
	}

	@Test
	void aFirstAccountIsOpenedOnceHoweverOftenTheButtonIsPressed() throws Exception {
		long jonas = this.customers.create(ADA, NewCustomer.person("Jonas", "Berg")).customerId();
		try (ExecutorService many = Executors.newFixedThreadPool(6)) {
			for (Future<AccountNumber> opened : IntStream.range(0, 12)
				.mapToObj((n) -> many.submit(() -> this.accounts.openFirst(jonas, "Main", "USD", ADA)))
				.toList()) {
				assertThat(opened.get()).isEqualTo(AccountNumber.of(jonas, 1));
			}
		}
		assertThat(this.accounts.of(jonas)).hasSize(1);
	}

	@Test
	void anAmountThatCannotBeRightIsRefused() {
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.adjusting.credit(this.account, usd("999999999999999.99"), "Goodwill", ADA, null))
			.withMessageContaining("too large");
	}

	private InvoiceNumber issue(String net, String tax, int days) {
		LocalDate today = this.calendar.today();
		return this.invoices.issue(this.account, new NewInvoice(today, today.plusDays(days), null, null,
				List.of(new NewInvoice.Line("MOBILE-L", "Mobile L", 1, usd(net), new BigDecimal(tax)))), ADA);
	}

	private long charge(String amount) {
		return this.adjusting.charge(this.account, usd(amount), this.calendar.today(), "Fee", ADA, null).value().seq();
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

	private static Money cents(long minor) {
		return Money.ofMinor(usd("0.00").getCurrencyUnit(), minor);
	}

}
