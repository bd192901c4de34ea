package app.accord.search;

import app.accord.customer.PublicNumber;

/**
 * A customer among those found, before anything is read of it.
 *
 * @param customerId the customer
 * @param rank how well it fits
 * @param likeness within a rank, more is better
 * @param why in words; null: to be said from the record
 * @param number what has the number or amount that was typed; null: nothing but the
 * customer
 * @param names the words of the name, in whose order equals are listed
 */
record Found(long customerId, Rank rank, int likeness, String why, PublicNumber number, String names) {

	static Found exactly(long customerId, String why, PublicNumber number) {
		return new Found(customerId, Rank.EXACT, 0, why, number, "");
	}

	/** How well somebody fits, best first. */
	enum Rank {

		/** A number, telephone number, e-mail, id or amount that is what was typed. */
		EXACT,

		/** The whole name. */
		WHOLE_NAME,

		/** Words of the name. */
		NAME_WORDS,

		/** Beginnings of words of the name. */
		NAME_BEGINNINGS,

		/** Words of anything: address, e-mail, id. */
		ANYTHING,

		/** A nickname or an initial. */
		ALSO_CALLED,

		/** Somewhere within a word. */
		FRAGMENT,

		/** A similar name. */
		SIMILAR

	}

}
