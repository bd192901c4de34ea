package app.accord.privacy;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * That customers want to be erased: said by themselves or by a program, answered by an
 * employee within a month (GDPR, article 12).
 */
@Component
public class Wishes {

	private static final RowMapper<Wish> ROW = (row, number) -> new Wish(CustomerNumber.of(row.getLong("customer_id")),
			row.getLong("wish_no"), row.getTimestamp("at").toInstant(), row.getString("actor_name"));

	private final JdbcClient jdbc;

	private final LinkedCustomers linked;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	Wishes(JdbcClient jdbc, LinkedCustomers linked, Timeline timeline, LiveChanges live, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.linked = linked;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/**
	 * Notes the wish; one that waits already is answered again.
	 * @throws Refusal if they were erased
	 */
	@Transactional
	public Wish wish(Actor actor, CustomerNumber number) {
		LinkedSet set = this.linked.hold(number.customerId()).getFirst();
		Optional<Wish> waiting = waiting(set);
		if (waiting.isPresent()) {
			return waiting.get();
		}
		if (this.jdbc.sql("select exists (select from customer_erased where customer_id = any (?))")
			.param(set.ids())
			.query(Boolean.class)
			.single()) {
			throw new Refusal("This person was erased already.");
		}
		Instant now = this.calendar.now();
		this.jdbc.sql("""
				insert into erasure_wish (customer_id, wish_no, at, actor_kind, actor_id, actor_name, channel)
				select ?, coalesce(max(wish_no), 0) + 1, ?, ?, ?, ?, ? from erasure_wish where customer_id = ?
				""")
			.params(set.leading(), Timestamp.from(now), actor.kind().name(), actor.id(), actor.name(),
					actor.channel().name(), set.leading())
			.update();
		this.timeline.record(NewInteraction.change(set.leading(), now, InteractionKind.DATA, actor,
				"Asked to have the personal data erased."));
		this.live.mark(set.leading(), Topic.CUSTOMER);
		return waiting(set).orElseThrow();
	}

	/**
	 * Answers a wish without erasing.
	 * @param answer what the customer was told, at most 500 characters
	 */
	@Transactional
	public void decline(Actor actor, CustomerNumber number, String answer) {
		LinkedSet set = this.linked.hold(number.customerId()).getFirst();
		String words = Reasons.stripped("answer", answer, "Say what the customer was told.");
		if (waiting(set).isEmpty()) {
			throw new Refusal("No wish of theirs waits for an answer.");
		}
		answer(set, words);
		this.timeline.record(NewInteraction
			.change(set.leading(), this.calendar.now(), InteractionKind.DATA, actor, "The personal data stays for now.")
			.because(words));
		this.live.mark(set.leading(), Topic.CUSTOMER);
	}

	/** The wish that waits, if there is one. */
	@Transactional(readOnly = true)
	public Optional<Wish> waiting(CustomerNumber number) {
		return waiting(this.linked.of(number.customerId()));
	}

	/** Those that wait, oldest first, at most 200. */
	@Transactional(readOnly = true)
	public List<Wish> waiting() {
		return this.jdbc
			.sql("""
					/* across customers: dispatch */ select * from erasure_wish where answered_at is null order by at limit 200
					""")
			.query(ROW)
			.list();
	}

	/** The last day on which a wish is to be answered. */
	public LocalDate due(Wish wish) {
		return this.calendar.dayOf(wish.at()).plusMonths(1);
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void answer(LinkedSet set, String words) {
		this.jdbc.sql(
				"update erasure_wish set answered_at = ?, answer = ? where customer_id = any (?) and answered_at is null")
			.params(Timestamp.from(this.calendar.now()), words, set.ids())
			.update();
	}

	private Optional<Wish> waiting(LinkedSet set) {
		return this.jdbc
			.sql("select * from erasure_wish where customer_id = any (?) and answered_at is null order by at limit 1")
			.param(set.ids())
			.query(ROW)
			.optional();
	}

	/**
	 * A wish to be erased.
	 *
	 * @param customer whose
	 * @param no its number among the customer's
	 * @param at when, UTC
	 * @param by who said so
	 */
	public record Wish(CustomerNumber customer, long no, Instant at, String by) {
	}

}
