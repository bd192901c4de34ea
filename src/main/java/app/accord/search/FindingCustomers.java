package app.accord.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import app.accord.billing.BillsByAmount;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.Numbers;
import app.accord.customer.Phones;
import app.accord.customer.PublicNumber;
import app.accord.customer.SearchMarks;
import app.accord.customer.Typed;
import app.accord.money.Amounts;
import app.accord.search.Found.Rank;
import app.accord.time.BusinessCalendar;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The steps of the search, from what is exact to what is alike; each is taken only if
 * those before have found little.
 */
@Component
class FindingCustomers {

	/** With fewer than these it looks on for what is less like what was typed. */
	private static final int FEW = 5;

	/** Digits of a telephone number that is no end of another. */
	private static final int WHOLE_PHONE = 9;

	private static final int MOST_TERMS = 6;

	private static final int MOST_SIMILAR = 20;

	/** About so many, where some are enough. */
	private static final String SOME = "2000";

	/** So many are compared letter by letter. */
	private static final int COMPARED = 400;

	private static final Pattern PHONE_LIKE = Pattern
		.compile("(?i)[+(]?[\\d\\s()./+\\u00a0\\u2010-\\u2015-]+(?:(?:x|ext\\.?|#)\\s*\\d+)?");

	private static final Pattern DAY_FIRST_NOT = Pattern.compile("US|PH|PW|FM|MH|BZ");

	private final JdbcClient jdbc;

	private final Directory directory;

	private final Phones phones;

	private final Customers customers;

	private final BillsByAmount bills;

	private final BusinessCalendar calendar;

	private final TransactionTemplate aside;

	private final boolean dayFirst;

	private final int limitMillis;

	FindingCustomers(JdbcClient jdbc, Directory directory, Phones phones, Customers customers, BillsByAmount bills,
			BusinessCalendar calendar, PlatformTransactionManager transactions,
			@Value("${accord.region:US}") String region,
			@Value("${accord.search.time-limit-millis:1000}") int limitMillis) {
		this.jdbc = jdbc;
		this.directory = directory;
		this.phones = phones;
		this.customers = customers;
		this.bills = bills;
		this.calendar = calendar;
		this.aside = new TransactionTemplate(transactions);
		this.aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.aside.setReadOnly(true);
		this.dayFirst = !DAY_FIRST_NOT.matcher(region).matches();
		this.limitMillis = limitMillis;
	}

	/**
	 * @param text cleaned, not empty
	 * @param most how many are looked for
	 * @param seen whom the one who searches has opened lately, last first
	 * @param some whether it may be any of those who are found where there are very many,
	 * and not always the same; quicker
	 */
	Outcome find(String text, int most, List<Long> seen, boolean some) {
		Steps steps = new Steps(text, most, seen);
		if (steps.exact()) {
			return steps.outcome(false);
		}
		try {
			this.aside.executeWithoutResult((status) -> {
				limit(some && steps.single());
				if (steps.address()) {
					steps.byAddress();
					return;
				}
				steps.byWords();
				if (steps.few() && !steps.byWholePhone()) {
					if (some && steps.single()) {
						limit(false);
					}
					steps.byUnfinishedWords();
					steps.bySimilarity();
					steps.byFragment();
				}
			});
			return steps.outcome(false);
		}
		catch (DataAccessException ex) {
			// What was found before the time was up stands.
			return steps.outcome(true);
		}
	}

	/** Whose telephone number that is; whose it ends, if nobody's. */
	List<Found> byPhone(String typed) {
		Steps steps = new Steps((typed != null) ? typed : "", 50, List.of());
		steps.exactPhone();
		if (steps.found.isEmpty() && steps.digits.length() >= FEW) {
			this.aside.executeWithoutResult((status) -> {
				limit(false);
				steps.byWords();
			});
		}
		return steps.outcome(false).found();
	}

	/**
	 * For the transaction: a limit, plans for these very words, and never the way through
	 * all customers, which PostgreSQL takes where it thinks that many will be found.
	 * @param some whether, of those in whom one word is found, some are enough; not for
	 * several conditions, of which each would find others
	 */
	private void limit(boolean some) {
		this.jdbc
			.sql("""
					select set_config('statement_timeout', ?, true), set_config('plan_cache_mode', 'force_custom_plan', true),
						set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),
						set_config('gin_fuzzy_search_limit', ?, true)
					""")
			.param(String.valueOf(this.limitMillis))
			.param(some ? SOME : "0")
			.query((row) -> {
			});
	}

	static String digits(String text) {
		return text.replaceFirst("(?i)(?:x|ext\\.?|#)\\s*\\d+$", "").replaceAll("\\D", "");
	}

	static boolean isPhoneLike(String text) {
		return PHONE_LIKE.matcher(text).matches() && digits(text).length() >= SearchMarks.SHORT;
	}

	static String noun(PublicNumber number) {
		return switch (number) {
			case CustomerNumber customer -> "customer";
			case app.accord.customer.AccountNumber account -> "account";
			case app.accord.customer.InvoiceNumber invoice -> "bill";
			case app.accord.customer.OrderNumber order -> "order";
			case app.accord.customer.ContractNumber contract -> "contract";
			case app.accord.customer.ReceiptNumber receipt -> "receipt";
			case app.accord.customer.CreditNoteNumber note -> "credit note";
			case app.accord.customer.DisputeNumber dispute -> "dispute";
			case app.accord.customer.ArrangementNumber arrangement -> "payment arrangement";
			case app.accord.customer.AttemptNumber payment -> "payment";
		};
	}

	/**
	 * What came of it.
	 *
	 * @param found best first
	 * @param more whether there is more than was looked for
	 * @param stopped whether the time was up before every step was taken
	 */
	record Outcome(List<Found> found, boolean more, boolean stopped) {
	}

	/** One search. */
	private final class Steps {

		private final String text;

		private final int most;

		private final List<Long> seen;

		private final List<Term> terms;

		private final String digits;

		private final Map<Long, Found> found = new LinkedHashMap<>();

		private boolean more;

		Steps(String text, int most, List<Long> seen) {
			this.text = text;
			this.most = most;
			this.seen = seen;
			this.digits = isPhoneLike(text) ? digits(text) : "";
			this.terms = Arrays.stream(text.split("\\s+"))
				.filter((word) -> !word.isEmpty())
				.map(Term::of)
				.filter((term) -> !term.spellings().isEmpty())
				.limit(MOST_TERMS)
				.toList();
		}

		Outcome outcome(boolean stopped) {
			Map<Long, Integer> lately = new LinkedHashMap<>();
			this.seen.forEach((customerId) -> lately.putIfAbsent(customerId, lately.size()));
			List<Found> sorted = this.found.values()
				.stream()
				.sorted(Comparator.comparing(Found::rank)
					.thenComparing((one) -> lately.getOrDefault(one.customerId(), Integer.MAX_VALUE))
					.thenComparing(Found::likeness, Comparator.reverseOrder())
					.thenComparing(Found::names))
				.toList();
			return new Outcome(sorted, this.more, stopped);
		}

		/**
		 * Whether it was a number of ours, or a whole telephone number that we know,
		 * which mean one thing only.
		 */
		boolean exact() {
			Optional<PublicNumber> number = Numbers.read(this.text).or(() -> Numbers.read("C-" + this.text));
			if (number.isPresent() && FindingCustomers.this.customers.exists(number.get().customerId())) {
				add(Found.exactly(number.get().customerId(), noun(number.get()) + " " + number.get(), number.get()));
				if (Numbers.read(this.text).isPresent()) {
					return true;
				}
			}
			if (this.text.matches("[1-9]\\d{0,17}")
					&& FindingCustomers.this.customers.exists(Long.parseLong(this.text))) {
				CustomerNumber customer = CustomerNumber.of(Long.parseLong(this.text));
				add(Found.exactly(customer.customerId(), "customer " + customer, null));
			}
			if (this.text.indexOf('@') > 0) {
				String email = this.text.toLowerCase(java.util.Locale.ROOT);
				inDirectory(DirectoryKind.EMAIL, email, "e-mail " + email);
			}
			exactPhone();
			if (!this.found.isEmpty() && this.digits.length() >= WHOLE_PHONE) {
				return true;
			}
			inDirectory(DirectoryKind.EXTERNAL, this.text, "id " + this.text);
			AskedBill.read(this.text, FindingCustomers.this.calendar.today(), FindingCustomers.this.dayFirst)
				.ifPresent(this::bills);
			return false;
		}

		void exactPhone() {
			if (this.digits.length() >= FEW || this.text.startsWith("+")) {
				FindingCustomers.this.phones.canonical(this.text)
					.ifPresent((canonical) -> inDirectory(DirectoryKind.PHONE, canonical,
							"telephone " + FindingCustomers.this.phones.shown(canonical)));
			}
		}

		/** Whether it is somebody's e-mail address. */
		boolean address() {
			return this.text.indexOf('@') > 0 && !this.found.isEmpty();
		}

		/** Whose address begins so: it may not yet be typed to its end. */
		void byAddress() {
			rows(Term.quoted(Typed.fold(this.text)) + ":*", null)
				.forEach((row) -> add(new Found(row.customerId(), Rank.ANYTHING, 0, null, null, row.names())));
		}

		private void inDirectory(DirectoryKind kind, String value, String why) {
			FindingCustomers.this.directory.find(kind, value)
				.forEach((customerId) -> add(Found.exactly(customerId, why, null)));
		}

		private void bills(AskedBill asked) {
			List<AskedBill.Days> all = asked.days().isEmpty()
					? List.of(new AskedBill.Days(FindingCustomers.this.calendar.today().minusYears(10),
							FindingCustomers.this.calendar.today().plusDays(1)))
					: asked.days();
			for (AskedBill.Days days : all) {
				var bills = FindingCustomers.this.bills.find(asked.minor(), asked.currency(), days.from(), days.to(),
						this.most + 1);
				this.more |= bills.size() > this.most;
				bills.stream()
					.limit(this.most)
					.forEach(
							(bill) -> add(Found.exactly(
									bill.number().customerId(), "bill %s of %s, %s".formatted(bill.number(),
											Amounts.show(bill.total()), Presenting.day(bill.issuedOn())),
									bill.number())));
			}
		}

		void byWords() {
			if (this.digits.length() > SearchMarks.SHORT) {
				byDigits();
			}
			if (this.terms.isEmpty() || !this.found.isEmpty() && this.digits.length() > SearchMarks.SHORT) {
				return;
			}
			List<Found> hits = single() ? word(this.terms.getFirst()) : words(this.terms, Term::alsoCalled);
			if (hits.size() > this.most) {
				// Too many: at least whoever is called exactly so, and whom we know, are
				// among them.
				words(this.terms, Term::exactly).forEach(this::add);
				words(this.terms, Term::alsoCalled, this.seen).forEach(this::add);
			}
			hits.forEach(this::add);
			List<Term> names = this.terms.stream().filter((term) -> !term.isLegalForm()).toList();
			if (few() && !names.isEmpty() && names.size() < this.terms.size()) {
				words(names, Term::alsoCalled).forEach(this::add);
			}
		}

		/** Whether somebody's telephone number ends with all that was typed. */
		boolean byWholePhone() {
			return !this.found.isEmpty() && this.digits.length() >= WHOLE_PHONE;
		}

		/**
		 * Where names that begin so are few, other words too: of addresses, of ids; and
		 * where there are none, as if a space were one too many.
		 */
		void byUnfinishedWords() {
			List<List<Term>> alternatives = new ArrayList<>();
			List<String> queries = new ArrayList<>();
			if (this.found.isEmpty()) {
				joined().forEach((terms) -> {
					alternatives.add(terms);
					queries.add(all(terms, Term::beginningOfName));
				});
			}
			// Of short words it would be the same question again.
			boolean other = !this.terms.isEmpty()
					&& !this.terms.getLast().beginning().equals(this.terms.getLast().beginningOfName());
			if (other && (this.found.isEmpty() || this.digits.length() <= SearchMarks.SHORT)) {
				alternatives.add(this.terms);
				queries.add(unfinished());
			}
			if (!queries.isEmpty()) {
				List<Row> rows = rows(queries.stream().collect(Collectors.joining(")|(", "(", ")")), null);
				alternatives.stream()
					.map(Ranking::new)
					.forEach((ranking) -> rows.forEach((row) -> add(ranking.byWords(row.customerId(), row.names()))));
			}
		}

		/** The last word is the one that may not yet be typed to its end. */
		private String unfinished() {
			List<Term> finished = this.terms.subList(0, this.terms.size() - 1);
			return finished.isEmpty() ? this.terms.getLast().beginning()
					: all(finished, Term::beginningOfName) + "&" + this.terms.getLast().beginning();
		}

		/** Two words as one: Van der Berg for Vanderberg. */
		private List<List<Term>> joined() {
			List<List<Term>> all = new ArrayList<>();
			for (int i = 1; i < this.terms.size(); i++) {
				List<Term> joined = new ArrayList<>(this.terms.subList(0, i - 1));
				joined.add(Term.of(this.terms.get(i - 1).folded() + this.terms.get(i).folded()));
				joined.addAll(this.terms.subList(i + 1, this.terms.size()));
				all.add(joined);
			}
			return all;
		}

		private void byDigits() {
			for (String end : new LinkedHashSet<>(List.of(this.digits, this.digits.replaceFirst("^0+", "")))) {
				if (end.length() > SearchMarks.SHORT) {
					String query = Term.quoted(SearchMarks.fromBehind(end)) + ":*|" + Term.quoted(end) + ":*";
					rows(query, null)
						.forEach((row) -> add(new Found(row.customerId(), Rank.ANYTHING, 0, null, null, row.names())));
				}
			}
		}

		/** Whether one word only was typed. */
		boolean single() {
			return this.terms.size() == 1;
		}

		/**
		 * One word: each of what it may stand for by itself, so that the database need
		 * not gather all before it gives the first.
		 */
		private List<Found> word(Term term) {
			Ranking ranking = new Ranking(List.of(term));
			Map<Long, Found> any = new LinkedHashMap<>();
			rowsOfAny(term.calledAny())
				.forEach((row) -> any.putIfAbsent(row.customerId(), ranking.byWords(row.customerId(), row.names())));
			return List.copyOf(any.values());
		}

		private List<Row> rowsOfAny(List<String> queries) {
			List<Object> values = new ArrayList<>();
			for (String query : queries) {
				values.add(query);
				values.add(this.most + 1);
			}
			return FindingCustomers.this.jdbc
				.sql("/* across customers: search */ " + String.join(" union all ", Collections.nCopies(queries.size(),
						"(select customer_id, names from customer_search where words @@ cast(? as tsquery) limit ?)")))
				.params(values)
				.query(Row.class)
				.list();
		}

		private List<Found> words(List<Term> terms, Function<Term, String> each) {
			return words(terms, each, null);
		}

		private List<Found> words(List<Term> terms, Function<Term, String> each, List<Long> among) {
			if (among != null && among.isEmpty()) {
				return List.of();
			}
			String query = all(terms, each);
			Ranking ranking = new Ranking(terms);
			return rows(query, among).stream().map((row) -> ranking.byWords(row.customerId(), row.names())).toList();
		}

		private List<Row> rows(String query, List<Long> among) {
			return FindingCustomers.this.jdbc.sql("""
					/* across customers: search */
					with hit as materialized (
						select customer_id, names from customer_search where words @@ cast(? as tsquery)%s limit ?)
					select customer_id, names from hit
					""".formatted((among != null) ? " and customer_id = any (?)" : ""))
				.params((among != null) ? List.of(query, among.toArray(Long[]::new), this.most + 1)
						: List.of(query, this.most + 1))
				.query(Row.class)
				.list();
		}

		/** Somewhere within words, where no name is like what was typed. */
		void byFragment() {
			if (!few() || exactly() || named()) {
				return;
			}
			List<String> patterns = (!this.digits.isEmpty()) ? List.of("%" + this.digits.replaceFirst("^0+", "") + "%")
					: Arrays.stream(Typed.fold(this.text).split(" "))
						.filter((term) -> !term.isEmpty())
						.limit(MOST_TERMS)
						.map(FindingCustomers::pattern)
						.toList();
			// One or two letters are too few for the index: it would be read whole.
			if (patterns.stream().noneMatch((pattern) -> pattern.length() >= SearchMarks.SHORT + 2)) {
				return;
			}
			String conditions = String.join(" and ", patterns.stream().map((pattern) -> "document like ?").toList());
			List<Object> values = new ArrayList<>(patterns);
			values.add(this.most + 1);
			where(conditions, values)
				.forEach((row) -> add(new Found(row.customerId(), Rank.FRAGMENT, 0, null, null, row.names())));
		}

		/**
		 * Materialized, so that the index of the conditions is used whatever is asked
		 * for.
		 */
		private List<Row> where(String conditions, List<Object> values) {
			return FindingCustomers.this.jdbc.sql("""
					/* across customers: search */
					with hit as materialized (
						select customer_id, names from customer_search where %s limit ?)
					select customer_id, names from hit
					""".formatted(conditions)).params(values).query(Row.class).list();
		}

		void bySimilarity() {
			List<Term> mistyped = this.terms.stream()
				.filter((term) -> term.mayBeMistyped() && !term.isLegalForm())
				.toList();
			// An initial and something like the name is little where others fit.
			boolean little = mistyped.size() == 1 && !single()
					|| mistyped.stream().allMatch((term) -> term.word().length() <= SearchMarks.SHORT);
			if (!few() || exactly() || mistyped.isEmpty() || little && !this.found.isEmpty()) {
				return;
			}
			List<Object> values = new ArrayList<>();
			List<String> conditions = new ArrayList<>();
			for (Term term : mistyped) {
				conditions.add("keys && ?");
				values.add(term.keys().toArray(Integer[]::new));
			}
			String rest = this.terms.stream()
				.filter((term) -> !term.mayBeMistyped() && !term.isLegalForm())
				.map(Term::beginning)
				.collect(Collectors.joining("&"));
			if (!rest.isEmpty()) {
				conditions.add("words @@ cast(? as tsquery)");
				values.add(rest);
			}
			values.add(COMPARED);
			Ranking ranking = new Ranking(mistyped);
			where(String.join(" and ", conditions), values).stream()
				.map((row) -> ranking.byLikeness(row.customerId(), row.names()))
				.filter((similar) -> similar != null)
				.sorted(Comparator.comparing(Found::likeness).reversed())
				.limit(MOST_SIMILAR)
				.forEach(this::add);
		}

		private boolean few() {
			return this.found.size() < FEW;
		}

		private boolean named() {
			return this.found.values()
				.stream()
				.anyMatch((one) -> one.rank().compareTo(Rank.NAME_BEGINNINGS) <= 0
						|| one.rank() == Rank.SIMILAR && !single());
		}

		private boolean exactly() {
			return this.found.values().stream().anyMatch((one) -> one.rank() == Rank.EXACT);
		}

		private void add(Found one) {
			if (this.found.size() < this.most || this.found.containsKey(one.customerId())) {
				this.found.merge(one.customerId(), one,
						(known, other) -> (other.rank().compareTo(known.rank()) < 0) ? other : known);
			}
			else {
				this.more = true;
			}
		}

	}

	private static String all(List<Term> terms, Function<Term, String> each) {
		return terms.stream().map(each).collect(Collectors.joining("&"));
	}

	private static String pattern(String term) {
		return ((term.length() < SearchMarks.SHORT) ? "% " : "%") + Typed.literal(term) + "%";
	}

	/**
	 * What is read of a customer to rank it.
	 *
	 * @param customerId the customer
	 * @param names the words of the name
	 */
	record Row(long customerId, String names) {
	}

}
