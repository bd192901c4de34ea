package app.accord.banking;

import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.accord.banking.References.Found;
import app.accord.banking.Suggestion.Reason;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.OpenItem;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which account money that came in is for. Candidates come from indexes alone: our
 * numbers in the text, accounts paid from the same bank account before, rare words of the
 * payer's name, bills of just that amount. Each is weighed by {@link Confidence}.
 */
@Component
public class Matching {

	private static final int SUGGESTIONS = 6;

	private static final int CANDIDATES = 60;

	/** A word that more customers have finds nobody by itself. */
	private static final int TOO_MANY = 60;

	private static final int COUNTED = 20_000;

	private static final int MONTHS_BACK = 8;

	private final JdbcClient client;

	private final Customers customers;

	private final BillingAccounts accounts;

	private final Positions positions;

	Matching(JdbcClient client, Customers customers, BillingAccounts accounts, Positions positions) {
		this.client = client;
		this.customers = customers;
		this.accounts = accounts;
		this.positions = positions;
	}

	/** The suggestions for a line of money in, the likeliest first. */
	@Transactional(readOnly = true)
	public List<Suggestion> suggest(BankLine line) {
		return suggest(List.of(line)).get(line.id());
	}

	/** The same for many lines, in few statements. */
	@Transactional(readOnly = true)
	Map<Long, List<Suggestion>> suggest(List<BankLine> lines) {
		Batch batch = new Batch(lines);
		Map<Long, List<Suggestion>> suggestions = new HashMap<>();
		lines.forEach((line) -> suggestions.put(line.id(), batch.suggestionsFor(line)));
		return suggestions;
	}

	/**
	 * Whether the first suggestion is sure enough to be posted without a person: likely
	 * beyond {@link Confidence#CERTAIN}, and for two reasons of different kinds, or our
	 * number as we print it and nothing against it.
	 */
	static boolean certain(List<Suggestion> suggestions) {
		if (suggestions.isEmpty() || suggestions.getFirst().confidence() < Confidence.CERTAIN) {
			return false;
		}
		Suggestion best = suggestions.getFirst();
		long kinds = List.of(Reason.Kind.REFERENCE, Reason.Kind.AMOUNT, Reason.Kind.NAME, Reason.Kind.PAYER)
			.stream()
			.filter(best::speaks)
			.count();
		boolean ours = best.weightOf(Reason.Kind.REFERENCE) >= 3000 && !best.contradicts(Reason.Kind.NAME);
		return kinds >= 2 || ours;
	}

	/** What is read once for some lines. */
	private final class Batch {

		private final long all;

		private final Map<Long, List<Found>> references = new HashMap<>();

		private final Map<String, List<AccountNumber>> payers = new HashMap<>();

		private final Map<String, List<Long>> byWord = new HashMap<>();

		private final Map<String, Long> having = new HashMap<>();

		private final Map<Long, List<AccountNumber>> byAmount = new HashMap<>();

		private final Map<InvoiceNumber, AccountNumber> bills = new HashMap<>();

		private final Map<Long, Set<Long>> candidates = new HashMap<>();

		private final Map<Long, List<BillingAccount>> accountsOf = new HashMap<>();

		private final Map<Long, CustomerProfile> people;

		private final Map<AccountNumber, Position> positionOf = new HashMap<>();

		Batch(List<BankLine> lines) {
			this.all = Math.max(1, Matching.this.client.sql("""
					/* across customers: search */
					select count(*) from billing_account
					""").query(Long.class).single());
			lines.forEach((line) -> this.references.put(line.id(), References.in(line.said())));
			readPayers(lines);
			readWords(lines);
			readAmounts(lines);
			lines.forEach((line) -> this.candidates.put(line.id(), candidatesFor(line)));
			Set<Long> everybody = new HashSet<>();
			this.candidates.values().forEach(everybody::addAll);
			this.people = everybody.isEmpty() ? Map.of() : Matching.this.customers.readAll(new ArrayList<>(everybody));
			if (!everybody.isEmpty()) {
				Matching.this.accounts.of(everybody)
					.forEach((account) -> this.accountsOf
						.computeIfAbsent(account.number().customerId(), (id) -> new ArrayList<>())
						.add(account));
			}
			readBills();
		}

		private void readPayers(List<BankLine> lines) {
			Set<String> numbers = new HashSet<>();
			lines.stream().map(BankLine::payerAccount).filter((number) -> number != null).forEach(numbers::add);
			if (!numbers.isEmpty()) {
				Matching.this.client.sql("""
						/* across customers: search */
						select payer_account, customer_id, account_no from bank_payer where payer_account = any (?)
						group by payer_account, customer_id, account_no having sum(sign) > 0
						order by payer_account, sum(sign) desc, customer_id limit 5000
						""").param(numbers.toArray(String[]::new)).query((row) -> {
					this.payers.computeIfAbsent(row.getString(1), (number) -> new ArrayList<>())
						.add(new AccountNumber(row.getLong(2), row.getInt(3)));
				});
			}
		}

		private void readWords(List<BankLine> lines) {
			Set<String> words = new HashSet<>();
			lines.forEach((line) -> searchedWords(line).forEach(words::add));
			if (words.isEmpty()) {
				return;
			}
			Matching.this.client.sql("""
					/* across customers: search */
					select w.word, s.customer_id from unnest(?) as w(word) cross join lateral (
					  select customer_id from customer_search where document like '% ' || w.word || '%' limit ?) s
					""").param(words.toArray(String[]::new)).param(TOO_MANY + 1).query((row) -> {
				this.byWord.computeIfAbsent(row.getString(1), (word) -> new ArrayList<>()).add(row.getLong(2));
			});
			List<String> frequent = this.byWord.entrySet()
				.stream()
				.filter((entry) -> entry.getValue().size() > TOO_MANY)
				.map(Map.Entry::getKey)
				.toList();
			this.byWord.forEach((word, found) -> this.having.put(word, (long) found.size()));
			if (!frequent.isEmpty()) {
				Matching.this.client.sql("""
						/* across customers: search */
						select w.word, (select count(*) from (select from customer_search
						  where document like '% ' || w.word || '%' limit ?) s) from unnest(?) as w(word)
						""").param(COUNTED).param(frequent.toArray(String[]::new)).query((row) -> {
					this.having.put(row.getString(1), row.getLong(2));
				});
			}
			for (BankLine line : lines) {
				List<String> common = searchedWords(line).stream().filter(frequent::contains).limit(3).toList();
				if (line.payerName() != null && common.size() >= 2) {
					together(common)
						.forEach((customer) -> this.byWord.computeIfAbsent(pair(line), (key) -> new ArrayList<>())
							.add(customer));
				}
			}
		}

		/**
		 * One LIKE for each word: only so does PostgreSQL use the index for all of them.
		 */
		private List<Long> together(List<String> words) {
			StringJoiner each = new StringJoiner(" and ");
			words.forEach((word) -> each.add("document like ?"));
			return Matching.this.client
				.sql("/* across customers: search */ select customer_id from customer_search where " + each + " limit "
						+ TOO_MANY)
				.params(words.stream().map((word) -> "% " + word + "%").toList())
				.query(Long.class)
				.list();
		}

		private static String pair(BankLine line) {
			return "line " + line.id();
		}

		private void readAmounts(List<BankLine> lines) {
			Map<Long, LocalDate> amounts = new TreeMap<>();
			lines.forEach((line) -> amounts.merge(Amounts.minor(line.amount()), line.bookedOn(),
					(one, other) -> one.isBefore(other) ? one : other));
			LocalDate since = amounts.values()
				.stream()
				.min(LocalDate::compareTo)
				.orElseThrow()
				.minusMonths(MONTHS_BACK);
			Matching.this.client.sql("""
					/* across customers: search */
					select m.minor, i.customer_id, i.account_no from unnest(?) as m(minor) cross join lateral (
					  select customer_id, account_no from invoice where total_minor = m.minor and issued_on >= ?
					  order by issued_on desc limit 2000) i
					""").param(amounts.keySet().toArray(Long[]::new)).param(Date.valueOf(since)).query((row) -> {
				this.byAmount.computeIfAbsent(row.getLong(1), (minor) -> new ArrayList<>())
					.add(new AccountNumber(row.getLong(2), row.getInt(3)));
			});
		}

		private Set<Long> candidatesFor(BankLine line) {
			Set<Long> found = new LinkedHashSet<>();
			this.references.get(line.id()).forEach((reference) -> found.add(reference.customerId()));
			if (line.payerAccount() != null) {
				this.payers.getOrDefault(line.payerAccount(), List.of())
					.forEach((account) -> found.add(account.customerId()));
			}
			Map<Long, Integer> hits = new LinkedHashMap<>();
			for (String word : searchedWords(line)) {
				List<Long> named = this.byWord.getOrDefault(word, List.of());
				if (named.size() <= TOO_MANY) {
					named.forEach((customer) -> hits.merge(customer, 1, Integer::sum));
				}
			}
			this.byWord.getOrDefault(pair(line), List.of())
				.forEach((customer) -> hits.merge(customer, 2, Integer::sum));
			hits.entrySet()
				.stream()
				.sorted(Map.Entry.<Long, Integer>comparingByValue().reversed())
				.limit(CANDIDATES)
				.forEach((entry) -> found.add(entry.getKey()));
			List<AccountNumber> same = this.byAmount.getOrDefault(Amounts.minor(line.amount()), List.of());
			if (same.size() <= TOO_MANY) {
				same.forEach((account) -> found.add(account.customerId()));
			}
			return found.stream().limit(CANDIDATES).collect(Collectors.toCollection(LinkedHashSet::new));
		}

		/** Words by which customers are looked for: of the name, then of the text. */
		private static List<String> searchedWords(BankLine line) {
			return Stream
				.concat(Words.of(line.payerName()).stream().filter((word) -> word.length() >= 3),
						Words.of(line.text()).stream().filter((word) -> word.length() >= 4))
				.filter((word) -> word.chars().anyMatch(Character::isLetter))
				.distinct()
				.limit(10)
				.toList();
		}

		private void readBills() {
			Set<InvoiceNumber> wanted = new HashSet<>();
			this.references.values()
				.forEach((list) -> list.stream()
					.filter((found) -> found.no() > 0 && found.kind() != References.Kind.ACCOUNT
							&& this.people.containsKey(found.customerId()))
					.forEach((found) -> wanted.add(new InvoiceNumber(found.customerId(), found.no()))));
			if (wanted.isEmpty()) {
				return;
			}
			Matching.this.client.sql("""
					select i.customer_id, i.invoice_no, i.account_no from unnest(?, ?) as w(customer_id, invoice_no)
					join invoice i on i.customer_id = w.customer_id and i.invoice_no = w.invoice_no
					""")
				.param(wanted.stream().map(InvoiceNumber::customerId).toArray(Long[]::new))
				.param(wanted.stream().map(InvoiceNumber::no).toArray(Integer[]::new))
				.query((row) -> {
					this.bills.put(new InvoiceNumber(row.getLong(1), row.getInt(2)),
							new AccountNumber(row.getLong(1), row.getInt(3)));
				});
		}

		List<Suggestion> suggestionsFor(BankLine line) {
			Set<AccountNumber> same = new HashSet<>(
					this.byAmount.getOrDefault(Amounts.minor(line.amount()), List.of()));
			List<Partly> partly = new ArrayList<>();
			for (long customer : this.candidates.get(line.id())) {
				CustomerProfile profile = this.people.get(customer);
				if (profile == null) {
					continue;
				}
				for (BillingAccount account : this.accountsOf.getOrDefault(customer, List.of())) {
					if (account.currency().equals(line.amount().getCurrencyUnit().getCode())) {
						partly.add(partly(line, profile, account.number(), same.contains(account.number())));
					}
				}
			}
			partly.sort(Comparator.comparingInt(Partly::hoped).reversed());
			List<Suggestion> weighed = new ArrayList<>();
			List<Integer> weights = new ArrayList<>();
			for (Partly one : partly) {
				// Accounts are read only where they can still be suggested.
				if (weighed.size() < 2 * SUGGESTIONS && one.hoped() > 0) {
					weighed.add(weigh(line, one));
				}
				else {
					weights.add(one.weight());
				}
			}
			weighed.sort(Comparator.comparingInt(Suggestion::weight)
				.reversed()
				.thenComparing((suggestion) -> suggestion.account().toString()));
			weights.addAll(0, weighed.stream().map(Suggestion::weight).toList());
			List<Integer> likely = Confidence.of(weights, this.all);
			List<Suggestion> best = new ArrayList<>();
			for (int i = 0; i < Math.min(SUGGESTIONS, weighed.size()); i++) {
				Suggestion one = weighed.get(i);
				if (one.weight() > 0) {
					best.add(new Suggestion(one.account(), one.customer(), one.customerName(), one.position(),
							one.weight(), likely.get(i), one.reasons()));
				}
			}
			return best;
		}

		/** What is known without reading the account. */
		private Partly partly(BankLine line, CustomerProfile customer, AccountNumber account, boolean sameAmount) {
			List<Reason> reasons = new ArrayList<>();
			reference(line, account, reasons);
			name(line, customer, reasons);
			payer(line, account, reasons);
			int weight = reasons.stream().mapToInt(Reason::weight).sum();
			return new Partly(customer, account, reasons, weight, weight + (sameAmount ? 1200 : 500));
		}

		private Suggestion weigh(BankLine line, Partly partly) {
			AccountNumber account = partly.account();
			Position position = this.positionOf.computeIfAbsent(account, Matching.this.positions::of);
			List<Reason> reasons = new ArrayList<>(partly.reasons());
			amount(line, position, reasons);
			reasons.removeIf((reason) -> reason.weight() == 0);
			reasons.sort(Comparator.comparingInt((Reason reason) -> Math.abs(reason.weight())).reversed());
			int weight = reasons.stream().mapToInt(Reason::weight).sum();
			return new Suggestion(account, partly.customer().number(), partly.customer().name(), position, weight, 0,
					reasons);
		}

		private void reference(BankLine line, AccountNumber account, List<Reason> reasons) {
			Reason best = null;
			for (Found found : this.references.get(line.id())) {
				Reason reason = (found.customerId() == account.customerId()) ? said(found, account) : null;
				if (reason != null && (best == null || reason.weight() > best.weight())) {
					best = reason;
				}
			}
			if (best != null) {
				reasons.add(best);
			}
		}

		private Reason said(Found found, AccountNumber account) {
			AccountNumber ofBill = (found.no() > 0) ? this.bills.get(new InvoiceNumber(found.customerId(), found.no()))
					: null;
			String written = " (“" + found.written() + "”)";
			if (found.kind() == References.Kind.BILL || found.kind() == References.Kind.SOMETHING && ofBill != null) {
				if (account.equals(ofBill)) {
					return new Reason(Reason.Kind.REFERENCE,
							"Bill " + new InvoiceNumber(found.customerId(), found.no()) + " is named" + written,
							found.weight());
				}
				if (found.kind() == References.Kind.BILL && ofBill == null) {
					return new Reason(Reason.Kind.REFERENCE, "Names a bill that this customer does not have" + written,
							found.weight() / 2);
				}
			}
			if (found.kind() != References.Kind.BILL && found.no() == account.no()) {
				return new Reason(Reason.Kind.REFERENCE, "Account " + account + " is named" + written, found.weight());
			}
			if (found.kind() == References.Kind.CUSTOMER) {
				int several = Rarity.weight(this.accountsOf.get(account.customerId()).size(), 1);
				return new Reason(Reason.Kind.REFERENCE, "Customer " + account.customer() + " is named" + written,
						found.weight() - several);
			}
			return (found.kind() == References.Kind.SOMETHING && found.weight() >= 3000) ? new Reason(
					Reason.Kind.REFERENCE, "A number of this customer is named" + written, found.weight() / 2) : null;
		}

		private void amount(BankLine line, Position position, List<Reason> reasons) {
			long paid = Amounts.minor(line.amount());
			if (position.items().isEmpty()) {
				reasons.add(new Reason(Reason.Kind.AMOUNT, "Nothing is open on this account"
						+ (position.balance().isNegative() ? "; it is in credit" : ""), -250));
				return;
			}
			int exact = Rarity.weight(this.all, this.byAmount.getOrDefault(paid, List.of()).size() + 1L);
			Reason best = null;
			for (Map.Entry<Long, Target> target : targets(position).entrySet()) {
				int weight = Confidence.amount(paid, target.getKey(), Math.max(exact - target.getValue().less(), 0));
				if (best == null || weight > best.weight()) {
					best = new Reason(Reason.Kind.AMOUNT, words(line, target.getKey(), target.getValue()), weight);
					if (paid == target.getKey()) {
						date(line, target.getValue(), reasons);
					}
				}
			}
			reasons.add((best.weight() < -200) ? new Reason(Reason.Kind.AMOUNT,
					"No open amount is like it; " + Amounts.show(position.balance()) + " is open in all", best.weight())
					: best);
		}

		private String words(BankLine line, long owed, Target target) {
			Money expected = Amounts.ofMinor(line.amount().getCurrencyUnit().getCode(), owed);
			Money less = expected.minus(line.amount());
			return less.isZero() ? "The amount is exactly " + target.words()
					: "The amount is " + Amounts.show(less.abs()) + (less.isPositive() ? " less" : " more") + " than "
							+ target.words() + " (" + Amounts.show(expected) + ")";
		}

		/** What could be paid in one sum. */
		private Map<Long, Target> targets(Position position) {
			Map<Long, Target> targets = new LinkedHashMap<>();
			Map<Object, List<OpenItem>> byBill = new LinkedHashMap<>();
			position.items()
				.forEach((item) -> byBill
					.computeIfAbsent((item.invoiceNo() != null) ? item.invoiceNo() : item, (key) -> new ArrayList<>())
					.add(item));
			List<List<OpenItem>> bills = byBill.values().stream().limit(12).toList();
			bills.forEach((items) -> targets.putIfAbsent(sum(items),
					new Target(named(position, items), 0, items.getFirst().dueOn())));
			targets.putIfAbsent(Amounts.minor(position.balance()),
					new Target("everything that is open", 0, position.dueOn()));
			if (position.dueNow().isPositive()) {
				targets.putIfAbsent(Amounts.minor(position.dueNow()), new Target("what is due", 50, position.dueOn()));
			}
			for (int i = 0; i < bills.size(); i++) {
				for (int j = i + 1; j < bills.size(); j++) {
					long two = sum(bills.get(i)) + sum(bills.get(j));
					targets.putIfAbsent(two, new Target(
							named(position, bills.get(i)) + " and " + named(position, bills.get(j)) + " together", 200,
							bills.get(i).getFirst().dueOn()));
					for (int k = j + 1; k < bills.size(); k++) {
						targets.putIfAbsent(two + sum(bills.get(k)),
								new Target("three open bills together", 400, bills.get(i).getFirst().dueOn()));
					}
				}
			}
			return targets;
		}

		private static long sum(List<OpenItem> items) {
			return items.stream().mapToLong((item) -> Amounts.minor(item.open())).sum();
		}

		private static String named(Position position, List<OpenItem> items) {
			Integer bill = items.getFirst().invoiceNo();
			return (bill != null) ? "what is open of bill " + new InvoiceNumber(position.account().customerId(), bill)
					: "“" + items.getFirst().description() + "”";
		}

		private static void date(BankLine line, Target target, List<Reason> reasons) {
			reasons.removeIf((reason) -> reason.kind() == Reason.Kind.DATE);
			long late = ChronoUnit.DAYS.between(target.dueOn(), line.bookedOn());
			if (late >= -35 && late <= 14) {
				reasons.add(new Reason(Reason.Kind.DATE, (late > 0) ? "Paid " + late + " days after it was due"
						: (late == 0) ? "Paid on the day it is due" : "Paid " + -late + " days before it is due", 100));
			}
			else if (late > 60) {
				reasons.add(new Reason(Reason.Kind.DATE, "Paid " + late + " days after it was due", -100));
			}
		}

		/**
		 * The payer's name; where that is another one, the name that stands in the text.
		 */
		private void name(BankLine line, CustomerProfile customer, List<Reason> reasons) {
			List<String> known = Words.of(customer.name());
			NameFit payer = NameFit.of(Words.of(line.payerName()), known, rarity(), true);
			NameFit text = NameFit.of(Words.of(line.text()), known, rarity(), false);
			boolean inText = payer.weight() <= 0 && text.weight() > 0;
			NameFit fit = inText ? text : payer;
			if (fit == NameFit.NONE) {
				return;
			}
			String words = fit.fitting().isEmpty() ? "The payer has another name"
					: (fit.missing() == 0)
							? (inText ? "The customer’s name stands in the text" : "The payer has the customer’s name")
									+ (fit.ordered() ? "" : ", in another order")
							: (inText ? "Part of the name stands in the text: " : "Part of the name fits: ")
									+ String.join(", ", fit.fitting());
			reasons.add(new Reason(Reason.Kind.NAME, words, fit.weight()));
		}

		private Rarity rarity() {
			return (word) -> (word.length() == 1) ? 250 : Rarity.weight(this.all, this.having.getOrDefault(word, 1L));
		}

		private void payer(BankLine line, AccountNumber account, List<Reason> reasons) {
			List<AccountNumber> paid = (line.payerAccount() != null)
					? this.payers.getOrDefault(line.payerAccount(), List.of()) : List.of();
			if (paid.contains(account)) {
				reasons.add(new Reason(Reason.Kind.PAYER,
						"Paid from this bank account before"
								+ ((paid.size() > 1) ? ", which also pays for " + (paid.size() - 1) + " others" : ""),
						Math.max(300, 1800 - Rarity.weight(paid.size(), 1) * 2)));
			}
			else if (!paid.isEmpty()) {
				reasons.add(new Reason(Reason.Kind.PAYER, "This bank account has paid for somebody else so far", -300));
			}
		}

	}

	/**
	 * A candidate by all but its open amounts.
	 *
	 * @param hoped the weight if the amount fits
	 */
	private record Partly(CustomerProfile customer, AccountNumber account, List<Reason> reasons, int weight,
			int hoped) {
	}

	/**
	 * Something that could be paid in one sum.
	 *
	 * @param words what it is
	 * @param less how much less an exact hit says, because many sums are tried
	 * @param dueOn when it is to be paid
	 */
	private record Target(String words, int less, LocalDate dueOn) {
	}

}
