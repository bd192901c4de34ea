package app.accord.billing;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves the day by which a bill is to be paid. The bill stays as it was issued: a row
 * says from when to when, who and why, and positions honour the last one.
 */
@Component
public class DueDates {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

	private final JdbcClient client;

	private final Ledger ledger;

	private final LateFees lateFees;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	DueDates(JdbcClient client, Ledger ledger, LateFees lateFees, RepeatableWrites repeatable, Timeline timeline,
			LiveChanges live, BusinessCalendar calendar) {
		this.client = client;
		this.ledger = ledger;
		this.lateFees = lateFees;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/**
	 * Moves a bill's due date.
	 * @param to from today to a year from now
	 * @param key the write's idempotency key, or null
	 * @return the day it is now due, ISO
	 * @throws NotFound if there is no such bill
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Answer<String> move(InvoiceNumber invoice, LocalDate to, String reason, Actor actor, String key) {
		Reasons.require(reason);
		LocalDate today = this.calendar.today();
		if (to == null || to.isBefore(today) || to.isAfter(today.plusYears(1))) {
			throw new Refusal("dueOn", "Choose a day between today and a year from now.");
		}
		AccountNumber account = this.client
			.sql("select account_no from invoice where customer_id = ? and invoice_no = ?")
			.param(invoice.customerId())
			.param(invoice.no())
			.query(Integer.class)
			.optional()
			.map((no) -> AccountNumber.of(invoice.customerId(), no))
			.orElseThrow(() -> new NotFound("There is no bill " + invoice + "."));
		this.ledger.lock(account);
		return this.repeatable.once(invoice.customerId(), key, List.of("due date", actor.id(), invoice, to, reason),
				String.class, () -> {
					move(account, invoice, to, reason, actor);
					return to.toString();
				});
	}

	/** All moves of an account's bills, oldest first. */
	@Transactional(readOnly = true)
	public List<DueDateMove> moves(AccountNumber account) {
		return this.client.sql("""
				select * from due_date_move where customer_id = ? and account_no = ? order by at, invoice_no, move_no
				""")
			.param(account.customerId())
			.param(account.no())
			.query((row, n) -> new DueDateMove(row.getInt("invoice_no"), row.getObject("from_day", LocalDate.class),
					row.getObject("to_day", LocalDate.class), row.getTimestamp("at").toInstant(),
					row.getString("actor_name"), row.getString("reason")))
			.list();
	}

	private void move(AccountNumber account, InvoiceNumber invoice, LocalDate to, String reason, Actor actor) {
		Instant now = this.calendar.now();
		LocalDate from = this.client.sql("""
				select coalesce((select to_day from due_date_move m where m.customer_id = i.customer_id
				                 and m.invoice_no = i.invoice_no order by m.move_no desc limit 1), i.due_on)
				from invoice i where i.customer_id = ? and i.invoice_no = ?
				""").param(invoice.customerId()).param(invoice.no()).query(LocalDate.class).single();
		if (from.equals(to)) {
			throw new Refusal("dueOn", "The bill is due on that day already.");
		}
		this.client
			.sql("""
					insert into due_date_move (customer_id, invoice_no, move_no, account_no, from_day, to_day, at, actor_kind,
						actor_name, channel, reason)
					select :customer, :invoice, coalesce(max(move_no), 0) + 1, :account, :from, :to, :at, :kind, :name, :channel,
						:reason
					from due_date_move where customer_id = :customer and invoice_no = :invoice
					""")
			.param("customer", invoice.customerId())
			.param("invoice", invoice.no())
			.param("account", account.no())
			.param("from", from)
			.param("to", to)
			.param("at", Timestamp.from(now))
			.param("kind", actor.kind().name())
			.param("name", actor.name())
			.param("channel", actor.channel().name())
			.param("reason", reason)
			.update();
		this.timeline.record(
				NewInteraction
					.change(invoice.customerId(), now, InteractionKind.BILLING, actor,
							"Bill " + invoice + " is to be paid by " + DAY.format(to) + " instead of "
									+ DAY.format(from))
					.because(reason));
		this.live.mark(invoice.customerId(), Topic.ACCOUNT);
		this.lateFees.reconsider(account);
	}

}
