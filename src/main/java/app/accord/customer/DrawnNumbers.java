package app.accord.customer;

import java.util.HashMap;
import java.util.Map;

/** Numbers of one series that were drawn for many customers at once, to be given out. */
public final class DrawnNumbers {

	private final Map<Long, Integer> next;

	DrawnNumbers(Map<Long, Integer> first) {
		this.next = new HashMap<>(first);
	}

	/** The customer's next number; one for each time that the customer was named. */
	public int next(long customerId) {
		return this.next.merge(customerId, 1, Integer::sum) - 1;
	}

}
