package app.accord.message;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.message.Message.AttachedFile;
import app.accord.time.Instants;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The table of messages: each move is one statement that names the state it leaves. */
@Component
class MessageRows {

	static final RowMapper<Message> MESSAGE = MessageRows::message;

	private static final int LONGEST_PROBLEM = 1000;

	private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final JsonMapper json;

	MessageRows(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/** The messages whose time has come, longest due first. */
	List<Key> due(Instant now, int limit) {
		return this.jdbc
			.sql("""
					/* across customers: dispatch */
					select customer_id, message_id from message
					where state in ('QUEUED', 'SENDING') and next_try_at <= :now order by next_try_at, message_id limit :limit
					""")
			.param("now", Timestamp.from(now))
			.param("limit", limit)
			.query(Key.class)
			.list();
	}

	/** Holds a message that is due, unless another node does or has moved it on. */
	@Transactional(propagation = Propagation.MANDATORY)
	Optional<Held> holdDue(Key key, Instant now) {
		return this.jdbc.sql("""
				select * from message where customer_id = ? and message_id = ?
				and state in ('QUEUED', 'SENDING') and next_try_at <= ? for no key update skip locked
				""")
			.param(key.customerId())
			.param(key.messageId())
			.param(Timestamp.from(now))
			.query(this::held)
			.optional();
	}

	/** Holds a message whatever its state, for a person who sees to it. */
	@Transactional(propagation = Propagation.MANDATORY)
	Optional<Held> hold(Key key) {
		return this.jdbc.sql("select * from message where customer_id = ? and message_id = ? for no key update")
			.param(key.customerId())
			.param(key.messageId())
			.query(this::held)
			.optional();
	}

	/** Written and about to be handed over; until then it is this node's. */
	@Transactional(propagation = Propagation.MANDATORY)
	void sending(Held held, Medium medium, Integer contactPointId, String sentTo, String language,
			Written.Letter letter, Instant now, Duration lease) {
		require(held, MessageState.SENDING);
		write(held, medium, contactPointId, sentTo, language, letter);
		this.jdbc.sql("""
				update message set state = 'SENDING', state_since = :now, next_try_at = :until, tries = tries + 1,
					may_have_left = :left, version = version + 1
				where customer_id = :customer and message_id = :message and state = :was
				""")
			.param("now", Timestamp.from(now))
			.param("until", Timestamp.from(now.plus(lease)))
			.param("left", held.mayHaveLeft())
			.param("customer", held.key().customerId())
			.param("message", held.key().messageId())
			.param("was", held.state().name())
			.update();
	}

	/** Keeps the words in which it goes. */
	@Transactional(propagation = Propagation.MANDATORY)
	void write(Held held, Medium medium, Integer contactPointId, String sentTo, String language,
			Written.Letter letter) {
		Written.Stated stated = letter.stated();
		this.jdbc.sql("""
				update message set medium = :medium, contact_point_id = :point, sent_to = :to, language = :language,
					subject = :subject, text_body = :text, html_body = :html, attachments = :files,
					stated_account_no = :statedAccount, stated_minor = :statedMinor, stated_as_of = :statedAsOf
				where customer_id = :customer and message_id = :message
				""")
			.param("medium", medium.name())
			.param("point", contactPointId)
			.param("to", sentTo)
			.param("language", language)
			.param("subject", letter.subject())
			.param("text", letter.text())
			.param("html", letter.html())
			.param("files", files(letter.attachments()))
			.param("statedAccount", (stated != null) ? stated.account().no() : null)
			.param("statedMinor", (stated != null) ? stated.amountMinor() : null)
			.param("statedAsOf", (stated != null) ? stated.asOf() : null)
			.param("customer", held.key().customerId())
			.param("message", held.key().messageId())
			.update();
	}

	/**
	 * Handed over, if it still is this try's.
	 * @return false if another node has taken it over meanwhile
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean sent(Key key, MessageState was, int tries, SentBy transport, String handledBy, Instant now) {
		require(was, MessageState.SENT);
		return this.jdbc.sql("""
				update message set state = 'SENT', state_since = :now, sent_at = :now, transport = :transport,
					handled_by = coalesce(:by, handled_by), problem = null, version = version + 1
				where customer_id = :customer and message_id = :message and state = :was and tries = :tries
				""")
			.param("now", Timestamp.from(now))
			.param("transport", transport.name())
			.param("by", handledBy)
			.param("customer", key.customerId())
			.param("message", key.messageId())
			.param("was", was.name())
			.param("tries", tries)
			.update() == 1;
	}

	/**
	 * Moves a message that was not sent.
	 * @param next where to
	 * @param problem why, or null
	 * @param nextTryAt when it is tried again; of no meaning once settled
	 * @return false if it has moved on meanwhile
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean move(Held held, MessageState next, String problem, Instant nextTryAt, boolean mayHaveLeft, int tries,
			String handledBy, Instant now) {
		require(held, next);
		return this.jdbc.sql("""
				update message set state = :next, state_since = case when state = :next then state_since else :now end,
					problem = :problem, next_try_at = :tryAt, may_have_left = :left, tries = :tries,
					handled_by = coalesce(:by, handled_by), version = version + 1
				where customer_id = :customer and message_id = :message and state = :was and tries = :triesWere
				""")
			.param("next", next.name())
			.param("now", Timestamp.from(now))
			.param("problem", shortened(problem))
			.param("tryAt", Timestamp.from(nextTryAt))
			.param("left", mayHaveLeft)
			.param("tries", tries)
			.param("by", handledBy)
			.param("customer", held.key().customerId())
			.param("message", held.key().messageId())
			.param("was", held.state().name())
			.param("triesWere", held.tries())
			.update() == 1;
	}

	private static void require(Held held, MessageState next) {
		require(held.state(), next);
	}

	private static void require(MessageState was, MessageState next) {
		if (!was.mayBecome(next)) {
			throw new IllegalStateException("A message can't go from " + was + " to " + next + ".");
		}
	}

	private static String shortened(String problem) {
		return (problem != null && problem.length() > LONGEST_PROBLEM) ? problem.substring(0, LONGEST_PROBLEM)
				: problem;
	}

	private static String files(List<Written.Attachment> attachments) {
		return attachments.isEmpty() ? null
				: attachments.stream()
					.map((file) -> String.join("\t", file.fileName().replaceAll("\\s", " "), file.contentType(),
							Integer.toString(file.content().length), sha256(file.content())))
					.collect(Collectors.joining("\n"));
	}

	private static String sha256(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Held held(ResultSet row, int number) throws SQLException {
		long customerId = row.getLong("customer_id");
		String wanted = row.getString("wanted_medium");
		return new Held(new Key(customerId, row.getLong("message_id")), account(row, "account_no"),
				row.getString("kind"), (wanted != null) ? Medium.valueOf(wanted) : null,
				this.json.readValue(row.getString("parameters"), PARAMETERS), row.getString("mail_id"),
				MessageState.valueOf(row.getString("state")), Instants.in(row, "decided_at"),
				Instants.in(row, "not_before"), row.getInt("tries"), row.getBoolean("may_have_left"),
				row.getString("subject"));
	}

	private static Message message(ResultSet row, int number) throws SQLException {
		String medium = row.getString("medium");
		String transport = row.getString("transport");
		MessageState state = MessageState.valueOf(row.getString("state"));
		AccountNumber statedAccount = account(row, "stated_account_no");
		Written.Stated stated = (statedAccount != null)
				? new Written.Stated(statedAccount, row.getLong("stated_minor"), row.getLong("stated_as_of")) : null;
		return new Message(CustomerNumber.of(row.getLong("customer_id")), row.getLong("message_id"),
				account(row, "account_no"), row.getString("kind"), state, Instants.in(row, "state_since"),
				Instants.in(row, "decided_at"), state.settled() ? null : Instants.in(row, "next_try_at"),
				row.getInt("tries"), row.getBoolean("may_have_left"), row.getString("problem"),
				(medium != null) ? Medium.valueOf(medium) : null, row.getString("sent_to"), row.getString("language"),
				row.getString("subject"), row.getString("text_body"), row.getString("html_body"),
				files(row.getString("attachments")), stated, (transport != null) ? SentBy.valueOf(transport) : null,
				Instants.in(row, "sent_at"), row.getString("handled_by"), row.getString("mail_id"));
	}

	private static List<AttachedFile> files(String lines) {
		List<AttachedFile> files = new ArrayList<>();
		if (lines != null) {
			for (String line : lines.split("\n")) {
				String[] part = line.split("\t");
				files.add(new AttachedFile(part[0], part[1], Long.parseLong(part[2]), part[3]));
			}
		}
		return files;
	}

	private static AccountNumber account(ResultSet row, String column) throws SQLException {
		int no = row.getInt(column);
		return row.wasNull() ? null : AccountNumber.of(row.getLong("customer_id"), no);
	}

	/** Which message. */
	record Key(long customerId, long messageId) {
	}

	/** A message whose row is locked. */
	record Held(Key key, AccountNumber account, String kind, Medium wanted, Map<String, String> parameters,
			String mailId, MessageState state, Instant decidedAt, Instant notBefore, int tries, boolean mayHaveLeft,
			String subject) {

		/** The same, but an earlier try may have reached the customer. */
		Held left() {
			return new Held(this.key, this.account, this.kind, this.wanted, this.parameters, this.mailId, this.state,
					this.decidedAt, this.notBefore, this.tries, true, this.subject);
		}

		/** The same after a further try has begun. */
		Held inTry() {
			return new Held(this.key, this.account, this.kind, this.wanted, this.parameters, this.mailId,
					MessageState.SENDING, this.decidedAt, this.notBefore, this.tries + 1, this.mayHaveLeft,
					this.subject);
		}

	}

}
