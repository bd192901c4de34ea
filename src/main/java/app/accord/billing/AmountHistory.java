package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import app.accord.billing.Explanation.Kind;
import app.accord.billing.Explanation.Nearest;
import app.accord.billing.Explanation.Occurrence;
import app.accord.billing.Explanation.Step;
import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;

import org.joda.money.Money;

/**
 * All amounts that an account's ledger ever showed, computed from its entries alone: the
 * balance after each posting, what was due by which day then, and the bills' totals.
 */
final class AmountHistory {

	private static final int OCCURRENCES_SHOWN = 5;

	private static final int NEAREST_SHOWN = 3;

	private static final Set<EntryKind> PARTS_OF_A_BILL = EnumSet.of(EntryKind.INVOICE, EntryKind.TAX,
			EntryKind.DONATION);

	private final AccountNumber account;

	private final String currency;

	private final List<LedgerEntry> entries;

	private final List<Told> told;

	private final List<DueDateMove> moves;

	private final Map<Long, Map<Integer, Money>> meant;

	private final ZoneId zone;

	private final IntFunction<String> invoiceNumbers;

	/**
	 * The history of an account.
	 * @param entries all of them, oldest first
	 * @param told what the customer was told, oldest first
	 * @param moves of due dates of bills, oldest first
	 * @param meant which bills money was meant for: by its entry, what for which bill
	 * @param zone in which days are written
	 * @param invoiceNumbers from a customer's invoice number to the number shown to
	 * people
	 */
	AmountHistory(AccountNumber account, String currency, List<LedgerEntry> entries, List<Told> told,
			List<DueDateMove> moves, Map<Long, Map<Integer, Money>> meant, ZoneId zone,
			IntFunction<String> invoiceNumbers) {
		this.account = account;
		this.currency = currency;
		this.entries = entries;
		this.told = told;
		this.moves = moves;
		this.meant = meant;
		this.zone = zone;
		this.invoiceNumbers = invoiceNumbers;
	}

	Explanation explain(Money amount, Instant at) {
		List<Shown> all = shown();
		List<Occurrence> occurrences = new ArrayList<>(all.stream()
			.filter((shown) -> shown.amount().isEqual(amount))
			.map((shown) -> withTellings(shown, amount))
			.toList());
		occurrences.addAll(toldButNeverSo(occurrences, amount));
		occurrences.sort(Comparator.comparing((Occurrence occurrence) -> occurrence.told().isEmpty())
			.thenComparing(Occurrence::kind)
			.thenComparing(Occurrence::fromSeq, Comparator.reverseOrder()));
		Money balance = this.entries.isEmpty() ? Amounts.ofMinor(this.currency, 0)
				: this.entries.getLast().balanceAfter();
		long asOf = this.entries.isEmpty() ? 0 : this.entries.getLast().seq();
		List<Nearest> nearest = occurrences.isEmpty() ? nearest(all, amount) : List.of();
		List<Step> steps = occurrences.isEmpty() ? List.of() : steps(occurrences.getFirst(), amount);
		List<Occurrence> first = occurrences.stream().limit(OCCURRENCES_SHOWN).toList();
		return new Explanation(this.account, amount, this.currency, !occurrences.isEmpty(),
				sentence(first, amount, balance, nearest), first, occurrences.size() - first.size(), steps, balance,
				asOf, at, nearest);
	}

	/** Every amount the account ever showed, oldest first. */
	private List<Shown> shown() {
		List<Shown> all = new ArrayList<>();
		Map<Integer, Money> invoiceTotals = new HashMap<>();
		List<OpenItem> debits = new ArrayList<>();
		Map<Long, LedgerEntry> bySeq = new HashMap<>();
		Set<Long> reversed = new HashSet<>();
		Map<Long, Long> paymentOfPosting = this.entries.stream()
			.filter((entry) -> entry.kind() == EntryKind.PAYMENT)
			.collect(Collectors.toMap(LedgerEntry::postingSeq, LedgerEntry::seq, (first, second) -> first));
		Map<Long, Long> paidAtOnce = new HashMap<>();
		Map<DueOn, Shown> stillDue = new HashMap<>();
		Map<Integer, Money> ofBill = new HashMap<>();
		Shown balance = null;
		for (LedgerEntry entry : this.entries) {
			bySeq.put(entry.seq(), entry);
			if (entry.kind() == EntryKind.REVERSAL) {
				reversed.add(entry.reversesSeq());
				LedgerEntry undone = bySeq.get(entry.reversesSeq());
				if (undone.invoiceNo() != null && undone.amount().isNegative()) {
					ofBill.merge(undone.invoiceNo(), undone.amount(), Money::plus);
				}
				meantBy(undone).forEach((bill, amount) -> ofBill.merge(bill, amount.negated(), Money::plus));
			}
			else if (entry.invoiceNo() != null && entry.amount().isNegative()) {
				ofBill.merge(entry.invoiceNo(), entry.amount().negated(), Money::plus);
			}
			else if (entry.amount().isPositive()) {
				if (paymentOfPosting.containsKey(entry.postingSeq())) {
					paidAtOnce.put(entry.seq(), paymentOfPosting.get(entry.postingSeq()));
				}
				debits.add(new OpenItem(entry.seq(), entry.amount(), entry.dueOn(), entry.description(),
						entry.invoiceNo()));
			}
			meantBy(entry).forEach((bill, amount) -> ofBill.merge(bill, amount, Money::plus));
			if (entry.invoiceNo() != null && PARTS_OF_A_BILL.contains(entry.kind())) {
				invoiceTotals.merge(entry.invoiceNo(), entry.amount(), Money::plus);
			}
			if (!entry.closesPosting()) {
				continue;
			}
			if (balance != null) {
				balance.endBefore(entry);
			}
			balance = new Shown(Kind.BALANCE, entry.balanceAfter(), entry.seq(), entry.at(), null, null);
			all.add(balance);
			if (entry.invoiceNo() != null && invoiceTotals.containsKey(entry.invoiceNo())
					&& entry.kind() != EntryKind.REVERSAL) {
				all.add(new Shown(Kind.INVOICE_TOTAL, invoiceTotals.get(entry.invoiceNo()), entry.seq(), entry.at(),
						this.invoiceNumbers.apply(entry.invoiceNo()), entry.dueOn()));
			}
			List<OpenItem> standing = debits.stream()
				.filter((debit) -> !reversed.contains(debit.seq()))
				.filter((debit) -> !paidAtOnce.containsKey(debit.seq())
						|| reversed.contains(paidAtOnce.get(debit.seq())))
				.toList();
			List<OpenItem> dated = this.moves.isEmpty() ? standing
					: standing.stream().map((debit) -> asMoved(debit, entry)).toList();
			stillDue = dueAmounts(entry, dated, ofBill, stillDue, all);
		}
		return all;
	}

	private Map<Integer, Money> meantBy(LedgerEntry entry) {
		return this.meant.getOrDefault(entry.seq(), Map.of());
	}

	/**
	 * A debit with the due date that its bill had when the next entry was posted.
	 */
	private OpenItem asMoved(OpenItem debit, LedgerEntry after) {
		Instant until = (after.seq() < this.entries.getLast().seq()) ? this.entries.get((int) after.seq()).at() : null;
		return this.moves.stream()
			.filter((move) -> debit.invoiceNo() != null && debit.invoiceNo() == move.invoiceNo())
			.filter((move) -> until == null || move.at().isBefore(until))
			.reduce((earlier, later) -> later)
			.map((move) -> new OpenItem(debit.seq(), debit.open(), move.to(), debit.description(), debit.invoiceNo()))
			.orElse(debit);
	}

	/** What was due by each day after that entry, where it was less than everything. */
	private static Map<DueOn, Shown> dueAmounts(LedgerEntry entry, List<OpenItem> standing, Map<Integer, Money> ofBill,
			Map<DueOn, Shown> before, List<Shown> all) {
		Map<LocalDate, Money> byDay = new TreeMap<>();
		OpenItems.of(entry.balanceAfter(), standing, ofBill)
			.forEach((item) -> byDay.merge(item.dueOn(), item.open(), Money::plus));
		Map<DueOn, Shown> now = new HashMap<>();
		Money sum = Money.zero(entry.balanceAfter().getCurrencyUnit());
		for (Map.Entry<LocalDate, Money> due : byDay.entrySet()) {
			sum = sum.plus(due.getValue());
			if (sum.isLessThan(entry.balanceAfter())) {
				DueOn key = new DueOn(due.getKey(), sum);
				Shown shown = before.remove(key);
				if (shown == null) {
					shown = new Shown(Kind.AMOUNT_DUE, sum, entry.seq(), entry.at(), null, due.getKey());
					all.add(shown);
				}
				shown.toSeq = entry.seq();
				now.put(key, shown);
			}
		}
		before.values().forEach((ended) -> ended.until = entry.at());
		return now;
	}

	private Occurrence withTellings(Shown shown, Money amount) {
		List<Explanation.Told> then = this.told.stream()
			.filter((said) -> said.minor() == Amounts.minor(amount) && said.told().asOf() >= shown.fromSeq
					&& said.told().asOf() <= shown.toSeq)
			.map(Told::told)
			.toList();
		return new Occurrence(shown.kind, shown.fromSeq, shown.toSeq, shown.from, shown.until, shown.subject,
				shown.dueOn, then);
	}

	private List<Occurrence> toldButNeverSo(List<Occurrence> occurrences, Money amount) {
		return this.told.stream()
			.filter((said) -> said.minor() == Amounts.minor(amount)
					&& occurrences.stream().noneMatch((occurrence) -> occurrence.told().contains(said.told())))
			.map((said) -> new Occurrence(Kind.ONLY_TOLD, said.told().asOf(), said.told().asOf(), said.told().at(),
					null, null, null, List.of(said.told())))
			.toList();
	}

	private List<Step> steps(Occurrence occurrence, Money amount) {
		List<Step> steps = new ArrayList<>();
		Money running = amount;
		LedgerEntry start = this.entries.stream()
			.filter((entry) -> entry.seq() == occurrence.toSeq())
			.findFirst()
			.orElse(null);
		Money then = (start != null) ? start.balanceAfter() : Amounts.ofMinor(this.currency, 0);
		Money besides = then.minus(amount);
		if (!besides.isZero()) {
			running = running.plus(besides);
			steps.add(new Step(null, occurrence.from(), besides(occurrence), besides, running));
		}
		for (LedgerEntry entry : this.entries) {
			if (entry.seq() > occurrence.toSeq()) {
				running = running.plus(entry.amount());
				steps.add(new Step(entry.seq(), entry.at(), entry.description(), entry.amount(), running));
			}
		}
		return steps;
	}

	private static String besides(Occurrence occurrence) {
		return switch (occurrence.kind()) {
			case AMOUNT_DUE -> "Also owed then, but due later than " + day(occurrence.dueOn());
			case INVOICE_TOTAL -> "Owed, or in credit, on the account besides this bill when it was issued";
			case ONLY_TOLD, BALANCE -> "Difference between what was said and the balance then";
		};
	}

	private List<Nearest> nearest(List<Shown> all, Money amount) {
		Map<Money, Shown> latest = new HashMap<>();
		all.stream()
			.filter((shown) -> shown.kind != Kind.AMOUNT_DUE)
			.forEach((shown) -> latest.put(shown.amount(), shown));
		return latest.values()
			.stream()
			.sorted(Comparator.comparing((Shown shown) -> shown.amount().minus(amount).abs())
				.thenComparing((shown) -> shown.fromSeq, Comparator.reverseOrder()))
			.limit(NEAREST_SHOWN)
			.map((shown) -> new Nearest(shown.amount(), shown.kind, shown.fromSeq, shown.from, shown.subject))
			.toList();
	}

	private String sentence(List<Occurrence> occurrences, Money amount, Money balance, List<Nearest> nearest) {
		String shown = Amounts.show(amount);
		if (this.entries.isEmpty()) {
			return "Nothing has been posted to this account yet; the balance is " + Amounts.show(balance) + ".";
		}
		if (occurrences.isEmpty()) {
			return shown
					+ " never was the balance of this account, an amount due or the total of a bill. The nearest is "
					+ Amounts.show(nearest.getFirst().amount()) + ", since " + moment(nearest.getFirst().at()) + ".";
		}
		Occurrence first = occurrences.getFirst();
		String when = (first.until() != null)
				? "from " + moment(first.from()) + " to " + moment(first.until()) + entriesOf(first)
				: "since " + moment(first.from()) + entriesOf(first);
		String was = switch (first.kind()) {
			case BALANCE ->
				(first.until() != null) ? shown + " was the balance " + when : shown + " is the balance, " + when;
			case AMOUNT_DUE -> shown + " was what had to be paid by " + day(first.dueOn()) + ", " + when;
			case INVOICE_TOTAL -> shown + " is the total of bill " + first.subject() + ", due " + day(first.dueOn());
			case ONLY_TOLD -> shown + " was told, but was not the balance then";
		};
		String told = first.told().isEmpty() ? ""
				: "; told by " + channel(first.told().getLast()) + " on " + moment(first.told().getLast().at());
		String now = (first.kind() == Kind.BALANCE && first.until() == null) ? "."
				: ". Today’s balance is " + Amounts.show(balance) + ".";
		return was + told + now;
	}

	private static String entriesOf(Occurrence occurrence) {
		return (occurrence.fromSeq() == occurrence.toSeq()) ? " (entry " + occurrence.fromSeq() + ")"
				: " (entries " + occurrence.fromSeq() + " to " + occurrence.toSeq() + ")";
	}

	private static String channel(Explanation.Told told) {
		return switch (told.channel()) {
			case SMS -> "text message";
			case EMAIL -> "e-mail";
			case POST -> "letter";
			case PHONE, DESK -> "an agent (" + told.by() + ")";
			case COUNTER, SHOP -> "the shop";
			case PORTAL -> "the self-service pages";
			case WEB -> "the web site";
			case API -> "another program (" + told.by() + ")";
			case SYSTEM -> "an automatic message";
		};
	}

	private String moment(Instant at) {
		return DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH).format(at.atZone(this.zone));
	}

	private static String day(LocalDate on) {
		return DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).format(on);
	}

	/** The customer was told an amount, in minor units. */
	record Told(long minor, Explanation.Told told) {
	}

	private record DueOn(LocalDate day, Money amount) {
	}

	/** An amount that the account showed from one entry to another. */
	private static final class Shown {

		private final Kind kind;

		private final Money amount;

		private final long fromSeq;

		private final Instant from;

		private final String subject;

		private final LocalDate dueOn;

		private long toSeq;

		private Instant until;

		Shown(Kind kind, Money amount, long seq, Instant at, String subject, LocalDate dueOn) {
			this.kind = kind;
			this.amount = amount;
			this.fromSeq = seq;
			this.toSeq = seq;
			this.from = at;
			this.subject = subject;
			this.dueOn = dueOn;
		}

		Money amount() {
			return this.amount;
		}

		/** Ends with the posting that this entry closes. */
		/** What was taken over later may bear an earlier date. */
		void endBefore(LedgerEntry next) {
			this.until = next.at().isBefore(this.from) ? this.from : next.at();
		}

	}

}
