package app.accord.payment;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.money.Amounts;
import app.accord.payment.PaymentAttempt.State;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The attempts to pay through the gateway. */
@Component
class PaymentAttempts {

	private static final RowMapper<PaymentAttempt> ROW = (row, number) -> {
		Integer paymentNo = (Integer) row.getObject("payment_no");
		return new PaymentAttempt(row.getObject("attempt_id", UUID.class),
				new AccountNumber(row.getLong("customer_id"), row.getInt("account_no")),
				Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")),
				State.valueOf(row.getString("state")), row.getString("method_label"), row.getString("decline_reason"),
				row.getTimestamp("created_at").toInstant(),
				(paymentNo != null) ? new ReceiptNumber(row.getLong("customer_id"), paymentNo) : null);
	};

	private final JdbcClient jdbc;

	PaymentAttempts(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void create(PaymentAttempt attempt, Actor actor) {
		this.jdbc.sql("""
				insert into payment_attempt (customer_id, attempt_id, account_no, amount_minor, currency, state,
					method_label, actor_kind, actor_id, actor_name, channel, created_at, state_since)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.param(attempt.account().no())
			.param(Amounts.minor(attempt.amount()))
			.param(attempt.amount().getCurrencyUnit().getCode())
			.param(attempt.state().name())
			.param(attempt.methodLabel())
			.param(actor.kind().name())
			.param(actor.id())
			.param(actor.name())
			.param(actor.channel().name())
			.param(Timestamp.from(attempt.createdAt()))
			.param(Timestamp.from(attempt.createdAt()))
			.update();
	}

	/**
	 * Moves an attempt on, if it still stands where the caller saw it.
	 * @return false if it has moved on already
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean move(PaymentAttempt attempt, State next, Instant at, String gatewayReference, String declineReason,
			ReceiptNumber receipt) {
		if (!attempt.state().mayBecome(next)) {
			throw new IllegalStateException("A payment attempt can't go from " + attempt.state() + " to " + next + ".");
		}
		return this.jdbc.sql("""
				update payment_attempt set state = ?, state_since = ?, gateway_reference = ?, decline_reason = ?,
					payment_no = ?, version = version + 1
				where customer_id = ? and attempt_id = ? and state = ?
				""")
			.param(next.name())
			.param(Timestamp.from(at))
			.param(gatewayReference)
			.param(declineReason)
			.param((receipt != null) ? receipt.no() : null)
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.param(attempt.state().name())
			.update() == 1;
	}

	@Transactional(readOnly = true)
	Optional<PaymentAttempt> find(long customerId, UUID attemptId) {
		return this.jdbc.sql("select * from payment_attempt where customer_id = ? and attempt_id = ?")
			.param(customerId)
			.param(attemptId)
			.query(ROW)
			.optional();
	}

	/** An account's attempts, newest first. */
	@Transactional(readOnly = true)
	List<PaymentAttempt> newest(AccountNumber account, int count) {
		return this.jdbc.sql("""
				select * from payment_attempt where customer_id = ? and account_no = ?
				order by created_at desc, attempt_id limit ?
				""").param(account.customerId()).param(account.no()).param(count).query(ROW).list();
	}

	/** The account's attempt whose outcome is not known yet, if there is one. */
	@Transactional(readOnly = true)
	Optional<PaymentAttempt> open(AccountNumber account) {
		return this.jdbc.sql("""
				select * from payment_attempt where customer_id = ? and account_no = ?
				and state in ('CREATED', 'SENT', 'UNKNOWN') order by created_at limit 1
				""").param(account.customerId()).param(account.no()).query(ROW).optional();
	}

	/** The actor who started an attempt. */
	@Transactional(readOnly = true)
	Actor starter(PaymentAttempt attempt) {
		return this.jdbc.sql("""
				select actor_kind, actor_id, actor_name, channel from payment_attempt
				where customer_id = ? and attempt_id = ?
				""")
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.query((row, n) -> new Actor(app.accord.actor.ActorKind.valueOf(row.getString("actor_kind")),
					row.getString("actor_id"), row.getString("actor_name"),
					app.accord.actor.Channel.valueOf(row.getString("channel"))))
			.single();
	}

}
