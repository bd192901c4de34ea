package app.accord.speaking;

import java.util.Arrays;
import java.util.List;

import app.accord.relationship.Scope;
import app.accord.relationship.Speaker;

/**
 * With whom the employee is speaking.
 *
 * @param customer the name of the customer
 * @param speakers those who may speak for the customer
 * @param chosen what is chosen, as {@link Speaking#with} takes it
 * @param speaker who is speaking for the customer; null: the customer, or somebody
 * without authority
 */
public record Conversation(String customer, List<Speaker> speakers, String chosen, Speaker speaker) {

	private boolean withoutAuthority() {
		return this.speaker == null && !this.chosen.isEmpty();
	}

	/** Who is speaking, for the history; null: the customer. */
	public String named() {
		return (this.speaker != null) ? this.speaker.named() : withoutAuthority() ? "somebody without authority" : null;
	}

	/** What the one who is speaking may do, in a line; null: the customer. */
	public String line() {
		if (this.speaker == null) {
			return withoutAuthority()
					? "Nobody has said that this person may speak for the customer: tell nothing and change nothing."
					: null;
		}
		String may = this.speaker.may();
		List<String> not = Arrays.stream(Scope.values())
			.filter((scope) -> !this.speaker.scopes().contains(scope))
			.map(Scope::words)
			.toList();
		return Character.toUpperCase(may.charAt(0)) + may.substring(1)
				+ (not.isEmpty() ? "." : ". Not: " + String.join("; ", not) + ".");
	}

	/** Whether that goes beyond the authority of the one who is speaking. */
	public boolean beyond(Deed deed) {
		return withoutAuthority() || this.speaker != null && !deed.within(this.speaker.scopes());
	}

	/** Why it does, in a sentence. */
	String why(Deed deed) {
		if (this.speaker == null) {
			return "You are speaking with somebody who may not speak for %s.".formatted(this.customer);
		}
		String may = "%s may not %s for %s: ".formatted(this.speaker.named(), deed.words(), this.customer);
		return may + (deed.customersOwn() ? "only %s can decide that.".formatted(this.customer)
				: "the authority says only “%s”.".formatted(this.speaker.may()));
	}

	/** What goes beyond the authority, and what to do; for what is only warned of. */
	String warning(Deed deed) {
		return why(deed) + " Ask %s, or note who agreed.".formatted(this.customer);
	}

	/** The same for what is refused. */
	String refusal(Deed deed) {
		return why(deed)
				+ " Speak with %s and choose that under “Speaking with”, or have a supervisor go on with a reason."
					.formatted(this.customer);
	}

}
