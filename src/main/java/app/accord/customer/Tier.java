package app.accord.customer;

/** How a customer is valued, from the ordinary upwards. */
public enum Tier {

	/** Everybody to begin with. */
	STANDARD,

	/** Above standard. */
	SILVER,

	/** Above silver. */
	GOLD,

	/** The highest. */
	PLATINUM;

	/** Whether this tier is that one or a higher one. */
	public boolean atLeast(Tier other) {
		return compareTo(other) >= 0;
	}

	/** The name as people write it: Gold. */
	public String label() {
		return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
	}

}
