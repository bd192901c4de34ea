package app.accord.duplicates;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import app.accord.duplicates.ComparisonState.Phase;
import app.accord.time.BusinessCalendar;
import app.accord.time.Instants;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The comparisons of customers with each other: one at a time, each with its progress.
 */
@Component
public class Comparisons {

	/** Whoever says nothing for so long has died. */
	private static final Duration SILENT = Duration.ofMinutes(10);

	private static final String STOPPED = "The program stopped in it.";

	private static final long SAID_EVERY_NANOS = 500_000_000L;

	private static final RowMapper<ComparisonState> STATE = (row, number) -> new ComparisonState(
			row.getBoolean("everybody"), Phase.valueOf(row.getString("phase")), row.getInt("done"), row.getInt("total"),
			row.getInt("pairs"), row.getString("failure"), row.getString("started_by"),
			row.getTimestamp("started_at").toInstant(), Instants.of(row.getTimestamp("ended_at")));

	private final JdbcClient jdbc;

	private final BusinessCalendar calendar;

	Comparisons(JdbcClient jdbc, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	/** The one that is under way. */
	public Optional<ComparisonState> running() {
		return this.jdbc.sql("select * from duplicate_comparison where ended_at is null and heartbeat_at >= ?")
			.param(silentSince())
			.query(STATE)
			.optional();
	}

	/** The last one of everybody that came to its end. */
	public Optional<ComparisonState> lastOfAll() {
		return this.jdbc.sql("""
				select * from duplicate_comparison where phase = 'DONE' and everybody order by ended_at desc limit 1
				""").query(STATE).optional();
	}

	/** The last one that ended, however it did; one that fell silent has broken off. */
	public Optional<ComparisonState> last() {
		return this.jdbc.sql("""
				select everybody, case when ended_at is null then 'FAILED' else phase end as phase, done, total, pairs,
				  case when ended_at is null then '%s' else failure end as failure, started_by, started_at,
				  coalesce(ended_at, heartbeat_at) as ended_at
				from duplicate_comparison where ended_at is not null or heartbeat_at < ?
				order by coalesce(ended_at, heartbeat_at) desc limit 1
				""".formatted(STOPPED)).param(silentSince()).query(STATE).optional();
	}

	private Timestamp silentSince() {
		return Timestamp.from(this.calendar.now().minus(SILENT));
	}

	/** Begins one; empty if one is under way. */
	Optional<Run> begin(boolean everybody, String startedBy) {
		Instant now = this.calendar.now();
		this.jdbc.sql("""
				update duplicate_comparison set phase = 'FAILED', ended_at = ?, failure = '%s'
				where ended_at is null and heartbeat_at < ?
				""".formatted(STOPPED)).param(Timestamp.from(now)).param(silentSince()).update();
		try {
			return Optional.of(new Run(this.jdbc.sql("""
					insert into duplicate_comparison (everybody, phase, started_by, started_at, heartbeat_at)
					values (?, 'READING', ?, ?, ?) returning comparison_id
					""")
				.param(everybody)
				.param(startedBy)
				.param(Timestamp.from(now))
				.param(Timestamp.from(now))
				.query(Long.class)
				.single()));
		}
		catch (DuplicateKeyException ex) {
			return Optional.empty();
		}
	}

	/** One that was begun here. */
	final class Run {

		private final long id;

		private long saidAt;

		private Phase phase = Phase.READING;

		private int total;

		private Run(long id) {
			this.id = id;
		}

		/** Says how far it is, not too often. */
		void at(Phase where, int done, int of) {
			long now = System.nanoTime();
			this.total = of;
			if (where != this.phase || now - this.saidAt > SAID_EVERY_NANOS) {
				this.phase = where;
				this.saidAt = now;
				write(done, 0, null, false);
			}
		}

		void done(int pairs) {
			this.phase = Phase.DONE;
			write(this.total, pairs, null, true);
		}

		void failed(String failure) {
			this.phase = Phase.FAILED;
			write(0, 0, failure, true);
		}

		private void write(int done, int pairs, String failure, boolean ended) {
			Timestamp now = Timestamp.from(Comparisons.this.calendar.now());
			Comparisons.this.jdbc.sql("""
					update duplicate_comparison set phase = ?, done = ?, total = ?, pairs = ?, failure = ?,
						heartbeat_at = ?, ended_at = ?
					where comparison_id = ? and ended_at is null
					""")
				.param(this.phase.name())
				.param(done)
				.param(this.total)
				.param(pairs)
				.param(failure)
				.param(now)
				.param(ended ? now : null)
				.param(this.id)
				.update();
		}

	}

}
