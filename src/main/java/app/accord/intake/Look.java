package app.accord.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import app.accord.customer.CustomerKind;

/**
 * How a file would be read.
 *
 * @param plan by which
 * @param columns the names of its columns, with what stands in them
 * @param titles lines above the header
 * @param rows how its first rows would be taken in
 * @param preset the system whose export it looks like, or null
 */
public record Look(ImportPlan plan, List<Column> columns, List<String> titles, List<Read> rows, String preset) {

	/**
	 * A column.
	 *
	 * @param name its name
	 * @param samples what stands in it, some different ones
	 * @param target what it says
	 */
	public record Column(String name, List<String> samples, Target target) {
	}

	/**
	 * A row as it would be taken in.
	 *
	 * @param line on which it begins
	 * @param name what it is: the customer's name, the bill; null if it is refused
	 * @param kind of customer; null for other records
	 * @param id with the source in front, or null
	 * @param points contact points, or more about it
	 * @param problem why it is refused, or null
	 */
	public record Read(int line, String name, CustomerKind kind, String id, List<String> points, String problem) {
	}

	/** The same with other meanings of the columns, where there are as many. */
	public Look over(List<String> names) {
		if (names == null || names.size() != this.columns.size()) {
			return this;
		}
		List<Column> others = new ArrayList<>();
		for (int i = 0; i < names.size(); i++) {
			Column column = this.columns.get(i);
			String name = names.get(i);
			others.add(new Column(column.name(), column.samples(),
					Arrays.stream(Target.values())
						.filter((target) -> target.name().equals(name))
						.findFirst()
						.orElse(column.target())));
		}
		return new Look(this.plan, others, this.titles, this.rows, this.preset);
	}

	/**
	 * What it seems to hold while it is read as customers, in a word; null: customers.
	 */
	public String otherThings() {
		return (this.plan.records() == ImportKind.CUSTOMERS)
				? Columns.otherThings(this.columns.stream().map(Column::name).toList()) : null;
	}

	/** Whether anything of it would be refused. */
	public boolean refuses() {
		return this.rows.stream().anyMatch((row) -> row.problem() != null);
	}

	/** Whether a person must say something before rows can be read. */
	public boolean asks() {
		return asksForDates() || asksForNumbers();
	}

	/** Whether days stand in it of which a person must say how they are written. */
	public boolean asksForDates() {
		return this.plan.dates() == null && this.columns.stream().anyMatch((column) -> column.target().day());
	}

	/** Whether amounts stand in it of which a person must say how they are written. */
	public boolean asksForNumbers() {
		return this.plan.numbers() == null && this.columns.stream().anyMatch((column) -> column.target().amount());
	}

}
