package app.accord.message;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.customer.Page;
import app.accord.linked.LinkedCustomers;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The messages to customers, for reading. */
@Component
public class Messages {

	private static final Duration COUNTED = Duration.ofDays(30);

	private final JdbcClient jdbc;

	private final Clock clock;

	private final LinkedCustomers linked;

	Messages(JdbcClient jdbc, Clock clock, LinkedCustomers linked) {
		this.linked = linked;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * A customer's messages, newest first, those that were not sent included.
	 * @param page from 0
	 * @param size messages a page, at most 200
	 */
	@Transactional(readOnly = true)
	public Page<Message> page(long customerId, int page, int size) {
		return page(customerId, "true", page, size);
	}

	/** The messages that went to a customer, newest first: what the customer may see. */
	@Transactional(readOnly = true)
	public Page<Message> sent(long customerId, int page, int size) {
		return page(customerId, "state = 'SENT'", page, size);
	}

	private Page<Message> page(long customerId, String condition, int page, int size) {
		int limit = Math.clamp(size, 1, 200);
		Long[] records = this.linked.of(customerId).ids();
		List<Message> items = this.jdbc
			.sql("select * from message where customer_id = any (:records) and " + condition
					+ " order by decided_at desc, message_id desc limit :size offset :offset")
			.param("records", records)
			.param("size", limit)
			.param("offset", (long) page * limit)
			.query(MessageRows.MESSAGE)
			.list();
		long total = this.jdbc.sql("select count(*) from message where customer_id = any (:records) and " + condition)
			.param("records", records)
			.query(Long.class)
			.single();
		return new Page<>(items, page, limit, total);
	}

	/** One message; empty if the customer has none of that id. */
	@Transactional(readOnly = true)
	public Optional<Message> find(long customerId, long messageId) {
		return this.jdbc.sql("select * from message where customer_id = any (?) and message_id = ?")
			.param(this.linked.of(customerId).ids())
			.param(messageId)
			.query(MessageRows.MESSAGE)
			.optional();
	}

	/** The message decided with that key; empty if there is none. */
	@Transactional(readOnly = true)
	public Optional<Message> decided(long customerId, String dedupeKey) {
		return this.jdbc.sql("select * from message where customer_id = ? and dedupe_key = ?")
			.param(customerId)
			.param(dedupeKey)
			.query(MessageRows.MESSAGE)
			.optional();
	}

	/**
	 * Messages of all customers in one of those states, for those who run the place; the
	 * latest first.
	 * @param page from 0
	 * @param size messages a page, at most 200
	 */
	@Transactional(readOnly = true)
	public List<Message> inState(Collection<MessageState> states, int page, int size) {
		int limit = Math.clamp(size, 1, 200);
		return this.jdbc.sql("""
				/* across customers: reports */
				select * from message where state = any (:states)
				order by state_since desc, message_id desc limit :size offset :offset
				""")
			.param("states", states.stream().map(Enum::name).toArray(String[]::new))
			.param("size", limit)
			.param("offset", (long) page * limit)
			.query(MessageRows.MESSAGE)
			.list();
	}

	/** How many messages there are in each state; of those at rest, in 30 days. */
	@Transactional(readOnly = true)
	public Map<MessageState, Long> counts() {
		Map<MessageState, Long> counts = new EnumMap<>(MessageState.class);
		for (MessageState state : MessageState.values()) {
			counts.put(state, 0L);
		}
		this.jdbc.sql("""
				/* across customers: reports */
				select state, count(*) from message
				where state in ('QUEUED', 'SENDING', 'TO_PRINT', 'FAILED')
				   or (state = 'WITHHELD' and state_since > :since) or (state = 'SENT' and sent_at > :since)
				group by state
				""").param("since", Timestamp.from(this.clock.instant().minus(COUNTED))).query((row) -> {
			counts.put(MessageState.valueOf(row.getString(1)), row.getLong(2));
		});
		return counts;
	}

	/**
	 * Since when the oldest message waits that should have gone; empty if none is late.
	 */
	@Transactional(readOnly = true)
	public Optional<Instant> waitingSince() {
		return this.jdbc.sql("""
				/* across customers: reports */
				select min(not_before) from message where state in ('QUEUED', 'SENDING') and not_before <= ?
				""")
			.param(Timestamp.from(this.clock.instant()))
			.query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
			.single();
	}

}
