package app.accord.customer;

import java.util.Optional;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The customers, for changing one. */
interface CustomerRecords extends Repository<Customer, Long> {

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select c from Customer c where c.customerId = :customerId")
	Optional<Customer> hold(long customerId);

}
