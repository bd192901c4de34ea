package app.accord.customer;

/** In which order customers are listed. */
public enum ListOrder {

	/** Added last first. */
	NEWEST("customer_id desc"),

	/** By name. */
	NAME("lower(name), customer_id"),

	/** Customers for the longest time first. */
	LOYAL("customer_since, customer_id");

	private final String sql;

	ListOrder(String sql) {
		this.sql = sql;
	}

	String sql() {
		return this.sql;
	}

}
