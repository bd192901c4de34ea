package app.accord.payment;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerEntry;
import app.accord.billing.LockedAccount;
import app.accord.billing.Movement;
import app.accord.customer.AccountNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.fault.FailPoint;
import app.accord.idempotency.RepeatableWrites;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.money.Amounts;
import app.accord.payment.CardRefund.Origin;
import app.accord.payment.CardRefund.State;
import app.accord.payment.Captures.Capture;
import app.accord.payment.Gateway.BookLine;
import app.accord.payment.Gateway.GatewayRefused;
import app.accord.payment.Gateway.GatewayUnclear;
import app.accord.payment.Gateway.PaidBack;
import app.accord.payment.Gateway.Refund;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.ApprovedAction;
import app.accord.staff.Authority;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;
import app.accord.time.Instants;

import org.joda.money.Money;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pays money back to the card it came from: decided and posted under the account's lock,
 * so that no more goes back than came; then the gateway is asked, and asked again until
 * it has answered.
 */
@Component
public class CardRefunds implements ApprovedAction {

	private static final String KIND = "CARD_REFUND";

	private static final RowMapper<CardRefund> ROW = (row, number) -> new CardRefund(
			row.getObject("refund_id", UUID.class), row.getString("capture_reference"),
			new AccountNumber(row.getLong("customer_id"), row.getInt("account_no")),
			Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")),
			State.valueOf(row.getString("state")), Origin.valueOf(row.getString("origin")), row.getString("reason"),
			row.getString("gateway_reference"), row.getLong("entry_seq"), row.getString("failure"),
			new Actor(ActorKind.valueOf(row.getString("actor_kind")), row.getString("actor_id"),
					row.getString("actor_name"), Channel.valueOf(row.getString("channel"))),
			row.getTimestamp("created_at").toInstant(), row.getTimestamp("state_since").toInstant(), row.getInt("asks"),
			Instants.in(row, "next_ask_at"), Instants.in(row, "for_person_since"));

	private final JdbcClient jdbc;

	private final Captures captures;

	private final Gateway gateway;

	private final Ledger ledger;

	private final Adjusting adjusting;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final Authority authority;

	private final Approvals approvals;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	CardRefunds(JdbcClient jdbc, Captures captures, Gateway gateway, Ledger ledger, Adjusting adjusting,
			RepeatableWrites repeatable, Timeline timeline, Authority authority, Approvals approvals,
			TransactionTemplate transaction, BusinessCalendar calendar) {
		this.authority = authority;
		this.approvals = approvals;
		this.jdbc = jdbc;
		this.captures = captures;
		this.gateway = gateway;
		this.ledger = ledger;
		this.adjusting = adjusting;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/**
	 * Pays a card payment back, wholly or in part. Not to be called in a transaction.
	 * @param receipt of the payment
	 * @param amount above zero, no more than is left of the payment
	 * @param key the write's idempotency key, or null
	 * @return the refund as it stands by now
	 * @throws Refusal with a sentence
	 */
	public CardRefund refund(ReceiptNumber receipt, Money amount, String reason, Actor actor, String key) {
		UUID id = this.transaction.execute((status) -> decide(receipt, amount, reason, actor, key));
		FailPoint.PAYMENT_REFUND_DECIDED.reach();
		sendIfNew(receipt.customerId(), id);
		return get(receipt.customerId(), id);
	}

	/**
	 * Decides and posts a refund; {@link #sendWaiting} tells the gateway, after the
	 * transaction.
	 * @return its id
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public UUID decide(ReceiptNumber receipt, Money amount, String reason, Actor actor, String key) {
		return decide(receipt, amount, reason, actor, key,
				() -> this.authority.require(actor, Permission.REFUND, amount));
	}

	/**
	 * Asks a second person to let it go back.
	 * @param key the request's idempotency key, or null
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Approval ask(ReceiptNumber receipt, Money amount, String reason, Actor actor, String key) {
		Capture capture = capture(receipt);
		this.ledger.lock(capture.account());
		requireLeft(capture, amount);
		return this.approvals.request(new NewApproval(receipt.customerId(), capture.account().no(), Permission.REFUND,
				KIND, amount, Amounts.show(amount) + " of payment " + receipt + " back to the card", reason,
				Map.of("receipt", receipt.toString())), actor, key);
	}

	@Override
	public String kind() {
		return KIND;
	}

	/** The gateway is told by the job, after the approval is committed. */
	@Override
	@Transactional
	public void carryOut(Approval approval, Actor approver) {
		decide(ReceiptNumber.parse(approval.details().get("receipt")), approval.amount(), approval.reason(),
				approval.requester(), approval.key(), () -> {
				});
	}

	/** The same, if it is authorized once the account is locked. */
	@Transactional(propagation = Propagation.MANDATORY)
	UUID decide(ReceiptNumber receipt, Money amount, String reason, Actor actor, String key, Runnable authorized) {
		TakingPayment.require(amount, null);
		Reasons.require(reason);
		Capture capture = capture(receipt);
		LockedAccount account = this.ledger.lock(capture.account());
		return this.repeatable.once(receipt.customerId(), key,
				List.of("card refund", actor.id(), receipt, amount, reason), Decided.class, () -> {
					requireLeft(capture, amount);
					authorized.run();
					return new Decided(post(account, capture, amount, Origin.ASKED_FOR, reason, actor));
				})
			.value()
			.refundId();
	}

	private Capture capture(ReceiptNumber receipt) {
		return this.captures.of(receipt)
			.orElseThrow(() -> new Refusal("receipt", "Payment " + receipt
					+ " was not made by card through the gateway, so it can’t go back to a card."));
	}

	private void requireLeft(Capture capture, Money amount) {
		Money left = left(capture);
		if (!amount.getCurrencyUnit().equals(left.getCurrencyUnit()) || amount.isGreaterThan(left)) {
			throw new Refusal("amount", left.isZero() ? "Payment " + capture.receipt() + " was paid back already."
					: "Of payment " + capture.receipt() + " " + Amounts.show(left) + " is left to be paid back.");
		}
	}

	/** How much of a payment by card can still go back to it; empty if it wasn't one. */
	public Optional<Money> left(ReceiptNumber receipt) {
		return this.captures.of(receipt).map(this::left);
	}

	/** Gives back what should not have been captured. */
	@Transactional(propagation = Propagation.MANDATORY)
	void giveBack(Capture capture, String why) {
		post(this.ledger.lock(capture.account()), capture, capture.amount(), Origin.SURPLUS, why, Settling.byItself());
	}

	private UUID post(LockedAccount account, Capture capture, Money amount, Origin origin, String reason, Actor actor) {
		UUID id = UUID.randomUUID();
		LedgerEntry entry = postEntry(account, capture, amount, reason, actor, "Paid back to the card");
		insert(id, capture, amount, State.CREATED, origin, reason, null, entry.seq(), actor);
		this.timeline.record(NewInteraction
			.change(account.number().customerId(), this.calendar.now(), InteractionKind.PAYMENT, actor,
					Amounts.show(amount) + " of payment " + capture.receipt()
							+ " goes back to the card. The bank shows it within ten days")
			.because(reason)
			.aboutEntry(account.number().no(), entry.seq()));
		return id;
	}

	private LedgerEntry postEntry(LockedAccount account, Capture capture, Money amount, String reason, Actor actor,
			String words) {
		return this.ledger
			.post(account,
					List.of(Movement.refund(amount, PaymentMethod.CARD.account(), this.calendar.today(),
							words + ": " + reason, capture.receipt().toString())),
					this.calendar.now(), actor, reason)
			.getLast();
	}

	/** Tells the gateway of an account's refunds that it has not been told of. */
	public void sendWaiting(AccountNumber account) {
		this.jdbc.sql("select * from card_refund where customer_id = ? and account_no = ? and state = 'CREATED'")
			.param(account.customerId())
			.param(account.no())
			.query(ROW)
			.list()
			.forEach(this::send);
	}

	private void sendIfNew(long customerId, UUID id) {
		CardRefund refund = get(customerId, id);
		if (refund.state() == State.CREATED) {
			send(refund);
		}
	}

	private void send(CardRefund seen) {
		if (!move(seen, State.SENT)) {
			return;
		}
		CardRefund refund = again(seen);
		FailPoint.PAYMENT_REFUND_BEFORE_CALL.reach();
		try {
			PaidBack answer = this.gateway.refund(order(refund));
			FailPoint.PAYMENT_REFUND_ANSWERED.reach();
			conclude(refund, answer);
		}
		catch (GatewayRefused | GatewayUnclear ex) {
			// What was refused is surely not done, and may be asked for again as well.
			doubt(refund);
		}
	}

	/**
	 * Asks the gateway what became of a refund, and tells it of one it never heard of.
	 */
	CardRefund find(CardRefund seen) {
		boolean underWay = seen.state() != State.UNKNOWN
				&& seen.stateSince().plus(Settling.UNDER_WAY).isAfter(this.calendar.now());
		if (!seen.open() || underWay) {
			return seen;
		}
		if (seen.state() == State.CREATED) {
			send(seen);
			return again(seen);
		}
		try {
			Optional<PaidBack> found = this.gateway.askRefund(order(seen));
			if (found.isPresent()) {
				conclude(seen, found.get());
			}
			else if (seen.stateSince().plus(Settling.CAN_NO_LONGER_ARRIVE).isBefore(this.calendar.now())) {
				if (seen.state() == State.SENT) {
					doubt(seen);
				}
				send(again(seen));
			}
			else {
				doubt(seen);
			}
		}
		catch (GatewayUnclear | GatewayRefused ex) {
			doubt(seen);
		}
		return again(seen);
	}

	private void conclude(CardRefund seen, PaidBack answer) {
		this.transaction.executeWithoutResult((status) -> {
			this.ledger.lock(seen.account());
			CardRefund refund = again(seen);
			State next = answer.paid() ? State.SUCCEEDED : State.FAILED;
			if (refund.state() == next || !refund.state().mayBecome(next) || !move(refund, next)) {
				return;
			}
			Long reversal = answer.paid() ? null
					: this.adjusting
						.reverse(refund.account(), refund.entrySeq(), "The bank refused the refund to the card",
								Settling.byItself(), null)
						.value()
						.seq();
			this.jdbc.sql("""
					update card_refund set gateway_reference = ?, failure = ?, reversal_seq = ?
					where customer_id = ? and refund_id = ?
					""")
				.param(answer.reference())
				.param(answer.failure())
				.param(reversal)
				.param(refund.account().customerId())
				.param(refund.refundId())
				.update();
		});
	}

	private void doubt(CardRefund refund) {
		if (refund.state() == State.SENT) {
			this.transaction.executeWithoutResult((status) -> {
				if (move(refund, State.UNKNOWN)) {
					askAgain(refund, 0, this.calendar.now().plus(Settling.ASK_AGAIN.getFirst()), null);
				}
			});
		}
	}

	/**
	 * Notes a refund or its failure that the gateway's books have.
	 * @return whether we did not know
	 */
	boolean noteFromBooks(BookLine line, Capture capture) {
		Optional<CardRefund> ours = (line.ourId() != null) ? find(capture.account().customerId(), line.ourId())
				: ofReference(capture.account().customerId(), line.reference());
		boolean failed = "FAILED".equals(line.state());
		if (ours.isPresent()) {
			CardRefund before = ours.get();
			conclude(before, new PaidBack(line.reference(), !failed, failed ? "refused by the bank" : null));
			return again(before).state() != before.state();
		}
		if (failed) {
			return false;
		}
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			LockedAccount account = this.ledger.lock(capture.account());
			if (ofReference(capture.account().customerId(), line.reference()).isPresent()) {
				return false;
			}
			String reason = "Paid back at the gateway itself";
			Actor actor = Settling.byItself();
			LedgerEntry entry = postEntry(account, capture, line.amount(), reason, actor, "Paid back to the card");
			insert(UUID.randomUUID(), capture, line.amount(), State.SUCCEEDED, Origin.AT_GATEWAY, reason,
					line.reference(), entry.seq(), actor);
			this.timeline.record(
					NewInteraction
						.change(account.number().customerId(), this.calendar.now(), InteractionKind.PAYMENT, actor,
								Amounts.show(line.amount()) + " of payment " + capture.receipt()
										+ " went back to the card")
						.because(reason)
						.aboutEntry(account.number().no(), entry.seq()));
			return true;
		}));
	}

	private Money left(Capture capture) {
		long gone = this.jdbc.sql("""
				select coalesce(sum(amount_minor), 0) from card_refund
				where customer_id = ? and capture_reference = ? and state <> 'FAILED'
				""").param(capture.account().customerId()).param(capture.reference()).query(Long.class).single();
		long disputed = this.jdbc.sql("""
				select coalesce(sum(amount_minor), 0) from card_dispute
				where customer_id = ? and capture_reference = ? and state <> 'WON'
				""").param(capture.account().customerId()).param(capture.reference()).query(Long.class).single();
		return Amounts.ofMinor(capture.amount().getCurrencyUnit().getCode(),
				Math.max(0, Amounts.minor(capture.amount()) - gone - disputed));
	}

	private void insert(UUID id, Capture capture, Money amount, State state, Origin origin, String reason,
			String reference, long entrySeq, Actor actor) {
		Timestamp now = Timestamp.from(this.calendar.now());
		this.jdbc.sql("""
				insert into card_refund (customer_id, refund_id, capture_reference, account_no, amount_minor, currency,
					state, origin, reason, gateway_reference, entry_seq, actor_kind, actor_id, actor_name, channel,
					created_at, state_since)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(capture.account().customerId())
			.param(id)
			.param(capture.reference())
			.param(capture.account().no())
			.param(Amounts.minor(amount))
			.param(amount.getCurrencyUnit().getCode())
			.param(state.name())
			.param(origin.name())
			.param(reason)
			.param(reference)
			.param(entrySeq)
			.param(actor.kind().name())
			.param(actor.id())
			.param(actor.name())
			.param(actor.channel().name())
			.param(now)
			.param(now)
			.update();
	}

	private boolean move(CardRefund refund, State next) {
		if (!refund.state().mayBecome(next)) {
			throw new IllegalStateException("A refund can't go from " + refund.state() + " to " + next + ".");
		}
		return Boolean.TRUE.equals(this.transaction.execute((status) -> this.jdbc.sql("""
				update card_refund set state = ?, state_since = ?, next_ask_at = null, for_person_since = null
				where customer_id = ? and refund_id = ? and state = ?
				""")
			.param(next.name())
			.param(Timestamp.from(this.calendar.now()))
			.param(refund.account().customerId())
			.param(refund.refundId())
			.param(refund.state().name())
			.update() == 1));
	}

	void askAgain(CardRefund refund, int asks, Instant at, Instant forPersonSince) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.sql("""
				update card_refund set asks = ?, next_ask_at = ?, for_person_since = ?
				where customer_id = ? and refund_id = ? and state = 'UNKNOWN'
				""")
			.param(asks)
			.param(PaymentAttempts.timestamp(at))
			.param(PaymentAttempts.timestamp(forPersonSince))
			.param(refund.account().customerId())
			.param(refund.refundId())
			.update());
	}

	/** Refunds whose time has come, and those that a node which died left half way. */
	List<CardRefund> due(Instant now, int most) {
		return this.jdbc.sql("""
				/* across customers: dispatch */
				select * from card_refund
				where (state = 'UNKNOWN' and next_ask_at <= ?) or (state in ('CREATED', 'SENT') and state_since < ?)
				order by state_since limit ?
				""")
			.param(Timestamp.from(now))
			.param(Timestamp.from(now.minus(Settling.UNDER_WAY)))
			.param(most)
			.query(ROW)
			.list();
	}

	/** All that the gateway has not answered for, and those it refused lately. */
	@Transactional(readOnly = true)
	public List<CardRefund> unsettled(int most) {
		return this.jdbc.sql("""
				/* across customers: reports */
				select * from card_refund where state in ('SENT', 'UNKNOWN')
				order by for_person_since nulls last, state_since limit ?
				""").param(most).query(ROW).list();
	}

	/** An account's refunds to cards, newest first. */
	@Transactional(readOnly = true)
	public List<CardRefund> of(AccountNumber account, int count) {
		return this.jdbc.sql("""
				select * from card_refund where customer_id = ? and account_no = ? order by created_at desc limit ?
				""").param(account.customerId()).param(account.no()).param(count).query(ROW).list();
	}

	private Optional<CardRefund> find(long customerId, UUID id) {
		return this.jdbc.sql("select * from card_refund where customer_id = ? and refund_id = ?")
			.param(customerId)
			.param(id)
			.query(ROW)
			.optional();
	}

	private Optional<CardRefund> ofReference(long customerId, String reference) {
		return this.jdbc.sql("select * from card_refund where customer_id = ? and gateway_reference = ?")
			.param(customerId)
			.param(reference)
			.query(ROW)
			.optional();
	}

	private CardRefund get(long customerId, UUID id) {
		return find(customerId, id).orElseThrow(() -> new NotFound("There is no such refund."));
	}

	private CardRefund again(CardRefund refund) {
		return get(refund.account().customerId(), refund.refundId());
	}

	private static Refund order(CardRefund refund) {
		return new Refund(refund.refundId(), refund.capture(), refund.amount());
	}

	private record Decided(UUID refundId) {
	}

}
