package app.accord.payment;

import java.time.Instant;

import app.accord.customer.AccountNumber;

/**
 * A link by which whoever has it sees what one account owes, and can pay it; nothing
 * else.
 *
 * @param account the account
 * @param no its number among the account's links
 * @param createdAt since when, UTC
 * @param expiresAt until when it works, UTC
 * @param openedAt when it was first looked at, UTC; or null
 * @param revokedAt when it was withdrawn, UTC; or null
 * @param by who made it
 */
public record PayLink(AccountNumber account, int no, Instant createdAt, Instant expiresAt, Instant openedAt,
		Instant revokedAt, String by) {

	/** Whether it works at that instant. */
	public boolean worksAt(Instant instant) {
		return this.revokedAt == null && instant.isBefore(this.expiresAt);
	}

}
