package app.accord.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** Instants as they are read from the database. */
public final class Instants {

	private Instants() {
	}

	/** The instant, or null where there is none. */
	public static Instant of(Timestamp stored) {
		return (stored != null) ? stored.toInstant() : null;
	}

	/** The instant in that column, or null where there is none. */
	public static Instant in(ResultSet row, String column) throws SQLException {
		return of(row.getTimestamp(column));
	}

}
