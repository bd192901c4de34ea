package app.accord.customer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The steps of the search, from what is exact to what is alike. */
@Component
class FindingCustomers {

	private static final int MOST = 1000;

	private static final int MOST_TERMS = 6;

	private static final Pattern PHONE_LIKE = Pattern.compile("[+(]?[\\d\\s()./+\\u00a0\\u2010-\\u2015-]+(?:x\\d+)?");

	private static final Pattern OUR_NUMBER = Pattern
		.compile("(?i)(C|A|INV|O|S|R)[\\s\\u2010-\\u2015-]*\\d+(?:[\\s\\u2010-\\u2015-]+\\d+){1,2}");

	private final JdbcClient jdbc;

	private final Directory directory;

	private final Phones phones;

	private final Customers customers;

	private final TransactionTemplate aside;

	FindingCustomers(JdbcClient jdbc, Directory directory, Phones phones, Customers customers,
			PlatformTransactionManager transactions) {
		this.jdbc = jdbc;
		this.directory = directory;
		this.phones = phones;
		this.customers = customers;
		this.aside = new TransactionTemplate(transactions);
		this.aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.aside.setReadOnly(true);
	}

	public SearchPage find(String query, int page, int size) {
		String text = Typed.clean(query);
		if (text == null) {
			return all(page, size);
		}
		text = (text.length() > 200) ? text.substring(0, 200) : text;
		Map<Long, String> found = exact(text);
		int exact = found.size();
		List<Long> alike = byFragment(text);
		boolean more = alike.size() > MOST;
		for (Long customerId : alike.subList(0, Math.min(alike.size(), MOST))) {
			found.putIfAbsent(customerId, "");
		}
		if (found.isEmpty()) {
			bySound(text).forEach((customerId) -> found.put(customerId, "a similar name"));
		}
		return new SearchPage(hits(found, exact, text, page, size), page, size, found.size(), more,
				hint(text, found.isEmpty()));
	}

	SearchPage list(String query, Tier tier, ListOrder order, int page, int size) {
		SearchPage found = (Typed.clean(query) != null) ? find(query, 0, MOST) : null;
		Long[] among = (found != null) ? found.items().stream().map(SearchHit::customerId).toArray(Long[]::new) : null;
		String wanted = """
				from customer where (cast(:among as bigint[]) is null or customer_id = any (:among))
				and (cast(:tier as text) is null or tier = :tier)
				""";
		String of = (tier != null) ? tier.name() : null;
		List<Long> ids = this.jdbc
			.sql("/* across customers: search */ select customer_id " + wanted + " order by " + order.sql()
					+ " limit :size offset :offset")
			.param("among", among, java.sql.Types.ARRAY)
			.param("tier", of)
			.param("size", size)
			.param("offset", (long) page * size)
			.query(Long.class)
			.list();
		long total = this.jdbc.sql("/* across customers: search */ select count(*) " + wanted)
			.param("among", among, java.sql.Types.ARRAY)
			.param("tier", of)
			.query(Long.class)
			.single();
		Map<Long, String> listed = new LinkedHashMap<>();
		ids.forEach((customerId) -> listed.put(customerId, ""));
		String text = (found != null) ? query.strip() : "";
		return new SearchPage(hits(listed, 0, text, 0, size), page, size, total, found != null && found.more(),
				(found != null) ? found.hint() : null);
	}

	public List<SearchHit> byPhone(String typed) {
		Map<Long, String> found = new LinkedHashMap<>();
		this.phones.canonical(typed)
			.ifPresent((canonical) -> this.directory.find(DirectoryKind.PHONE, canonical)
				.forEach((customerId) -> found.put(customerId, "telephone " + this.phones.shown(canonical))));
		int exact = found.size();
		if (found.isEmpty()) {
			String digits = digits(typed);
			if (digits.length() >= 5) {
				matching(List.of("%" + digits + "%"), "").stream()
					.limit(MOST)
					.forEach((customerId) -> found.put(customerId, ""));
			}
		}
		return hits(found, exact, (typed != null) ? typed : "", 0, 50);
	}

	private SearchPage all(int page, int size) {
		List<Long> ids = this.jdbc.sql("""
				/* across customers: search */
				select customer_id from customer order by customer_id desc limit ? offset ?
				""").param(size).param((long) page * size).query(Long.class).list();
		long total = this.jdbc.sql("/* across customers: search */ select count(*) from customer")
			.query(Long.class)
			.single();
		Map<Long, String> found = new LinkedHashMap<>();
		ids.forEach((customerId) -> found.put(customerId, ""));
		return new SearchPage(hits(found, 0, "", 0, size), page, size, total, false, null);
	}

	private Map<Long, String> exact(String text) {
		Map<Long, String> found = new LinkedHashMap<>();
		Optional<PublicNumber> number = Numbers.read(text).or(() -> Numbers.read("C-" + text));
		if (number.isPresent() && this.customers.exists(number.get().customerId())) {
			found.put(number.get().customerId(), noun(number.get()) + " " + number.get());
		}
		if (text.matches("[1-9]\\d{0,17}") && this.customers.exists(Long.parseLong(text))) {
			found.putIfAbsent(Long.parseLong(text), "customer " + CustomerNumber.of(Long.parseLong(text)));
		}
		String email = ReadingContactPoints.email(text);
		if (email != null) {
			this.directory.find(DirectoryKind.EMAIL, email)
				.forEach((customerId) -> found.putIfAbsent(customerId, "e-mail " + email));
		}
		this.phones.canonical(text)
			.ifPresent((canonical) -> this.directory.find(DirectoryKind.PHONE, canonical)
				.forEach((customerId) -> found.putIfAbsent(customerId, "telephone " + this.phones.shown(canonical))));
		this.directory.find(DirectoryKind.EXTERNAL, text)
			.forEach((customerId) -> found.putIfAbsent(customerId, "id " + text));
		return found;
	}

	private List<Long> byFragment(String text) {
		if (PHONE_LIKE.matcher(text).matches() && digits(text).length() >= 3) {
			return matching(List.of("%" + digits(text) + "%"), Typed.fold(text));
		}
		List<String> patterns = Arrays.stream(Typed.fold(text).split(" "))
			.filter((term) -> !term.isEmpty())
			.limit(MOST_TERMS)
			.map(FindingCustomers::pattern)
			.toList();
		return patterns.isEmpty() ? List.of() : matching(patterns, Typed.fold(text));
	}

	// One or two letters are too few for the trigram index unless they begin a word.
	private static String pattern(String term) {
		return ((term.length() < 3) ? "% " : "%") + Typed.literal(term) + "%";
	}

	// Materialized, because a generic plan would otherwise walk all customers.
	private List<Long> matching(List<String> patterns, String folded) {
		String conditions = String.join(" and ", patterns.stream().map((pattern) -> "document like ?").toList());
		JdbcClient.StatementSpec statement = this.jdbc.sql("""
				/* across customers: search */
				with hit as materialized (
					select customer_id, document from customer_search where %s limit %d
				)
				select customer_id from hit
				order by case when starts_with(document, ?) then 0 when position(? in document) > 0 then 1 else 2 end,
					document, customer_id
				""".formatted(conditions, MOST + 1));
		for (String pattern : patterns) {
			statement = statement.param(pattern);
		}
		return statement.param(" " + folded).param(" " + folded).query(Long.class).list();
	}

	// In a transaction of its own, so that its settings and a time-out stay there.
	private List<Long> bySound(String text) {
		String folded = Typed.fold(text);
		if (folded.length() < 3) {
			return List.of();
		}
		try {
			return this.aside.execute((status) -> {
				this.jdbc.sql("""
						select set_config('statement_timeout', '500', true),
							set_config('pg_trgm.word_similarity_threshold', '0.4', true)
						""").query((row) -> {
				});
				return this.jdbc.sql("""
						/* across customers: search */
						with hit as materialized (
							select customer_id, document from customer_search where ? <% document
						)
						select customer_id from hit order by word_similarity(?, document) desc, customer_id limit 20
						""").param(folded).param(folded).query(Long.class).list();
			});
		}
		catch (DataAccessException ex) {
			return List.of();
		}
	}

	private List<SearchHit> hits(Map<Long, String> found, int exact, String text, int page, int size) {
		List<Map.Entry<Long, String>> wanted = found.entrySet().stream().skip((long) page * size).limit(size).toList();
		Map<Long, CustomerProfile> profiles = wanted.isEmpty() ? Map.of()
				: this.customers.readAll(wanted.stream().map(Map.Entry::getKey).toList());
		List<SearchHit> hits = new ArrayList<>();
		int place = page * size;
		for (Map.Entry<Long, String> entry : wanted) {
			CustomerProfile profile = profiles.get(entry.getKey());
			if (profile != null) {
				String matchedOn = entry.getValue().isEmpty() ? matchedOn(profile, text) : entry.getValue();
				hits.add(new SearchHit(profile.customerId(), profile.number(), profile.name(), profile.tier(),
						matchedOn, place < exact));
			}
			place++;
		}
		return hits;
	}

	private static String matchedOn(CustomerProfile profile, String text) {
		String folded = Typed.fold(text);
		if (folded.isEmpty()) {
			return "";
		}
		String digits = digits(text);
		if (PHONE_LIKE.matcher(text).matches() && digits.length() >= 3) {
			for (ContactPointView phone : profile.phones()) {
				if (digits((phone.canonical() != null) ? phone.canonical() : phone.typed()).contains(digits)) {
					return "telephone " + phone.shown();
				}
			}
		}
		String name = Typed.fold(profile.name());
		if (Arrays.stream(folded.split(" ")).allMatch(name::contains)) {
			return "name";
		}
		for (ContactPointView point : profile.contactPoints()) {
			String typed = Typed.fold(point.typed());
			if (Arrays.stream(folded.split(" ")).anyMatch(typed::contains)) {
				return switch (point.kind()) {
					case PHONE -> "telephone " + point.shown();
					case EMAIL -> "e-mail " + point.shown();
					case POSTAL -> "address " + point.shown();
				};
			}
		}
		return Typed.fold(profile.number().toString()).contains(folded) ? "customer " + profile.number() : "name";
	}

	private static String hint(String text, boolean nothing) {
		if (nothing && OUR_NUMBER.matcher(text).matches() && Numbers.read(text).isEmpty()) {
			return "This looks like a number of ours, but a digit must be wrong: its last digit does not fit the others.";
		}
		return null;
	}

	private static String noun(PublicNumber number) {
		return switch (number) {
			case CustomerNumber customer -> "customer";
			case AccountNumber account -> "account";
			case InvoiceNumber invoice -> "bill";
			case OrderNumber order -> "order";
			case ContractNumber contract -> "contract";
			case ReceiptNumber receipt -> "receipt";
			case CreditNoteNumber note -> "credit note";
			case DisputeNumber dispute -> "dispute";
			case ArrangementNumber arrangement -> "payment arrangement";
			case AttemptNumber payment -> "payment";
		};
	}

	// Without the zeros that some countries dial first, which E.164 does not have.
	private static String digits(String text) {
		return (text != null) ? text.replaceAll("\\D", "").replaceFirst("^0+", "") : "";
	}

}
