package app.accord.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Bills and money that were taken over from another system. The rule of the opening
 * position: what was due before the day on which it was taken over is owed and shown, but
 * never chased, unless its bill gets a new due date here. Taken back it is by reversals.
 */
@Component
public class TakingOver {

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Ledger ledger;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	TakingOver(JdbcClient client, JdbcTemplate jdbc, Ledger ledger, Timeline timeline, BusinessCalendar calendar) {
		this.client = client;
		this.jdbc = jdbc;
		this.ledger = ledger;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * A bill that was issued elsewhere.
	 *
	 * @param number ours
	 * @param external its number there
	 * @param source what people call where it comes from
	 */
	public record TakenOver(InvoiceNumber number, String external, String source) {
	}

	/** Marks bills, posted already, as taken over today. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void mark(Collection<TakenOver> bills) {
		LocalDate today = this.calendar.today();
		this.jdbc.batchUpdate("""
				insert into taken_over_bill (customer_id, invoice_no, external_no, source, taken_over_on)
				values (?, ?, ?, ?, ?)
				""", bills, 1000, (statement, bill) -> {
			statement.setLong(1, bill.number().customerId());
			statement.setInt(2, bill.number().no());
			statement.setString(3, bill.external());
			statement.setString(4, bill.source());
			statement.setObject(5, today);
		});
	}

	/**
	 * The bills of an account that are its opening position: due before they were taken
	 * over, and not given a new due date since.
	 */
	@Transactional(readOnly = true)
	Set<Integer> opening(AccountNumber account) {
		return new HashSet<>(this.client.sql("""
				select t.invoice_no from taken_over_bill t
				join invoice i on i.customer_id = t.customer_id and i.invoice_no = t.invoice_no
				where t.customer_id = ? and i.account_no = ? and i.due_on < t.taken_over_on
				and not exists (select from due_date_move m where m.customer_id = t.customer_id
				                and m.invoice_no = t.invoice_no)
				""").param(account.customerId()).param(account.no()).query(Integer.class).list());
	}

	/** The totals of bills; those that don't exist are left out. */
	@Transactional(readOnly = true)
	public Map<InvoiceNumber, Bill> bills(Collection<InvoiceNumber> numbers) {
		Map<InvoiceNumber, Bill> bills = new HashMap<>();
		this.client.sql("""
				select i.customer_id, i.invoice_no, i.account_no, i.total_minor, a.currency
				from unnest(?, ?) as w (customer_id, invoice_no)
				join invoice i on i.customer_id = w.customer_id and i.invoice_no = w.invoice_no
				join billing_account a on a.customer_id = i.customer_id and a.account_no = i.account_no
				""")
			.param(numbers.stream().map(InvoiceNumber::customerId).toArray(Long[]::new))
			.param(numbers.stream().map(InvoiceNumber::no).toArray(Integer[]::new))
			.query((row) -> {
				bills.put(new InvoiceNumber(row.getLong(1), row.getInt(2)),
						new Bill(AccountNumber.of(row.getLong(1), row.getInt(3)),
								Amounts.ofMinor(row.getString(5), row.getLong(4))));
			});
		return bills;
	}

	/**
	 * A bill in short.
	 *
	 * @param account whose
	 * @param total what was to be paid
	 */
	public record Bill(AccountNumber account, Money total) {
	}

	/**
	 * Some entries of an account that were posted for one thing.
	 *
	 * @param account whose
	 * @param invoiceNo the bill that they are, or null
	 * @param seqs their numbers
	 */
	public record Entries(AccountNumber account, Integer invoiceNo, List<Long> seqs) {
	}

	/**
	 * What hangs on entries and their bills, in words; those on which nothing does are
	 * left out.
	 */
	@Transactional(readOnly = true)
	public Map<Entries, String> hanging(Collection<Entries> all) {
		Map<Entries, String> hanging = new HashMap<>();
		for (Entries one : all) {
			String found = found(one);
			if (found != null) {
				hanging.put(one, found);
			}
		}
		return hanging;
	}

	private String found(Entries one) {
		return this.client.sql("""
				select case
				  when exists (select from ledger_entry r where r.customer_id = :customer and r.account_no = :account
				    and r.reverses_seq = any (:seqs)) then 'it was reversed here already'
				  when :invoice::int is null then null
				  when exists (select from dispute d where d.customer_id = :customer and d.invoice_no = :invoice)
				    then 'the customer disputed the bill'
				  when exists (select from due_date_move m where m.customer_id = :customer and m.invoice_no = :invoice)
				    then 'the bill got a new due date'
				  when exists (select from ledger_entry e where e.customer_id = :customer and e.account_no = :account
				    and e.invoice_no = :invoice and e.seq <> all (:seqs) and e.kind <> 'REVERSAL' and %s)
				    then 'the bill was credited or written off in part'
				  when exists (select from allocation l where l.customer_id = :customer and l.account_no = :account
				    and l.invoice_no = :invoice and l.entry_seq <> all (:seqs) and %s)
				    then 'money was received for the bill'
				end
				""".formatted(Ledger.notReversed("e", "seq"), Ledger.notReversed("l", "entry_seq")))
			.param("customer", one.account().customerId())
			.param("account", one.account().no())
			.param("seqs", one.seqs().toArray(Long[]::new))
			.param("invoice", one.invoiceNo())
			.query((row, no) -> Optional.ofNullable(row.getString(1)))
			.single()
			.orElse(null);
	}

	/**
	 * Undoes entries, each by a new one that names it, in the caller's transaction.
	 * @param reason why, a sentence
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void reverse(Collection<Entries> all, String reason, Actor actor) {
		Map<AccountNumber, List<Long>> byAccount = new TreeMap<>(AccountNumber.IN_ORDER);
		all.forEach(
				(one) -> byAccount.computeIfAbsent(one.account(), (account) -> new ArrayList<>()).addAll(one.seqs()));
		byAccount.forEach((number, seqs) -> {
			LockedAccount account = this.ledger.lock(number);
			List<Movement> movements = new ArrayList<>();
			seqs.stream()
				.sorted(Comparator.reverseOrder())
				.map((seq) -> this.ledger.entry(number, seq).orElseThrow())
				.forEach((entry) -> movements
					.add(Movement.reversal(entry, this.calendar.today(), "Reversal of “" + entry.description() + "”")));
			if (!movements.isEmpty()) {
				LedgerEntry last = this.ledger.post(account, movements, this.calendar.now(), actor, reason).getLast();
				this.timeline.record(NewInteraction
					.change(number.customerId(), this.calendar.now(), InteractionKind.BILLING, actor,
							(movements.size() == 1) ? "Reversed: " + last.description()
									: movements.size() + " entries taken over from another system reversed")
					.because(reason)
					.aboutEntry(number.no(), last.seq()));
			}
		});
	}

}
