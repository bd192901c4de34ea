package app.accord.interaction;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.linked.LinkedCustomers;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The customers' timelines: written in the transaction of what they tell of, read newest
 * first, never changed.
 */
@Component
public class Timeline {

	private static final String INSERT = """
			insert into interaction (customer_id, interaction_id, at, kind, direction, channel, actor_kind, actor_id,
				actor_name, summary, body, reason, internal, account_no, entry_seq, stated_minor, stated_as_of, speaker)
			values (?, coalesce(?, nextval('interaction_seq')), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			""";

	private static final String STANDS = """
			not exists (select from interaction_withdrawn w where w.customer_id = i.customer_id
			  and w.interaction_id = i.interaction_id)""";

	private static final RowMapper<Interaction> ROW = (row, number) -> new Interaction(row.getLong("customer_id"),
			row.getLong("interaction_id"), row.getTimestamp("at").toInstant(),
			InteractionKind.valueOf(row.getString("kind")), Direction.valueOf(row.getString("direction")),
			new Actor(ActorKind.valueOf(row.getString("actor_kind")), row.getString("actor_id"),
					row.getString("actor_name"), Channel.valueOf(row.getString("channel"))),
			row.getString("summary"), row.getString("body"), row.getString("reason"), row.getBoolean("internal"),
			(Integer) row.getObject("account_no"), nullableLong(row, "entry_seq"), nullableLong(row, "stated_minor"),
			nullableLong(row, "stated_as_of"), row.getString("speaker"));

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final LiveChanges live;

	private final LinkedCustomers linked;

	Timeline(JdbcTemplate jdbc, JdbcClient client, LiveChanges live, LinkedCustomers linked) {
		this.linked = linked;
		this.jdbc = jdbc;
		this.client = client;
		this.live = live;
	}

	/**
	 * Writes one entry and marks the customer's open screens for telling. Needs a
	 * transaction: that of the change.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void record(NewInteraction interaction) {
		recordAll(List.of(interaction));
		this.live.mark(interaction.customerId(), Topic.TIMELINE);
	}

	/**
	 * Writes many entries in one batch, without telling open screens: for imports, which
	 * tell once at the end.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void recordAll(Collection<NewInteraction> interactions) {
		this.jdbc.batchUpdate(INSERT, interactions, 500, (statement, each) -> bind(statement, each, null));
	}

	/**
	 * The same, where they may have to be withdrawn.
	 * @return their numbers, in the same order
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<Long> recordNumbered(List<NewInteraction> interactions) {
		List<Long> numbers = this.client.sql("select nextval('interaction_seq') from generate_series(1, ?)")
			.param(interactions.size())
			.query(Long.class)
			.list();
		List<Integer> places = IntStream.range(0, numbers.size()).boxed().toList();
		this.jdbc.batchUpdate(INSERT, places, 500,
				(statement, place) -> bind(statement, interactions.get(place), numbers.get(place)));
		return numbers;
	}

	/**
	 * Withdraws entries that were written by mistake: they stay, and nobody reads them
	 * any more.
	 * @param entries by customer, their numbers
	 * @param reason why, a sentence
	 * @param at when, UTC
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void withdraw(Map<Long, List<Long>> entries, String reason, Actor actor, Instant at) {
		record Entry(long customer, long number) {
		}
		List<Entry> all = entries.entrySet()
			.stream()
			.flatMap((of) -> of.getValue().stream().map((number) -> new Entry(of.getKey(), number)))
			.toList();
		this.jdbc.batchUpdate("""
				insert into interaction_withdrawn (customer_id, interaction_id, at, actor_name, reason)
				values (?, ?, ?, ?, ?) on conflict (customer_id, interaction_id) do nothing
				""", all, 500, (statement, entry) -> {
			statement.setLong(1, entry.customer());
			statement.setLong(2, entry.number());
			statement.setTimestamp(3, Timestamp.from(at));
			statement.setString(4, actor.name());
			statement.setString(5, reason);
		});
		this.live.mark(entries.keySet(), Topic.TIMELINE);
	}

	/**
	 * Withdraws what histories say of purchases that were recorded by mistake.
	 * @param endings how these entries' lines end
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void withdrawPurchases(Collection<Long> customerIds, Collection<String> endings, String reason, Actor actor,
			Instant at) {
		Map<Long, List<Long>> found = new HashMap<>();
		this.client.sql("""
				select i.customer_id, i.interaction_id from interaction i, unnest(:endings) as ending
				where i.customer_id = any (:customers) and i.kind = 'PURCHASE' and i.summary like '%' || ending
				""")
			.param("endings", endings.toArray(String[]::new))
			.param("customers", customerIds.toArray(Long[]::new))
			.query((row) -> {
				found.computeIfAbsent(row.getLong(1), (id) -> new ArrayList<>()).add(row.getLong(2));
			});
		withdraw(found, reason, actor, at);
	}

	/**
	 * A page of a customer's timeline, newest first, of all records that are joined.
	 * @param audience customers don't see what is internal
	 * @param groups only these groups; empty: all
	 * @param page from 0
	 * @param size entries a page, at most 200
	 */
	@Transactional(readOnly = true)
	public List<Interaction> page(long customerId, Audience audience, Collection<InteractionKind.Group> groups,
			int page, int size) {
		return this.client.sql("""
				select i.* from unnest(:records) as record cross join lateral (
					select * from interaction i
					where customer_id = record and kind = any (:kinds) and (not internal or :staff) and %s
					order by at desc, interaction_id desc limit :size + :offset) i
				order by i.at desc, i.interaction_id desc limit :size offset :offset
				""".formatted(STANDS))
			.param("records", this.linked.of(customerId).ids())
			.param("kinds", kindsOf(groups))
			.param("staff", audience == Audience.STAFF)
			.param("size", Math.clamp(size, 1, 200))
			.param("offset", (long) page * Math.clamp(size, 1, 200))
			.query(ROW)
			.list();
	}

	/** How many entries {@link #page} has in all. */
	@Transactional(readOnly = true)
	public long count(long customerId, Audience audience, Collection<InteractionKind.Group> groups) {
		return this.client.sql("""
				select count(*) from interaction i
				where customer_id = any (:records) and kind = any (:kinds) and (not internal or :staff) and %s
				""".formatted(STANDS))
			.param("records", this.linked.of(customerId).ids())
			.param("kinds", kindsOf(groups))
			.param("staff", audience == Audience.STAFF)
			.query(Long.class)
			.single();
	}

	/**
	 * What was said and noted in one record since another entry or a link, oldest first.
	 * @param number entries have greater ones
	 */
	@Transactional(readOnly = true)
	public List<Interaction> contactsSince(long customerId, long number) {
		return this.client.sql("""
				select * from interaction i
				where customer_id = :customer and interaction_id > :number and kind in ('CALL', 'NOTE', 'VISIT') and %s
				order by interaction_id
				""".formatted(STANDS)).param("customer", customerId).param("number", number).query(ROW).list();
	}

	/** The entries that told the customer an amount of that account, oldest first. */
	@Transactional(readOnly = true)
	public List<Interaction> statements(long customerId, int accountNo) {
		return this.client.sql("""
				select * from interaction
				where customer_id = :customer and account_no = :account and stated_minor is not null
				order by at, interaction_id
				""").param("customer", customerId).param("account", accountNo).query(ROW).list();
	}

	private static String[] kindsOf(Collection<InteractionKind.Group> groups) {
		return Arrays.stream(InteractionKind.values())
			.filter((kind) -> groups.isEmpty() || groups.contains(kind.group()))
			.map(Enum::name)
			.toArray(String[]::new);
	}

	private static void bind(PreparedStatement statement, NewInteraction interaction, Long id) throws SQLException {
		statement.setLong(1, interaction.customerId());
		statement.setObject(2, id, Types.BIGINT);
		statement.setTimestamp(3, Timestamp.from(interaction.at()));
		statement.setString(4, interaction.kind().name());
		statement.setString(5, interaction.direction().name());
		statement.setString(6, interaction.actor().channel().name());
		statement.setString(7, interaction.actor().kind().name());
		statement.setString(8, interaction.actor().id());
		statement.setString(9, interaction.actor().name());
		statement.setString(10, interaction.summary());
		statement.setString(11, interaction.body());
		statement.setString(12, interaction.reason());
		statement.setBoolean(13, interaction.internal());
		statement.setObject(14, interaction.accountNo(), Types.INTEGER);
		statement.setObject(15, interaction.entrySeq(), Types.BIGINT);
		statement.setObject(16, interaction.statedMinor(), Types.BIGINT);
		statement.setObject(17, interaction.statedAsOf(), Types.BIGINT);
		statement.setString(18, interaction.speaker());
	}

	private static Long nullableLong(ResultSet row, String column) throws SQLException {
		long value = row.getLong(column);
		return row.wasNull() ? null : value;
	}

}
