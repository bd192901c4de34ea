package app.accord.search;

/** In which order customers are listed. */
public enum ListOrder {

	/** What fits best first; newest first where nothing was looked for. */
	BEST("array_position(cast(:among as bigint[]), c.customer_id), c.customer_id desc"),

	/** Added last first. */
	NEWEST("c.customer_id desc"),

	/** By name. */
	NAME("lower(c.name), c.customer_id"),

	/** Customers for the longest time first. */
	LOYAL("c.customer_since, c.customer_id");

	private final String sql;

	ListOrder(String sql) {
		this.sql = sql;
	}

	String sql() {
		return this.sql;
	}

}
