package app.accord.intake;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

/** By whom each kind of record is taken in. */
@Component
class Takings {

	private final Map<ImportKind, Taking> takings = new EnumMap<>(ImportKind.class);

	Takings(TakingCustomers customers, TakingProducts products, List<Records<?>> records, RecordRows rows,
			NamedCustomers named) {
		this.takings.put(customers.kind(), customers);
		this.takings.put(products.kind(), products);
		records.forEach((kind) -> this.takings.put(kind.kind(), new TakingRecords<>(kind, rows, named)));
	}

	Taking of(DataImport one) {
		return of(one.plan().records());
	}

	Taking of(ImportKind kind) {
		return this.takings.get(kind);
	}

}
