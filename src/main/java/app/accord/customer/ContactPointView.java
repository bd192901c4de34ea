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
 * @param owner the record that it belongs to: of several that are joined, perhaps not the
 * leading one
 */
public record ContactPointView(int id, ContactKind kind, String label, String typed, String canonical, String shown,
		boolean preferred, Reachable reachable, String reachableReason, CustomerNumber owner) {

	/** Whether it could be understood; a postal address always is. */
	public boolean readable() {
		return this.kind == ContactKind.POSTAL || this.canonical != null;
	}

	/** Whether both are the same address, whatever they look like. */
	boolean reaches(ContactPointView other) {
		return this.kind == other.kind && ((this.canonical != null) ? this.canonical.equals(other.canonical)
				: other.canonical == null && Typed.fold(this.typed).equals(Typed.fold(other.typed)));
	}

	/** The same, first among its kind or not. */
	ContactPointView preferring(boolean first) {
		return new ContactPointView(this.id, this.kind, this.label, this.typed, this.canonical, this.shown, first,
				this.reachable, this.reachableReason, this.owner);
	}

	/** This one, not used where either record says that it must not be. */
	ContactPointView stricter(ContactPointView other) {
		boolean barred = this.reachable != Reachable.NO && other.reachable == Reachable.NO;
		boolean known = this.reachable == Reachable.UNKNOWN && other.reachable != Reachable.UNKNOWN;
		return (barred || known) ? new ContactPointView(this.id, this.kind, this.label, this.typed, this.canonical,
				this.shown, this.preferred, other.reachable, other.reachableReason, this.owner) : this;
	}

}
