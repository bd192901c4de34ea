package app.accord.care;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.customer.CaseNumber;
import app.accord.refusal.Refusal;

/**
 * A case while it is changed. Each move opens with its guard and leaves an entry; which
 * deadline counts and when it is escalated follows from where the move has led.
 */
final class CaseFile {

	/** How long after it was closed a case can still be opened again. */
	static final Duration REOPENED_WITHIN = Duration.ofDays(30);

	/** How long after supervisors a late case is the executive's. */
	static final Duration UNTIL_EXECUTIVE = Duration.ofDays(1);

	static final int HIGHEST = 2;

	final CaseNumber number;

	final CameBy cameBy;

	final String description;

	final String about;

	final Instant openedAt;

	final String openedBy;

	CaseKind kind;

	CasePriority priority;

	String subject;

	CaseState state = CaseState.ACKNOWLEDGED;

	String owner;

	Instant countsFrom;

	long waitedSeconds;

	Instant waitsSince;

	Instant askedAt;

	Instant answerBy;

	Instant answeredAt;

	Instant resolveBy;

	String resolution;

	Instant resolvedAt;

	Instant endedAt;

	int escalation;

	Instant escalatedAt;

	Instant lastAt;

	int lastNo;

	int version;

	private final List<CaseEntry> fresh = new ArrayList<>();

	CaseFile(CaseNumber number, CameBy cameBy, String description, String about, Instant openedAt, String openedBy) {
		this.number = number;
		this.cameBy = cameBy;
		this.description = description;
		this.about = about;
		this.openedAt = openedAt;
		this.openedBy = openedBy;
	}

	/** A new one. */
	static CaseFile open(Actor actor, CaseNumber number, NewCase asked, String speaker, CaseRules rules, Instant now) {
		CaseFile file = new CaseFile(number, asked.cameBy(), asked.description(), asked.about(), now, actor.name());
		file.kind = asked.kind();
		file.priority = (asked.priority() != null) ? asked.priority() : rules.of(asked.kind());
		file.subject = asked.subject();
		file.begin(rules, now);
		file.add(actor, EntryKind.OPENED, true, null, speaker, now);
		return file;
	}

	/** The deadline that counts in that state; null: none. */
	static Instant due(CaseState state, Instant answerBy, Instant resolveBy) {
		if (!state.open() || state == CaseState.PENDING) {
			return null;
		}
		return (answerBy != null && answerBy.isBefore(resolveBy)) ? answerBy : resolveBy;
	}

	/** The deadline that counts now; null: none. */
	Instant dueAt() {
		return due(this.state, this.answerBy, this.resolveBy);
	}

	/** When it is escalated next; null: it isn't. */
	Instant escalateAt() {
		Instant due = dueAt();
		if (due == null || this.escalation >= HIGHEST) {
			return null;
		}
		return (this.escalation == 0) ? due : this.escalatedAt.plus(UNTIL_EXECUTIVE);
	}

	/** What was added to it, in order. */
	List<CaseEntry> fresh() {
		return this.fresh;
	}

	/** The customer, or who speaks for the customer, adds something. */
	void say(Actor actor, String text, String speaker, CaseRules rules, Instant now) {
		if (this.state == CaseState.RESOLVED) {
			beginAgain(rules, now);
		}
		else if (!this.state.open()) {
			throw new Refusal("Case " + this.number + " is " + this.state.label()
					+ ". Open a new case, and name this number in it.");
		}
		else if (this.state == CaseState.PENDING) {
			become(CaseState.IN_PROGRESS, now);
		}
		ask(rules, now);
		add(actor, EntryKind.SAID, true, text, speaker, now);
	}

	/** An employee answers the customer. */
	void reply(Actor actor, String text, boolean waits, Instant now) {
		requireOpen();
		take(actor, now);
		if (waits) {
			become(CaseState.PENDING, now);
		}
		else if (this.state != CaseState.HELD) {
			become(CaseState.IN_PROGRESS, now);
		}
		answered(now);
		add(actor, EntryKind.REPLIED, true, text, null, now);
	}

	/** A remark that the customer never sees. */
	void note(Actor actor, String text, Instant now) {
		add(actor, EntryKind.NOTED, false, text, null, now);
	}

	/** It waits for somebody else. */
	void hold(Actor actor, String reason, Instant now) {
		requireOpen();
		requireOther(CaseState.HELD);
		take(actor, now);
		become(CaseState.HELD, now);
		add(actor, EntryKind.STATE, true, reason, null, now);
	}

	/** Somebody works on it, again. */
	void goOn(Actor actor, Instant now) {
		requireOpen();
		requireOther(CaseState.IN_PROGRESS);
		take(actor, now);
		become(CaseState.IN_PROGRESS, now);
		add(actor, EntryKind.STATE, true, null, null, now);
	}

	/** It is solved, and the customer is told how. */
	void resolve(Actor actor, String how, Instant now) {
		requireOpen();
		take(actor, now);
		become(CaseState.RESOLVED, now);
		this.resolution = how;
		this.resolvedAt = now;
		answered(now);
		add(actor, EntryKind.STATE, true, how, null, now);
	}

	/** It isn't solved after all. */
	void reopen(Actor actor, String reason, String speaker, CaseRules rules, Instant now) {
		if (this.state.open()) {
			throw new Refusal("Case " + this.number + " is open already. Add what there is to say.");
		}
		Instant until = reopenUntil();
		if (until == null || this.state == CaseState.CLOSED && !now.isBefore(until)) {
			throw new Refusal((this.state == CaseState.CLOSED) ? "Case " + this.number + " was closed more than "
					+ REOPENED_WITHIN.toDays() + " days ago. Open a new case, and name this number in it." : over());
		}
		beginAgain(rules, now);
		add(actor, EntryKind.STATE, true, reason, speaker, now);
	}

	/** It is done with: the customer said so, or nothing more. */
	void close(Actor actor, Instant now) {
		if (this.state.open()) {
			throw new Refusal("Case " + this.number + " isn’t solved yet. Solve it first, or cancel it.");
		}
		requireOther(CaseState.CLOSED);
		become(CaseState.CLOSED, now);
		this.endedAt = now;
		add(actor, EntryKind.STATE, true, null, null, now);
	}

	/** The customer doesn't need it any more. */
	void cancel(Actor actor, String reason, Instant now) {
		end(actor, CaseState.CANCELLED, reason, now);
	}

	/** It isn't for us to solve. */
	void reject(Actor actor, String reason, Instant now) {
		take(actor, now);
		end(actor, CaseState.REJECTED, reason, now);
		answered(now);
	}

	/**
	 * It has another owner.
	 * @param username who; null: nobody
	 * @param words what the entry says
	 * @return whether anything changed
	 */
	boolean assign(Actor actor, String username, String words, Instant now) {
		if (Objects.equals(this.owner, username)) {
			return false;
		}
		if (this.state == CaseState.CANCELLED || this.state == CaseState.REJECTED || this.state == CaseState.CLOSED) {
			throw new Refusal(over());
		}
		this.owner = username;
		add(actor, EntryKind.ASSIGNED, false, words, null, now);
		return true;
	}

	/**
	 * It is another kind, more or less urgent, or called otherwise.
	 * @return whether anything changed
	 */
	boolean change(Actor actor, CaseKind newKind, CasePriority newPriority, String newSubject, CaseRules rules,
			Instant now) {
		List<String> changes = new ArrayList<>();
		if (newKind != this.kind) {
			changes.add("a " + newKind.label() + ", was a " + this.kind.label());
		}
		if (newPriority != this.priority) {
			changes.add("urgency " + newPriority.label() + ", was " + this.priority.label());
		}
		if (!newSubject.equals(this.subject)) {
			changes.add("called “" + newSubject + "”, was “" + this.subject + "”");
		}
		if (changes.isEmpty()) {
			return false;
		}
		requireOpen();
		boolean newPromise = newPriority != this.priority;
		this.kind = newKind;
		this.priority = newPriority;
		this.subject = newSubject;
		if (newPromise) {
			promise(rules);
		}
		String words = String.join("; ", changes);
		add(actor, EntryKind.CHANGED, false, Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".", null,
				now);
		return true;
	}

	/**
	 * It is late, so that somebody else has to look.
	 * @param executive the name of who looks after what is late nevertheless; null:
	 * nobody is named
	 * @return whether it was to be escalated
	 */
	boolean escalate(Actor actor, String executive, Instant now) {
		Instant at = escalateAt();
		if (at == null || at.isAfter(now)) {
			return false;
		}
		this.escalation++;
		this.escalatedAt = now;
		String late = (this.answerBy != null && dueAt().equals(this.answerBy)) ? "Not answered in time"
				: "Not solved in time";
		String to = (this.escalation == 1) ? "supervisors"
				: (executive != null) ? executive : "supervisors again, since no executive is named";
		add(actor, EntryKind.ESCALATED, false, late + ": escalated to " + to + ".", null, now);
		return true;
	}

	/** Until when it can be opened again; null where it can't, or at any time. */
	Instant reopenUntil() {
		return switch (this.state) {
			case RESOLVED -> this.resolvedAt.plus(Cases.CLOSED_AFTER).plus(REOPENED_WITHIN);
			case CLOSED -> this.endedAt.plus(REOPENED_WITHIN);
			default -> null;
		};
	}

	private void end(Actor actor, CaseState next, String reason, Instant now) {
		requireOpen();
		become(next, now);
		this.endedAt = now;
		this.askedAt = null;
		this.answerBy = null;
		add(actor, EntryKind.STATE, true, reason, null, now);
	}

	/** Who does something with what is nobody's has it from then on. */
	private void take(Actor actor, Instant now) {
		if (this.owner == null && actor.kind() == ActorKind.STAFF) {
			this.owner = actor.id();
			add(actor, EntryKind.ASSIGNED, false, "Taken by " + actor.name() + ".", null, now);
		}
	}

	private void beginAgain(CaseRules rules, Instant now) {
		become(CaseState.IN_PROGRESS, now);
		this.endedAt = null;
		this.resolvedAt = null;
		this.resolution = null;
		begin(rules, now);
	}

	private void begin(CaseRules rules, Instant now) {
		this.countsFrom = now;
		this.waitedSeconds = 0;
		this.askedAt = now;
		promise(rules);
	}

	private void ask(CaseRules rules, Instant now) {
		if (this.askedAt == null) {
			this.askedAt = now;
			this.answerBy = now.plus(rules.of(this.priority).toAnswer());
		}
	}

	private void answered(Instant now) {
		this.askedAt = null;
		this.answerBy = null;
		this.answeredAt = (this.answeredAt != null) ? this.answeredAt : now;
	}

	private void promise(CaseRules rules) {
		Deadline deadline = rules.of(this.priority);
		this.resolveBy = this.countsFrom.plus(deadline.toResolve()).plusSeconds(this.waitedSeconds);
		this.answerBy = (this.askedAt != null) ? this.askedAt.plus(deadline.toAnswer()) : null;
	}

	private void become(CaseState next, Instant now) {
		if (next == this.state) {
			return;
		}
		if (!this.state.mayBecome(next)) {
			throw new Refusal(over());
		}
		if (this.state == CaseState.PENDING) {
			long waited = Duration.between(this.waitsSince, now).toSeconds();
			this.waitedSeconds += waited;
			this.resolveBy = this.resolveBy.plusSeconds(waited);
			this.waitsSince = null;
		}
		if (next == CaseState.PENDING) {
			this.waitsSince = now;
		}
		this.state = next;
	}

	private void requireOpen() {
		if (!this.state.open()) {
			throw new Refusal(over());
		}
	}

	private void requireOther(CaseState next) {
		if (this.state == next) {
			throw new Refusal("Case " + this.number + " is " + next.label() + " already. Reload the page.");
		}
	}

	private String over() {
		return "Case " + this.number + " is " + this.state.label() + ". " + switch (this.state) {
			case RESOLVED, CLOSED -> "Open it again first.";
			default -> "Open a new case, and name this number in it.";
		};
	}

	private void add(Actor actor, EntryKind what, boolean forCustomer, String text, String speaker, Instant now) {
		this.lastNo++;
		if (what != EntryKind.ESCALATED) {
			this.lastAt = now;
		}
		this.fresh.add(new CaseEntry(this.lastNo, what, actor, forCustomer, text, this.state, speaker, now));
		Instant due = dueAt();
		if (what != EntryKind.ESCALATED && (due == null || due.isAfter(now))) {
			this.escalation = 0;
			this.escalatedAt = null;
		}
	}

}
