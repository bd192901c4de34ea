package app.accord.message;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where messages to customers are decided, in the transaction of what they tell of: they
 * go if and when it commits.
 */
@Component
public class Outbox {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final Clock clock;

	private final Sender sender;

	private final JdbcTemplate batch;

	Outbox(JdbcClient jdbc, JdbcTemplate batch, JsonMapper json, Clock clock, Sender sender) {
		this.jdbc = jdbc;
		this.batch = batch;
		this.json = json;
		this.clock = clock;
		this.sender = sender;
	}

	/**
	 * Decides many messages in a few statements: for bill runs. A customer who has one of
	 * that key already gets none.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void decideAll(List<NewMessage> messages) {
		if (messages.isEmpty()) {
			return;
		}
		Instant now = this.clock.instant();
		List<Long> ids = this.jdbc.sql("select nextval('message_seq') from generate_series(1, ?)")
			.param(messages.size())
			.query(Long.class)
			.list();
		List<NewMessage> inOrder = messages.stream().sorted(Comparator.comparingLong(NewMessage::customerId)).toList();
		this.batch.batchUpdate("""
				insert into message (customer_id, message_id, account_no, kind, wanted_medium, parameters, dedupe_key,
					mail_id, state, state_since, decided_at, not_before, next_try_at)
				values (?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?, ?, ?, ?)
				on conflict (customer_id, dedupe_key) do nothing
				""", IntStream.range(0, inOrder.size()).boxed().toList(), 1000, (statement, i) -> {
			NewMessage message = inOrder.get(i);
			Instant from = (message.notBefore() != null && message.notBefore().isAfter(now)) ? message.notBefore()
					: now;
			statement.setLong(1, message.customerId());
			statement.setLong(2, ids.get(i));
			statement.setObject(3, message.accountNo(), Types.INTEGER);
			statement.setString(4, message.kind());
			statement.setString(5, (message.medium() != null) ? message.medium().name() : null);
			statement.setString(6, this.json.writeValueAsString(message.parameters()));
			statement.setString(7, message.dedupeKey());
			statement.setString(8, this.sender.newMailId(message.customerId(), ids.get(i)));
			statement.setTimestamp(9, Timestamp.from(now));
			statement.setTimestamp(10, Timestamp.from(now));
			statement.setTimestamp(11, Timestamp.from(from));
			statement.setTimestamp(12, Timestamp.from(from));
		});
	}

	/**
	 * Decides a message. It is sent after commit, within a second or so, or at its time.
	 * @return the message's id among the customer's; of the first one, where the customer
	 * has one of that key
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public long decide(NewMessage message) {
		Instant now = this.clock.instant();
		Instant from = (message.notBefore() != null && message.notBefore().isAfter(now)) ? message.notBefore() : now;
		long id = this.jdbc.sql("select nextval('message_seq')").query(Long.class).single();
		int inserted = this.jdbc.sql("""
				insert into message (customer_id, message_id, account_no, kind, wanted_medium, parameters, dedupe_key,
					mail_id, state, state_since, decided_at, not_before, next_try_at)
				values (?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?, ?, ?, ?)
				on conflict (customer_id, dedupe_key) do nothing
				""")
			.param(message.customerId())
			.param(id)
			.param(message.accountNo())
			.param(message.kind())
			.param((message.medium() != null) ? message.medium().name() : null)
			.param(this.json.writeValueAsString(message.parameters()))
			.param(message.dedupeKey())
			.param(this.sender.newMailId(message.customerId(), id))
			.param(Timestamp.from(now))
			.param(Timestamp.from(now))
			.param(Timestamp.from(from))
			.param(Timestamp.from(from))
			.update();
		if (inserted == 1) {
			return id;
		}
		return this.jdbc.sql("select message_id from message where customer_id = ? and dedupe_key = ?")
			.param(message.customerId())
			.param(message.dedupeKey())
			.query(Long.class)
			.single();
	}

}
