package app.accord.customer;

/**
 * A contact point as shown.
 *
 * @param id its number among the customer's
 * @param kind which way
 * @param label what people call it, or null
 * @param typed as somebody typed it
 * @param canonical E.164, lower-case address, or null where it could not be read
 * @param shown how to show it: a telephone number well spaced, otherwise as typed
 * @param preferred whether to try it before others of its kind
 * @param reachable whether it reaches the customer
 * @param reachableReason why not, or null
 */
public record ContactPointView(int id, ContactKind kind, String label, String typed, String canonical, String shown,
		boolean preferred, Reachable reachable, String reachableReason) {

	/** Whether it could be understood; a postal address always is. */
	public boolean readable() {
		return this.kind == ContactKind.POSTAL || this.canonical != null;
	}

}
