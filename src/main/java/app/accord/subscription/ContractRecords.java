package app.accord.subscription;

import java.util.Optional;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The contracts, for changing one; a found one is only looked at. */
interface ContractRecords extends Repository<Contract, Contract.Key> {

	@Query("select c from Contract c where c.customerId = :customerId and c.contractNo = :contractNo")
	Optional<Contract> find(long customerId, int contractNo);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select c from Contract c where c.customerId = :customerId and c.contractNo = :contractNo")
	Optional<Contract> hold(long customerId, int contractNo);

}
