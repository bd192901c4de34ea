package app.accord.care;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

import app.accord.actor.Actor;
import app.accord.customer.CaseNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.Customers;
import app.accord.customer.Numbers;
import app.accord.customer.Page;
import app.accord.customer.Series;
import app.accord.customer.Typed;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.ErasedCustomers;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.message.NewMessage;
import app.accord.message.Outbox;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.staff.StaffMember;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cases: opened, answered, solved, closed. Every write takes the key that came with it
 * (null: can't be repeated) and answers with the case's number as text; what it tells the
 * customer is decided, and written into the history, in the same transaction. The
 * customer's records are locked, so that two who write one after the other both see what
 * the first has written.
 */
@Component
public class Cases {

	/** The mail that says that a case has come: its kind. Parameters: case, entry. */
	public static final String ACKNOWLEDGED = "case-acknowledged";

	/** The mail with an answer. */
	public static final String REPLIED = "case-reply";

	/** The mail that says how it was solved. */
	public static final String RESOLVED = "case-resolved";

	/** The mail that says why it was turned down. */
	public static final String REJECTED = "case-rejected";

	/** The longest subject. */
	public static final int LONGEST_SUBJECT = 200;

	/** The longest text. */
	public static final int LONGEST_TEXT = 4000;

	/** How many of a list are counted; a total above it means more. */
	public static final int COUNTED = 1000;

	/** How long after it was solved a case is closed where nobody says anything. */
	public static final Duration CLOSED_AFTER = Duration.ofDays(14);

	private final CaseRows rows;

	private final CaseList list;

	private final RuleBook rules;

	private final Subjects subjects;

	private final Customers customers;

	private final Staff staff;

	private final CustomerSeries series;

	private final RepeatableWrites repeatable;

	private final LinkedCustomers linked;

	private final ErasedCustomers erased;

	private final Timeline timeline;

	private final Outbox outbox;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	Cases(CaseRows rows, CaseList list, RuleBook rules, Subjects subjects, Customers customers, Staff staff,
			CustomerSeries series, RepeatableWrites repeatable, LinkedCustomers linked, ErasedCustomers erased,
			Timeline timeline, Outbox outbox, LiveChanges live, BusinessCalendar calendar) {
		this.rows = rows;
		this.list = list;
		this.rules = rules;
		this.subjects = subjects;
		this.customers = customers;
		this.staff = staff;
		this.series = series;
		this.repeatable = repeatable;
		this.linked = linked;
		this.erased = erased;
		this.timeline = timeline;
		this.outbox = outbox;
		this.live = live;
		this.calendar = calendar;
	}

	/** The case of that number, whole. */
	@Transactional(readOnly = true)
	public Optional<CaseView> find(CaseNumber number) {
		return this.rows.find(number)
			.map((file) -> new CaseView(this.list.row(file), file.description, file.cameBy, file.about, file.resolution,
					file.answeredAt, file.resolvedAt, this.rows.entries(number), reopenUntil(file), file.version));
	}

	/** Whether there is a case of that number. */
	@Transactional(readOnly = true)
	public boolean exists(CaseNumber number) {
		return this.rows.find(number).isPresent();
	}

	/**
	 * The case of that number, whole.
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public CaseView get(CaseNumber number) {
		return find(number).orElseThrow(() -> noSuch(number));
	}

	/**
	 * The cases of a customer's records, newest first; at most 500.
	 * @param onlyOpen only those with something still to be done
	 */
	@Transactional(readOnly = true)
	public List<CaseRow> ofCustomer(long customerId, boolean onlyOpen) {
		return this.list.ofCustomer(customerId, onlyOpen);
	}

	/**
	 * A page of cases of all customers.
	 * @param page from 0
	 * @param size cases a page, at most 200
	 * @return the page; a total above {@link #COUNTED} means more than that
	 */
	@Transactional(readOnly = true)
	public Page<CaseRow> list(CaseFilter filter, int page, int size) {
		return list(filter, List.of(), page, size);
	}

	/**
	 * The same, where the filter's query may be the name of some customers, too.
	 * @param named records whose name it may be
	 */
	@Transactional(readOnly = true)
	public Page<CaseRow> list(CaseFilter filter, Collection<Long> named, int page, int size) {
		return this.list.page(filter, named, page, size);
	}

	/** How many open cases of an employee are late; at most 999. */
	@Transactional(readOnly = true)
	public int late(String username) {
		return this.list.late(username);
	}

	/** How many cases wait for an employee, and how many are late. */
	@Transactional(readOnly = true)
	public CaseCounts counts(String username) {
		return this.list.counts(username);
	}

	/**
	 * Opens a case of the customer's own.
	 * @see #open(Actor, NewCase, String, String)
	 */
	@Transactional
	public Answer<String> open(Actor actor, NewCase asked, String key) {
		return open(actor, asked, null, key);
	}

	/**
	 * Opens a case. The customer is told its number and until when there is an answer.
	 * @param speaker who was speaking for the customer: “Ana Ruiz (daughter)”; null: the
	 * customer
	 * @throws Refusal by the field {@code customer}, {@code kind}, {@code subject},
	 * {@code description}, {@code cameBy} or {@code about}
	 */
	@Transactional
	public Answer<String> open(Actor actor, NewCase asked, String speaker, String key) {
		this.customers.require(asked.customerId());
		NewCase checked = checked(asked);
		LinkedSet set = this.linked.hold(asked.customerId()).getFirst();
		this.erased.refuse(set.leading());
		long record = this.repeatable.record(set, key);
		return this.repeatable.once(record, key, Arrays.asList("case", checked, actor.id(), speaker), String.class,
				() -> {
					this.subjects.require(set, checked.about());
					CaseNumber number = CaseNumber.of(record, this.series.next(record, Series.CASE));
					CaseFile file = CaseFile.open(actor, number, checked, speaker, this.rules.now(),
							this.calendar.now());
					this.rows.add(file);
					tell(NewInteraction
						.contact(record, file.openedAt, InteractionKind.CASE, Direction.IN, actor,
								"Case " + number + " opened: " + file.kind.label(), words(file))
						.spokenBy(speaker));
					send(ACKNOWLEDGED, file);
					this.live.mark(record, Topic.CASES);
					return number.toString();
				});
	}

	/**
	 * Adds what the customer says.
	 * @see #say(Actor, CaseNumber, String, String, String)
	 */
	@Transactional
	public Answer<String> say(Actor actor, CaseNumber number, String text, String key) {
		return say(actor, number, text, null, key);
	}

	/**
	 * Adds what the customer, or who speaks for the customer, says; the customer waits
	 * for an answer from then on. What waited for the customer or was solved goes on.
	 * @param speaker who was speaking, or null
	 * @throws Refusal by the field {@code text}, or because it has ended
	 */
	@Transactional
	public Answer<String> say(Actor actor, CaseNumber number, String text, String speaker, String key) {
		String words = text("text", text, "Write what there is to add.");
		return change(actor, number, key, Arrays.asList("case said", number, words, actor.id(), speaker),
				(file, now) -> {
					file.say(actor, words, speaker, this.rules.now(), now);
					tell(contact(file, now, Direction.IN, actor, "Added to case " + number, words).spokenBy(speaker));
				});
	}

	/**
	 * Answers the customer, by mail and on the portal.
	 * @param waits whether it waits for the customer from then on
	 * @param seen the number of the newest entry that the writer has seen; null: not
	 * known
	 * @throws Refusal by the field {@code text}, or because somebody else has said
	 * something meanwhile, or because the case isn't open
	 */
	@Transactional
	public Answer<String> reply(Actor actor, CaseNumber number, String text, boolean waits, Integer seen, String key) {
		String words = text("text", text, "Write the answer, then send it.");
		return change(actor, number, key, Arrays.asList("case reply", number, words, waits, actor.id()),
				(file, now) -> {
					refuseUnread(actor, number, seen);
					file.reply(actor, words, waits, now);
					tell(contact(file, now, Direction.OUT, actor, "Answered case " + number, words));
					send(REPLIED, file);
				});
	}

	/**
	 * Writes a remark that the customer never sees.
	 * @throws Refusal by the field {@code text}
	 */
	@Transactional
	public Answer<String> note(Actor actor, CaseNumber number, String text, String key) {
		String words = text("text", text, "Write the note, then save it.");
		return change(actor, number, key, Arrays.asList("case note", number, words, actor.id()),
				(file, now) -> file.note(actor, words, now));
	}

	/**
	 * Gives it to an employee, or to nobody.
	 * @param username the employee's user name; null or empty: nobody
	 * @throws Refusal by the field {@code owner}
	 */
	@Transactional
	public Answer<String> assign(Actor actor, CaseNumber number, String username, String key) {
		String owner = (username == null || username.isBlank()) ? null : username.strip();
		return change(actor, number, key, Arrays.asList("case owner", number, owner, actor.id()), (file, now) -> {
			if (owner == null) {
				file.assign(actor, null, "Given back: nobody’s.", now);
				return;
			}
			StaffMember member = worker(owner);
			file.assign(actor, owner, owner.equals(actor.id()) ? "Taken by " + actor.name() + "."
					: "Given to " + member.displayName() + ".", now);
		});
	}

	/**
	 * Takes it, unless somebody else has it.
	 * @throws Refusal if somebody else has taken it meanwhile
	 */
	@Transactional
	public Answer<String> take(Actor actor, CaseNumber number, String key) {
		return change(actor, number, key, Arrays.asList("case taken", number, actor.id()), (file, now) -> {
			if (file.owner != null && !file.owner.equals(actor.id())) {
				throw new Refusal("owner", this.list.row(file).ownerName()
						+ " has it already. Have it given to you if you are to go on with it.");
			}
			file.assign(actor, worker(actor.id()).username(), "Taken by " + actor.name() + ".", now);
		});
	}

	/**
	 * Lets it wait for somebody else than the customer.
	 * @param reason for what; the customer reads it
	 */
	@Transactional
	public Answer<String> hold(Actor actor, CaseNumber number, String reason, String key) {
		String why = Reasons.stripped("reason", reason, "Say what it waits for: the customer reads it.");
		return change(actor, number, key, Arrays.asList("case held", number, why, actor.id()), (file, now) -> {
			file.hold(actor, why, now);
			tell(moved(file, now, actor, "Case " + number + " is on hold").because(why));
		});
	}

	/** Goes on with it: it waits for nobody any more. */
	@Transactional
	public Answer<String> goOn(Actor actor, CaseNumber number, String key) {
		return change(actor, number, key, Arrays.asList("case goes on", number, actor.id()), (file, now) -> {
			file.goOn(actor, now);
			tell(moved(file, now, actor, "Case " + number + " is being worked on"));
		});
	}

	/**
	 * Says that it is solved. The customer is told how, and can say that it isn't.
	 * @param resolution how; the customer reads it
	 */
	@Transactional
	public Answer<String> resolve(Actor actor, CaseNumber number, String resolution, String key) {
		String how = text("resolution", resolution, "Say how it was solved: the customer reads it.");
		return change(actor, number, key, Arrays.asList("case solved", number, how, actor.id()), (file, now) -> {
			file.resolve(actor, how, now);
			tell(contact(file, now, Direction.OUT, actor, "Case " + number + " solved", how));
			send(RESOLVED, file);
		});
	}

	/**
	 * Opens it again: it isn't solved after all.
	 * @param reason why not
	 */
	@Transactional
	public Answer<String> reopen(Actor actor, CaseNumber number, String reason, String key) {
		String why = text("reason", reason, "Say what isn’t solved yet.");
		return change(actor, number, key, Arrays.asList("case reopened", number, why, actor.id()), (file, now) -> {
			file.reopen(actor, why, null, this.rules.now(), now);
			tell(contact(file, now, Direction.IN, actor, "Case " + number + " opened again", why));
		});
	}

	/** Closes it: the customer says that it is solved. */
	@Transactional
	public Answer<String> close(Actor actor, CaseNumber number, String key) {
		return change(actor, number, key, Arrays.asList("case closed", number, actor.id()), (file, now) -> {
			file.close(actor, now);
			tell(moved(file, now, actor, "Case " + number + " closed"));
		});
	}

	/**
	 * Ends it: the customer doesn't need it any more.
	 * @param reason why
	 */
	@Transactional
	public Answer<String> cancel(Actor actor, CaseNumber number, String reason, String key) {
		String why = Reasons.stripped("reason", reason, "Say why it isn’t needed any more.");
		return change(actor, number, key, Arrays.asList("case cancelled", number, why, actor.id()), (file, now) -> {
			file.cancel(actor, why, now);
			tell(moved(file, now, actor, "Case " + number + " cancelled").because(why));
		});
	}

	/**
	 * Turns it down: it isn't for us to solve.
	 * @param reason why; the customer is told
	 */
	@Transactional
	public Answer<String> reject(Actor actor, CaseNumber number, String reason, String key) {
		String why = text("reason", reason, "Say why: the customer is told.");
		return change(actor, number, key, Arrays.asList("case rejected", number, why, actor.id()), (file, now) -> {
			file.reject(actor, why, now);
			tell(contact(file, now, Direction.OUT, actor, "Case " + number + " turned down", why));
			send(REJECTED, file);
		});
	}

	/**
	 * Says that it is of another kind, more or less urgent, or is called otherwise.
	 * Another urgency has other deadlines, from when it was opened.
	 */
	@Transactional
	public Answer<String> change(Actor actor, CaseNumber number, CaseKind kind, CasePriority priority, String subject,
			String key) {
		if (kind == null) {
			throw new Refusal("kind", "Choose what it is.");
		}
		if (priority == null) {
			throw new Refusal("priority", "Choose how urgent it is.");
		}
		String called = subject(subject);
		return change(actor, number, key, Arrays.asList("case changed", number, kind, priority, called, actor.id()),
				(file, now) -> file.change(actor, kind, priority, called, this.rules.now(), now));
	}

	private Answer<String> change(Actor actor, CaseNumber number, String key, Object content,
			BiConsumer<CaseFile, Instant> act) {
		this.linked.hold(number.customerId());
		this.erased.refuse(number.customerId());
		return this.repeatable.once(number.customerId(), key, content, String.class, () -> {
			CaseFile file = this.rows.lock(number).orElseThrow(() -> noSuch(number));
			act.accept(file, this.calendar.now());
			if (!file.fresh().isEmpty()) {
				this.rows.save(file);
				this.live.mark(number.customerId(), Topic.CASES);
			}
			return number.toString();
		});
	}

	private void refuseUnread(Actor actor, CaseNumber number, Integer seen) {
		if (seen == null) {
			return;
		}
		this.rows.since(number, seen, actor).ifPresent((entry) -> {
			throw new Refusal(entry.byName() + switch (entry.kind()) {
				case SAID -> " has added something while you were writing.";
				case REPLIED -> " has answered while you were writing.";
				default -> " has changed its state while you were writing: it is " + entry.state().label() + ".";
			} + " Read it, then send your answer again.");
		});
	}

	private StaffMember worker(String username) {
		return this.staff.list()
			.stream()
			.filter((one) -> one.active() && one.username().equals(username) && one.role() != StaffRole.MARKETER)
			.findFirst()
			.orElseThrow(() -> new Refusal("owner", "Nobody who works on cases has that user name. Choose another."));
	}

	private Instant reopenUntil(CaseFile file) {
		Instant until = file.reopenUntil();
		return (until != null && until.isAfter(this.calendar.now())) ? until : null;
	}

	private void tell(NewInteraction entry) {
		this.timeline.record(entry);
	}

	private static NewInteraction contact(CaseFile file, Instant now, Direction direction, Actor actor, String summary,
			String words) {
		return NewInteraction.contact(file.number.customerId(), now, InteractionKind.CASE, direction, actor, summary,
				words);
	}

	private static NewInteraction moved(CaseFile file, Instant now, Actor actor, String summary) {
		return NewInteraction.change(file.number.customerId(), now, InteractionKind.CASE, actor, summary);
	}

	/** Decides a message about the newest entry. */
	private void send(String kind, CaseFile file) {
		this.outbox
			.decide(NewMessage.of(file.number.customerId(), null, kind, "case " + file.number + " " + file.lastNo)
				.with("case", file.number.toString())
				.with("entry", Integer.toString(file.lastNo)));
	}

	/** What the customer says it is about. */
	static String words(CaseFile file) {
		return (file.description != null) ? file.subject + "\n" + file.description : file.subject;
	}

	static NewCase checked(NewCase asked) {
		if (asked.kind() == null) {
			throw new Refusal("kind", "Choose what it is.");
		}
		if (asked.cameBy() == null) {
			throw new Refusal("cameBy", "Choose how it came.");
		}
		String description = Typed.clean(asked.description());
		if (description != null && description.length() > LONGEST_TEXT) {
			throw tooLong("description", description);
		}
		return new NewCase(asked.customerId(), asked.kind(), asked.priority(), subject(asked.subject()), description,
				asked.cameBy(), about(asked.about()));
	}

	private static String about(String typed) {
		String about = Typed.clean(typed);
		return Numbers.read(about).map(Object::toString).orElse(about);
	}

	private static String subject(String typed) {
		String subject = Objects.requireNonNullElse(Typed.clean(typed), "").replaceAll("\\s+", " ");
		if (subject.isEmpty()) {
			throw new Refusal("subject", "Say in one line what it is about.");
		}
		if (subject.length() > LONGEST_SUBJECT) {
			throw new Refusal("subject", "Keep it under " + LONGEST_SUBJECT + " characters, and write the rest below.");
		}
		return subject;
	}

	private static String text(String field, String typed, String sentence) {
		String text = Typed.clean(typed);
		if (text == null) {
			throw new Refusal(field, sentence);
		}
		if (text.length() > LONGEST_TEXT) {
			throw tooLong(field, text);
		}
		return text;
	}

	private static Refusal tooLong(String field, String text) {
		return new Refusal(field, "Keep it under %,d characters; this is %,d.".formatted(LONGEST_TEXT, text.length()));
	}

	private static NotFound noSuch(CaseNumber number) {
		return new NotFound("There is no case " + number + ". Please check the number.");
	}

}
