package app.accord.message;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;

import tools.jackson.databind.json.JsonMapper;

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

	Outbox(JdbcClient jdbc, JsonMapper json, Clock clock, Sender sender) {
		this.jdbc = jdbc;
		this.json = json;
		this.clock = clock;
		this.sender = sender;
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
