package app.accord.search;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Component;

/**
 * Lets only so many searches work at once, in their order: two for each core. More would
 * only make each of them slower, and take the connections of those who take money.
 */
@Component
class Turns {

	private static final int PER_CORE = 2;

	private static final int LONGEST_WAIT_SECONDS = 3;

	private final Semaphore turns;

	Turns(@Value("${accord.search.at-once:0}") int atOnce) {
		this.turns = new Semaphore((atOnce > 0) ? atOnce : PER_CORE * Runtime.getRuntime().availableProcessors(), true);
	}

	/**
	 * Searches when it is its turn.
	 * @throws CannotAcquireLockException if that doesn't come within seconds
	 */
	<T> T take(Supplier<T> search) {
		try {
			if (!this.turns.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
				throw new CannotAcquireLockException("Too many are searching at this moment.");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CannotAcquireLockException("Stopped while waiting to search.", ex);
		}
		try {
			return search.get();
		}
		finally {
			this.turns.release();
		}
	}

}
