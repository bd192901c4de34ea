package app.accord.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import app.accord.customer.AccountNumber;
import app.accord.billing.Ledger;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@AccordTest
class RetriedTransactionsTest {

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private Ledger ledger;

	private final AtomicInteger rounds = new AtomicInteger();

	@Test
	void twoThatLockEachOtherOutAreBothDone() throws Exception {
		Cast cast = Cast.of(this.program);
		AccountNumber one = cast.customer("Ada", "One", "+1 212 555 0142", "retried-one");
		AccountNumber other = cast.customer("Ada", "Other", "+1 212 555 0143", "retried-other");
		CyclicBarrier bothHoldOne = new CyclicBarrier(2);
		CompletableFuture<Void> first = CompletableFuture.runAsync(() -> lockBoth(one, other, bothHoldOne),
				Thread::startVirtualThread);
		CompletableFuture<Void> second = CompletableFuture.runAsync(() -> lockBoth(other, one, bothHoldOne),
				Thread::startVirtualThread);
		first.get(20, TimeUnit.SECONDS);
		second.get(20, TimeUnit.SECONDS);
		assertThat(this.rounds).hasValue(3);
	}

	@Test
	void oneThatIsAlwaysGivenUpFailsInTheEnd() {
		assertThatThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
			this.rounds.incrementAndGet();
			throw new PessimisticLockingFailureException("Deadlock",
					new java.sql.SQLException("deadlock detected", "40P01"));
		})).isInstanceOf(PessimisticLockingFailureException.class);
		assertThat(this.rounds).hasValue(4);
	}

	@Test
	void nothingElseIsDoneAgain() {
		assertThatThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
			this.rounds.incrementAndGet();
			throw new CannotAcquireLockException("Too slow", new java.sql.SQLException("lock timeout", "55P03"));
		})).isInstanceOf(CannotAcquireLockException.class);
		assertThatThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
			this.rounds.incrementAndGet();
			throw new DuplicateKeyException("Twice", new java.sql.SQLException("duplicate key", "23505"));
		})).isInstanceOf(DuplicateKeyException.class);
		assertThat(this.rounds).hasValue(2);
	}

	@Test
	void aPartOfALargerOneIsNotDoneAgainByItself() {
		assertThatThrownBy(() -> this.transaction
			.executeWithoutResult((outer) -> this.transaction.executeWithoutResult((inner) -> {
				this.rounds.incrementAndGet();
				throw new PessimisticLockingFailureException("Deadlock",
						new java.sql.SQLException("deadlock detected", "40P01"));
			}))).isInstanceOf(PessimisticLockingFailureException.class);
		assertThat(this.rounds).hasValue(4);
	}

	private void lockBoth(AccountNumber first, AccountNumber second, CyclicBarrier bothHoldOne) {
		boolean[] met = new boolean[1];
		this.transaction.executeWithoutResult((status) -> {
			this.rounds.incrementAndGet();
			this.ledger.lock(first);
			if (!met[0]) {
				met[0] = true;
				await(bothHoldOne);
			}
			this.ledger.lock(second);
		});
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(10, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
