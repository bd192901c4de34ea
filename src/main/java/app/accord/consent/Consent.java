package app.accord.consent;

import java.util.List;

import app.accord.fact.Fact;

/**
 * What holds for a purpose and a channel.
 *
 * @param purpose what for
 * @param channel by which way
 * @param answer what holds; UNKNOWN where nothing was said
 * @param said the answer that says so; null where nothing was said
 * @param overruled what other records of the same customer say, less strictly; nearly
 * always nothing
 * @param fact the same as a fact, as every channel shows it
 */
public record Consent(ConsentPurpose purpose, ConsentChannel channel, ConsentAnswer answer, ConsentEntry said,
		List<ConsentEntry> overruled, Fact fact) {

	/** Whether it may be used. */
	public boolean given() {
		return this.answer == ConsentAnswer.GIVEN;
	}

}
