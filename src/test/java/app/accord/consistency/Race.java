package app.accord.consistency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import app.accord.customer.AccountNumber;
import app.accord.refusal.Refusal;
import app.accord.testing.TestDatabase;

/**
 * Brings sessions into the order that hurts most: a gate holds the lock that they need,
 * each does all it does before that lock, and when all of them wait the gate opens. What
 * was checked before the lock is as old as can be.
 */
final class Race {

	private final TestDatabase database;

	Race(TestDatabase database) {
		this.database = database;
	}

	/**
	 * Lets them loose at an account.
	 * @return how each ended, in the order given
	 */
	List<Ended> at(AccountNumber account, Callable<?>... sessions) throws Exception {
		return at("select 1 from billing_account where customer_id = %d and account_no = %d for update"
			.formatted(account.customerId(), account.no()), () -> {
			}, sessions);
	}

	/**
	 * Lets them loose at any lock.
	 * @param gate takes it
	 * @param meanwhile is done when all of them wait
	 */
	List<Ended> at(String gate, Runnable meanwhile, Callable<?>... sessions) throws Exception {
		try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory());
				Connection holding = this.database.connect()) {
			holding.setAutoCommit(false);
			try (PreparedStatement statement = holding.prepareStatement(gate)) {
				statement.execute();
			}
			List<Future<Ended>> all = new ArrayList<>();
			for (Callable<?> session : sessions) {
				all.add(threads.submit(() -> run(session)));
			}
			awaitWaiting(sessions.length);
			meanwhile.run();
			holding.rollback();
			List<Ended> ended = new ArrayList<>();
			for (Future<Ended> one : all) {
				ended.add(one.get());
			}
			return ended;
		}
	}

	private static Ended run(Callable<?> session) throws Exception {
		try {
			return new Ended(session.call(), null);
		}
		catch (Refusal ex) {
			return new Ended(null, ex.getMessage());
		}
	}

	private void awaitWaiting(int sessions) throws SQLException, InterruptedException {
		long end = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
		try (Connection looking = this.database.connect(); PreparedStatement statement = looking.prepareStatement("""
				select count(*) from pg_stat_activity
				where datname = current_database() and wait_event_type = 'Lock'
				""")) {
			for (int waiting = 0; waiting < sessions;) {
				try (ResultSet row = statement.executeQuery()) {
					row.next();
					waiting = row.getInt(1);
				}
				if (System.nanoTime() > end) {
					throw new AssertionError("Only " + waiting + " of " + sessions + " sessions came to the lock");
				}
				Thread.sleep(5);
			}
		}
	}

	/**
	 * How a session ended.
	 *
	 * @param answer of one that was done
	 * @param refusal the sentence of one that was refused; null: it was done
	 */
	record Ended(Object answer, String refusal) {

		static long done(List<Ended> all) {
			return all.stream().filter((one) -> one.refusal == null).count();
		}

		static List<String> refusals(List<Ended> all) {
			return all.stream().map(Ended::refusal).filter((refusal) -> refusal != null).toList();
		}

	}

}
