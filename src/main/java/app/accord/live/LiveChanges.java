package app.accord.live;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Notes, in the transaction of a change, that open screens of a customer are to be told.
 */
@Component
public class LiveChanges {

	private final JdbcTemplate jdbc;

	private final Clock clock;

	private final LiveDispatcher dispatcher;

	LiveChanges(JdbcTemplate jdbc, Clock clock, LiveDispatcher dispatcher) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.dispatcher = dispatcher;
	}

	/** Marks one customer's topic as changed; open screens are told after commit. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void mark(long customerId, Topic topic) {
		mark(List.of(customerId), topic);
	}

	/** Marks many customers' topic as changed, in one batch. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void mark(Collection<Long> customerIds, Topic topic) {
		Timestamp at = Timestamp.from(this.clock.instant());
		this.jdbc.batchUpdate("""
				insert into customer_change (customer_id, change_id, topic, at)
				values (?, nextval('customer_change_seq'), ?, ?)
				""", customerIds, 500, (statement, customerId) -> {
			statement.setLong(1, customerId);
			statement.setString(2, topic.event());
			statement.setTimestamp(3, at);
		});
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCommit() {
				LiveChanges.this.dispatcher.wake();
			}
		});
	}

}
