package app.accord.consent;

/**
 * What customers are asked for consent to. Bills, reminders, receipts and whatever else
 * carries out what was ordered is no purpose of these: it needs no consent.
 */
public enum ConsentPurpose {

	/** News, offers and sales. */
	OFFERS("offers and news", "with offers and news"),

	/** Questions how satisfied they are. */
	SURVEYS("surveys", "to ask how satisfied I am"),

	/** Offers of other companies. */
	PARTNERS("offers of partners", "with offers of its partners");

	private final String label;

	private final String about;

	ConsentPurpose(String label, String about) {
		this.label = label;
		this.about = about;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

	/** The same with a capital, for a heading. */
	public String title() {
		return Character.toUpperCase(this.label.charAt(0)) + this.label.substring(1);
	}

	/** What the company writes or calls about, in the customer's words. */
	String about() {
		return this.about;
	}

}
