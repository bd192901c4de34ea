package app.accord.customer;

/**
 * A contact point to be added.
 *
 * @param kind which way
 * @param label what people call it ("home", "work"), or null
 * @param typed as somebody typed it
 * @param preferred whether to try it before others of its kind
 * @param reachable whether it reaches the customer; null: not known
 * @param reachableReason why it does not, or null
 */
public record NewContactPoint(ContactKind kind, String label, String typed, boolean preferred, Reachable reachable,
		String reachableReason) {

	/** A contact point of which nobody knows yet whether it reaches the customer. */
	public NewContactPoint(ContactKind kind, String label, String typed, boolean preferred) {
		this(kind, label, typed, preferred, null, null);
	}

	/** A telephone number in any format. */
	public static NewContactPoint phone(String typed) {
		return new NewContactPoint(ContactKind.PHONE, null, typed, false);
	}

	/** An e-mail address. */
	public static NewContactPoint email(String typed) {
		return new NewContactPoint(ContactKind.EMAIL, null, typed, false);
	}

	/** A postal address, on one or more lines. */
	public static NewContactPoint postal(String typed) {
		return new NewContactPoint(ContactKind.POSTAL, null, typed, false);
	}

	/** The same, called so. */
	public NewContactPoint labelled(String name) {
		return new NewContactPoint(this.kind, name, this.typed, this.preferred, this.reachable, this.reachableReason);
	}

	/** The same, to be tried first. */
	public NewContactPoint preferring() {
		return new NewContactPoint(this.kind, this.label, this.typed, true, this.reachable, this.reachableReason);
	}

	/** The same, known to reach the customer. */
	public NewContactPoint reaching() {
		return new NewContactPoint(this.kind, this.label, this.typed, this.preferred, Reachable.YES, null);
	}

	/** The same, known not to reach the customer. */
	public NewContactPoint unreachable(String why) {
		return new NewContactPoint(this.kind, this.label, this.typed, this.preferred, Reachable.NO, why);
	}

}
