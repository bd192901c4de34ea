package app.accord.payment;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.AttemptNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.ReceiptNumber;
import app.accord.customer.Series;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.payment.Gateway.Waiting;
import app.accord.payment.PaymentAttempt.State;
import app.accord.payment.PaymentAttempt.Way;
import app.accord.time.Instants;

import org.joda.money.Money;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The attempts to pay through the gateway. */
@Component
class PaymentAttempts {

	static final RowMapper<PaymentAttempt> ROW = (row, number) -> {
		long customer = row.getLong("customer_id");
		Integer paymentNo = (Integer) row.getObject("payment_no");
		String code = row.getString("decline_code");
		return new PaymentAttempt(row.getObject("attempt_id", UUID.class),
				new AttemptNumber(customer, row.getInt("attempt_no")),
				new AccountNumber(customer, row.getInt("account_no")),
				Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")),
				State.valueOf(row.getString("state")), Way.valueOf(row.getString("way")), row.getString("gateway"),
				row.getString("method_label"), row.getString("gateway_reference"), row.getString("page_reference"),
				row.getString("page_url"), Instants.in(row, "expires_at"), row.getBoolean("save_card"), card(row),
				(code != null) ? DeclineCode.valueOf(code) : null,
				new Actor(ActorKind.valueOf(row.getString("actor_kind")), row.getString("actor_id"),
						row.getString("actor_name"), Channel.valueOf(row.getString("channel"))),
				Instants.in(row, "created_at"), Instants.in(row, "state_since"), Instants.in(row, "sent_at"),
				row.getInt("asks"), Instants.in(row, "next_ask_at"), Instants.in(row, "for_person_since"),
				row.getString("resolved_by"), (paymentNo != null) ? new ReceiptNumber(customer, paymentNo) : null,
				row.getInt("version"), row.getString("terminal"));
	};

	private final JdbcClient jdbc;

	private final CustomerSeries series;

	private final LiveChanges live;

	PaymentAttempts(JdbcClient jdbc, CustomerSeries series, LiveChanges live) {
		this.jdbc = jdbc;
		this.series = series;
		this.live = live;
	}

	/**
	 * Notes a new attempt.
	 * @param card the card to be charged; null: the customer chooses one on the page
	 * @param savesCard whether the card is to be kept
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	PaymentAttempt create(UUID attemptId, AccountNumber account, Money amount, Way way, String gateway, CardOnFile card,
			String terminal, boolean savesCard, Actor actor, Instant now) {
		int no = this.series.next(account.customerId(), Series.ATTEMPT);
		this.jdbc.sql("""
				insert into payment_attempt (customer_id, attempt_id, attempt_no, account_no, amount_minor, currency,
					state, way, gateway, method_label, save_card, card_token, card_brand, card_last_four, card_expires,
					terminal, actor_kind, actor_id, actor_name, channel, created_at, state_since)
				values (?, ?, ?, ?, ?, ?, 'CREATED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(account.customerId())
			.param(attemptId)
			.param(no)
			.param(account.no())
			.param(Amounts.minor(amount))
			.param(amount.getCurrencyUnit().getCode())
			.param(way.name())
			.param(gateway)
			.param((card != null) ? card.label() : "Card")
			.param(savesCard)
			.param((card != null) ? card.token() : null)
			.param((card != null) ? card.brand() : null)
			.param((card != null) ? card.lastFour() : null)
			.param((card != null && card.expires() != null) ? Date.valueOf(card.expires()) : null)
			.param(terminal)
			.param(actor.kind().name())
			.param(actor.id())
			.param(actor.name())
			.param(actor.channel().name())
			.param(Timestamp.from(now))
			.param(Timestamp.from(now))
			.update();
		this.live.mark(account.customerId(), Topic.ACCOUNT);
		return get(account.customerId(), attemptId);
	}

	/** The gateway is about to be asked: from here on it may have charged. */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean send(PaymentAttempt attempt, Instant at) {
		return move(attempt, State.SENT, at);
	}

	/**
	 * It is the customer's turn.
	 * @param askAt when the gateway is asked by itself
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean await(PaymentAttempt attempt, Waiting waiting, Instant at, Instant askAt) {
		if (!move(attempt, State.REQUIRES_ACTION, at)) {
			return false;
		}
		this.jdbc.sql("""
				update payment_attempt set page_reference = coalesce(?, page_reference),
					page_url = coalesce(?, page_url), expires_at = coalesce(?, expires_at), next_ask_at = ?
				where customer_id = ? and attempt_id = ?
				""")
			.param(waiting.pageReference())
			.param(waiting.pageUrl())
			.param(timestamp(waiting.until()))
			.param(timestamp(askAt))
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.update();
		return true;
	}

	/** Nobody knows what became of it; the gateway is asked again then. */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean doubt(PaymentAttempt attempt, Instant at, Instant askAt) {
		return move(attempt, State.UNKNOWN, at) && askAgain(attempt, attempt.asks(), askAt, null);
	}

	/** When the gateway is asked again, or since when a person is to. */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean askAgain(PaymentAttempt attempt, int asks, Instant askAt, Instant forPersonSince) {
		return this.jdbc.sql("""
				update payment_attempt set asks = ?, next_ask_at = ?, for_person_since = ?
				where customer_id = ? and attempt_id = ? and state in ('UNKNOWN', 'REQUIRES_ACTION')
				""")
			.param(asks)
			.param(timestamp(askAt))
			.param(timestamp(forPersonSince))
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.update() == 1;
	}

	/**
	 * Takes a row whose time has come, so that no other node does.
	 * @param until when it is free again, should this node die
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean claim(PaymentAttempt attempt, Instant until) {
		return this.jdbc.sql("""
				update payment_attempt set next_ask_at = ?
				where customer_id = ? and attempt_id = ? and next_ask_at = ?
				""")
			.param(Timestamp.from(until))
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.param(timestamp(attempt.nextAskAt()))
			.update() == 1;
	}

	/** Charged. */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean succeed(PaymentAttempt attempt, String capture, CardOnFile card, ReceiptNumber receipt, Instant at) {
		if (!move(attempt, State.SUCCEEDED, at)) {
			return false;
		}
		keepCard(attempt, card);
		this.jdbc.sql("""
				update payment_attempt set gateway_reference = ?, payment_no = ?
				where customer_id = ? and attempt_id = ?
				""")
			.param(capture)
			.param(receipt.no())
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.update();
		return true;
	}

	/** Not charged. */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean decline(PaymentAttempt attempt, DeclineCode code, CardOnFile card, Instant at) {
		if (!move(attempt, State.DECLINED, at)) {
			return false;
		}
		keepCard(attempt, card);
		this.jdbc.sql("update payment_attempt set decline_code = ? where customer_id = ? and attempt_id = ?")
			.param(code.name())
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.update();
		return true;
	}

	/** Who settled it by hand, and why so. */
	@Transactional(propagation = Propagation.MANDATORY)
	void resolvedBy(PaymentAttempt attempt, Actor actor, String why) {
		this.jdbc.sql("""
				update payment_attempt set resolved_by = ?, resolved_why = ? where customer_id = ? and attempt_id = ?
				""")
			.param(actor.name())
			.param(why)
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.update();
	}

	private void keepCard(PaymentAttempt attempt, CardOnFile card) {
		if (card == null) {
			return;
		}
		this.jdbc.sql("""
				update payment_attempt set method_label = ?, card_token = coalesce(?, card_token), card_brand = ?,
					card_last_four = ?, card_expires = ?
				where customer_id = ? and attempt_id = ?
				""")
			.param(card.label())
			.param(card.token())
			.param(card.brand())
			.param(card.lastFour())
			.param((card.expires() != null) ? Date.valueOf(card.expires()) : null)
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.update();
	}

	/** Moves an attempt on, if it still stands where the caller saw it. */
	private boolean move(PaymentAttempt attempt, State next, Instant at) {
		if (!attempt.state().mayBecome(next)) {
			throw new IllegalStateException("A payment attempt can't go from " + attempt.state() + " to " + next + ".");
		}
		boolean moved = this.jdbc.sql("""
				update payment_attempt set state = :state, state_since = :at, version = version + 1,
					sent_at = case when :state = 'SENT' then :at else sent_at end,
					next_ask_at = null, for_person_since = null
				where customer_id = :customer and attempt_id = :attempt and state = :before
				""")
			.param("state", next.name())
			.param("at", Timestamp.from(at))
			.param("customer", attempt.account().customerId())
			.param("attempt", attempt.attemptId())
			.param("before", attempt.state().name())
			.update() == 1;
		if (moved) {
			this.live.mark(attempt.account().customerId(), Topic.ACCOUNT);
		}
		return moved;
	}

	@Transactional(readOnly = true)
	Optional<PaymentAttempt> find(long customerId, UUID attemptId) {
		return this.jdbc.sql("select * from payment_attempt where customer_id = ? and attempt_id = ?")
			.param(customerId)
			.param(attemptId)
			.query(ROW)
			.optional();
	}

	@Transactional(readOnly = true)
	Optional<PaymentAttempt> find(AttemptNumber number) {
		return this.jdbc.sql("select * from payment_attempt where customer_id = ? and attempt_no = ?")
			.param(number.customerId())
			.param(number.no())
			.query(ROW)
			.optional();
	}

	/** The attempt that became a receipt; empty if it wasn't paid through the gateway. */
	@Transactional(readOnly = true)
	Optional<PaymentAttempt> of(ReceiptNumber receipt) {
		return this.jdbc.sql("select * from payment_attempt where customer_id = ? and payment_no = ?")
			.param(receipt.customerId())
			.param(receipt.no())
			.query(ROW)
			.optional();
	}

	/** Whose attempt that is: the gateway tells only its id. */
	@Transactional(readOnly = true)
	Optional<PaymentAttempt> findAnywhere(UUID attemptId) {
		return this.jdbc.sql("/* across customers: dispatch */ select * from payment_attempt where attempt_id = ?")
			.param(attemptId)
			.query(ROW)
			.optional();
	}

	PaymentAttempt get(long customerId, UUID attemptId) {
		return find(customerId, attemptId)
			.orElseThrow(() -> new IllegalStateException("There is no attempt " + attemptId + "."));
	}

	/** An account's attempts, newest first. */
	@Transactional(readOnly = true)
	List<PaymentAttempt> newest(AccountNumber account, int count) {
		return this.jdbc.sql("""
				select * from payment_attempt where customer_id = ? and account_no = ?
				order by created_at desc, attempt_no desc limit ?
				""").param(account.customerId()).param(account.no()).param(count).query(ROW).list();
	}

	/** The account's attempts that are not settled, oldest first. */
	@Transactional(readOnly = true)
	List<PaymentAttempt> unsettled(AccountNumber account) {
		return this.jdbc.sql("""
				select * from payment_attempt where customer_id = ? and account_no = ?
				and state in ('CREATED', 'SENT', 'REQUIRES_ACTION', 'UNKNOWN') order by created_at
				""").param(account.customerId()).param(account.no()).query(ROW).list();
	}

	/** Attempts whose time has come to be asked about. */
	@Transactional(readOnly = true)
	List<PaymentAttempt> due(Instant now, int most) {
		return this.jdbc.sql("""
				/* across customers: dispatch */
				select * from payment_attempt where state in ('UNKNOWN', 'REQUIRES_ACTION') and next_ask_at <= ?
				order by next_ask_at limit ?
				""").param(Timestamp.from(now)).param(most).query(ROW).list();
	}

	/** Attempts that a node which died has left half way. */
	@Transactional(readOnly = true)
	List<PaymentAttempt> abandoned(Instant before, int most) {
		return this.jdbc.sql("""
				/* across customers: dispatch */
				select * from payment_attempt where state in ('CREATED', 'SENT') and state_since < ?
				order by state_since limit ?
				""").param(Timestamp.from(before)).param(most).query(ROW).list();
	}

	/** All that are not settled and not just begun, for people. */
	@Transactional(readOnly = true)
	List<PaymentAttempt> unsettled(int most) {
		return this.jdbc.sql("""
				/* across customers: reports */
				select * from payment_attempt where state in ('SENT', 'UNKNOWN', 'REQUIRES_ACTION')
				order by for_person_since nulls last, state_since limit ?
				""").param(most).query(ROW).list();
	}

	/** What happened to an attempt, as {@code why} of a settlement by hand. */
	@Transactional(readOnly = true)
	Optional<String> resolvedWhy(PaymentAttempt attempt) {
		return this.jdbc.sql("select resolved_why from payment_attempt where customer_id = ? and attempt_id = ?")
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.query((row, n) -> Optional.ofNullable(row.getString(1)))
			.single();
	}

	private static CardOnFile card(ResultSet row) throws SQLException {
		String token = row.getString("card_token");
		String lastFour = row.getString("card_last_four");
		return (token == null && lastFour == null) ? null : new CardOnFile(token, row.getString("card_brand"), lastFour,
				row.getObject("card_expires", LocalDate.class));
	}

	static Timestamp timestamp(Instant at) {
		return (at != null) ? Timestamp.from(at) : null;
	}

}
