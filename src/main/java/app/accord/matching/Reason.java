package app.accord.matching;

import java.util.Locale;

/**
 * One reason for or against two records being the same.
 *
 * @param what was compared: Surname
 * @param outcome in words: nearly the same (millar / miller)
 * @param weight hundredths of a bit; above 0 it speaks for the same
 */
public record Reason(String what, String outcome, int weight) {

	/** For people: Surname nearly the same (millar / miller): +5.1. */
	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%s %s: %+.1f", this.what, this.outcome, this.weight / 100.0);
	}

}
