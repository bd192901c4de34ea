package app.accord.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

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
		int depth = 0;
		for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
			if (cause instanceof SQLTransientConnectionException || cause instanceof SQLNonTransientConnectionException
					|| cause instanceof DataAccessResourceFailureException
					|| cause instanceof CannotCreateTransactionException) {
				return true;
			}
			if (cause instanceof SQLException sql && sql.getSQLState() != null && (sql.getSQLState().startsWith("08")
					|| sql.getSQLState().startsWith("57P") || sql.getSQLState().equals("53300"))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * @param failure what was thrown; may be null
	 * @return whether others held the same rows for longer than anybody waits, so that
	 * nothing was done and the same request may be sent again in a moment
	 */
	public static boolean isBusy(Throwable failure) {
		int depth = 0;
		for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
			if (cause instanceof PessimisticLockingFailureException) {
				return true;
			}
		}
		return false;
	}

}
