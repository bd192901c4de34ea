package app.accord.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
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
 * never chased, unless its bill gets a new due date here. No card is charged by itself
 * for what another system has billed, unless somebody said so. Taken back it is by
 * reversals.
 */
@Component
public class TakingOver {

	private static final String COLLECTED_ELSEWHERE = """
			(not t.auto_pay and not exists (select from due_date_move m where m.customer_id = t.customer_id
			 and m.invoice_no = t.invoice_no))""";

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Ledger ledger;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	TakingOver(JdbcClient client, JdbcTemplate jdbc, Ledger ledger, Timeline timeline, LiveChanges live,
			BusinessCalendar calendar) {
		this.live = live;
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
	 * @param autoPay whether auto-pay may charge it here
	 */
	public record TakenOver(InvoiceNumber number, String external, String source, boolean autoPay) {
	}

	/** Marks bills, posted already, as taken over today. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void mark(Collection<TakenOver> bills) {
		LocalDate today = this.calendar.today();
		this.jdbc.batchUpdate("""
				insert into taken_over_bill (customer_id, invoice_no, external_no, source, taken_over_on, auto_pay)
				values (?, ?, ?, ?, ?, ?)
				""", bills, 1000, (statement, bill) -> {
			statement.setLong(1, bill.number().customerId());
			statement.setInt(2, bill.number().no());
			statement.setString(3, bill.external());
			statement.setString(4, bill.source());
			statement.setObject(5, today);
			statement.setBoolean(6, bill.autoPay());
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

	/**
	 * The bills of an account that no card is charged for by itself: another system
	 * issued them and collects them, as long as nobody said otherwise when they were
	 * taken over or gave them a new due date here.
	 */
	@Transactional(readOnly = true)
	public Set<Integer> collectedElsewhere(AccountNumber account) {
		return new HashSet<>(this.client.sql("""
				select t.invoice_no from taken_over_bill t
				join invoice i on i.customer_id = t.customer_id and i.invoice_no = t.invoice_no
				where t.customer_id = ? and i.account_no = ? and %s
				""".formatted(COLLECTED_ELSEWHERE))
			.param(account.customerId())
			.param(account.no())
			.query(Integer.class)
			.list());
	}

	/** Where a bill comes from; empty if we issued it ourselves. */
	@Transactional(readOnly = true)
	public Optional<Origin> origin(InvoiceNumber bill) {
		return this.client
			.sql("select t.*, %s as elsewhere from taken_over_bill t where t.customer_id = ? and t.invoice_no = ?"
				.formatted(COLLECTED_ELSEWHERE))
			.param(bill.customerId())
			.param(bill.no())
			.query((row, no) -> new Origin(row.getString("external_no"), row.getString("source"),
					row.getObject("taken_over_on", LocalDate.class), row.getBoolean("elsewhere")))
			.optional();
	}

	/**
	 * Where a bill comes from.
	 *
	 * @param external its number there
	 * @param source what people call it
	 * @param on the day on which it was taken over
	 * @param collectedElsewhere whether auto-pay leaves it alone
	 */
	public record Origin(String external, String source, LocalDate on, boolean collectedElsewhere) {
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
		List<Entries> places = List.copyOf(all);
		Map<Entries, String> hanging = new HashMap<>();
		this.client.sql("""
				select * from (
				  select o.place, case
				    when exists (select from ledger_entry r where r.customer_id = o.customer_id
				      and r.account_no = o.account_no and r.reverses_seq = any (o.seqs))
				      then 'it was reversed here already'
				    when o.invoice_no is null then null
				    when exists (select from dispute d where d.customer_id = o.customer_id
				      and d.invoice_no = o.invoice_no) then 'the customer disputed the bill'
				    when exists (select from due_date_move m where m.customer_id = o.customer_id
				      and m.invoice_no = o.invoice_no) then 'the bill got a new due date'
				    when exists (select from ledger_entry e where e.customer_id = o.customer_id
				      and e.account_no = o.account_no and e.invoice_no = o.invoice_no and e.seq <> all (o.seqs)
				      and e.kind <> 'REVERSAL' and %s) then 'the bill was credited or written off in part'
				    when exists (select from allocation l where l.customer_id = o.customer_id
				      and l.account_no = o.account_no and l.invoice_no = o.invoice_no and l.entry_seq <> all (o.seqs)
				      and %s) then 'money was received for the bill'
				  end as why
				  from (select place, customer_id, account_no, invoice_no, string_to_array(seqs, ' ')::bigint[] as seqs
				        from unnest(:places, :customers, :accounts, :invoices, :seqs)
				          as w (place, customer_id, account_no, invoice_no, seqs)) o) found
				where why is not null
				""".formatted(Ledger.notReversed("e", "seq"), Ledger.notReversed("l", "entry_seq")))
			.param("places", IntStream.range(0, places.size()).boxed().toArray(Integer[]::new))
			.param("customers", places.stream().map((one) -> one.account().customerId()).toArray(Long[]::new))
			.param("accounts", places.stream().map((one) -> one.account().no()).toArray(Integer[]::new))
			.param("invoices", places.stream().map(Entries::invoiceNo).toArray(Integer[]::new))
			.param("seqs",
					places.stream()
						.map((one) -> one.seqs().stream().map(String::valueOf).collect(Collectors.joining(" ")))
						.toArray(String[]::new))
			.query((row) -> {
				hanging.put(places.get(row.getInt(1)), row.getString(2));
			});
		return hanging;
	}

	/**
	 * Undoes entries, each by a new one that names it, in the caller's transaction.
	 * @param reason why, a sentence
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void reverse(Collection<Entries> all, String reason, Actor actor) {
		Map<AccountNumber, List<LedgerEntry>> byAccount = new TreeMap<>(AccountNumber.IN_ORDER);
		this.ledger
			.entries(all.stream()
				.flatMap((one) -> one.seqs().stream().map((seq) -> new Ledger.Place(one.account(), seq)))
				.toList())
			.forEach((entry) -> byAccount.computeIfAbsent(entry.account(), (account) -> new ArrayList<>()).add(entry));
		List<NewInteraction> told = new ArrayList<>();
		Map<LockedAccount, List<LedgerEntry>> posted = this.ledger.postAll(reversals(byAccount), this.calendar.now(),
				actor, reason);
		posted.forEach((account, entries) -> {
			LedgerEntry last = entries.getLast();
			told.add(NewInteraction
				.change(account.number().customerId(), this.calendar.now(), InteractionKind.BILLING, actor,
						(entries.size() == 1) ? "Reversed: " + last.description()
								: entries.size() + " entries taken over from another system reversed")
				.because(reason)
				.aboutEntry(account.number().no(), last.seq()));
		});
		this.timeline.recordAll(told);
		this.live.mark(told.stream().map(NewInteraction::customerId).toList(), Topic.TIMELINE);
	}

	private Map<AccountNumber, List<Movement>> reversals(Map<AccountNumber, List<LedgerEntry>> byAccount) {
		Map<AccountNumber, List<Movement>> reversals = new LinkedHashMap<>();
		byAccount.forEach((number, entries) -> reversals.put(number,
				entries.stream()
					.sorted(Comparator.comparingLong(LedgerEntry::seq).reversed())
					.map((entry) -> Movement.reversal(entry, this.calendar.today(),
							"Reversal of “" + entry.description() + "”"))
					.toList()));
		return reversals;
	}

}
