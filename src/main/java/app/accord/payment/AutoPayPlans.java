package app.accord.payment;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.payment.AutoPayPlan.State;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What auto-pay is going to do. Changed only under the account's lock. */
@Component
class AutoPayPlans {

	private static final RowMapper<AutoPayPlan> ROW = (row, number) -> {
		long customerId = row.getLong("customer_id");
		Integer payment = (Integer) row.getObject("payment_no");
		String code = row.getString("code");
		return new AutoPayPlan(new InvoiceNumber(customerId, row.getInt("invoice_no")),
				new AccountNumber(customerId, row.getInt("account_no")), State.valueOf(row.getString("state")),
				row.getObject("due_on", LocalDate.class), row.getObject("first_on", LocalDate.class),
				row.getObject("next_on", LocalDate.class), row.getInt("tries"), row.getInt("begun"),
				(Integer) row.getObject("attempt_no"), row.getObject("card_id", UUID.class),
				(code != null) ? DeclineCode.valueOf(code) : null,
				(payment != null) ? new ReceiptNumber(customerId, payment) : null,
				row.getTimestamp("state_since").toInstant(), row.getInt("version"));
	};

	private final JdbcClient jdbc;

	AutoPayPlans(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Plans a bill, unless it is planned already. */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean add(InvoiceNumber bill, AccountNumber account, LocalDate dueOn, LocalDate firstOn, Instant now) {
		return this.jdbc
			.sql("""
					insert into autopay_plan (customer_id, invoice_no, account_no, state, due_on, first_on, next_on, created_at,
						state_since)
					values (?, ?, ?, 'PLANNED', ?, ?, ?, ?, ?)
					on conflict (customer_id, invoice_no) do nothing
					""")
			.param(bill.customerId())
			.param(bill.no())
			.param(account.no())
			.param(dueOn)
			.param(firstOn)
			.param(firstOn)
			.param(Timestamp.from(now))
			.param(Timestamp.from(now))
			.update() == 1;
	}

	@Transactional(readOnly = true)
	Optional<AutoPayPlan> find(InvoiceNumber bill) {
		return this.jdbc.sql("select * from autopay_plan where customer_id = ? and invoice_no = ?")
			.param(bill.customerId())
			.param(bill.no())
			.query(ROW)
			.optional();
	}

	/** An account's plans, the bill due last first. */
	@Transactional(readOnly = true)
	List<AutoPayPlan> of(AccountNumber account, int most) {
		return this.jdbc.sql("""
				select * from autopay_plan where customer_id = ? and account_no = ?
				order by due_on desc, invoice_no desc limit ?
				""").param(account.customerId()).param(account.no()).param(most).query(ROW).list();
	}

	/** An account's plans in one of those states, due first first. */
	@Transactional(readOnly = true)
	List<AutoPayPlan> of(AccountNumber account, List<State> states) {
		return this.jdbc.sql("""
				select * from autopay_plan where customer_id = ? and account_no = ? and state = any (?)
				order by due_on, invoice_no
				""")
			.param(account.customerId())
			.param(account.no())
			.param(states.stream().map(Enum::name).toArray(String[]::new))
			.query(ROW)
			.list();
	}

	/** The planned ones whose day has come, of all customers. */
	@Transactional(readOnly = true)
	List<AutoPayPlan> due(LocalDate today, int most) {
		return this.jdbc.sql("""
				select * /* across customers: dispatch */ from autopay_plan where state = 'PLANNED' and next_on <= ?
				order by next_on, customer_id, invoice_no limit ?
				""").param(today).param(most).query(ROW).list();
	}

	/** Those under way since before that instant, of all customers. */
	@Transactional(readOnly = true)
	List<AutoPayPlan> underWaySince(Instant before, int most) {
		return this.jdbc.sql("""
				select * /* across customers: dispatch */ from autopay_plan where state in ('CHARGING', 'CHECKING')
				and state_since < ? order by state_since, customer_id, invoice_no limit ?
				""").param(Timestamp.from(before)).param(most).query(ROW).list();
	}

	/** Writes a plan back that was changed. */
	@Transactional(propagation = Propagation.MANDATORY)
	void move(AutoPayPlan from, AutoPayPlan to) {
		if (from.state() != to.state() && !from.state().mayBecome(to.state())) {
			throw new IllegalStateException("Auto-pay can't go from " + from.state() + " to " + to.state() + ".");
		}
		int rows = this.jdbc.sql("""
				update autopay_plan set state = ?, first_on = ?, next_on = ?, tries = ?, begun = ?, attempt_no = ?,
					card_id = ?, code = ?, payment_no = ?, state_since = ?, version = version + 1
				where customer_id = ? and invoice_no = ? and version = ?
				""")
			.param(to.state().name())
			.param(to.firstOn())
			.param(to.nextOn())
			.param(to.tries())
			.param(to.begun())
			.param(to.attemptNo())
			.param(to.cardId())
			.param((to.code() != null) ? to.code().name() : null)
			.param((to.receipt() != null) ? to.receipt().no() : null)
			.param(Timestamp.from(to.stateSince()))
			.param(from.bill().customerId())
			.param(from.bill().no())
			.param(from.version())
			.update();
		if (rows != 1) {
			throw new IllegalStateException("Auto-pay of " + from.bill() + " was changed without the account's lock.");
		}
	}

	static AutoPayPlan charging(AutoPayPlan plan, UUID cardId, Instant now) {
		return new AutoPayPlan(plan.bill(), plan.account(), State.CHARGING, plan.dueOn(), plan.firstOn(), plan.nextOn(),
				plan.tries(), plan.begun() + 1, null, cardId, plan.code(), null, now, plan.version());
	}

	static AutoPayPlan checking(AutoPayPlan plan, PaymentAttempt attempt, Instant now) {
		return new AutoPayPlan(plan.bill(), plan.account(), State.CHECKING, plan.dueOn(), plan.firstOn(), plan.nextOn(),
				plan.tries(), plan.begun(), attempt.number().no(), plan.cardId(), plan.code(), null, now,
				plan.version());
	}

	static AutoPayPlan paid(AutoPayPlan plan, PaymentAttempt attempt, Instant now) {
		return new AutoPayPlan(plan.bill(), plan.account(), State.PAID, plan.dueOn(), plan.firstOn(), plan.nextOn(),
				plan.tries(), plan.begun(), attempt.number().no(), plan.cardId(), null, attempt.receipt(), now,
				plan.version());
	}

	static AutoPayPlan again(AutoPayPlan plan, LocalDate on, DeclineCode code, int tries, Integer attemptNo,
			Instant now) {
		return new AutoPayPlan(plan.bill(), plan.account(), State.PLANNED, plan.dueOn(), plan.firstOn(), on, tries,
				plan.begun(), attemptNo, plan.cardId(), code, null, now, plan.version());
	}

	static AutoPayPlan anew(AutoPayPlan plan, LocalDate on, Instant now) {
		return new AutoPayPlan(plan.bill(), plan.account(), State.PLANNED, plan.dueOn(), on, on, 0, plan.begun(),
				plan.attemptNo(), plan.cardId(), plan.code(), null, now, plan.version());
	}

	static AutoPayPlan failed(AutoPayPlan plan, DeclineCode code, int tries, Instant now) {
		return ended(plan, State.FAILED, code, tries, now);
	}

	static AutoPayPlan notNeeded(AutoPayPlan plan, Instant now) {
		return ended(plan, State.NOT_NEEDED, null, plan.tries(), now);
	}

	static AutoPayPlan stopped(AutoPayPlan plan, Instant now) {
		return ended(plan, State.STOPPED, plan.code(), plan.tries(), now);
	}

	private static AutoPayPlan ended(AutoPayPlan plan, State state, DeclineCode code, int tries, Instant now) {
		return new AutoPayPlan(plan.bill(), plan.account(), state, plan.dueOn(), plan.firstOn(), plan.nextOn(), tries,
				plan.begun(), plan.attemptNo(), plan.cardId(), code, null, now, plan.version());
	}

}
