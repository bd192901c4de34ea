package app.accord.invoicing;

import java.util.List;

import org.joda.money.Money;

/**
 * What a run comes to, by state and currency.
 *
 * @param rows one for each state and currency that there is
 */
public record RunSums(List<Row> rows) {

	/** How many accounts are in that state. */
	public long count(RunAccount.State state) {
		return this.rows.stream().filter((row) -> row.state() == state).mapToLong(Row::accounts).sum();
	}

	/** How many bills are made once the run is approved. */
	public long toBill() {
		return count(RunAccount.State.PREVIEWED) + count(RunAccount.State.RELEASED);
	}

	/** The sums of the bills that are, or would be, made, by currency. */
	public List<Row> totals() {
		return this.rows.stream()
			.filter((row) -> row.state() != RunAccount.State.FAILED && row.state() != RunAccount.State.SKIPPED
					&& row.state() != RunAccount.State.EMPTY)
			.collect(java.util.stream.Collectors.groupingBy((row) -> row.total().getCurrencyUnit().getCode(),
					java.util.TreeMap::new, java.util.stream.Collectors.toList()))
			.values()
			.stream()
			.map((of) -> of.stream().reduce(Row::plus).orElseThrow())
			.toList();
	}

	/**
	 * Accounts of one state and currency.
	 *
	 * @param state their state
	 * @param accounts how many
	 * @param total what their bills come to: as issued, or else as previewed
	 * @param last what the bills before came to, for those that had one
	 * @param compared what the bills of those that had one before come to
	 */
	public record Row(RunAccount.State state, long accounts, Money total, Money last, Money compared) {

		/** The difference to the bills before. */
		public Money difference() {
			return this.compared.minus(this.last);
		}

		private Row plus(Row other) {
			return new Row(this.state, this.accounts + other.accounts, this.total.plus(other.total),
					this.last.plus(other.last), this.compared.plus(other.compared));
		}

	}

}
