package app.accord.live;

import java.sql.Array;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes the rows that committed changes have left and tells every node by {@code NOTIFY},
 * in a statement of its own so that no ledger transaction waits for the lock which
 * {@code NOTIFY} takes at commit. Rows are deleted after they were told: a crash in
 * between tells twice, which a screen does not mind. Any node may take any row.
 */
@Component
class LiveDispatcher implements SmartLifecycle {

	/** The PostgreSQL notification channel: payload {@code customerId:topic}. */
	static final String NOTIFICATIONS = "accord_live";

	private static final Logger log = LoggerFactory.getLogger(LiveDispatcher.class);

	private static final int BATCH = 500;

	private static final long POLL_MILLIS = 250;

	/** Changes that come thick and fast are told together. */
	private static final long PAUSE_MILLIS = 20;

	/** A change of one record is told to the screens of all that are joined with it. */
	private static final RowMapper<Change> CHANGE = (row, number) -> {
		Array members = row.getArray("members");
		return new Change(row.getLong("customer_id"), row.getLong("change_id"), row.getString("topic"),
				(members != null) ? List.of((Long[]) members.getArray()) : List.of(row.getLong("customer_id")));
	};

	private final JdbcClient jdbc;

	private final JdbcTemplate batches;

	private final LiveStreams streams;

	private final List<LiveSource> sources;

	private final Semaphore wakeups = new Semaphore(0);

	private volatile boolean running;

	private Thread thread;

	LiveDispatcher(JdbcClient jdbc, JdbcTemplate batches, LiveStreams streams, List<LiveSource> sources) {
		this.jdbc = jdbc;
		this.batches = batches;
		this.streams = streams;
		this.sources = sources;
	}

	/**
	 * A change has been committed on this node: look at once instead of at the next poll.
	 */
	void wake() {
		if (this.wakeups.availablePermits() == 0) {
			this.wakeups.release();
		}
	}

	@Override
	public void start() {
		this.running = true;
		this.thread = Thread.ofVirtual().name("live-dispatcher").start(this::run);
	}

	@Override
	public void stop() {
		this.running = false;
		this.thread.interrupt();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void run() {
		while (this.running) {
			try {
				this.wakeups.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
				this.wakeups.drainPermits();
				while (dispatch() == BATCH) {
					Thread.onSpinWait();
				}
				for (LiveSource source : this.sources) {
					source.changed().forEach(this.streams::tellEverybody);
				}
				Thread.sleep(PAUSE_MILLIS);
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (DataAccessException ex) {
				log.debug("The database does not answer; open screens are told when it does.", ex);
			}
			catch (RuntimeException ex) {
				log.error("Open screens could not be told of a change; it is tried again.", ex);
			}
		}
	}

	/** Tells what changed, each customer's topic once, then forgets it. */
	private int dispatch() {
		List<Change> changes = this.jdbc.sql("""
				/* across customers: dispatch */
				select c.customer_id, c.change_id, c.topic, l.members from (
					select customer_id, change_id, topic from customer_change order by change_id limit %d) c
				left join linked_customer l on l.customer_id = c.customer_id order by c.change_id
				""".formatted(BATCH)).query(CHANGE).list();
		if (!changes.isEmpty()) {
			this.jdbc.sql("select pg_notify(?, told) from unnest(?::text[]) as told")
				.param(NOTIFICATIONS)
				.param(changes.stream().flatMap(Change::payloads).distinct().toArray(String[]::new))
				.query((row) -> {
				});
			this.batches.batchUpdate("delete from customer_change where customer_id = ? and change_id = ?", changes,
					BATCH, (statement, change) -> {
						statement.setLong(1, change.customerId());
						statement.setLong(2, change.changeId());
					});
		}
		return changes.size();
	}

	/** A row of {@code customer_change}, with the records that are one customer. */
	private record Change(long customerId, long changeId, String topic, List<Long> screens) {

		Stream<String> payloads() {
			return this.screens.stream().map((screen) -> screen + ":" + this.topic);
		}

	}

}
