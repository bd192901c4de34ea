package app.accord.message;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A message that has been decided.
 *
 * @param customerId whom it is for
 * @param accountNo the billing account it concerns, or null
 * @param kind what it is, such as {@code bill} or {@code reminder}: names its writer
 * @param medium how it is to go; null: the best way that reaches the customer
 * @param parameters what its writer needs to know; no facts, which are read when it is
 * written
 * @param dedupeKey what happened, once: the same key again is the same message
 * @param notBefore when it may go at the earliest, UTC; null: at once
 */
public record NewMessage(long customerId, Integer accountNo, String kind, Medium medium, Map<String, String> parameters,
		String dedupeKey, Instant notBefore) {

	public NewMessage {
		Objects.requireNonNull(kind, "A message has a kind.");
		Objects.requireNonNull(dedupeKey, "A message has a key.");
		parameters = (parameters != null) ? Map.copyOf(parameters) : Map.of();
	}

	/** A message to go at once by the best way that reaches the customer. */
	public static NewMessage of(long customerId, Integer accountNo, String kind, String dedupeKey) {
		return new NewMessage(customerId, accountNo, kind, null, Map.of(), dedupeKey, null);
	}

	/** The same with one parameter more. */
	public NewMessage with(String name, String value) {
		Map<String, String> more = new java.util.HashMap<>(this.parameters);
		more.put(name, value);
		return new NewMessage(this.customerId, this.accountNo, this.kind, this.medium, more, this.dedupeKey,
				this.notBefore);
	}

	/** The same by that medium. */
	public NewMessage by(Medium way) {
		return new NewMessage(this.customerId, this.accountNo, this.kind, way, this.parameters, this.dedupeKey,
				this.notBefore);
	}

	/** The same, not before then. */
	public NewMessage notBefore(Instant when) {
		return new NewMessage(this.customerId, this.accountNo, this.kind, this.medium, this.parameters, this.dedupeKey,
				when);
	}

}
