package app.accord.catalog;

import java.util.Optional;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The products by code. */
interface ProductRecords extends Repository<Product, String> {

	@Query("select p from Product p where p.productCode = :code")
	Optional<Product> findByCode(String code);

}
