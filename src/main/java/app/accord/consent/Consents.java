package app.accord.consent;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The consent ledger. What a customer said last holds; of two answers of one moment, and
 * of records that are joined, the stricter one. Whoever said nothing has not agreed.
 */
@Component
public class Consents {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

	private static final RowMapper<Consent> ROW = (row, no) -> new Consent(row.getLong("consent_id"),
			row.getLong("customer_id"), ConsentPurpose.valueOf(row.getString("purpose")),
			ConsentChannel.valueOf(row.getString("channel")), ConsentAnswer.valueOf(row.getString("answer")),
			row.getTimestamp("said_at").toInstant(), row.getString("origin"));

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Timeline timeline;

	private final LinkedCustomers linked;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	Consents(JdbcClient client, JdbcTemplate jdbc, Timeline timeline, LinkedCustomers linked, LiveChanges live,
			BusinessCalendar calendar) {
		this.client = client;
		this.jdbc = jdbc;
		this.timeline = timeline;
		this.linked = linked;
		this.live = live;
		this.calendar = calendar;
	}

	/** Whether a customer agreed to that; of joined records none may have refused it. */
	@Transactional(readOnly = true)
	public boolean given(long customerId, ConsentPurpose purpose, ConsentChannel channel) {
		return of(customerId).stream()
			.anyMatch((one) -> one.purpose() == purpose && one.channel() == channel && one.given());
	}

	/**
	 * What holds for a customer, by purpose and channel; what was never asked is left
	 * out.
	 */
	@Transactional(readOnly = true)
	public List<Consent> of(long customerId) {
		Map<Place, Consent> holding = new LinkedHashMap<>();
		holding(List.of(this.linked.of(customerId).ids()), Set.of()).values()
			.forEach((own) -> own.forEach((place, one) -> holding.merge(place, one, Consents::stricter)));
		return holding.values()
			.stream()
			.sorted(Comparator.comparing(Consent::purpose).thenComparing(Consent::channel))
			.toList();
	}

	/**
	 * By record, what each of them says.
	 * @param without answers that don't count
	 */
	private Map<Long, Map<Place, Consent>> holding(Collection<Long> records, Set<Long> without) {
		Map<Long, Map<Place, Consent>> holding = new HashMap<>();
		standing(records).stream()
			.filter((one) -> !without.contains(one.id()))
			.forEach((one) -> holding.computeIfAbsent(one.customerId(), (id) -> new LinkedHashMap<>())
				.merge(new Place(one.purpose(), one.channel()), one, Consents::later));
		return holding;
	}

	/** The answers that were not taken back, in the order in which they were kept. */
	private List<Consent> standing(Collection<Long> records) {
		return this.client.sql("""
				select c.* from consent c where customer_id = any (?) and restores is null
				and not exists (select from consent r where r.customer_id = c.customer_id and r.restores = c.consent_id)
				order by consent_id
				""").param(records.toArray(Long[]::new)).query(ROW).list();
	}

	private static Consent later(Consent one, Consent other) {
		int order = one.saidAt().compareTo(other.saidAt());
		return (order == 0) ? stricter(one, other) : (order > 0) ? one : other;
	}

	private static Consent stricter(Consent one, Consent other) {
		return other.given() ? one : other;
	}

	/**
	 * Keeps answers, in the caller's transaction, and tells the customers' histories.
	 * @return their numbers, in the same order
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<Long> record(Actor actor, List<NewConsent> answers) {
		List<Long> ids = keep(actor, answers, null);
		this.timeline.recordAll(answers.stream()
			.map((one) -> NewInteraction.change(one.customerId(), this.calendar.now(), InteractionKind.DATA, actor,
					"Consent to " + one.purpose().label() + " by " + one.channel().label() + " " + one.answer().label()
							+ " on " + DAY.format(this.calendar.dayOf(one.saidAt())) + " (" + one.origin() + ")"))
			.toList());
		this.live.mark(answers.stream().map(NewConsent::customerId).distinct().toList(), Topic.CUSTOMER);
		return ids;
	}

	/** Answers that are kept already: said at the same moment in the same words. */
	@Transactional(readOnly = true)
	public Set<NewConsent> known(Collection<NewConsent> answers) {
		Set<NewConsent> known = new HashSet<>();
		standing(answers.stream().map(NewConsent::customerId).distinct().toList())
			.forEach((one) -> known.add(new NewConsent(one.customerId(), one.purpose(), one.channel(), one.answer(),
					one.saidAt(), one.origin())));
		known.retainAll(new HashSet<>(answers));
		return known;
	}

	/**
	 * Takes answers back that were kept by mistake: for each a new one says what holds
	 * without it.
	 * @param ids by customer, their numbers
	 * @param reason why, a sentence
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void takeBack(Actor actor, Map<Long, List<Long>> ids, String reason) {
		Set<Long> wrong = new HashSet<>();
		ids.values().forEach(wrong::addAll);
		Map<Long, Map<Place, Consent>> without = holding(ids.keySet(), wrong);
		List<NewConsent> facts = new ArrayList<>();
		List<Long> restores = new ArrayList<>();
		standing(ids.keySet()).stream().filter((one) -> wrong.contains(one.id())).forEach((one) -> {
			Consent holds = without.getOrDefault(one.customerId(), Map.of())
				.get(new Place(one.purpose(), one.channel()));
			facts.add((holds != null)
					? new NewConsent(one.customerId(), one.purpose(), one.channel(), holds.answer(), holds.saidAt(),
							holds.origin())
					: new NewConsent(one.customerId(), one.purpose(), one.channel(), ConsentAnswer.UNKNOWN,
							one.saidAt(), reason));
			restores.add(one.id());
		});
		keep(actor, facts, restores);
		this.timeline.recordAll(facts.stream()
			.map((one) -> NewInteraction
				.change(one.customerId(), this.calendar.now(), InteractionKind.DATA, actor,
						"Consent to " + one.purpose().label() + " by " + one.channel().label() + " is again "
								+ one.answer().label())
				.because(reason))
			.toList());
		this.live.mark(ids.keySet(), Topic.CUSTOMER);
	}

	private List<Long> keep(Actor actor, List<NewConsent> answers, List<Long> restores) {
		List<Long> ids = this.client.sql("select nextval('interaction_seq') from generate_series(1, ?)")
			.param(answers.size())
			.query(Long.class)
			.list();
		record Row(long id, NewConsent answer, Long restores) {
		}
		List<Row> rows = new ArrayList<>();
		for (int i = 0; i < answers.size(); i++) {
			rows.add(new Row(ids.get(i), answers.get(i), (restores != null) ? restores.get(i) : null));
		}
		Timestamp now = Timestamp.from(this.calendar.now());
		this.jdbc.batchUpdate("""
				insert into consent (customer_id, consent_id, purpose, channel, answer, said_at, origin, restores,
					recorded_at, actor_kind, actor_id, actor_name, from_channel)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", rows, 500, (statement, row) -> {
			statement.setLong(1, row.answer().customerId());
			statement.setLong(2, row.id());
			statement.setString(3, row.answer().purpose().name());
			statement.setString(4, row.answer().channel().name());
			statement.setString(5, row.answer().answer().name());
			statement.setTimestamp(6, Timestamp.from(row.answer().saidAt()));
			statement.setString(7, row.answer().origin());
			statement.setObject(8, row.restores(), Types.BIGINT);
			statement.setTimestamp(9, now);
			statement.setString(10, actor.kind().name());
			statement.setString(11, actor.id());
			statement.setString(12, actor.name());
			statement.setString(13, actor.channel().name());
		});
		return ids;
	}

	private record Place(ConsentPurpose purpose, ConsentChannel channel) {
	}

}
