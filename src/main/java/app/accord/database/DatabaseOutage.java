package app.accord.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Predicate;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Tells failures of the database itself, which pass, from mistakes of ours, which don't.
 */
public final class DatabaseOutage {

	private DatabaseOutage() {
	}

	/**
	 * @param failure what was thrown; may be null
	 * @return whether the database could not be reached or went away during the work, so
	 * that the same request may be sent again in a moment
	 */
	public static boolean isOutage(Throwable failure) {
		return within(failure,
				(cause) -> cause instanceof SQLTransientConnectionException
						|| cause instanceof SQLNonTransientConnectionException
						|| cause instanceof DataAccessResourceFailureException
						|| cause instanceof CannotCreateTransactionException
						|| (cause instanceof SQLException sql && sql.getSQLState() != null
								&& (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P")
										|| sql.getSQLState().equals("53300"))));
	}

	/**
	 * @param failure what was thrown; may be null
	 * @return whether others held the same rows for longer than anybody waits, so that
	 * nothing was done and the same request may be sent again in a moment
	 */
	public static boolean isBusy(Throwable failure) {
		return within(failure, PessimisticLockingFailureException.class::isInstance);
	}

	/**
	 * @param failure what a transaction of a long work threw
	 * @return whether it is the database's, so that the work may go on when it is back
	 */
	public static boolean interrupts(Throwable failure) {
		return failure instanceof CannotCreateTransactionException
				|| failure instanceof DataAccessResourceFailureException
				|| failure instanceof TransactionSystemException;
	}

	/** Whether that holds of a failure or of one of its causes. */
	static boolean within(Throwable failure, Predicate<Throwable> wanted) {
		int depth = 0;
		for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
			if (wanted.test(cause)) {
				return true;
			}
		}
		return false;
	}

}
