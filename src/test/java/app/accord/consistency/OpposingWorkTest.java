package app.accord.consistency;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import app.accord.actor.Actor;
import app.accord.billing.Adjusting;
import app.accord.billing.BillingAccounts;
import app.accord.billing.CreditNotes;
import app.accord.billing.Disputes;
import app.accord.billing.LedgerChecks;
import app.accord.billing.NewCreditNote;
import app.accord.billing.WritingOff;
import app.accord.customer.AccountNumber;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.Tier;
import app.accord.invoicing.BillRunWork;
import app.accord.payment.PayingOut;
import app.accord.payment.PaymentMethod;
import app.accord.payment.RingingUp;
import app.accord.payment.Sale;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.TestDatabase;
import app.accord.time.BusinessCalendar;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static app.accord.testing.Cast.dollars;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that locks several rows, at once and in opposite order, while bill runs go
 * over all accounts: no session ever waits in a circle, and nobody is told anything but a
 * named refusal.
 */
@AccordTest
class OpposingWorkTest {

	private static final int SECONDS = Integer.getInteger("accord.opposing.seconds", 15);

	private static final int CLIENTS = 9;

	private static final int CUSTOMERS = 6;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TestDatabase database;

	@Autowired
	private MovableClock clock;

	private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

	private final ConcurrentMap<String, Integer> told = new ConcurrentHashMap<>();

	private final Queue<InvoiceNumber> bills = new ConcurrentLinkedQueue<>();

	@Test
	void neverDeadlocks() throws Exception {
		long seed = Long.getLong("accord.seed", System.nanoTime() & 0xffffff);
		System.out.println("OpposingWorkTest: -Daccord.seed=" + seed);
		List<AccountNumber> accounts = accounts();
		long before = deadlocks();
		long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
		try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS + 2)) {
			List<Future<?>> all = new ArrayList<>();
			for (int client = 0; client < CLIENTS; client++) {
				Random random = new Random(seed * 31 + client);
				all.add(clients.submit(() -> {
					while (System.nanoTime() < end) {
						attempt(() -> anything(accounts.get(random.nextInt(accounts.size())), random));
					}
				}));
			}
			// Two nodes make bills, of a further month each time.
			for (int node = 0; node < 2; node++) {
				all.add(clients.submit(() -> {
					while (System.nanoTime() < end) {
						attempt(() -> bean(BillRunWork.class).automatic());
						this.clock.move(Duration.ofDays(5));
					}
				}));
			}
			for (Future<?> one : all) {
				one.get();
			}
		}
		System.out.println("OpposingWorkTest: " + new TreeMap<>(this.told));
		assertThat(this.surprises).isEmpty();
		assertThat(deadlocks()).as("pg_stat_database.deadlocks").isEqualTo(before);
		assertThat(bean(LedgerChecks.class).violations()).isEmpty();
		assertThat(this.told.get("done")).isGreaterThan(50);
	}

	private void anything(AccountNumber account, Random random) {
		Actor actor = Actor.system("Opposing work");
		String key = UUID.randomUUID().toString();
		String amount = "1.%02d".formatted(random.nextInt(100));
		switch (random.nextInt(11)) {
			case 0 -> this.bills.add(Cast.of(this.program)
				.bill(account, amount, bean(BusinessCalendar.class).today().plusDays(9), "A month"));
			case 1 -> Cast.of(this.program).cash(account, amount);
			case 2 -> bean(PayingOut.class).refund(account, dollars(amount), PaymentMethod.CHEQUE, "As asked for",
					actor, key);
			case 3 -> bean(Adjusting.class).credit(account, dollars(amount), "For the wait", actor, key);
			case 4 -> bean(Adjusting.class).reverse(account, 1L + random.nextInt(40), "A slip", actor, key);
			case 5 -> bean(WritingOff.class).writeOff(account, dollars(amount), null, "Gone away", actor, key);
			case 6 -> bean(CreditNotes.class).issue(NewCreditNote.ofAmount(bill(), dollars("0.50"), "Half a day"),
					actor, key);
			case 7 -> bean(Disputes.class).open(bill(), dollars("0.20"), "I never had this", actor, key);
			case 8 -> bean(RingingUp.class).sell(
					new Sale(account, "Shop", List.of(new Sale.Line("OPP-1", 1, null)), dollars("3.00"),
							random.nextBoolean() ? Sale.Settlement.ON_ACCOUNT : Sale.Settlement.CASH, null),
					actor, key);
			case 9 -> bean(Customers.class).changeTier(actor, account.customer(),
					Tier.values()[random.nextInt(Tier.values().length)], "Opposing work");
			default -> bean(Adjusting.class).charge(account, dollars(amount),
					bean(BusinessCalendar.class).today().plusDays(3), "For the visit", actor, key);
		}
	}

	private InvoiceNumber bill() {
		InvoiceNumber bill = this.bills.poll();
		if (bill == null) {
			throw new Refusal("There is no bill yet.");
		}
		this.bills.add(bill);
		return bill;
	}

	private void attempt(Runnable what) {
		try {
			what.run();
			this.told.merge("done", 1, Integer::sum);
		}
		catch (Refusal ex) {
			this.told.merge("refused", 1, Integer::sum);
		}
		catch (RuntimeException ex) {
			this.surprises.add(ex.toString());
		}
	}

	private List<AccountNumber> accounts() {
		Cast cast = Cast.of(this.program);
		cast.product("OPP-1", "A cable", "3.00");
		List<AccountNumber> accounts = new ArrayList<>();
		for (int i = 0; i < CUSTOMERS; i++) {
			AccountNumber first = cast.customer("Opposing", "Customer " + i, "+1 212 555 %04d".formatted(100 + i),
					"opposing-" + i);
			AccountNumber second = bean(BillingAccounts.class).open(first.customerId(), "Cabin", "USD", Cast.agent());
			if (i == 0) {
				cast.service(first, "OPP-NET", "Internet", "At home", "20.00");
			}
			else {
				LocalDate since = bean(BusinessCalendar.class).today().withDayOfMonth(1);
				bean(app.accord.subscription.Contracts.class).start(Cast.agent(),
						new app.accord.subscription.NewContract(first.customerId(), 1 + i % 2, "OPP-NET", "At home",
								"Month-to-month", dollars("20.00"), since, null));
			}
			accounts.addAll(List.of(first, second));
		}
		return accounts;
	}

	private long deadlocks() throws SQLException {
		try (Connection connection = this.database.connect();
				Statement statement = connection.createStatement();
				ResultSet row = statement
					.executeQuery("select deadlocks from pg_stat_database where datname = current_database()")) {
			row.next();
			return row.getLong(1);
		}
	}

	private <T> T bean(Class<T> type) {
		return this.program.getBean(type);
	}

}
