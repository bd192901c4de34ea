package app.accord.intake;

import java.util.List;

import app.accord.customer.CustomerKind;
import app.accord.refusal.Refusal;

/**
 * How a file is read.
 *
 * @param encoding of its characters: a name of Java's
 * @param separator between fields
 * @param headerLine the line on which the names of the columns stand, from 1; 0: nowhere
 * @param dates how days are written
 * @param source what people call where it comes from: {@code Salesforce accounts}
 * @param kind what a row is that doesn't say so
 * @param doubtful what becomes of rows that may be a customer who is known
 * @param targets what each column says
 */
public record ImportPlan(String encoding, char separator, int headerLine, DateStyle dates, String source,
		CustomerKind kind, Doubtful doubtful, List<Target> targets) {

	private static final int LONGEST_SOURCE = 60;

	public ImportPlan {
		targets = List.copyOf(targets);
	}

	/** What becomes of rows that may be a customer who is known. */
	public enum Doubtful {

		/** Left out and listed. */
		LEAVE_OUT("Leave them out and list them"),

		/** Taken on as customers of their own. */
		TAKE_ON("Take them on as new customers");

		private final String label;

		Doubtful(String label) {
			this.label = label;
		}

		/** What people read. */
		public String label() {
			return this.label;
		}

	}

	/** The same, with the columns meaning this. */
	ImportPlan with(List<Target> others) {
		return new ImportPlan(this.encoding, this.separator, this.headerLine, this.dates, this.source, this.kind,
				this.doubtful, others);
	}

	/** What goes before an id of the source in the directory, without the colon. */
	String prefix() {
		String slug = this.source.toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
		return slug.replaceAll("^-|-$", "");
	}

	boolean has(Target target) {
		return this.targets.contains(target);
	}

	/** Refuses a plan by which no customer can be read. */
	void require() {
		if (this.source == null || this.source.isBlank() || prefix().isEmpty()) {
			throw new Refusal("source", "Say where the file comes from, such as “Salesforce accounts”.");
		}
		if (this.source.length() > LONGEST_SOURCE) {
			throw new Refusal("source", "Keep the name of the source under " + LONGEST_SOURCE + " characters.");
		}
		if (prefix().equals("request")) {
			throw new Refusal("source", "Call the source otherwise; that word is taken.");
		}
		if (!has(Target.NAME) && !has(Target.FAMILY_NAME) && !has(Target.GIVEN_NAME) && !has(Target.ORGANIZATION)) {
			throw new Refusal("targets",
					"No column says the name. Choose one as whole name, given or family name, or company name.");
		}
		for (Target target : Target.values()) {
			if (target != Target.IGNORED && !target.many()
					&& this.targets.stream().filter((other) -> other == target).count() > 1) {
				throw new Refusal("targets", "Two columns are chosen as “" + target.label() + "”. Only one can be.");
			}
		}
	}

}
