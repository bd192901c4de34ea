package app.accord.linked;

import app.accord.refusal.Refusal;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Customers whose person was erased: their numbers and the books stay, nothing new is
 * written of them.
 */
@Component
public class ErasedCustomers {

	private final JdbcClient jdbc;

	ErasedCustomers(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Whether that one was erased. */
	public boolean contains(long customerId) {
		return this.jdbc.sql("select exists (select from customer_erased where customer_id = ?)")
			.param(customerId)
			.query(Boolean.class)
			.single();
	}

	/**
	 * Lets nothing be written of somebody who was erased.
	 * @throws Refusal if that one was
	 */
	public void refuse(long customerId) {
		if (contains(customerId)) {
			throw new Refusal("This person was erased: nothing about them is written down any more.");
		}
	}

}
