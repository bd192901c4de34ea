package app.accord.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;

import org.joda.money.Money;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which bills money has paid: as the payer said, else what was due first (see
 * {@link Allocating}). What the payer said is kept and never changed.
 */
@Component
public class Allocations {

	private static final int BATCH = 1000;

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Positions positions;

	private final Ledger ledger;

	Allocations(JdbcClient client, JdbcTemplate jdbc, Positions positions, Ledger ledger) {
		this.client = client;
		this.jdbc = jdbc;
		this.positions = positions;
		this.ledger = ledger;
	}

	/**
	 * Refuses what can't be allocated so, as the account stands now.
	 * @param amount of the payment
	 * @param told which bills it is meant for; empty is always fine
	 * @throws Refusal with a sentence: a bill of another account, more than is open of a
	 * bill, more than the payment
	 */
	@Transactional(readOnly = true)
	public void require(AccountNumber account, Money amount, List<Allocation> told) {
		if (told.isEmpty()) {
			return;
		}
		Position position = this.positions.of(account);
		Set<InvoiceNumber> named = new HashSet<>();
		Money sum = Money.zero(amount.getCurrencyUnit());
		for (Allocation one : told) {
			requireOf(account, position, one);
			if (!named.add(one.bill())) {
				throw new Refusal("allocations", one.bill() + " is named twice.");
			}
			sum = sum.plus(one.amount());
		}
		if (sum.isGreaterThan(amount)) {
			throw new Refusal("allocations", "The bills named come to " + Amounts.show(sum)
					+ ", which is more than the payment of " + Amounts.show(amount) + ".");
		}
	}

	private void requireOf(AccountNumber account, Position position, Allocation one) {
		boolean ours = one.bill().customerId() == account.customerId() && this.client
			.sql("select exists (select from invoice where customer_id = ? and invoice_no = ? and account_no = ?)")
			.param(account.customerId())
			.param(one.bill().no())
			.param(account.no())
			.query(Boolean.class)
			.single();
		if (!ours) {
			throw new Refusal("allocations", one.bill() + " is no bill of account " + account + ".");
		}
		if (!one.amount().getCurrencyUnit().equals(position.balance().getCurrencyUnit())
				|| !one.amount().isPositive()) {
			throw new Refusal("allocations", "Write for " + one.bill() + " an amount above zero.");
		}
		Money open = position.openOf(one.bill().no());
		if (one.amount().isGreaterThan(open)) {
			throw new Refusal("allocations", open.isZero() ? one.bill() + " is paid already."
					: "Of " + one.bill() + " only " + Amounts.show(open) + " is open.");
		}
	}

	/**
	 * Keeps what the payer said. Call {@link #require} before the payment is posted, in
	 * the same transaction, which holds the account's lock.
	 * @param seq the payment's entry
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void keep(AccountNumber account, long seq, List<Allocation> told) {
		keepAll(told.stream().map((one) -> new Meant(account, seq, one)).toList());
	}

	/** The same of many payments, whose accounts the caller's transaction holds. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void keepAll(Collection<Meant> meant) {
		this.jdbc.batchUpdate("""
				insert into allocation (customer_id, account_no, entry_seq, invoice_no, amount_minor)
				values (?, ?, ?, ?, ?)
				""", meant, BATCH, (statement, one) -> {
			statement.setLong(1, one.account().customerId());
			statement.setInt(2, one.account().no());
			statement.setLong(3, one.seq());
			statement.setInt(4, one.told().bill().no());
			statement.setLong(5, Amounts.minor(one.told().amount()));
		});
	}

	/**
	 * What was said of one payment.
	 *
	 * @param account of the payment and the bill
	 * @param seq the payment's entry
	 * @param told which bill it is meant for, and how much of it
	 */
	public record Meant(AccountNumber account, long seq, Allocation told) {
	}

	/**
	 * What each entry of money that came in has paid, as of now.
	 * @return by the entry's number, bills and other charges, due first first; entries
	 * that were reversed have none
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Map<Long, List<Paid>> of(AccountNumber account) {
		List<LedgerEntry> entries = this.ledger.all(account);
		Set<Long> undone = new HashSet<>();
		entries.stream().filter((entry) -> entry.reversesSeq() != null).forEach((entry) -> {
			undone.add(entry.reversesSeq());
			undone.add(entry.seq());
		});
		Map<Long, Map<Integer, Money>> meant = meant(account);
		Map<Integer, LocalDate> moved = moved(account);
		Map<Long, List<Paid>> paid = new LinkedHashMap<>();
		List<OpenItem> debits = new ArrayList<>();
		List<Allocating.Credit> credits = new ArrayList<>();
		List<LedgerEntry> standing = entries.stream().filter((entry) -> !undone.contains(entry.seq())).toList();
		Set<Long> onTheSpot = paidOnTheSpot(standing, paid);
		for (LedgerEntry entry : standing) {
			if (onTheSpot.contains(entry.seq())) {
				continue;
			}
			if (entry.amount().isPositive()) {
				debits.add(new OpenItem(
						entry.seq(), entry.amount(), (entry.invoiceNo() != null)
								? moved.getOrDefault(entry.invoiceNo(), entry.dueOn()) : entry.dueOn(),
						entry.description(), entry.invoiceNo()));
			}
			else {
				Money amount = entry.amount().negated();
				credits.add(new Allocating.Credit(entry.seq(), amount, (entry.invoiceNo() != null)
						? Map.of(entry.invoiceNo(), amount) : meant.getOrDefault(entry.seq(), Map.of())));
			}
		}
		Allocating.of(debits, credits).forEach((seq, parts) -> paid.put(seq, merged(account, parts)));
		return paid;
	}

	/**
	 * What was paid in the posting that charged it is paid by that money, whatever is
	 * open besides.
	 */
	private static Set<Long> paidOnTheSpot(List<LedgerEntry> standing, Map<Long, List<Paid>> paid) {
		Set<Long> seqs = new HashSet<>();
		Map<Long, List<LedgerEntry>> postings = new LinkedHashMap<>();
		standing
			.forEach((entry) -> postings.computeIfAbsent(entry.postingSeq(), (seq) -> new ArrayList<>()).add(entry));
		for (List<LedgerEntry> posting : postings.values()) {
			LedgerEntry payment = posting.getLast();
			if (posting.size() > 1 && payment.kind() == EntryKind.PAYMENT) {
				List<LedgerEntry> sold = posting.stream().filter((entry) -> entry.amount().isPositive()).toList();
				posting.forEach((entry) -> seqs.add(entry.seq()));
				paid.put(payment.seq(),
						sold.stream().map((entry) -> new Paid(null, entry.description(), entry.amount())).toList());
			}
		}
		return seqs;
	}

	private static List<Paid> merged(AccountNumber account, List<Allocating.Part> parts) {
		Map<String, Paid> merged = new LinkedHashMap<>();
		for (Allocating.Part part : parts) {
			Integer invoice = part.debit().invoiceNo();
			InvoiceNumber bill = (invoice != null) ? new InvoiceNumber(account.customerId(), invoice) : null;
			String key = (bill != null) ? bill.toString() : "entry " + part.debit().seq();
			merged.merge(key,
					new Paid(bill, (bill != null) ? bill.toString() : part.debit().description(), part.amount()),
					(one, other) -> new Paid(one.bill(), one.what(), one.amount().plus(other.amount())));
		}
		return List.copyOf(merged.values());
	}

	private Map<Integer, LocalDate> moved(AccountNumber account) {
		Map<Integer, LocalDate> moved = new HashMap<>();
		this.client.sql("""
				select distinct on (invoice_no) invoice_no, to_day from due_date_move
				where customer_id = ? and account_no = ? order by invoice_no, move_no desc
				""").param(account.customerId()).param(account.no()).query((row) -> {
			moved.put(row.getInt(1), row.getObject(2, LocalDate.class));
		});
		return moved;
	}

	Map<Long, Map<Integer, Money>> meant(AccountNumber account) {
		Map<Long, Map<Integer, Money>> meant = new HashMap<>();
		this.client.sql("""
				select l.entry_seq, l.invoice_no, l.amount_minor, a.currency from allocation l
				join billing_account a using (customer_id, account_no)
				where l.customer_id = ? and l.account_no = ?
				""").param(account.customerId()).param(account.no()).query((row) -> {
			meant.computeIfAbsent(row.getLong(1), (seq) -> new HashMap<>())
				.put(row.getInt(2), Amounts.ofMinor(row.getString(4), row.getLong(3)));
		});
		return meant;
	}

	/**
	 * Something that money has paid, wholly or in part.
	 *
	 * @param bill the bill; null for a charge outside of bills
	 * @param what the bill's number, or what the charge is for
	 * @param amount how much of it is paid by this money
	 */
	public record Paid(InvoiceNumber bill, String what, Money amount) {
	}

}
