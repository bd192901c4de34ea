package app.accord.consent;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.customer.CustomerNumber;

/**
 * A row of the consent ledger.
 *
 * @param id its number; later rows have greater ones
 * @param record whose record it stands in
 * @param purpose what for
 * @param channel by which way
 * @param answer what the customer said
 * @param saidAt when the customer said so, UTC
 * @param through how: PHONE, POST, PORTAL …; null: not known
 * @param origin where and how, in words
 * @param wording the words that were shown to the customer; null: not known
 * @param recordedAt when it was noted, UTC
 * @param actor who noted it, and where
 * @param restores the number of the row that this one takes back, or null
 * @param reason why it is taken back, or null
 * @param together the records that were one customer when it was said; empty: this one
 * alone
 */
public record ConsentEntry(long id, CustomerNumber record, ConsentPurpose purpose, ConsentChannel channel,
		ConsentAnswer answer, Instant saidAt, Channel through, String origin, String wording, Instant recordedAt,
		Actor actor, Long restores, String reason, List<Long> together) {

	/** Where and how it was said, in one line: {@code on the telephone: no calls}. */
	public String where() {
		return where(this.through, this.origin);
	}

	static String where(Channel through, String origin) {
		String how = how(through);
		return (how == null || how.equals(origin)) ? origin : how + ": " + origin;
	}

	/** How something was said: {@code on the telephone}; null if that is not known. */
	public static String how(Channel through) {
		return switch (through) {
			case PORTAL -> "on the portal";
			case COUNTER, SHOP -> "in a shop";
			case PHONE -> "on the telephone";
			case EMAIL -> "by e-mail";
			case SMS -> "by text message";
			case POST -> "by letter";
			case WEB -> "on the web";
			case null, default -> null;
		};
	}

	boolean at(ConsentPurpose what, ConsentChannel way) {
		return this.purpose == what && this.channel == way;
	}

	/** Whether both were written by one saying, for records that were joined. */
	boolean sameSaying(ConsentEntry other) {
		return this.id == other.id || !this.together.isEmpty() && this.restores == null && other.restores == null
				&& at(other.purpose, other.channel) && this.together.equals(other.together)
				&& Objects.equals(this.saidAt, other.saidAt) && Objects.equals(this.recordedAt, other.recordedAt);
	}

}
