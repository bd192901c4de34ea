package app.accord.intake;

import java.util.List;
import java.util.Locale;

import app.accord.customer.CustomerKind;
import app.accord.refusal.Refusal;
import app.accord.time.DateStyle;
import org.joda.money.CurrencyUnit;

/**
 * How a file is read.
 *
 * @param encoding of its characters: a name of Java's
 * @param separator between fields
 * @param headerLine the line on which the names of the columns stand, from 1; 0: nowhere
 * @param dates how days are written; null: it can't be told, a person is asked
 * @param source what people call where it comes from: {@code Salesforce accounts}
 * @param kind what a row is that doesn't say so
 * @param doubtful what becomes of rows that may be a customer who is known
 * @param targets what each column says
 * @param records what the file holds
 * @param numbers how amounts are written; null: it can't be told, a person is asked
 * @param currency ISO 4217 code of amounts that don't name theirs, or null
 * @param customerSource the source whose ids name the customers of its records, or null
 * @param openBills who collects bills that are open
 */
public record ImportPlan(String encoding, char separator, int headerLine, DateStyle dates, String source,
		CustomerKind kind, Doubtful doubtful, List<Target> targets, ImportKind records, NumberStyle numbers,
		String currency, String customerSource, OpenBills openBills) {

	private static final int LONGEST_SOURCE = 60;

	public ImportPlan {
		targets = List.copyOf(targets);
		records = (records != null) ? records : ImportKind.CUSTOMERS;
		currency = (currency == null || currency.isBlank()) ? null : currency.strip().toUpperCase(Locale.ROOT);
		customerSource = (customerSource == null || customerSource.isBlank()) ? null : customerSource.strip();
		openBills = (openBills != null) ? openBills : OpenBills.COLLECTED_THERE;
	}

	/** A plan by which the other system collects its bills that are open. */
	public ImportPlan(String encoding, char separator, int headerLine, DateStyle dates, String source,
			CustomerKind kind, Doubtful doubtful, List<Target> targets, ImportKind records, NumberStyle numbers,
			String currency, String customerSource) {
		this(encoding, separator, headerLine, dates, source, kind, doubtful, targets, records, numbers, currency,
				customerSource, null);
	}

	/** A plan for a file of customers. */
	public ImportPlan(String encoding, char separator, int headerLine, DateStyle dates, String source,
			CustomerKind kind, Doubtful doubtful, List<Target> targets) {
		this(encoding, separator, headerLine, dates, source, kind, doubtful, targets, ImportKind.CUSTOMERS,
				NumberStyle.POINT, null, null);
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

	/** Who collects bills that are open, where the customer has auto-pay here. */
	public enum OpenBills {

		/** No card is charged for them, unless their bill gets a new due date here. */
		COLLECTED_THERE("not charged"),

		/** They are charged along with a bill of ours that is due no earlier. */
		CHARGED_HERE("charged with our next bill");

		private final String label;

		OpenBills(String label) {
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
				this.doubtful, others, this.records, this.numbers, this.currency, this.customerSource, this.openBills);
	}

	/** What goes before an id of the source in the directory, without the colon. */
	String prefix() {
		return prefix(this.source);
	}

	/** The same of another source. */
	static String prefix(String source) {
		String slug = source.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
		return slug.replaceAll("^-|-$", "");
	}

	/** The source whose ids name customers. */
	String customersOf() {
		return (this.customerSource != null) ? this.customerSource : this.source;
	}

	boolean has(Target target) {
		return this.targets.contains(target);
	}

	/** Whether a person must say how days or amounts are written. */
	boolean asks() {
		return (this.dates == null && this.targets.stream().anyMatch(Target::day))
				|| (this.numbers == null && this.targets.stream().anyMatch(Target::amount));
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
		requireColumns();
		if (this.dates == null && this.targets.stream().anyMatch(Target::day)) {
			throw new Refusal("dates", "The days can be read in two ways, such as 03/04/2025. Say what comes first.");
		}
		if (this.numbers == null && this.targets.stream().anyMatch(Target::amount)) {
			throw new Refusal("numbers",
					"The amounts can be read in two ways: 1.234 is one or a thousand. Say how they are written.");
		}
		if (this.records.money() && this.currency != null
				&& !CurrencyUnit.registeredCurrencies()
					.stream()
					.anyMatch((unit) -> unit.getCode().equals(this.currency))) {
			throw new Refusal("currency", "Write the currency’s three letters, such as USD.");
		}
		if (this.records.money() && this.currency == null && !has(Target.CURRENCY)) {
			throw new Refusal("currency", "Say in which currency the amounts are.");
		}
		for (Target target : Target.values()) {
			if (target != Target.IGNORED && !target.many()
					&& this.targets.stream().filter((other) -> other == target).count() > 1) {
				throw new Refusal("targets", "Two columns are chosen as “" + target.label() + "”. Only one can be.");
			}
		}
	}

	private void requireColumns() {
		if (this.records != ImportKind.CUSTOMERS) {
			for (ImportKind.Column column : this.records.columns()) {
				if (column.required() && !has(column.target())) {
					throw new Refusal("targets", "No column says “" + column.target().label() + "”, which "
							+ this.records.many() + " need. Choose one.");
				}
			}
			if (!this.records.targets().containsAll(this.targets)) {
				throw new Refusal("targets", "Choose for each column one of the list.");
			}
			return;
		}
		if (!has(Target.NAME) && !has(Target.FAMILY_NAME) && !has(Target.GIVEN_NAME) && !has(Target.ORGANIZATION)) {
			throw new Refusal("targets",
					"No column says the name. Choose one as whole name, given or family name, or company name.");
		}
	}

}
