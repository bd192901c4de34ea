package app.accord.intake;

/**
 * How many rows had which verdict.
 *
 * @param fresh customers whom nobody knew
 * @param same rows that say nothing new
 * @param maybe rows that may be a customer who is known
 * @param changed rows that change a customer
 * @param refused rows that can't be taken in
 */
public record Counts(int fresh, int same, int maybe, int changed, int refused) {

	static final Counts NONE = new Counts(0, 0, 0, 0, 0);

	/** All rows. */
	public int total() {
		return this.fresh + this.same + this.maybe + this.changed + this.refused;
	}

	Counts plus(Verdict verdict) {
		return switch (verdict) {
			case NEW -> new Counts(this.fresh + 1, this.same, this.maybe, this.changed, this.refused);
			case SAME -> new Counts(this.fresh, this.same + 1, this.maybe, this.changed, this.refused);
			case MAYBE -> new Counts(this.fresh, this.same, this.maybe + 1, this.changed, this.refused);
			case CHANGED -> new Counts(this.fresh, this.same, this.maybe, this.changed + 1, this.refused);
			case REFUSED -> new Counts(this.fresh, this.same, this.maybe, this.changed, this.refused + 1);
		};
	}

}
