package app.accord.customer;

import java.util.List;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The contact points of customers. */
interface ContactPoints extends Repository<ContactPoint, ContactPoint.Key> {

	@Query("select p from ContactPoint p where p.customerId = :customerId and p.endedAt is null order by p.contactPointId")
	List<ContactPoint> present(long customerId);

	ContactPoint save(ContactPoint point);

}
