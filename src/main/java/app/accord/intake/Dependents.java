package app.accord.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What has come to hang on customers since an import made them: rows of any
 * customer-owned table, whichever module it is of, but for those that every customer has
 * from the beginning or that are worked out again by themselves.
 */
@Component
class Dependents {

	/** What says nothing about something later. */
	private static final Set<String> OF_THEMSELVES = Set.of("customer", "contact_point", "customer_series",
			"customer_search", "customer_seen", "customer_change", "interaction", "import_made", "import_change",
			"import_link", "import_record", "interaction_withdrawn", "order_withdrawn", "taken_over_bill",
			"customer_withdrawn", "customer_field_change", "suspected_duplicate", "duplicate_check",
			"customer_relationship_end");
