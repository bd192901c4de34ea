package app.accord.billing;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/**
 * The append-only ledger of the billing accounts. To post, lock the account first: the
 * row's lock gives entries their dense numbers and repeats their one answer. Nothing is
 * ever updated or deleted but the account's running balance.
 */
@Component
public class Ledger {

	private static final String INSERT = """
			insert into ledger_entry (customer_id, account_no, seq, posting_seq, kind, debit, credit, amount_minor,
				balance_after_minor, at, due_on, description, reference, invoice_no, reverses_seq, actor_kind,
				actor_name, channel, reason)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			""";

	/** A row is a ledger entry with its account's currency. */
	static final String SELECT = """
			select e.*, a.currency from ledger_entry e
			join billing_account a using (customer_id, account_no)
			where e.customer_id = :customer and e.account_no = :account
			""";

	/**
	 * The SQL condition that an entry stands, for statements on one account.
	 * {@code offset
	 * 0} keeps it a look into the index for each entry: as a join, and without
	 * statistics, it reads all reversals of the account for each.
	 * @param alias of the row that names the entry
	 * @param seq its column with the entry's number
	 */
	static String notReversed(String alias, String seq) {
		return """
				not exists (select from ledger_entry r where r.customer_id = %1$s.customer_id
				  and r.account_no = %1$s.account_no and r.reverses_seq = %1$s.%2$s offset 0)""".formatted(alias, seq);
	}

	static final RowMapper<LedgerEntry> ROW = (row, number) -> {
		String currency = row.getString("currency");
		LedgerAccount debit = LedgerAccount.valueOf(row.getString("debit"));
		long amount = row.getLong("amount_minor");
		long reverses = row.getLong("reverses_seq");
		Long reversesSeq = row.wasNull() ? null : reverses;
		return new LedgerEntry(new AccountNumber(row.getLong("customer_id"), row.getInt("account_no")),
				row.getLong("seq"), row.getLong("posting_seq"), EntryKind.valueOf(row.getString("kind")), debit,
				LedgerAccount.valueOf(row.getString("credit")),
				Amounts.ofMinor(currency, (debit == LedgerAccount.RECEIVABLE) ? amount : -amount),
				Amounts.ofMinor(currency, row.getLong("balance_after_minor")), row.getTimestamp("at").toInstant(),
				row.getObject("due_on", LocalDate.class), row.getString("description"), row.getString("reference"),
				(Integer) row.getObject("invoice_no"), reversesSeq, ActorKind.valueOf(row.getString("actor_kind")),
				row.getString("actor_name"), Channel.valueOf(row.getString("channel")), row.getString("reason"));
	};

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final LiveChanges live;

	private final SingletonSupplier<List<AfterPosting>> followers;

	Ledger(JdbcTemplate jdbc, JdbcClient client, LiveChanges live, ObjectProvider<AfterPosting> followers) {
		this.followers = SingletonSupplier.of(() -> followers.orderedStream().toList());
		this.jdbc = jdbc;
		this.client = client;
		this.live = live;
	}

	/** What was billed to customers, corrections included, in minor units. */
	Map<Long, Long> billed(Collection<Long> customerIds) {
		Map<Long, Long> billed = new HashMap<>();
		this.client.sql("""
				select customer_id, sum(case when debit = 'RECEIVABLE' then amount_minor else -amount_minor end)
				from ledger_entry
				where customer_id = any (?) and kind in ('INVOICE', 'TAX', 'CORRECTION')
				group by customer_id
				""").param(customerIds.toArray(Long[]::new)).query((row) -> {
			billed.put(row.getLong(1), row.getLong(2));
		});
		return billed;
	}

	/**
	 * Locks an account until the transaction ends.
	 * @throws NotFound if there is none of that number
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public LockedAccount lock(AccountNumber number) {
		return this.client.sql("""
				select currency, balance_minor, last_seq from billing_account
				where customer_id = ? and account_no = ? for no key update
				""")
			.param(number.customerId())
			.param(number.no())
			.query((row, n) -> new LockedAccount(number, row.getString("currency"), row.getLong("balance_minor"),
					row.getLong("last_seq")))
			.optional()
			.orElseThrow(() -> new NotFound("There is no account " + number + "."));
	}

	/**
	 * Posts movements together to a locked account and marks the customer's open screens
	 * for telling.
	 * @param account as locked in this transaction, or as an earlier posting of it left
	 * it: see {@link #lock}
	 * @param at when, UTC
	 * @param reason why, or null
	 * @return the entries, in order
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<LedgerEntry> post(LockedAccount account, List<Movement> movements, Instant at, Actor actor,
			String reason) {
		List<LedgerEntry> entries = new Posting(movements, at, actor, reason).entriesIn(account);
		insert(entries);
		LockedAccount after = Posting.after(account, entries);
		advance(List.of(new Advance(account, after)));
		this.live.mark(account.number().customerId(), Topic.ACCOUNT);
		this.followers.obtain().forEach((follower) -> follower.posted(after, entries));
		return entries;
	}

	/**
	 * Posts to many accounts as {@link #post} does to one, locking each in the given
	 * order.
	 * @param movements by account, in the order of their numbers; at least one each
	 * @return the entries of each account, in order; the accounts as they are after them
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	Map<LockedAccount, List<LedgerEntry>> postAll(Map<AccountNumber, List<Movement>> movements, Instant at, Actor actor,
			String reason) {
		Map<LockedAccount, List<LedgerEntry>> posted = new LinkedHashMap<>();
		List<Advance> advances = new ArrayList<>();
		movements.forEach((number, some) -> {
			LockedAccount account = lock(number);
			List<LedgerEntry> entries = new Posting(some, at, actor, reason).entriesIn(account);
			LockedAccount after = Posting.after(account, entries);
			advances.add(new Advance(account, after));
			posted.put(after, entries);
		});
		insert(posted.values().stream().flatMap(List::stream).toList());
		advance(advances);
		this.live.mark(posted.keySet().stream().map((account) -> account.number().customerId()).toList(),
				Topic.ACCOUNT);
		posted.forEach(
				(after, entries) -> this.followers.obtain().forEach((follower) -> follower.posted(after, entries)));
		return posted;
	}

	/**
	 * Where an entry stands.
	 *
	 * @param seq its number in the account
	 */
	record Place(AccountNumber account, long seq) {
	}

	/** Those entries, in any order. */
	@Transactional(readOnly = true)
	List<LedgerEntry> entries(Collection<Place> places) {
		return this.client.sql("""
				select e.*, a.currency from unnest(?, ?, ?) as w (customer_id, account_no, seq)
				join ledger_entry e on e.customer_id = w.customer_id and e.account_no = w.account_no and e.seq = w.seq
				join billing_account a on a.customer_id = e.customer_id and a.account_no = e.account_no
				""")
			.param(places.stream().map((place) -> place.account().customerId()).toArray(Long[]::new))
			.param(places.stream().map((place) -> place.account().no()).toArray(Integer[]::new))
			.param(places.stream().map(Place::seq).toArray(Long[]::new))
			.query(ROW)
			.list();
	}

	/** One entry of an account. */
	@Transactional(readOnly = true)
	public Optional<LedgerEntry> entry(AccountNumber account, long seq) {
		return this.client.sql(SELECT + " and e.seq = :seq")
			.param("customer", account.customerId())
			.param("account", account.no())
			.param("seq", seq)
			.query(ROW)
			.optional();
	}

	/**
	 * A page of an account's entries, newest first.
	 * @param page from 0
	 * @param size entries a page, at most 500
	 */
	@Transactional(readOnly = true)
	public List<LedgerEntry> page(AccountNumber account, int page, int size) {
		int limit = Math.clamp(size, 1, 500);
		return this.client.sql(SELECT + " order by e.seq desc limit :size offset :offset")
			.param("customer", account.customerId())
			.param("account", account.no())
			.param("size", limit)
			.param("offset", (long) page * limit)
			.query(ROW)
			.list();
	}

	/**
	 * A page of an account's entries, oldest first.
	 * @param page from 0
	 * @param size entries a page, at most 500
	 */
	@Transactional(readOnly = true)
	public List<LedgerEntry> pageOldestFirst(AccountNumber account, int page, int size) {
		int limit = Math.clamp(size, 1, 500);
		long before = (long) page * limit;
		return this.client.sql(SELECT + " and e.seq > :before and e.seq <= :last order by e.seq")
			.param("customer", account.customerId())
			.param("account", account.no())
			.param("before", before)
			.param("last", before + limit)
			.query(ROW)
			.list();
	}

	/** All entries of an account, oldest first. */
	@Transactional(readOnly = true)
	public List<LedgerEntry> all(AccountNumber account) {
		return this.client.sql(SELECT + " order by e.seq")
			.param("customer", account.customerId())
			.param("account", account.no())
			.query(ROW)
			.list();
	}

	/** The donations of an account that were not reversed, oldest first. */
	@Transactional(readOnly = true)
	List<LedgerEntry> donations(AccountNumber account) {
		return this.client.sql(SELECT + """
				 and e.kind = 'DONATION' and %s
				order by e.seq
				""".formatted(notReversed("e", "seq")))
			.param("customer", account.customerId())
			.param("account", account.no())
			.query(ROW)
			.list();
	}

	/** The number of the entry that undid that one; empty if it stands. */
	@Transactional(readOnly = true)
	public Optional<Long> reversalOf(AccountNumber account, long seq) {
		return this.client
			.sql("select seq from ledger_entry where customer_id = ? and account_no = ? and reverses_seq = ?")
			.param(account.customerId())
			.param(account.no())
			.param(seq)
			.query(Long.class)
			.optional();
	}

	/**
	 * Which entries of an account were undone, and by which: by the number of the entry.
	 */
	@Transactional(readOnly = true)
	public Map<Long, Long> reversals(AccountNumber account) {
		Map<Long, Long> reversals = new HashMap<>();
		this.client.sql("""
				select reverses_seq, seq from ledger_entry
				where customer_id = ? and account_no = ? and reverses_seq is not null
				""").param(account.customerId()).param(account.no()).query((row) -> {
			reversals.put(row.getLong(1), row.getLong(2));
		});
		return reversals;
	}

	/**
	 * How many entries an account has. They are numbered without gaps, so it is the last
	 * one's number.
	 */
	@Transactional(readOnly = true)
	public long count(AccountNumber account) {
		return this.client.sql("select last_seq from billing_account where customer_id = ? and account_no = ?")
			.param(account.customerId())
			.param(account.no())
			.query(Long.class)
			.optional()
			.orElseThrow(() -> new NotFound("There is no account " + account + "."));
	}

	void insert(Collection<LedgerEntry> entries) {
		this.jdbc.batchUpdate(INSERT, entries, 1000, Ledger::bind);
	}

	/** A running balance that moves on. */
	record Advance(LockedAccount from, LockedAccount to) {
	}

	/**
	 * Moves accounts' running balances on; fails if a row is not as it was when it was
	 * locked.
	 */
	void advance(List<Advance> all) {
		int[][] rows = this.jdbc.batchUpdate("""
				update billing_account set balance_minor = ?, last_seq = ?
				where customer_id = ? and account_no = ? and last_seq = ? and balance_minor = ?
				""", all, 1000, (statement, one) -> {
			statement.setLong(1, one.to().balanceMinor());
			statement.setLong(2, one.to().lastSeq());
			statement.setLong(3, one.from().number().customerId());
			statement.setInt(4, one.from().number().no());
			statement.setLong(5, one.from().lastSeq());
			statement.setLong(6, one.from().balanceMinor());
		});
		int at = 0;
		for (int[] some : rows) {
			for (int updated : some) {
				if (updated != 1) {
					throw new IllegalStateException(
							"Account " + all.get(at).from().number() + " was posted to without its lock.");
				}
				at++;
			}
		}
	}

	private static void bind(PreparedStatement statement, LedgerEntry entry) throws SQLException {
		statement.setLong(1, entry.account().customerId());
		statement.setInt(2, entry.account().no());
		statement.setLong(3, entry.seq());
		statement.setLong(4, entry.postingSeq());
		statement.setString(5, entry.kind().name());
		statement.setString(6, entry.debit().name());
		statement.setString(7, entry.credit().name());
		statement.setLong(8, Amounts.minor(entry.amount().abs()));
		statement.setLong(9, Amounts.minor(entry.balanceAfter()));
		statement.setTimestamp(10, Timestamp.from(entry.at()));
		statement.setObject(11, entry.dueOn());
		statement.setString(12, entry.description());
		statement.setString(13, entry.reference());
		statement.setObject(14, entry.invoiceNo(), Types.INTEGER);
		statement.setObject(15, entry.reversesSeq(), Types.BIGINT);
		statement.setString(16, entry.actorKind().name());
		statement.setString(17, entry.actorName());
		statement.setString(18, entry.channel().name());
		statement.setString(19, entry.reason());
	}

}
