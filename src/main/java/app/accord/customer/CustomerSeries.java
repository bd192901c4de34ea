package app.accord.customer;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts 1, 2, 3 … within one customer. A number is given back when its transaction is
 * rolled back, and two transactions of one customer's series wait for each other.
 */
@Component
public class CustomerSeries {

	private final JdbcClient jdbc;

	CustomerSeries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The next number of a customer's series. */
	@Transactional(propagation = Propagation.MANDATORY)
	public int next(long customerId, Series series) {
		return last(customerId, series, 1);
	}

	/**
	 * Draws numbers for many customers at once.
	 * @param customers one number for each time that one is named; may be empty
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public DrawnNumbers draw(Series series, Collection<Long> customers) {
		Map<Long, Integer> wanted = new TreeMap<>();
		customers.forEach((customerId) -> wanted.merge(customerId, 1, Integer::sum));
		return new DrawnNumbers(wanted.isEmpty() ? Map.of() : nextAll(series, wanted));
	}

	/**
	 * Blocks of numbers for many customers at once.
	 * @param howMany numbers wanted for each customer, each above zero
	 * @return the first number of each customer's block
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Map<Long, Integer> nextAll(Series series, Map<Long, Integer> howMany) {
		Map<Long, Integer> inOrder = new TreeMap<>(howMany);
		Map<Long, Integer> first = new HashMap<>();
		if (inOrder.size() == 1) {
			inOrder.forEach(
					(customerId, numbers) -> first.put(customerId, last(customerId, series, numbers) - numbers + 1));
			return first;
		}
		this.jdbc.sql("""
				/* across customers: load */
				insert into customer_series (customer_id, series, last_no)
				select wanted.customer_id, ?, wanted.numbers
				from unnest(?::bigint[], ?::integer[]) as wanted (customer_id, numbers)
				on conflict (customer_id, series) do update set last_no = customer_series.last_no + excluded.last_no
				returning customer_id, last_no
				""")
			.param(series.name())
			.param(inOrder.keySet().toArray(Long[]::new))
			.param(inOrder.values().toArray(Integer[]::new))
			.query((row) -> {
				long customerId = row.getLong(1);
				first.put(customerId, row.getInt(2) - inOrder.get(customerId) + 1);
			});
		return first;
	}

	private int last(long customerId, Series series, int numbers) {
		return this.jdbc.sql("""
				insert into customer_series (customer_id, series, last_no) values (?, ?, ?)
				on conflict (customer_id, series) do update set last_no = customer_series.last_no + excluded.last_no
				returning last_no
				""").param(customerId).param(series.name()).param(numbers).query(Integer.class).single();
	}

}
