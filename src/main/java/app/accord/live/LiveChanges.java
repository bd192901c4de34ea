package app.accord.live;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Notes, in the transaction of a change, that open screens of a customer are to be told.
 * The rows are written last in the transaction, all in one batch and each once.
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

	/** Marks many customers' topic as changed. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void mark(Collection<Long> customerIds, Topic topic) {
		Marks marks = TransactionSynchronizationManager.getSynchronizations()
			.stream()
			.filter(Marks.class::isInstance)
			.map(Marks.class::cast)
			.findFirst()
			.orElseGet(this::begin);
		customerIds.forEach((customerId) -> marks.add(new Mark(customerId, topic)));
	}

	private Marks begin() {
		Marks marks = new Marks();
		TransactionSynchronizationManager.registerSynchronization(marks);
		return marks;
	}

	private void write(Collection<Mark> marks) {
		Timestamp at = Timestamp.from(this.clock.instant());
		this.jdbc.batchUpdate("""
				insert into customer_change (customer_id, change_id, topic, at)
				values (?, nextval('customer_change_seq'), ?, ?)
				""", marks, 500, (statement, mark) -> {
			statement.setLong(1, mark.customerId());
			statement.setString(2, mark.topic().event());
			statement.setTimestamp(3, at);
		});
	}

	private record Mark(long customerId, Topic topic) {
	}

	/** What one transaction has marked. */
	private final class Marks implements TransactionSynchronization {

		private final Set<Mark> marks = new LinkedHashSet<>();

		private boolean written;

		void add(Mark mark) {
			if (this.marks.add(mark) && this.written) {
				write(List.of(mark));
			}
		}

		@Override
		public void beforeCommit(boolean readOnly) {
			this.written = true;
			write(this.marks);
		}

		@Override
		public void afterCommit() {
			LiveChanges.this.dispatcher.wake();
		}

	}

}
