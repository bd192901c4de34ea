package app.accord.interaction;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;

import app.accord.actor.Actor;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.linked.ErasedCustomers;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what an employee was told or saw: a note, or a call in or out. */
@Component
public class Noting {

	/** The longest line that stands for a note in the timeline. */
	public static final int LONGEST_SUMMARY = 200;

	/** The longest text of a note. */
	public static final int LONGEST_BODY = 4000;

	private final Timeline timeline;

	private final RepeatableWrites repeatable;

	private final JdbcClient jdbc;

	private final ErasedCustomers erased;

	private final Clock clock;

	private final LinkedCustomers linked;

	Noting(Timeline timeline, RepeatableWrites repeatable, JdbcClient jdbc, Clock clock, LinkedCustomers linked,
			ErasedCustomers erased) {
		this.erased = erased;
		this.linked = linked;
		this.timeline = timeline;
		this.repeatable = repeatable;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Writes a note or call that can't be repeated by its key.
	 * @see #note(Actor, long, InteractionKind, Direction, String, String, boolean,
	 * String)
	 */
	@Transactional
	public void note(Actor actor, long customerId, InteractionKind kind, Direction direction, String summary,
			String body, boolean internal) {
		note(actor, customerId, kind, direction, summary, body, internal, null);
	}

	/**
	 * Writes a note or call of the customer's own.
	 * @see #note(Actor, long, InteractionKind, Direction, String, String, boolean,
	 * String, String)
	 */
	@Transactional
	public Answer<Noted> note(Actor actor, long customerId, InteractionKind kind, Direction direction, String summary,
			String body, boolean internal, String key) {
		return note(actor, customerId, kind, direction, summary, body, internal, null, key);
	}

	/**
	 * Writes a note or call into the customer's timeline, once for each key.
	 * @param kind NOTE or CALL
	 * @param direction IN or OUT for a call; a note has none
	 * @param summary one line; may be null where there is a body, whose beginning is
	 * taken
	 * @param body more text, or null
	 * @param internal seen by staff only
	 * @param speaker who was speaking for the customer, “Ana Ruiz (daughter)”; null: the
	 * customer
	 * @param key the write's idempotency key, or null
	 * @throws Refusal by the field summary or body
	 * @throws NotFound if there is no such customer
	 */
	@Transactional
	public Answer<Noted> note(Actor actor, long customerId, InteractionKind kind, Direction direction, String summary,
			String body, boolean internal, String speaker, String key) {
		if (kind != InteractionKind.NOTE && kind != InteractionKind.CALL) {
			throw new Refusal("kind", "Choose whether it is a note or a call.");
		}
		if (kind == InteractionKind.CALL && direction == Direction.NONE) {
			throw new Refusal("direction", "Say who called: the customer or we.");
		}
		Direction way = (kind == InteractionKind.NOTE) ? Direction.NONE : direction;
		String text = clean(body);
		String line = (clean(summary) != null) ? clean(summary) : beginning(text);
		require(line, text);
		String rest = rest(line, text);
		LinkedSet set = this.linked.of(customerId);
		lock(set.leading());
		long record = this.repeatable.record(set, key);
		return this.repeatable.once(record, key,
				(speaker == null) ? Arrays.asList("note", kind, way, line, rest, internal, actor.id())
						: Arrays.asList("note", kind, way, line, rest, internal, actor.id(), speaker),
				Noted.class, () -> {
					Instant now = this.clock.instant();
					NewInteraction interaction = NewInteraction.contact(record, now, kind, way, actor, line, rest)
						.spokenBy(speaker);
					this.timeline.record(internal ? interaction.forStaffOnly() : interaction);
					return new Noted(now, line);
				});
	}

	// Two sendings of one key come one after the other.
	private void lock(long customerId) {
		this.jdbc.sql("select customer_id from customer where customer_id = ? for no key update")
			.param(customerId)
			.query(Long.class)
			.optional()
			.orElseThrow(() -> new NotFound("There is no such customer."));
		this.erased.refuse(customerId);
	}

	private static void require(String line, String text) {
		if (line == null) {
			throw new Refusal("body", "Write what was said, then save.");
		}
		if (line.length() > LONGEST_SUMMARY) {
			throw new Refusal("summary", "Keep the first line under " + LONGEST_SUMMARY + " characters.");
		}
		if (text != null && text.length() > LONGEST_BODY) {
			throw new Refusal("body",
					"Keep it under %,d characters; this is %,d.".formatted(LONGEST_BODY, text.length()));
		}
	}

	private static String beginning(String text) {
		if (text == null) {
			return null;
		}
		String line = text.lines().findFirst().orElse("").strip();
		if (line.length() <= LONGEST_SUMMARY) {
			return line;
		}
		int end = line.lastIndexOf(' ', LONGEST_SUMMARY - 2);
		return line.substring(0, (end > LONGEST_SUMMARY / 2) ? end : LONGEST_SUMMARY - 2) + " …";
	}

	// What the line says already is not said again.
	private static String rest(String line, String text) {
		if (text == null || !text.startsWith(line + "\n")) {
			return (text == null || text.equals(line)) ? null : text;
		}
		return text.substring(line.length()).strip();
	}

	private static String clean(String typed) {
		return (typed == null || typed.isBlank()) ? null : typed.strip().replace("\r\n", "\n").replace("\u0000", "");
	}

	/**
	 * The answer to a note.
	 *
	 * @param at when it was written, UTC
	 * @param summary the line that stands for it in the timeline
	 */
	public record Noted(Instant at, String summary) {
	}

}
