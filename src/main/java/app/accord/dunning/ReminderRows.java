package app.accord.dunning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.dunning.Check.Outcome;
import app.accord.money.Amounts;
import app.accord.time.Instants;
import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The tables of the ladder. Whoever writes holds the account's lock. */
@Component
class ReminderRows {

	private final JdbcClient jdbc;

	ReminderRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Accounts with something overdue, or somewhere on the ladder, after that one. */
	List<AccountNumber> toLookAt(AccountNumber after, LocalDate today, int limit) {
		return this.jdbc.sql("""
				/* across customers: dispatch */
				select a.customer_id, a.account_no from billing_account a
				where (a.customer_id, a.account_no) > (:customer, :account)
				  and (a.balance_minor > 0 and exists (select from ledger_entry e where e.customer_id = a.customer_id
				         and e.account_no = a.account_no and e.debit = 'RECEIVABLE' and e.due_on < :today)
				       or exists (select from reminder_ladder l where l.customer_id = a.customer_id
				         and l.account_no = a.account_no and l.state <> 'CLEAR'))
				order by a.customer_id, a.account_no limit :limit
				""")
			.param("customer", (after != null) ? after.customerId() : 0L)
			.param("account", (after != null) ? after.no() : 0)
			.param("today", today)
			.param("limit", limit)
			.query(ReminderRows::account)
			.list();
	}

	/**
	 * Accounts on the ladder to which something was posted since they were looked at, and
	 * those of notices that have gone without what follows from them.
	 */
	List<AccountNumber> toFollowUp(int limit) {
		return this.jdbc.sql("""
				/* across customers: dispatch */
				select l.customer_id, l.account_no from reminder_ladder l
				join billing_account a on a.customer_id = l.customer_id and a.account_no = l.account_no
				where l.state <> 'CLEAR' and a.last_seq <> l.seen_seq
				union
				select n.customer_id, n.account_no from reminder_notice n
				where n.state = 'SENT' and n.followed_up_at is null
				order by 1, 2 limit :limit
				""").param("limit", limit).query(ReminderRows::account).list();
	}

	Optional<Ladder> ladder(AccountNumber account) {
		return this.jdbc.sql("select * from reminder_ladder where customer_id = ? and account_no = ?")
			.param(account.customerId())
			.param(account.no())
			.query((row, number) -> new Ladder(account, LadderState.valueOf(row.getString("state")),
					Instants.in(row, "state_since"), row.getInt("round_no"), row.getLong("seen_seq")))
			.optional();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	Ladder begin(AccountNumber account, long asOf, Instant now) {
		return ladder(account).orElseGet(() -> {
			this.jdbc.sql("""
					insert into reminder_ladder (customer_id, account_no, state, state_since, seen_seq)
					values (?, ?, 'CLEAR', ?, ?)
					""")
				.param(account.customerId())
				.param(account.no())
				.param(Timestamp.from(now))
				.param(asOf)
				.update();
			return new Ladder(account, LadderState.CLEAR, now, 1, asOf);
		});
	}

	/** Moves an account on the ladder; to CLEAR begins a new round. */
	@Transactional(propagation = Propagation.MANDATORY)
	void move(Ladder ladder, LadderState next, Instant now) {
		if (ladder.state() == next && next != LadderState.REMINDED) {
			return;
		}
		if (!ladder.state().mayBecome(next)) {
			throw new IllegalStateException(
					"An account can't go from " + ladder.state() + " to " + next + " on the ladder.");
		}
		this.jdbc.sql("""
				update reminder_ladder set state = :next, state_since = :now, version = version + 1,
					round_no = round_no + case when :next = 'CLEAR' then 1 else 0 end
				where customer_id = :customer and account_no = :account
				""")
			.param("next", next.name())
			.param("now", Timestamp.from(now))
			.param("customer", ladder.account().customerId())
			.param("account", ladder.account().no())
			.update();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void seen(AccountNumber account, long seq) {
		this.jdbc.sql("update reminder_ladder set seen_seq = ? where customer_id = ? and account_no = ?")
			.param(seq)
			.param(account.customerId())
			.param(account.no())
			.update();
	}

	/** An account's notices of a round, oldest first. */
	List<Notice> notices(AccountNumber account, int round) {
		return this.jdbc.sql("""
				select * from reminder_notice where customer_id = ? and account_no = ? and round_no = ?
				order by notice_id
				""").param(account.customerId()).param(account.no()).param(round).query(ReminderRows::notice).list();
	}

	/** Notices of earlier rounds that have gone since without what follows from them. */
	List<Notice> sentBefore(Ladder ladder) {
		return this.jdbc
			.sql("""
					select * from reminder_notice where customer_id = ? and account_no = ? and round_no < ? and state = 'SENT'
					and followed_up_at is null order by notice_id
					""")
			.param(ladder.account().customerId())
			.param(ladder.account().no())
			.param(ladder.round())
			.query(ReminderRows::notice)
			.list();
	}

	/** An account's notices, newest first. */
	List<Notice> newest(AccountNumber account, int limit) {
		return this.jdbc.sql("""
				select * from reminder_notice where customer_id = ? and account_no = ? order by notice_id desc limit ?
				""").param(account.customerId()).param(account.no()).param(limit).query(ReminderRows::notice).list();
	}

	Optional<Notice> notice(long customerId, long noticeId) {
		return this.jdbc.sql("select * from reminder_notice where customer_id = ? and notice_id = ?")
			.param(customerId)
			.param(noticeId)
			.query(ReminderRows::notice)
			.optional();
	}

	boolean decidedOn(AccountNumber account, LocalDate day) {
		return this.jdbc.sql("""
				select exists (select from reminder_notice where customer_id = ? and account_no = ? and decided_on = ?)
				""").param(account.customerId()).param(account.no()).param(day).query(Boolean.class).single();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	long insert(Ladder ladder, ReminderPolicy policy, ReminderPolicy.Step step, NoticeState state, String reason,
			Claim claim, Money fee, Long feeSeq, Instant now) {
		AccountNumber account = ladder.account();
		return this.jdbc.sql("""
				insert into reminder_notice (customer_id, notice_id, account_no, round_no, step_no, action, policy_code,
					state, state_since, reason, decided_on, decided_at, overdue_since, currency, asked_minor, as_of,
					fee_minor, fee_seq)
				values (?, nextval('reminder_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning notice_id
				""")
			.param(account.customerId())
			.param(account.no())
			.param(ladder.round())
			.param(step.no())
			.param(step.action().name())
			.param(policy.code())
			.param(state.name())
			.param(Timestamp.from(now))
			.param(reason)
			.param(claim.position().today())
			.param(Timestamp.from(now))
			.param(claim.overdueSince())
			.param(claim.chaseable().getCurrencyUnit().getCode())
			.param(Amounts.minor(claim.chaseable()))
			.param(claim.position().asOf())
			.param((fee != null) ? Amounts.minor(fee) : null)
			.param(feeSeq)
			.query(Long.class)
			.single();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void addressed(AccountNumber account, long noticeId, long messageId) {
		this.jdbc.sql("update reminder_notice set message_id = ? where customer_id = ? and notice_id = ?")
			.param(messageId)
			.param(account.customerId())
			.param(noticeId)
			.update();
	}

	/**
	 * Moves a notice on, if it still stands where the caller saw it.
	 * @return false if it has moved on already
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean move(Notice notice, NoticeState next, String reason, String decidedBy, Instant now) {
		if (!notice.state().mayBecome(next)) {
			throw new IllegalStateException("A notice can't go from " + notice.state() + " to " + next + ".");
		}
		return this.jdbc.sql("""
				update reminder_notice set state = :next, state_since = :now, reason = coalesce(:reason, reason),
					decided_by = coalesce(:by, decided_by), version = version + 1
				where customer_id = :customer and notice_id = :notice and state = :was
				""")
			.param("next", next.name())
			.param("now", Timestamp.from(now))
			.param("reason", reason)
			.param("by", decidedBy)
			.param("customer", notice.account().customerId())
			.param("notice", notice.noticeId())
			.param("was", notice.state().name())
			.update() == 1;
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void sent(Notice notice, Long statedAsOf, Instant at) {
		this.jdbc.sql("""
				update reminder_notice set state = 'SENT', state_since = :at, sent_at = :at, sent_as_of = :asOf,
					version = version + 1
				where customer_id = :customer and notice_id = :notice and state = 'DECIDED'
				""")
			.param("at", Timestamp.from(at))
			.param("asOf", statedAsOf)
			.param("customer", notice.account().customerId())
			.param("notice", notice.noticeId())
			.update();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void followedUp(Notice notice, Instant at) {
		this.jdbc.sql("update reminder_notice set followed_up_at = ? where customer_id = ? and notice_id = ?")
			.param(Timestamp.from(at))
			.param(notice.account().customerId())
			.param(notice.noticeId())
			.update();
	}

	/**
	 * Notes what a day's run made of an account; a later look of that day replaces it.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void checked(AccountNumber account, Outcome outcome, StepAction action, String reason, Claim claim, Instant at) {
		this.jdbc
			.sql("""
					insert into reminder_check (customer_id, on_day, account_no, outcome, action, reason, currency, asked_minor,
						as_of, at)
					values (:customer, :day, :account, :outcome, :action, :reason, :currency, :asked, :asOf, :at)
					on conflict (customer_id, on_day, account_no) do update set outcome = :outcome, action = :action,
						reason = :reason, asked_minor = :asked, as_of = :asOf, at = :at
					""")
			.param("customer", account.customerId())
			.param("day", claim.position().today())
			.param("account", account.no())
			.param("outcome", outcome.name())
			.param("action", (action != null) ? action.name() : null)
			.param("reason", reason)
			.param("currency", claim.chaseable().getCurrencyUnit().getCode())
			.param("asked", Amounts.minor(claim.chaseable()))
			.param("asOf", claim.position().asOf())
			.param("at", Timestamp.from(at))
			.update();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void paused(Notice notice, ContractNumber contract, Instant at) {
		this.jdbc.sql("""
				insert into reminder_pause (customer_id, contract_no, account_no, notice_id, paused_at)
				values (?, ?, ?, ?, ?) on conflict do nothing
				""")
			.param(contract.customerId())
			.param(contract.no())
			.param(notice.account().no())
			.param(notice.noticeId())
			.param(Timestamp.from(at))
			.update();
	}

	/** The services of an account that the ladder has paused and not resumed. */
	List<ContractNumber> paused(AccountNumber account) {
		return this.jdbc.sql("""
				select distinct contract_no from reminder_pause
				where customer_id = ? and account_no = ? and resumed_at is null order by contract_no
				""")
			.param(account.customerId())
			.param(account.no())
			.query((row, number) -> ContractNumber.of(account.customerId(), row.getInt(1)))
			.list();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void resumed(ContractNumber contract, Instant at) {
		this.jdbc
			.sql("""
					update reminder_pause set resumed_at = ? where customer_id = ? and contract_no = ? and resumed_at is null
					""")
			.param(Timestamp.from(at))
			.param(contract.customerId())
			.param(contract.no())
			.update();
	}

	@Transactional(propagation = Propagation.REQUIRED)
	public void runBegan(LocalDate day, Instant at) {
		this.jdbc.sql("""
				insert into reminder_run (on_day, started_at) values (:day, :at)
				on conflict (on_day) do update set started_at = :at, ended_at = null
				""").param("day", day).param("at", Timestamp.from(at)).update();
	}

	@Transactional(propagation = Propagation.REQUIRED)
	public void runEnded(LocalDate day, Instant at, int lookedAt) {
		this.jdbc.sql("update reminder_run set ended_at = ?, looked_at = ? where on_day = ?")
			.param(Timestamp.from(at))
			.param(lookedAt)
			.param(day)
			.update();
	}

	static Notice notice(ResultSet row, int number) throws SQLException {
		String currency = row.getString("currency");
		long fee = row.getLong("fee_minor");
		Money charged = row.wasNull() ? null : Amounts.ofMinor(currency, fee);
		return new Notice(row.getLong("notice_id"), account(row, number), row.getInt("round_no"), row.getInt("step_no"),
				StepAction.valueOf(row.getString("action")), row.getString("policy_code"),
				NoticeState.valueOf(row.getString("state")), Instants.in(row, "state_since"), row.getString("reason"),
				row.getObject("decided_on", LocalDate.class), Instants.in(row, "decided_at"),
				row.getObject("overdue_since", LocalDate.class), Amounts.ofMinor(currency, row.getLong("asked_minor")),
				row.getLong("as_of"), charged, nullableLong(row, "fee_seq"), nullableLong(row, "message_id"),
				Instants.in(row, "sent_at"), nullableLong(row, "sent_as_of"), Instants.in(row, "followed_up_at"),
				row.getString("decided_by"));
	}

	static AccountNumber account(ResultSet row, int number) throws SQLException {
		return AccountNumber.of(row.getLong("customer_id"), row.getInt("account_no"));
	}

	private static Long nullableLong(ResultSet row, String column) throws SQLException {
		long value = row.getLong(column);
		return row.wasNull() ? null : value;
	}

}
