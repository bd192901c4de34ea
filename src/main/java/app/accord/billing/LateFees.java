package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.money.Amounts;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.Authority;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fees for paying late. Each remembers what it was charged for. Once that turns out not
 * to have been overdue (credited, reversed, or due later), the fee is taken back by
 * itself, in the transaction that turned it out.
 */
@Component
public class LateFees {

	private static final Actor RULE = Actor.system("late fees");

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Ledger ledger;

	private final Positions positions;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final Authority authority;

	private final Approvals approvals;

	private final BusinessCalendar calendar;

	LateFees(JdbcClient client, JdbcTemplate jdbc, Ledger ledger, Positions positions, RepeatableWrites repeatable,
			Timeline timeline, Authority authority, Approvals approvals, BusinessCalendar calendar) {
		this.client = client;
		this.jdbc = jdbc;
		this.ledger = ledger;
		this.positions = positions;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.authority = authority;
		this.approvals = approvals;
		this.calendar = calendar;
	}

	/**
	 * Charges a fee for what is overdue now.
	 * @param fee how much, above zero
	 * @param minimum the policy charges nobody who owes less than that
	 * @param dueOn when the fee is to be paid
	 * @param reason by which policy, as the customer reads it
	 * @param key the write's idempotency key, or null
	 * @return the fee's ledger entry
	 * @throws Refusal if nothing is overdue, or less than the minimum
	 */
	@Transactional
	public Answer<Long> charge(AccountNumber account, Money fee, Money minimum, LocalDate dueOn, String reason,
			Actor actor, String key) {
		Reasons.require(reason);
		LockedAccount locked = this.ledger.lock(account);
		return this.repeatable.once(account.customerId(), key,
				Arrays.asList("late fee", actor.id(), account, fee, dueOn, reason), Long.class,
				() -> charge(locked, fee, minimum, dueOn, reason, actor));
	}

	/**
	 * Charges a fee that an employee decided on, for what is overdue now.
	 * @param fee how much, above zero
	 * @param dueOn when the fee is to be paid
	 * @param reason why, as the customer reads it
	 * @param key the write's idempotency key, or null
	 * @return the fee's ledger entry
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Answer<Long> chargeByHand(AccountNumber account, Money fee, LocalDate dueOn, String reason, Actor actor,
			String key) {
		return chargeByHand(account, fee, dueOn, reason, actor, key,
				() -> this.authority.require(actor, Permission.CHARGE, fee));
	}

	/**
	 * Asks a second person to let this fee be charged.
	 * @param key the request's idempotency key, or null
	 */
	@Transactional
	public Approval ask(AccountNumber account, Money fee, LocalDate dueOn, String reason, Actor actor, String key) {
		guard(this.ledger.lock(account), fee, dueOn, reason);
		overdue(this.positions.of(account), Money.zero(fee.getCurrencyUnit()));
		return this.approvals.request(new NewApproval(account.customerId(), account.no(), Permission.CHARGE,
				ApprovedAdjustments.LATE_FEE, fee, "Late fee of " + Amounts.show(fee) + ", due " + dueOn, reason,
				Map.of("dueOn", dueOn.toString())), actor, key);
	}

	Answer<Long> chargeByHand(AccountNumber account, Money fee, LocalDate dueOn, String reason, Actor actor, String key,
			Runnable authorized) {
		LockedAccount locked = this.ledger.lock(account);
		return this.repeatable.once(account.customerId(), key,
				Arrays.asList("late fee by hand", actor.id(), account, fee, dueOn, reason), Long.class, () -> {
					guard(locked, fee, dueOn, reason);
					authorized.run();
					return charge(locked, fee, Money.zero(fee.getCurrencyUnit()), dueOn, reason, actor);
				});
	}

	/**
	 * Takes a fee back.
	 * @param seq the fee's ledger entry
	 * @return the entry that undoes it; the one that undid it already if there is one
	 * @throws Refusal if that entry is no late fee
	 */
	@Transactional
	public long reverse(AccountNumber account, long seq, String reason, Actor actor) {
		Reasons.require(reason);
		LockedAccount locked = this.ledger.lock(account);
		return this.ledger.reversalOf(account, seq).orElseGet(() -> undo(locked, seq, reason, actor));
	}

	/**
	 * Takes back each fee of an account that turns out to be wrong. The caller has locked
	 * the account.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void reconsider(AccountNumber account) {
		this.client
			.sql("""
					select f.entry_seq, f.minimum_minor,
					  coalesce(sum(case when undone.seq is null and coalesce(m.to_day, i.due_on) < f.charged_on then i.overdue_minor end), 0)
					  - coalesce((select sum(c.amount_minor) from ledger_entry c
					     where c.customer_id = f.customer_id and c.account_no = f.account_no and c.credit = 'RECEIVABLE'
					       and c.kind = 'CREDIT_NOTE' and c.seq > f.entry_seq
					       and c.invoice_no in (select n.invoice_no from late_fee_item n where n.customer_id = f.customer_id
					                            and n.account_no = f.account_no and n.entry_seq = f.entry_seq)
					       and %1$s), 0) as overdue_minor
					from late_fee f
					join late_fee_item i using (customer_id, account_no, entry_seq)
					left join ledger_entry undone on undone.customer_id = f.customer_id and undone.account_no = f.account_no
					  and undone.reverses_seq = i.item_seq
					left join lateral (select to_day from due_date_move d where d.customer_id = i.customer_id
					                   and d.invoice_no = i.invoice_no order by d.move_no desc limit 1) m on true
					where f.customer_id = ? and f.account_no = ?
					  and %2$s
					group by f.customer_id, f.account_no, f.entry_seq, f.minimum_minor
					order by f.entry_seq
					"""
				.formatted(Ledger.notReversed("c", "seq"), Ledger.notReversed("f", "entry_seq")))
			.param(account.customerId())
			.param(account.no())
			.query((row, n) -> new Charged(row.getLong("entry_seq"), row.getLong("minimum_minor"),
					row.getLong("overdue_minor")))
			.list()
			.stream()
			.filter(Charged::wrong)
			.forEach((fee) -> undo(this.ledger.lock(account), fee.seq(),
					"What it was charged for turned out not to be overdue", RULE));
	}

	/** The fees of an account that stand, oldest first. */
	@Transactional(readOnly = true)
	public List<LedgerEntry> fees(AccountNumber account) {
		return standing(account).stream().flatMap((seq) -> this.ledger.entry(account, seq).stream()).toList();
	}

	/** The fees of an account that stand, by their ledger entries, oldest first. */
	@Transactional(readOnly = true)
	public List<Long> standing(AccountNumber account) {
		return this.client.sql("""
				select entry_seq from late_fee f where customer_id = ? and account_no = ?
				and %s
				order by entry_seq
				""".formatted(Ledger.notReversed("f", "entry_seq")))
			.param(account.customerId())
			.param(account.no())
			.query(Long.class)
			.list();
	}

	private long charge(LockedAccount account, Money fee, Money minimum, LocalDate dueOn, String reason, Actor actor) {
		AccountNumber number = account.number();
		Position position = this.positions.of(number);
		List<OpenItem> overdue = overdue(position, minimum);
		Instant now = this.calendar.now();
		LedgerEntry entry = this.ledger
			.post(account,
					List.of(new Movement(EntryKind.LATE_FEE, LedgerAccount.RECEIVABLE, LedgerAccount.LATE_FEES, fee,
							dueOn, "Late fee", null, null, null)),
					now, actor, reason)
			.getLast();
		this.client.sql(
				"insert into late_fee (customer_id, account_no, entry_seq, charged_on, minimum_minor) values (?, ?, ?, ?, ?)")
			.params(number.customerId(), number.no(), entry.seq(), position.today(), Amounts.minor(minimum))
			.update();
		this.jdbc.batchUpdate(
				"""
						insert into late_fee_item (customer_id, account_no, entry_seq, item_seq, invoice_no, due_on, overdue_minor)
						values (?, ?, ?, ?, ?, ?, ?)
						""",
				overdue, 100, (statement, item) -> {
					statement.setLong(1, number.customerId());
					statement.setInt(2, number.no());
					statement.setLong(3, entry.seq());
					statement.setLong(4, item.seq());
					statement.setObject(5, item.invoiceNo(), java.sql.Types.INTEGER);
					statement.setObject(6, item.dueOn());
					statement.setLong(7, Amounts.minor(item.open()));
				});
		this.timeline.record(NewInteraction
			.change(number.customerId(), now, InteractionKind.BILLING, actor,
					"Late fee of " + Amounts.show(fee) + " charged")
			.because(reason)
			.aboutEntry(number.no(), entry.seq()));
		return entry.seq();
	}

	private void guard(LockedAccount account, Money fee, LocalDate dueOn, String reason) {
		Reasons.require(reason);
		account.requireCurrency(fee);
		Adjusting.requireAmount(fee);
		LocalDate today = this.calendar.today();
		if (dueOn == null || dueOn.isBefore(today) || dueOn.isAfter(today.plusYears(2))) {
			throw new Refusal("dueOn", "Choose a day between today and two years from now.");
		}
	}

	private static List<OpenItem> overdue(Position position, Money minimum) {
		List<OpenItem> overdue = position.items()
			.stream()
			.filter((item) -> item.dueOn().isBefore(position.today()))
			.toList();
		if (overdue.isEmpty() || position.overdue().isLessThan(minimum)) {
			throw new Refusal(
					"Nothing that a late fee is charged for is overdue on account " + position.account() + ".");
		}
		return overdue;
	}

	private long undo(LockedAccount account, long seq, String reason, Actor actor) {
		AccountNumber number = account.number();
		LedgerEntry fee = this.ledger.entry(number, seq)
			.filter((entry) -> entry.kind() == EntryKind.LATE_FEE)
			.orElseThrow(() -> new Refusal("Entry " + seq + " of account " + number + " is no late fee."));
		Instant now = this.calendar.now();
		LedgerEntry undone = this.ledger
			.post(account, List.of(Movement.reversal(fee, this.calendar.today(), "Late fee taken back")), now, actor,
					reason)
			.getLast();
		this.timeline.record(NewInteraction
			.change(number.customerId(), now, InteractionKind.BILLING, actor,
					"Late fee of " + Amounts.show(fee.amount()) + " taken back")
			.because(reason)
			.aboutEntry(number.no(), undone.seq()));
		return undone.seq();
	}

	/** A fee, the least that must be overdue for it, and what was, as is known now. */
	private record Charged(long seq, long minimumMinor, long overdueMinor) {

		boolean wrong() {
			return this.overdueMinor <= 0 || this.overdueMinor < this.minimumMinor;
		}

	}

}
