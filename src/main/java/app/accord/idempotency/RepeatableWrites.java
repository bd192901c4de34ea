package app.accord.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

import app.accord.fault.FailPoint;
import app.accord.linked.LinkedSet;
import app.accord.refusal.Refusal;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Does a write once for a key. The caller's transaction must hold the lock under which
 * all writes with the same key come one after the other (for money: the billing account's
 * row), so that looking the key up and keeping it are one step. The primary key
 * {@code (customer_id, key)} is the second guard.
 */
@Component
public class RepeatableWrites {

	/** What stands instead of an answer that was erased with the customer's data. */
	private static final String ERASED = "[erased]";

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final Clock clock;

	RepeatableWrites(JdbcClient jdbc, JsonMapper json, Clock clock) {
		this.jdbc = jdbc;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Does the write, or gives the first answer again.
	 * @param customerId whose data is written
	 * @param key the key that came with the write, at most 255 characters; null: not
	 * repeatable, just done
	 * @param content what was asked for; its text decides whether a repeat asks for the
	 * same
	 * @param answerType a record that can be written as JSON
	 * @param write the write
	 * @return the answer, and whether it is a repeat's
	 * @throws KeyReused if the key was used for other content
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public <T> Answer<T> once(long customerId, String key, Object content, Class<T> answerType, Supplier<T> write) {
		if (key == null) {
			return new Answer<>(write.get(), false);
		}
		if (key.isBlank() || key.length() > 255) {
			throw new IllegalArgumentException("A key has 1 to 255 characters.");
		}
		String hash = hash(content.toString());
		Optional<Kept> kept = this.jdbc
			.sql("select request_hash, answer from idempotency_key where customer_id = ? and key = ?")
			.param(customerId)
			.param(key)
			.query(Kept.class)
			.optional();
		if (kept.isPresent()) {
			if (!kept.get().requestHash().equals(hash)) {
				throw new KeyReused(key);
			}
			if (kept.get().answer().equals(ERASED)) {
				throw new Refusal("This was done before. What it answered was erased with the customer’s data.");
			}
			return new Answer<>(this.json.readValue(kept.get().answer(), answerType), true);
		}
		T answer = write.get();
		this.jdbc.sql("insert into idempotency_key (customer_id, key, request_hash, answer, at) values (?, ?, ?, ?, ?)")
			.param(customerId)
			.param(key)
			.param(hash)
			.param(this.json.writeValueAsString(answer))
			.param(Timestamp.from(this.clock.instant()))
			.update();
		FailPoint.IDEMPOTENCY_NOTED.reach();
		return new Answer<>(answer, false);
	}

	/**
	 * Whether a write with that key was done already, so that it will only be answered.
	 * @param key may be null
	 */
	public boolean done(long customerId, String key) {
		return key != null
				&& this.jdbc.sql("select exists (select from idempotency_key where customer_id = ? and key = ?)")
					.param(customerId)
					.param(key)
					.query(Boolean.class)
					.single();
	}

	/**
	 * The record of a customer that a write on the person goes to: the one that had the
	 * key before the records were joined, otherwise the leading one.
	 * @param key may be null
	 */
	public long record(LinkedSet set, String key) {
		if (key == null || !set.several()) {
			return set.leading();
		}
		return this.jdbc.sql("select customer_id from idempotency_key where customer_id = any (?) and key = ? limit 1")
			.param(set.ids())
			.param(key)
			.query(Long.class)
			.optional()
			.orElse(set.leading());
	}

	private static String hash(String content) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The answer to a write.
	 *
	 * @param value what the first write answered
	 * @param repeated whether nothing was done because the first write had done it
	 */
	public record Answer<T>(T value, boolean repeated) {
	}

	private record Kept(String requestHash, String answer) {
	}

}
