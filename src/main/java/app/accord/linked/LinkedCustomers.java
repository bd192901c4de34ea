package app.accord.linked;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says which records are one customer's, and links them. A chain resolves to the record
 * at its top; only tops are linked and always under a lock, so there are no circles.
 */
@Component
public class LinkedCustomers {

	private static final RowMapper<LinkedSet> SET = (row, number) -> set(row);

	private static final RowMapper<Link> LINK = (row, number) -> new Link(row.getLong("link_id"),
			row.getLong("customer_id"), row.getLong("under_id"), row.getTimestamp("at").toInstant(), actor(row, ""),
			row.getString("reason"), end(row));

	private static final String LINKS = """
			select l.*, e.at as end_at, e.actor_kind as end_actor_kind, e.actor_id as end_actor_id,
				e.actor_name as end_actor_name, e.channel as end_channel, e.reason as end_reason
			from customer_link l
			left join customer_link_end e on e.customer_id = l.customer_id and e.link_id = l.link_id
			""";

	private final JdbcClient jdbc;

	LinkedCustomers(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The records that are one customer with that one: nearly always it alone. */
	public LinkedSet of(long customerId) {
		return this.jdbc.sql("select * from linked_customer where customer_id = ?")
			.param(customerId)
			.query(SET)
			.optional()
			.orElseGet(() -> LinkedSet.alone(customerId));
	}

	/** The same for many, by the id that was asked for. */
	public Map<Long, LinkedSet> ofAll(Collection<Long> customerIds) {
		Map<Long, LinkedSet> sets = new HashMap<>();
		this.jdbc.sql("select * from linked_customer where customer_id = any (?)")
			.param(customerIds.toArray(Long[]::new))
			.query((row) -> {
				sets.put(row.getLong("customer_id"), set(row));
			});
		customerIds.forEach((customerId) -> sets.computeIfAbsent(customerId, LinkedSet::alone));
		return sets;
	}

	/** The links that hold a set together, oldest first. */
	@Transactional(readOnly = true)
	public List<Link> links(LinkedSet set) {
		return this.jdbc.sql(LINKS + "where l.customer_id = any (?) and e.link_id is null order by l.link_id")
			.param(set.ids())
			.query(LINK)
			.list();
	}

	/**
	 * All links that a set's records have or had, under others too, newest first.
	 */
	@Transactional(readOnly = true)
	public List<Link> history(LinkedSet set) {
		return this.jdbc.sql(LINKS + """
				where l.customer_id = any (:members) or l.under_id = any (:members) order by l.link_id desc
				""").param("members", set.ids()).query(LINK).list();
	}

	/**
	 * Locks the sets of these records, in the order of their ids, and reads them again
	 * once they can't change any more.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<LinkedSet> hold(long... customerIds) {
		TreeSet<Long> locked = new TreeSet<>();
		while (true) {
			TreeSet<Long> wanted = new TreeSet<>();
			List<LinkedSet> sets = Arrays.stream(customerIds).mapToObj(this::of).toList();
			sets.forEach((set) -> wanted.addAll(set.members()));
			if (locked.containsAll(wanted)) {
				return sets;
			}
			wanted.removeAll(locked);
			wanted.forEach((customerId) -> this.jdbc
				.sql("select customer_id from customer where customer_id = ? for no key update")
				.param(customerId)
				.query(Long.class)
				.optional());
			locked.addAll(wanted);
		}
	}

	/**
	 * Puts one set under another. Both must be held.
	 * @param choices whose value is shown of each field; where none is named, that of the
	 * side which leads
	 * @return the link
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Link join(Actor actor, LinkedSet leading, LinkedSet joined, Map<LinkedField, Side> choices, String reason,
			Instant at) {
		if (leading.leading() == joined.leading()) {
			throw new IllegalArgumentException("They are joined already.");
		}
		int asOf = Math.max(asOf(leading), asOf(joined)) + 1;
		long linkId = next();
		this.jdbc
			.sql("""
					insert into customer_link (customer_id, link_id, under_id, at, actor_kind, actor_id, actor_name, channel,
						reason)
					values (:customer, :link, :under, :at, :actorKind, :actor, :actorName, :channel, :reason)
					""")
			.param("customer", joined.leading())
			.param("link", linkId)
			.param("under", leading.leading())
			.param("reason", reason)
			.params(who(actor, at))
			.update();
		for (LinkedField field : LinkedField.values()) {
			choose(actor, joined.leading(), linkId, field, choices.getOrDefault(field, Side.LEADING), at);
		}
		Forest forest = forest(leading);
		forest.addAll(forest(joined));
		forest.link(joined.leading(), leading.leading(), linkId);
		write(forest, leading.leading(), asOf);
		return link(joined.leading(), linkId);
	}

	/**
	 * Takes a link away: what stood under it goes with it. The set must be held.
	 * @throws IllegalArgumentException if the link holds nothing together any more
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void part(Actor actor, LinkedSet set, long linkId, String reason, Instant at) {
		Forest forest = forest(set);
		long joined = forest.byLink(linkId);
		int asOf = asOf(set) + 1;
		this.jdbc
			.sql("""
					insert into customer_link_end (customer_id, link_id, at, actor_kind, actor_id, actor_name, channel, reason)
					values (:customer, :link, :at, :actorKind, :actor, :actorName, :channel, :reason)
					""")
			.param("customer", joined)
			.param("link", linkId)
			.param("reason", reason)
			.params(who(actor, at))
			.update();
		forest.unlink(joined);
		write(forest, set.leading(), asOf);
		write(forest, joined, asOf);
	}

	/** The records that would leave a set with that link, the one it names first. */
	@Transactional(readOnly = true)
	public List<Long> under(LinkedSet set, long linkId) {
		Forest forest = forest(set);
		return forest.members(forest.byLink(linkId));
	}

	/**
	 * By record of a set: the number of the link since which it was with those whom that
	 * link has joined. What was written since has greater numbers.
	 */
	@Transactional(readOnly = true)
	public Map<Long, Long> togetherSince(LinkedSet set, long linkId) {
		Forest forest = forest(set);
		long joined = forest.byLink(linkId);
		List<Long> leaving = forest.members(joined);
		Map<Long, Long> since = new HashMap<>();
		set.members()
			.forEach((record) -> since.put(record,
					leaving.contains(record) ? linkId : Math.max(linkId, forest.newestBetween(record, joined))));
		return since;
	}

	/**
	 * Shows that record's value of a field from now on: somebody has set it there. The
	 * set must be held.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void show(Actor actor, LinkedSet set, LinkedField field, long source, Instant at) {
		if (set.source(field) == source) {
			return;
		}
		int asOf = asOf(set) + 1;
		Forest forest = forest(set);
		forest.children(source).forEach((child) -> choose(actor, child, forest.linkOf(child), field, Side.LEADING, at));
		for (long here = source; forest.underOf(here) != null; here = forest.underOf(here)) {
			long link = forest.linkOf(here);
			choose(actor, here, link, field, Side.JOINED, at);
			forest.children(forest.underOf(here))
				.stream()
				.filter((child) -> forest.linkOf(child) > link)
				.forEach((child) -> choose(actor, child, forest.linkOf(child), field, Side.LEADING, at));
		}
		write(forest, set.leading(), asOf);
	}

	/** A link by its number. */
	@Transactional(readOnly = true)
	public Link link(long customerId, long linkId) {
		return this.jdbc.sql(LINKS + "where l.customer_id = ? and l.link_id = ?")
			.param(customerId)
			.param(linkId)
			.query(LINK)
			.single();
	}

	private int asOf(LinkedSet set) {
		return set.asOfBase() + this.jdbc.sql("select sum(version) from customer where customer_id = any (?)")
			.param(set.ids())
			.query(Integer.class)
			.single();
	}

	private long next() {
		return this.jdbc.sql("select nextval('interaction_seq')").query(Long.class).single();
	}

	private void choose(Actor actor, long customerId, long linkId, LinkedField field, Side side, Instant at) {
		this.jdbc.sql("""
				insert into customer_choice (customer_id, link_id, choice_id, field, shows, at, actor_kind, actor_id,
					actor_name, channel)
				values (:customer, :link, :choice, :field, :side, :at, :actorKind, :actor, :actorName, :channel)
				""")
			.param("customer", customerId)
			.param("link", linkId)
			.param("choice", next())
			.param("field", field.name())
			.param("side", side.name())
			.params(who(actor, at))
			.update();
	}

	private Forest forest(LinkedSet set) {
		Forest forest = new Forest();
		set.members().forEach(forest::add);
		this.jdbc.sql("select customer_id, under_id, link_id from linked_customer where customer_id = any (?)")
			.param(set.ids())
			.query((row) -> {
				if (row.getObject("link_id") != null) {
					forest.link(row.getLong("customer_id"), row.getLong("under_id"), row.getLong("link_id"));
				}
			});
		return forest;
	}

	/** Writes how the set with that record at its top stands, in the order of ids. */
	private void write(Forest forest, long leading, int asOf) {
		List<Long> members = forest.members(leading);
		LinkedSet bare = new LinkedSet(leading, members, Map.of(), 0);
		int base = asOf - asOf(bare);
		Map<LinkedField, Long> shown = new EnumMap<>(LinkedField.class);
		Map<Long, Map<LinkedField, Side>> choices = choices(members);
		for (LinkedField field : LinkedField.values()) {
			shown.put(field, forest.source(leading, field, choices));
		}
		members.stream().sorted().forEach((customerId) -> {
			JdbcClient.StatementSpec statement = this.jdbc
				.sql("""
						insert into linked_customer (customer_id, leading_id, members, under_id, link_id, name_of, language_of,
							tier_of, since_of, phone_of, email_of, postal_of, as_of_base)
						values (:customer, :leading, :members, :under, :link, :name_of, :language_of, :tier_of, :since_of,
							:phone_of, :email_of, :postal_of, :base)
						on conflict (customer_id) do update set leading_id = excluded.leading_id, members = excluded.members,
							under_id = excluded.under_id, link_id = excluded.link_id, name_of = excluded.name_of,
							language_of = excluded.language_of, tier_of = excluded.tier_of, since_of = excluded.since_of,
							phone_of = excluded.phone_of, email_of = excluded.email_of, postal_of = excluded.postal_of,
							as_of_base = excluded.as_of_base
						""")
				.param("customer", customerId)
				.param("leading", leading)
				.param("members", members.toArray(Long[]::new))
				.param("under", forest.underOf(customerId))
				.param("link", forest.linkOf(customerId))
				.param("base", base);
			for (LinkedField field : LinkedField.values()) {
				statement = statement.param(field.column(), shown.get(field));
			}
			statement.update();
		});
	}

	/** The choice that counts of each link, by its number. */
	private Map<Long, Map<LinkedField, Side>> choices(List<Long> members) {
		Map<Long, Map<LinkedField, Side>> choices = new HashMap<>();
		this.jdbc.sql("""
				select distinct on (link_id, field) link_id, field, shows from customer_choice
				where customer_id = any (?) order by link_id, field, choice_id desc
				""").param(members.toArray(Long[]::new)).query((row) -> {
			choices.computeIfAbsent(row.getLong("link_id"), (link) -> new EnumMap<>(LinkedField.class))
				.put(LinkedField.valueOf(row.getString("field")), Side.valueOf(row.getString("shows")));
		});
		return choices;
	}

	private static Map<String, Object> who(Actor actor, Instant at) {
		return Map.of("at", Timestamp.from(at), "actorKind", actor.kind().name(), "actor", actor.id(), "actorName",
				actor.name(), "channel", actor.channel().name());
	}

	private static Actor actor(ResultSet row, String prefix) throws SQLException {
		return new Actor(ActorKind.valueOf(row.getString(prefix + "actor_kind")), row.getString(prefix + "actor_id"),
				row.getString(prefix + "actor_name"), Channel.valueOf(row.getString(prefix + "channel")));
	}

	private static Link.End end(ResultSet row) throws SQLException {
		Timestamp at = row.getTimestamp("end_at");
		return (at != null) ? new Link.End(at.toInstant(), actor(row, "end_"), row.getString("end_reason")) : null;
	}

	private static LinkedSet set(ResultSet row) throws SQLException {
		Array members = row.getArray("members");
		Map<LinkedField, Long> shown = new EnumMap<>(LinkedField.class);
		for (LinkedField field : LinkedField.values()) {
			shown.put(field, row.getLong(field.column()));
		}
		return new LinkedSet(row.getLong("leading_id"), List.of((Long[]) members.getArray()), shown,
				row.getInt("as_of_base"));
	}

}
