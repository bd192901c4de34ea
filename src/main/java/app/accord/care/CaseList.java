package app.accord.care;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import app.accord.customer.CaseNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Numbers;
import app.accord.customer.Page;
import app.accord.customer.PublicNumber;
import app.accord.customer.Typed;
import app.accord.fact.Fact;
import app.accord.linked.LinkedCustomers;
import app.accord.staff.Staff;
import app.accord.staff.StaffMember;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lists cases. Each order is that of an index, so that a page costs the same however many
 * cases there are; what goes on for more than {@link Cases#COUNTED} isn't counted to its
 * end.
 */
@Component
class CaseList {

	private static final int LONGEST = 200;

	private static final int FURTHEST = 1_000_000;

	private static final String OPEN = CaseState.OPEN.stream()
		.map((state) -> "'" + state.name() + "'")
		.collect(Collectors.joining(", ", "state in (", ")"));

	private static final Map<String, String> ORDERS = Map.of("due", "due_at, customer_id, case_no", "new",
			"opened_at desc, customer_id desc, case_no desc", "last", "last_at desc, customer_id desc, case_no desc");

	private final JdbcClient client;

	private final LinkedCustomers linked;

	private final Customers customers;

	private final Staff staff;

	private final BusinessCalendar calendar;

	CaseList(JdbcClient client, LinkedCustomers linked, Customers customers, Staff staff, BusinessCalendar calendar) {
		this.client = client;
		this.linked = linked;
		this.customers = customers;
		this.staff = staff;
		this.calendar = calendar;
	}

	Page<CaseRow> page(CaseFilter filter, Collection<Long> named, int page, int size) {
		int limit = Math.clamp(size, 1, LONGEST);
		int shown = Math.clamp(page, 0, FURTHEST / limit);
		Map<String, Object> values = new LinkedHashMap<>();
		Optional<String> where = where(filter, named, values);
		if (where.isEmpty()) {
			return new Page<>(List.of(), 0, limit, 0);
		}
		List<CaseFile> files = this.client
			.sql("/* across customers: reports */ select * from care_case where " + where.get() + " order by "
					+ order(filter) + " limit :size offset :offset")
			.params(values)
			.param("size", limit)
			.param("offset", shown * limit)
			.query((row, no) -> CaseRows.file(row))
			.list();
		int total = this.client
			.sql("/* across customers: reports */ select count(*) from (select from care_case where " + where.get()
					+ " limit " + (Cases.COUNTED + 1) + ") as c")
			.params(values)
			.query(Integer.class)
			.single();
		return new Page<>(rows(files), shown, limit, total);
	}

	List<CaseRow> ofCustomer(long customerId, boolean onlyOpen) {
		return rows(this.client
			.sql("select * from care_case where customer_id = any (?)" + (onlyOpen ? " and " + OPEN : "")
					+ " order by opened_at desc, customer_id desc, case_no desc limit 500")
			.param(this.linked.of(customerId).ids())
			.query((row, no) -> CaseRows.file(row))
			.list());
	}

	int late(String username) {
		return count(OPEN + " and owner = :me and due_at <= :now", username, this.calendar.now());
	}

	CaseCounts counts(String username) {
		Instant now = this.calendar.now();
		return new CaseCounts(count(OPEN + " and owner = :me", username, now), late(username),
				count(OPEN + " and owner is null", username, now), count(OPEN + " and due_at <= :now", username, now),
				count("escalation > 0", username, now), count("escalation = 2", username, now));
	}

	private int count(String where, String username, Instant now) {
		return this.client
			.sql("/* across customers: reports */ select count(*) from (select from care_case where " + where
					+ " limit " + CaseCounts.MOST + ") as c")
			.param("me", username)
			.param("now", Timestamp.from(now))
			.query(Integer.class)
			.single();
	}

	CaseRow row(CaseFile file) {
		return rows(List.of(file)).getFirst();
	}

	/** Their rows, with the names that people read. */
	List<CaseRow> rows(List<CaseFile> files) {
		if (files.isEmpty()) {
			return List.of();
		}
		Map<Long, CustomerProfile> names = this.customers
			.readAll(files.stream().map((file) -> file.number.customerId()).distinct().toList());
		Map<String, String> owners = files.stream().allMatch((file) -> file.owner == null) ? Map.of()
				: this.staff.list()
					.stream()
					.collect(Collectors.toMap(StaffMember::username, StaffMember::displayName, (one, other) -> one));
		Instant now = this.calendar.now();
		return files.stream().map((file) -> {
			Instant due = file.dueAt();
			CustomerProfile customer = names.get(file.number.customerId());
			return new CaseRow(file.number, file.number.customerId(), (customer != null) ? customer.name() : "",
					file.kind, file.priority, file.state, file.subject, file.owner,
					(file.owner != null) ? owners.getOrDefault(file.owner, file.owner) : null, file.openedAt,
					file.answerBy, file.resolveBy, file.lastAt, file.escalation, due != null && !due.isAfter(now),
					Fact.ofCode("case-state", file.number.toString(), file.version, file.lastAt, file.state.name()));
		}).toList();
	}

	private static String order(CaseFilter filter) {
		boolean open = filter.onlyOpen() || filter.overdue();
		String usual = open ? "due" : "new";
		String wanted = (filter.sort() != null) ? filter.sort() : usual;
		return ORDERS.getOrDefault((wanted.equals("due") && !open) ? "new" : wanted, ORDERS.get(usual));
	}

	/** The condition, with its values; empty: nothing can be meant. */
	private Optional<String> where(CaseFilter filter, Collection<Long> named, Map<String, Object> values) {
		List<String> all = new ArrayList<>();
		if (filter.onlyOpen() || filter.overdue()) {
			all.add(OPEN);
		}
		if (filter.overdue()) {
			all.add("due_at <= :now");
			values.put("now", Timestamp.from(this.calendar.now()));
		}
		if (filter.state() != null) {
			all.add("state = :state");
			values.put("state", filter.state().name());
		}
		if (filter.kind() != null) {
			all.add("kind = :kind");
			values.put("kind", filter.kind().name());
		}
		if ("-".equals(filter.owner())) {
			all.add("owner is null");
		}
		else if (filter.owner() != null && !filter.owner().isBlank()) {
			all.add("owner = :owner");
			values.put("owner", filter.owner().strip());
		}
		String query = Typed.clean(filter.query());
		if (query != null && !about(query, named, all, values)) {
			return Optional.empty();
		}
		return Optional.of(all.isEmpty() ? "true" : String.join(" and ", all));
	}

	private boolean about(String query, Collection<Long> named, List<String> all, Map<String, Object> values) {
		PublicNumber number = Numbers.read(query).orElse(null);
		if (number instanceof CaseNumber one) {
			all.add("customer_id = :customer and case_no = :no");
			values.put("customer", one.customerId());
			values.put("no", one.no());
			return true;
		}
		if (number != null) {
			all.add("customer_id = any (:customers)");
			values.put("customers", this.linked.of(number.customerId()).ids());
			return true;
		}
		String words = Arrays.stream(query.split("[^\\p{L}\\p{N}]+"))
			.filter((word) -> !word.isEmpty())
			.limit(8)
			.map((word) -> "'" + word + "':*")
			.collect(Collectors.joining(" & "));
		if (words.isEmpty()) {
			return false;
		}
		String subject = "to_tsvector('simple', subject) @@ to_tsquery('simple', :words)";
		values.put("words", words);
		if (named.isEmpty()) {
			all.add(subject);
			return true;
		}
		all.add("(" + subject + " or customer_id = any (:customers))");
		values.put("customers",
				this.linked.ofAll(named)
					.values()
					.stream()
					.flatMap((set) -> set.members().stream())
					.distinct()
					.toArray(Long[]::new));
		return true;
	}

}
