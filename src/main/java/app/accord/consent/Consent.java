package app.accord.consent;

import java.time.Instant;

/**
 * What holds for a purpose and a channel.
 *
 * @param id of the answer that says so
 * @param customerId whose record it stands in
 * @param purpose what for
 * @param channel by which way
 * @param answer what the customer said
 * @param saidAt when, UTC
 * @param origin where and how
 */
public record Consent(long id, long customerId, ConsentPurpose purpose, ConsentChannel channel, ConsentAnswer answer,
		Instant saidAt, String origin) {

	/** Whether it may be used. */
	public boolean given() {
		return this.answer == ConsentAnswer.GIVEN;
	}

}
