package app.accord.consent;

/** What customers are asked for consent to. */
public enum ConsentPurpose {

	/** News, offers and sales. */
	OFFERS("offers and news"),

	/** Questions how satisfied they are. */
	SURVEYS("surveys"),

	/** Offers of other companies. */
	PARTNERS("offers of partners");

	private final String label;

	ConsentPurpose(String label) {
		this.label = label;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

}
