package app.accord.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.consent.ConsentLine.State;
import app.accord.consent.ConsentRows.Fresh;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Typed;
import app.accord.fact.Fact;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.ErasedCustomers;
import app.accord.linked.Link;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The consent ledger. What a customer said last holds; of two answers of one moment, and
 * of records that are joined, the stricter one. Whoever said nothing has not agreed.
 * <p>
 * What is said while records are joined is written for each of them. A no holds for each
 * of them for ever; a yes only until they are taken apart, for then nobody knows whose it
 * was, even if they are joined again. So taking records apart never lets anything be sent
 * that was not allowed by that record alone.
 */
@Component
public class Consents {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

	/** More changes of one customer between two joinings than there will ever be. */
	private static final long CHANGES = 1_000_000;

	private static final Comparator<ConsentEntry> STRICTNESS = Comparator
		.comparingInt((ConsentEntry one) -> one.answer().strictness())
		.thenComparing(ConsentEntry::saidAt)
		.thenComparing(ConsentEntry::id);

	private final ConsentRows rows;

	private final JdbcClient jdbc;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final LinkedCustomers linked;

	private final ErasedCustomers erased;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final String company;

	Consents(ConsentRows rows, JdbcClient jdbc, RepeatableWrites repeatable, Timeline timeline, LinkedCustomers linked,
			ErasedCustomers erased, LiveChanges live, BusinessCalendar calendar,
			@Value("${accord.company:Northline}") String company) {
		this.rows = rows;
		this.jdbc = jdbc;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.linked = linked;
		this.erased = erased;
		this.live = live;
		this.calendar = calendar;
		this.company = company;
	}

	/**
	 * Whether something of that purpose may be sent to a customer that way. Every sender
	 * of such a thing asks this at the moment of sending, not when the receivers are
	 * chosen; unknown is no. Service messages (bills, reminders, receipts, verdicts on
	 * payments, links that were asked for) are of no such purpose and don't ask.
	 * @param customerId any of the customer's records
	 */
	@Transactional(readOnly = true)
	public boolean may(long customerId, ConsentPurpose purpose, ConsentChannel channel) {
		LinkedSet set = this.linked.of(customerId);
		return strictest(set, counting(set, this.rows.of(set.members(), purpose, channel)), purpose, channel)
			.filter((one) -> one.answer() == ConsentAnswer.GIVEN)
			.isPresent() && !this.erased.contains(set.leading());
	}

	/** What holds for a customer, for every purpose and channel. */
	@Transactional(readOnly = true)
	public ConsentSheet of(long customerId) {
		LinkedSet set = this.linked.of(customerId);
		// Read first: what is joined or taken apart meanwhile is only seen as later.
		long version = set.asOfBase()
				+ this.jdbc.sql("select coalesce(sum(version), 0) from customer where customer_id = any (?)")
					.param(set.ids())
					.query(Long.class)
					.single();
		List<ConsentEntry> all = this.rows.of(set.members());
		List<ConsentEntry> counting = counting(set, all);
		CustomerNumber number = CustomerNumber.of(set.leading());
		List<Consent> sheet = new ArrayList<>();
		for (ConsentPurpose purpose : ConsentPurpose.values()) {
			for (ConsentChannel channel : ConsentChannel.values()) {
				ConsentEntry said = strictest(set, counting, purpose, channel).orElse(null);
				ConsentAnswer answer = (said != null) ? said.answer() : ConsentAnswer.UNKNOWN;
				List<ConsentEntry> overruled = own(set, counting, purpose, channel).stream()
					.filter((one) -> one.answer().strictness() < answer.strictness())
					.toList();
				sheet.add(new Consent(purpose, channel, answer, said, overruled,
						Fact.ofCode("consent", purpose + "/" + channel + "@" + number, version * CHANGES + all.size(),
								this.calendar.now(), answer.name())));
			}
		}
		return new ConsentSheet(number, set.several(), sheet);
	}

	/**
	 * Those who may be sent something of that purpose that way, in batches, each by the
	 * leading record: a list to be looked at. Whoever sends asks {@link #may} again.
	 */
	public Stream<List<Long>> who(ConsentPurpose purpose, ConsentChannel channel) {
		Set<Long> told = new HashSet<>();
		return Stream
			.iterate(agreed(purpose, channel, 0), (some) -> !some.isEmpty(),
					(some) -> agreed(purpose, channel, some.getLast()))
			.map((some) -> who(some, purpose, channel).stream().filter(told::add).toList());
	}

	/** Records after that one in which a yes stands, whatever came after it. */
	private List<Long> agreed(ConsentPurpose purpose, ConsentChannel channel, long after) {
		return this.jdbc.sql("""
				select distinct customer_id from consent c /* across customers: reports */
				where purpose = ? and channel = ? and answer = 'GIVEN' and customer_id > ?
				and not exists (select from customer_erased e where e.customer_id = c.customer_id)
				order by customer_id limit 500
				""").param(purpose.name()).param(channel.name()).param(after).query(Long.class).list();
	}

	private List<Long> who(List<Long> records, ConsentPurpose purpose, ConsentChannel channel) {
		Collection<LinkedSet> sets = this.linked.ofAll(records).values();
		Map<Long, List<ConsentEntry>> rows = this.rows
			.of(sets.stream().flatMap((set) -> set.members().stream()).distinct().toList(), purpose, channel)
			.stream()
			.collect(Collectors.groupingBy((one) -> one.record().customerId()));
		return sets.stream().filter((set) -> {
			List<ConsentEntry> own = set.members()
				.stream()
				.flatMap((record) -> rows.getOrDefault(record, List.of()).stream())
				.toList();
			return strictest(set, counting(set, own), purpose, channel)
				.filter((one) -> one.answer() == ConsentAnswer.GIVEN)
				.isPresent();
		}).map(LinkedSet::leading).sorted().toList();
	}

	/** What was ever said and undone, newest first. */
	@Transactional(readOnly = true)
	public List<ConsentLine> history(long customerId) {
		LinkedSet set = this.linked.of(customerId);
		List<ConsentEntry> all = this.rows.of(set.members());
		List<ConsentEntry> counting = counting(set, all);
		Set<Long> undone = ConsentRows.undone(all);
		Map<Long, ConsentEntry> byId = new HashMap<>();
		all.forEach((one) -> byId.put(one.id(), one));
		List<ConsentLine> lines = new ArrayList<>();
		List<ConsentEntry> left = new ArrayList<>(all.reversed());
		while (!left.isEmpty()) {
			ConsentEntry first = left.getFirst();
			List<ConsentEntry> same = left.stream().filter((one) -> sameLine(first, one, byId)).toList();
			left.removeAll(same);
			ConsentEntry shown = same.stream()
				.filter((one) -> one.record().customerId() == set.leading())
				.findFirst()
				.orElse(first);
			State state = state(set, counting, undone, same);
			lines.add(new ConsentLine(shown, same.stream().map(ConsentEntry::record).toList(), state,
					(state == State.HOLDS || state == State.EARLIER || state == State.APART) && ours(shown)));
		}
		return lines;
	}

	// What was written for joined records by one saying, or undoes that, is one line.
	private static boolean sameLine(ConsentEntry one, ConsentEntry other, Map<Long, ConsentEntry> byId) {
		if (one.restores() == null || other.restores() == null) {
			return one.sameSaying(other);
		}
		return one.id() == other.id() || one.recordedAt().equals(other.recordedAt())
				&& byId.get(one.restores()).sameSaying(byId.get(other.restores()));
	}

	private static State state(LinkedSet set, List<ConsentEntry> counting, Set<Long> undone, List<ConsentEntry> same) {
		ConsentEntry one = same.getFirst();
		if (one.restores() != null) {
			return State.UNDOES;
		}
		if (same.stream().allMatch((each) -> undone.contains(each.id()))) {
			return State.UNDONE;
		}
		if (counting.stream().noneMatch(same::contains)) {
			return State.APART;
		}
		boolean holds = strictest(set, counting, one.purpose(), one.channel()).filter(same::contains).isPresent();
		return holds ? State.HOLDS : State.EARLIER;
	}

	private static boolean ours(ConsentEntry one) {
		return one.actor().kind() == ActorKind.STAFF;
	}

	/**
	 * The words in which a customer agrees to that, in the customer's person; they are
	 * shown wherever customers choose themselves, and kept with what they chose.
	 */
	public String wording(ConsentPurpose purpose, ConsentChannel channel) {
		return "%s may %s %s.".formatted(this.company, channel.reach(), purpose.about());
	}

	/**
	 * When something was said of which only the day is known: of that day, a yes counts
	 * from the beginning and everything else until the end.
	 * @return the moment, UTC; null for today: now
	 * @throws Refusal by the field {@code saidOn}, if the day is still to come
	 */
	public Instant on(LocalDate day, ConsentAnswer answer) {
		if (day.isAfter(this.calendar.today())) {
			throw new Refusal("saidOn", "That day is still to come. Choose today, or the day when it was said.");
		}
		if (day.equals(this.calendar.today())) {
			return null;
		}
		return (answer == ConsentAnswer.GIVEN) ? this.calendar.startOf(day)
				: this.calendar.startOf(day.plusDays(1)).minus(1, ChronoUnit.MICROS);
	}

	/**
	 * Notes what a customer says, and tells the customer's history and open screens. It
	 * holds at once, unless the customer said something else later than that.
	 * @param key the write's idempotency key, or null
	 * @throws Refusal by the fields {@code purposes}, {@code channels}, {@code answer},
	 * {@code saidAt}, {@code through} or {@code origin}
	 */
	@Transactional
	public Answer<ConsentNoted> note(Actor actor, SaidConsent said, String key) {
		check(said);
		LinkedSet set = this.linked.hold(said.customerId()).getFirst();
		this.erased.refuse(set.leading());
		long record = this.repeatable.record(set, key);
		return this.repeatable.once(record, key, said.content(actor.id()), ConsentNoted.class,
				() -> write(actor, set, said, now()));
	}

	/**
	 * Notes what a customer said earlier as it was noted then, in the caller's
	 * transaction: for the past of a company that is filled in.
	 * @param said with the moment when it was said
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void noteAsThen(Actor actor, SaidConsent said) {
		check(said);
		LinkedSet set = this.linked.hold(said.customerId()).getFirst();
		this.erased.refuse(set.leading());
		write(actor, set, said, said.saidAt());
	}

	private void check(SaidConsent said) {
		if (said.purposes().isEmpty()) {
			throw new Refusal("purposes", "Say what it is about: tick at least one.");
		}
		if (said.channels().isEmpty()) {
			throw new Refusal("channels", "Say by which ways: tick at least one.");
		}
		if (said.answer() == null || said.answer() == ConsentAnswer.UNKNOWN) {
			throw new Refusal("answer", "Say what the customer answered.");
		}
		if (ConsentEntry.how(said.through()) == null) {
			throw new Refusal("through", "Say how the customer told us.");
		}
		if (said.saidAt() != null && said.saidAt().isAfter(this.calendar.now())) {
			throw new Refusal("saidAt", "That is still to come. Say when the customer said it.");
		}
		boolean yes = said.answer() == ConsentAnswer.GIVEN;
		String origin = Typed.clean(said.origin());
		if (yes && origin == null) {
			throw new Refusal("origin", "A yes needs where it was said, or what the customer signed.");
		}
		if (origin != null && origin.length() > Origins.LONGEST) {
			throw new Refusal("origin", "Keep it under %d characters.".formatted(Origins.LONGEST));
		}
		if (yes && Origins.bought(origin)) {
			throw new Refusal("origin", Origins.BOUGHT_IS_NONE);
		}
		if (yes && said.speaker() != null) {
			throw new Refusal("answer", "Only the customer can agree, and you are speaking with %s. A no can be noted."
				.formatted(said.speaker()));
		}
	}

	/**
	 * Notes that a customer wants nothing of all this: what was given is taken back,
	 * everything else refused.
	 * @param through how it was said
	 * @param origin where it was said; null: as said by {@code through}
	 * @param key the write's idempotency key, or null
	 */
	@Transactional
	public Answer<ConsentNoted> refuseAll(Actor actor, long customerId, Channel through, String origin, String key) {
		SaidConsent said = new SaidConsent(customerId, EnumSet.allOf(ConsentPurpose.class),
				EnumSet.allOf(ConsentChannel.class), ConsentAnswer.REFUSED, null, through, origin, false, null);
		check(said);
		LinkedSet set = this.linked.hold(customerId).getFirst();
		this.erased.refuse(set.leading());
		long record = this.repeatable.record(set, key);
		return this.repeatable.once(record, key, List.of("refuse all", said.content(actor.id())), ConsentNoted.class,
				() -> refuseAll(actor, set, said));
	}

	private ConsentNoted refuseAll(Actor actor, LinkedSet set, SaidConsent said) {
		Map<Place, ConsentAnswer> answers = new LinkedHashMap<>();
		of(set.leading()).all()
			.forEach((one) -> answers.put(new Place(one.purpose(), one.channel()),
					one.given() ? ConsentAnswer.WITHDRAWN : ConsentAnswer.REFUSED));
		ConsentNoted noted = write(actor, set, said, answers, now());
		this.timeline.record(NewInteraction.change(set.leading(), this.calendar.now(), InteractionKind.DATA, actor,
				"Refused everything but what is needed for the contract (%s)".formatted(where(said))));
		return noted;
	}

	private ConsentNoted write(Actor actor, LinkedSet set, SaidConsent said, Instant notedAt) {
		Map<Place, ConsentAnswer> answers = new LinkedHashMap<>();
		said.purposes()
			.forEach((purpose) -> said.channels()
				.forEach((channel) -> answers.put(new Place(purpose, channel), said.answer())));
		ConsentNoted noted = write(actor, set, said, answers, notedAt);
		Instant earlier = notedAt.equals(said.saidAt()) ? null : said.saidAt();
		String ways = said.channels().stream().map(ConsentChannel::label).collect(Collectors.joining(", "));
		said.purposes()
			.forEach((purpose) -> this.timeline.record(
					NewInteraction
						.change(set.leading(), notedAt, InteractionKind.DATA, actor,
								told(said.answer(), purpose, ways, earlier, where(said)))
						.spokenBy(said.speaker())));
		return noted;
	}

	private ConsentNoted write(Actor actor, LinkedSet set, SaidConsent said, Map<Place, ConsentAnswer> answers,
			Instant notedAt) {
		List<ConsentEntry> before = this.rows.of(set.members());
		List<Long> members = set.members().stream().sorted().toList();
		List<Fresh> fresh = new ArrayList<>();
		answers.forEach((place, answer) -> {
			Instant at = (said.saidAt() != null) ? said.saidAt() : afterAll(before, place, notedAt);
			String wording = said.shown() ? wording(place.purpose(), place.channel()) : null;
			members.forEach((record) -> fresh
				.add(new Fresh(new NewConsent(record, place.purpose(), place.channel(), answer, at, origin(said)),
						said.through(), wording, set.several() ? members : List.of(), null, null)));
		});
		List<Long> ids = this.rows.add(actor, fresh, notedAt);
		this.live.mark(set.members(), Topic.CUSTOMER);
		List<Long> own = new ArrayList<>();
		for (int i = 0; i < ids.size(); i++) {
			if (fresh.get(i).said().customerId() == set.leading()) {
				own.add(ids.get(i));
			}
		}
		return new ConsentNoted(own);
	}

	private Instant now() {
		return this.calendar.now().truncatedTo(ChronoUnit.MICROS);
	}

	private static String origin(SaidConsent said) {
		String typed = Typed.clean(said.origin());
		return (typed != null) ? typed : ConsentEntry.how(said.through());
	}

	private static String where(SaidConsent said) {
		return ConsentEntry.where(said.through(), origin(said));
	}

	/** What is said now is later than all that was said before, whatever clocks say. */
	private static Instant afterAll(List<ConsentEntry> before, Place place, Instant now) {
		return before.stream()
			.filter((one) -> one.at(place.purpose(), place.channel()))
			.map(ConsentEntry::saidAt)
			.filter((at) -> !at.isBefore(now))
			.max(Comparator.naturalOrder())
			.map((latest) -> latest.plus(1, ChronoUnit.MICROS))
			.orElse(now);
	}

	private String told(ConsentAnswer answer, ConsentPurpose purpose, String ways, Instant saidAt, String where) {
		String day = (saidAt != null) ? " on " + DAY.format(this.calendar.dayOf(saidAt)) : "";
		return "%s %s by %s%s (%s)".formatted(answer.told(), purpose.label(), ways, day, where);
	}

	/**
	 * Undoes what an employee noted by mistake, by a new row: what held before holds
	 * again. What a customer said by themself is no mistake of ours.
	 * @param customerId any of the customer's records
	 * @param id the number of one of the rows
	 * @param reason what was wrong with it; must be given
	 * @param key the write's idempotency key, or null
	 * @throws NotFound if the customer has no such row
	 * @throws Refusal if it was undone already, or not noted by an employee
	 */
	@Transactional
	public Answer<ConsentNoted> undo(Actor actor, long customerId, long id, String reason, String key) {
		String why = Reasons.stripped("reason", reason, "Say what was wrong with it.");
		LinkedSet set = this.linked.hold(customerId).getFirst();
		this.erased.refuse(set.leading());
		long record = this.repeatable.record(set, key);
		return this.repeatable.once(record, key, List.of("undo consent", id, why, actor.id()), ConsentNoted.class,
				() -> undo(actor, set, id, why));
	}

	private ConsentNoted undo(Actor actor, LinkedSet set, long id, String why) {
		List<ConsentEntry> all = this.rows.of(set.members());
		ConsentEntry wrong = all.stream()
			.filter((one) -> one.id() == id && one.restores() == null)
			.findFirst()
			.orElseThrow(() -> new NotFound("The customer has no answer of that number."));
		Set<Long> undone = ConsentRows.undone(all);
		if (!ours(wrong)) {
			throw new Refusal("No employee noted that, so it is no mistake of ours. Note what the customer says now.");
		}
		Map<Long, List<Long>> ids = new LinkedHashMap<>();
		all.stream()
			.filter((one) -> one.sameSaying(wrong) && !undone.contains(one.id()))
			.forEach((one) -> ids.computeIfAbsent(one.record().customerId(), (record) -> new ArrayList<>())
				.add(one.id()));
		if (ids.isEmpty()) {
			throw new Refusal("It was undone already. Reload the page to see how it stands.");
		}
		Restored restored = restore(actor, ids, why);
		ConsentAnswer now = strictest(set, counting(set, this.rows.of(set.members())), wrong.purpose(), wrong.channel())
			.map(ConsentEntry::answer)
			.orElse(ConsentAnswer.UNKNOWN);
		this.timeline.record(again(actor, set.leading(), wrong.purpose(), wrong.channel(), now, why));
		this.live.mark(set.members(), Topic.CUSTOMER);
		return new ConsentNoted(restored.ids());
	}

	/**
	 * Keeps answers that come from another system, in the caller's transaction, and tells
	 * the customers' histories. Each stands in the record that it names alone.
	 * @return their numbers, in the same order
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<Long> record(Actor actor, List<NewConsent> answers) {
		List<Long> ids = this.rows.add(actor, answers.stream().map(Fresh::of).toList(), this.calendar.now());
		this.timeline.recordAll(answers.stream()
			.map((one) -> NewInteraction.change(one.customerId(), this.calendar.now(), InteractionKind.DATA, actor,
					told(one.answer(), one.purpose(), one.channel().label(), one.saidAt(), one.origin())))
			.toList());
		this.live.mark(answers.stream().map(NewConsent::customerId).distinct().toList(), Topic.CUSTOMER);
		return ids;
	}

	/** Answers that are kept already: said at the same moment in the same words. */
	@Transactional(readOnly = true)
	public Set<NewConsent> known(Collection<NewConsent> answers) {
		Set<NewConsent> known = new HashSet<>();
		List<ConsentEntry> all = this.rows.of(answers.stream().map(NewConsent::customerId).distinct().toList());
		Set<Long> undone = ConsentRows.undone(all);
		all.stream()
			.filter((one) -> one.restores() == null && !undone.contains(one.id()))
			.forEach((one) -> known.add(new NewConsent(one.record().customerId(), one.purpose(), one.channel(),
					one.answer(), one.saidAt(), one.origin())));
		known.retainAll(new HashSet<>(answers));
		return known;
	}

	/**
	 * Takes answers of another system back that were kept by mistake: for each a new one
	 * says what holds without it.
	 * @param ids by customer, their numbers
	 * @param reason why, a sentence
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void takeBack(Actor actor, Map<Long, List<Long>> ids, String reason) {
		Restored restored = restore(actor, ids, reason);
		this.timeline.recordAll(restored.facts()
			.stream()
			.map((one) -> again(actor, one.customerId(), one.purpose(), one.channel(), one.answer(), reason))
			.toList());
		this.live.mark(ids.keySet(), Topic.CUSTOMER);
	}

	private Restored restore(Actor actor, Map<Long, List<Long>> ids, String reason) {
		Set<Long> wrong = new HashSet<>();
		ids.values().forEach(wrong::addAll);
		List<ConsentEntry> all = this.rows.of(ids.keySet());
		Set<Long> undone = ConsentRows.undone(all);
		Map<Long, Predicate<ConsentEntry>> together = new HashMap<>();
		this.linked.ofAll(ids.keySet()).forEach((record, set) -> together.put(record, stillTogether(set)));
		List<ConsentEntry> without = ConsentRows
			.counting(all, (one) -> together.get(one.record().customerId()).test(one))
			.stream()
			.filter((one) -> !wrong.contains(one.id()))
			.toList();
		List<NewConsent> facts = new ArrayList<>();
		List<Fresh> fresh = new ArrayList<>();
		all.stream().filter((one) -> wrong.contains(one.id()) && !undone.contains(one.id())).forEach((one) -> {
			long record = one.record().customerId();
			NewConsent fact = latest(without, record, one.purpose(), one.channel())
				.map((holds) -> new NewConsent(record, one.purpose(), one.channel(), holds.answer(), holds.saidAt(),
						holds.origin()))
				.orElseGet(() -> new NewConsent(record, one.purpose(), one.channel(), ConsentAnswer.UNKNOWN,
						one.saidAt(), reason));
			facts.add(fact);
			fresh.add(new Fresh(fact, null, null, List.of(), one.id(), reason));
		});
		return new Restored(this.rows.add(actor, fresh, this.calendar.now()), facts);
	}

	private NewInteraction again(Actor actor, long customerId, ConsentPurpose purpose, ConsentChannel channel,
			ConsentAnswer answer, String reason) {
		return NewInteraction
			.change(customerId, this.calendar.now(), InteractionKind.DATA, actor,
					"Consent to " + purpose.label() + " by " + channel.label() + " is again " + answer.label())
			.because(reason);
	}

	private List<ConsentEntry> counting(LinkedSet set, List<ConsentEntry> all) {
		return ConsentRows.counting(all, stillTogether(set));
	}

	/**
	 * Whether the records for which something was said have been joined ever since: by
	 * links that are older than it. Taken apart and joined anew they have newer ones.
	 */
	private Predicate<ConsentEntry> stillTogether(LinkedSet set) {
		List<Link> links = set.several() ? this.linked.links(set) : List.of();
		return (one) -> one.together().isEmpty() || links.stream()
			.filter((link) -> link.linkId() < one.id())
			.filter((link) -> one.together().contains(link.customerId()) && one.together().contains(link.underId()))
			.count() == one.together().size() - 1;
	}

	/** The answer that holds for a set of records: of what each says, the strictest. */
	private static Optional<ConsentEntry> strictest(LinkedSet set, List<ConsentEntry> counting, ConsentPurpose purpose,
			ConsentChannel channel) {
		return own(set, counting, purpose, channel).stream().max(STRICTNESS);
	}

	/** What each record of a set says by itself; those that say nothing are left out. */
	private static List<ConsentEntry> own(LinkedSet set, List<ConsentEntry> counting, ConsentPurpose purpose,
			ConsentChannel channel) {
		return set.members()
			.stream()
			.map((record) -> latest(counting, record, purpose, channel))
			.flatMap(Optional::stream)
			.toList();
	}

	/** What a record said last; of one moment, the strictest. */
	private static Optional<ConsentEntry> latest(List<ConsentEntry> counting, long record, ConsentPurpose purpose,
			ConsentChannel channel) {
		return counting.stream()
			.filter((one) -> one.record().customerId() == record && one.at(purpose, channel))
			.max(Comparator.comparing(ConsentEntry::saidAt).thenComparing(STRICTNESS));
	}

	private record Place(ConsentPurpose purpose, ConsentChannel channel) {
	}

	private record Restored(List<Long> ids, List<NewConsent> facts) {
	}

}
