package app.accord.order;

import java.util.Optional;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The orders, for moving one on. */
interface OrderRecords extends Repository<Order, Order.Key> {

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select o from PlacedOrder o where o.customerId = :customerId and o.orderNo = :orderNo")
	Optional<Order> hold(long customerId, int orderNo);

}
