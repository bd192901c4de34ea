package app.accord.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.DisputeNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.Series;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.Authority;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Disputes: opened by the customer or for the customer, decided by an employee. While one
 * is open, its part of the bill is not chased.
 */
@Component
public class Disputes {

	private static final String SELECT = """
			select d.*, a.currency from dispute d join billing_account a using (customer_id, account_no)
			""";

	private final JdbcClient client;

	private final Ledger ledger;

	private final CreditNotes creditNotes;

	private final CustomerSeries series;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final LiveChanges live;

	private final Authority authority;

	private final Approvals approvals;

	private final BusinessCalendar calendar;

	Disputes(JdbcClient client, Ledger ledger, CreditNotes creditNotes, CustomerSeries series,
			RepeatableWrites repeatable, Timeline timeline, LiveChanges live, Authority authority, Approvals approvals,
			BusinessCalendar calendar) {
		this.client = client;
		this.ledger = ledger;
		this.creditNotes = creditNotes;
		this.series = series;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.live = live;
		this.authority = authority;
		this.approvals = approvals;
		this.calendar = calendar;
	}

	/**
	 * Opens a dispute.
	 * @param amount how much of the bill is wrong; null: all that is left of it
	 * @param reason why, in the customer's words
	 * @param key the write's idempotency key, or null
	 * @return the dispute's number as text
	 * @throws NotFound if there is no such bill
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Answer<String> open(InvoiceNumber invoice, Money amount, String reason, Actor actor, String key) {
		Reasons.require("reason", reason, "Say what is wrong with the bill.");
		LockedAccount account = this.ledger.lock(this.creditNotes.accountOf(invoice));
		return this.repeatable.once(invoice.customerId(), key,
				Arrays.asList("dispute", actor.id(), invoice, amount, reason), String.class,
				() -> open(account, invoice, amount, reason, actor).toString());
	}

	/**
	 * The customer was right: takes the amount back by a credit note.
	 * @param amount how much, at most what is disputed; null: all of it
	 * @param answer what the customer is told; it stands on the credit note
	 * @param key the write's idempotency key, or null
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Answer<CreditNotes.Issued> uphold(DisputeNumber number, Money amount, String answer, Actor actor,
			String key) {
		return uphold(number, amount, answer, actor, key,
				(credited) -> this.authority.require(actor, Permission.DISPUTE_DECISION, credited));
	}

	/**
	 * Asks a second person to let a dispute be upheld.
	 * @param key the request's idempotency key, or null
	 */
	@Transactional
	public Approval askToUphold(DisputeNumber number, Money amount, String answer, Actor actor, String key) {
		Reasons.require("answer", answer, "Say what was wrong: the customer reads it on the credit note.");
		Dispute dispute = movable(number, DisputeState.UPHELD);
		Money credited = upheld(dispute, amount);
		return this.approvals.request(new NewApproval(number.customerId(), dispute.account().no(),
				Permission.DISPUTE_DECISION, ApprovedCorrections.DISPUTE, credited, "Dispute " + number + " of bill "
						+ dispute.invoice() + " upheld: " + Amounts.show(credited) + " credited",
				answer, Map.of("dispute", number.toString())), actor, key);
	}

	Answer<CreditNotes.Issued> uphold(DisputeNumber number, Money amount, String answer, Actor actor, String key,
			Consumer<Money> authorized) {
		Reasons.require("answer", answer, "Say what was wrong: the customer reads it on the credit note.");
		LockedAccount account = this.ledger.lock(get(number).account());
		return this.repeatable.once(number.customerId(), key,
				Arrays.asList("dispute upheld", actor.id(), number, amount, answer), CreditNotes.Issued.class, () -> {
					Dispute dispute = movable(number, DisputeState.UPHELD);
					Money credited = upheld(dispute, amount);
					authorized.accept(credited);
					CreditNote note = this.creditNotes.issue(account,
							NewCreditNote.ofAmount(dispute.invoice(), credited, answer), actor);
					decide(dispute, DisputeState.UPHELD, answer, note.number(), actor,
							"Dispute " + number + " of bill " + dispute.invoice() + " upheld: "
									+ Amounts.show(note.total()) + " credited by " + note.number());
					return this.creditNotes.answer(note);
				});
	}

	private static Money upheld(Dispute dispute, Money amount) {
		Money credited = (amount != null) ? amount : dispute.amount();
		if (credited.isGreaterThan(dispute.amount())) {
			throw new Refusal("amount", "Only " + Amounts.show(dispute.amount())
					+ " is disputed. Credit at most that here, or issue a credit note for more.");
		}
		return credited;
	}

	/**
	 * The bill was right.
	 * @param answer what the customer is told
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Dispute reject(DisputeNumber number, String answer, Actor actor) {
		Reasons.require("answer", answer, "Say why the bill is right: the customer reads it.");
		return end(number, DisputeState.REJECTED, answer, actor, "rejected");
	}

	/**
	 * The customer takes it back.
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Dispute withdraw(DisputeNumber number, Actor actor) {
		return end(number, DisputeState.WITHDRAWN, null, actor, "taken back");
	}

	/** The dispute of that number. */
	@Transactional(readOnly = true)
	public Optional<Dispute> find(DisputeNumber number) {
		return this.client.sql(SELECT + "where d.customer_id = ? and d.dispute_no = ?")
			.param(number.customerId())
			.param(number.no())
			.query(Disputes::row)
			.optional();
	}

	/**
	 * The dispute of that number.
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public Dispute get(DisputeNumber number) {
		return find(number).orElseThrow(() -> new NotFound("There is no dispute " + number + "."));
	}

	/** The disputes of an account, the newest first. */
	@Transactional(readOnly = true)
	public List<Dispute> of(AccountNumber account) {
		return this.client.sql(SELECT + "where d.customer_id = ? and d.account_no = ? order by d.dispute_no desc")
			.param(account.customerId())
			.param(account.no())
			.query(Disputes::row)
			.list();
	}

	/** The disputes of a bill, the newest first. */
	@Transactional(readOnly = true)
	public List<Dispute> of(InvoiceNumber invoice) {
		return this.client.sql(SELECT + "where d.customer_id = ? and d.invoice_no = ? order by d.dispute_no desc")
			.param(invoice.customerId())
			.param(invoice.no())
			.query(Disputes::row)
			.list();
	}

	/**
	 * The disputes that nobody has decided yet, the oldest first.
	 * @param size at most so many
	 */
	@Transactional(readOnly = true)
	public List<Dispute> undecided(int size) {
		return this.client
			.sql("/* across customers: reports */ " + SELECT
					+ "where d.state = 'OPEN' order by d.opened_at, d.customer_id, d.dispute_no limit ?")
			.param(size)
			.query(Disputes::row)
			.list();
	}

	private DisputeNumber open(LockedAccount account, InvoiceNumber invoice, Money amount, String reason, Actor actor) {
		List<Dispute> others = of(invoice).stream().filter(Dispute::open).toList();
		Money left = others.stream().map(Dispute::amount).reduce(this.creditNotes.left(invoice), Money::minus);
		if (!left.isPositive()) {
			throw new Refusal("amount", others.isEmpty() ? "Nothing is left of this bill: all of it has been credited."
					: "All of this bill is disputed already. We tell you as soon as it is decided.");
		}
		Money disputed = (amount != null) ? amount : left;
		account.requireCurrency(disputed);
		if (!disputed.isPositive()) {
			throw new Refusal("amount", "The amount must be above zero.");
		}
		if (disputed.isGreaterThan(left)) {
			throw new Refusal("amount", "At most " + Amounts.show(left) + " of this bill can be disputed.");
		}
		Instant now = this.calendar.now();
		DisputeNumber number = DisputeNumber.of(invoice.customerId(),
				this.series.next(invoice.customerId(), Series.DISPUTE));
		this.client.sql("""
				insert into dispute (customer_id, dispute_no, account_no, invoice_no, amount_minor, reason, state,
					opened_at, opened_by_kind, opened_by, channel)
				values (?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?, ?)
				""")
			.params(number.customerId(), number.no(), account.number().no(), invoice.no(), Amounts.minor(disputed),
					reason, Timestamp.from(now), actor.kind().name(), actor.name(), actor.channel().name())
			.update();
		this.timeline.record(
				NewInteraction
					.change(number.customerId(), now, InteractionKind.BILLING, actor,
							Amounts.show(disputed) + " of bill " + invoice + " disputed, " + number)
					.because(reason));
		this.live.mark(number.customerId(), Topic.ACCOUNT);
		return number;
	}

	private Dispute end(DisputeNumber number, DisputeState state, String answer, Actor actor, String words) {
		this.ledger.lock(get(number).account());
		Dispute dispute = get(number);
		if (dispute.state() == state && Objects.equals(dispute.answer(), answer)
				&& actor.name().equals(dispute.decidedBy())) {
			// The same form was sent again.
			return dispute;
		}
		movable(number, state);
		decide(dispute, state, answer, null, actor,
				"Dispute " + number + " of bill " + dispute.invoice() + " " + words);
		this.live.mark(number.customerId(), Topic.ACCOUNT);
		return get(number);
	}

	private Dispute movable(DisputeNumber number, DisputeState state) {
		Dispute dispute = get(number);
		if (!dispute.state().mayBecome(state)) {
			throw new Refusal("Dispute " + number + " has been decided already: "
					+ dispute.state().name().toLowerCase(Locale.ROOT) + ".");
		}
		return dispute;
	}

	private void decide(Dispute dispute, DisputeState state, String answer, CreditNoteNumber note, Actor actor,
			String summary) {
		Instant now = this.calendar.now();
		this.client.sql("""
				update dispute set state = :state, decided_at = :at, decided_by = :by, answer = :answer,
					credit_note_no = :note, version = version + 1
				where customer_id = :customer and dispute_no = :no and state = 'OPEN'
				""")
			.param("state", state.name())
			.param("at", Timestamp.from(now))
			.param("by", actor.name())
			.param("answer", answer)
			.param("note", (note != null) ? note.no() : null)
			.param("customer", dispute.number().customerId())
			.param("no", dispute.number().no())
			.update();
		this.timeline
			.record(NewInteraction.change(dispute.number().customerId(), now, InteractionKind.BILLING, actor, summary)
				.because(answer));
	}

	private static Dispute row(ResultSet row, int n) throws SQLException {
		long customerId = row.getLong("customer_id");
		Timestamp decided = row.getTimestamp("decided_at");
		Integer note = (Integer) row.getObject("credit_note_no");
		return new Dispute(DisputeNumber.of(customerId, row.getInt("dispute_no")),
				AccountNumber.of(customerId, row.getInt("account_no")),
				InvoiceNumber.of(customerId, row.getInt("invoice_no")),
				Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")), row.getString("reason"),
				DisputeState.valueOf(row.getString("state")), row.getTimestamp("opened_at").toInstant(),
				ActorKind.valueOf(row.getString("opened_by_kind")), row.getString("opened_by"),
				Channel.valueOf(row.getString("channel")), (decided != null) ? decided.toInstant() : null,
				row.getString("decided_by"), row.getString("answer"),
				(note != null) ? CreditNoteNumber.of(customerId, note) : null, row.getInt("version"));
	}

}
