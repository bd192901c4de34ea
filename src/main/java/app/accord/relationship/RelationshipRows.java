package app.accord.relationship;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.linked.LinkedSet;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads and writes what is noted between two customers, always both sides of it.
 */
@Component
class RelationshipRows {

	private static final String SELECT = """
			select r.*, e.at as end_at, e.actor_kind as end_actor_kind, e.actor_id as end_actor_id,
				e.actor_name as end_actor_name, e.channel as end_channel, e.reason as end_reason
			from customer_relationship r
			left join customer_relationship_end e
				on e.customer_id = r.customer_id and e.relationship_id = r.relationship_id
			""";

	private final JdbcClient jdbc;

	RelationshipRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** All that those records ever had, the newest first. */
	List<Row> of(Collection<Long> records) {
		return this.jdbc.sql(SELECT + "where r.customer_id = any (?) order by r.relationship_id desc")
			.param(records.toArray(Long[]::new))
			.query((row, number) -> row(row))
			.list();
	}

	/** Those of one set that lead to another set. */
	List<Row> between(LinkedSet one, LinkedSet other) {
		return this.jdbc.sql(SELECT + """
				where r.customer_id = any (?) and r.other_id = any (?) order by r.relationship_id desc
				""").param(one.ids()).param(other.ids()).query((row, number) -> row(row)).list();
	}

	/** Who is named as payer of accounts, whoever it is, now or at another time. */
	List<Row> payers(long customerId, int accountNo) {
		return this.jdbc.sql(SELECT + """
				where r.customer_id = ? and r.account_no = ? and r.role = 'PAYER' order by r.relationship_id desc
				""").param(customerId).param(accountNo).query((row, number) -> row(row)).list();
	}

	/** Writes both sides. */
	long add(Row row) {
		long id = this.jdbc.sql("select nextval('interaction_seq')").query(Long.class).single();
		insert(id, row.customerId(), row.otherId(), row.role(), row);
		insert(id, row.otherId(), row.customerId(), row.role().counterpart(), row);
		return id;
	}

	private void insert(long id, long customerId, long otherId, Role role, Row row) {
		this.jdbc
			.sql("""
					insert into customer_relationship (customer_id, relationship_id, other_id, role, called, valid_from,
						valid_until, scopes, proof, proof_seen_on, account_no, at, actor_kind, actor_id, actor_name, channel,
						reason)
					values (:customer, :id, :other, :role, :called, :from, :until, :scopes, :proof, :seen, :account, :at,
						:actorKind, :actor, :actorName, :channel, :reason)
					""")
			.param("customer", customerId)
			.param("id", id)
			.param("other", otherId)
			.param("role", role.name())
			.param("called", (role == row.role() && customerId == row.customerId()) ? row.called() : null,
					Types.VARCHAR)
			.param("from", row.from())
			.param("until", row.until(), Types.DATE)
			.param("scopes",
					row.scopes().isEmpty() ? null : row.scopes().stream().map(Enum::name).toArray(String[]::new),
					Types.ARRAY)
			.param("proof", row.proof(), Types.VARCHAR)
			.param("seen", row.proofSeenOn(), Types.DATE)
			.param("account", row.accountNo(), Types.INTEGER)
			.param("reason", row.reason())
			.params(who(row.actor(), row.at()))
			.update();
	}

	/** Ends both sides. */
	void end(Row row, Actor actor, Instant at, String reason) {
		for (long side : new long[] { row.customerId(), row.otherId() }) {
			this.jdbc.sql("""
					insert into customer_relationship_end (customer_id, relationship_id, at, actor_kind, actor_id,
						actor_name, channel, reason)
					values (:customer, :id, :at, :actorKind, :actor, :actorName, :channel, :reason)
					""")
				.param("customer", side)
				.param("id", row.id())
				.param("reason", reason)
				.params(who(actor, at))
				.update();
		}
	}

	private static Map<String, Object> who(Actor actor, Instant at) {
		Map<String, Object> who = new HashMap<>();
		who.put("at", Timestamp.from(at));
		who.put("actorKind", actor.kind().name());
		who.put("actor", actor.id());
		who.put("actorName", actor.name());
		who.put("channel", actor.channel().name());
		return who;
	}

	private static Row row(ResultSet row) throws SQLException {
		Timestamp ended = row.getTimestamp("end_at");
		return new Row(row.getLong("customer_id"), row.getLong("relationship_id"), row.getLong("other_id"),
				Role.valueOf(row.getString("role")), row.getString("called"),
				row.getObject("valid_from", LocalDate.class), row.getObject("valid_until", LocalDate.class),
				scopes(row.getArray("scopes")), row.getString("proof"), row.getObject("proof_seen_on", LocalDate.class),
				(Integer) row.getObject("account_no"), row.getTimestamp("at").toInstant(), actor(row, ""),
				row.getString("reason"),
				(ended != null)
						? new Relationship.End(ended.toInstant(), actor(row, "end_"), row.getString("end_reason"))
						: null);
	}

	private static Set<Scope> scopes(Array array) throws SQLException {
		if (array == null) {
			return Set.of();
		}
		EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
		Arrays.stream((String[]) array.getArray()).map(Scope::valueOf).forEach(scopes::add);
		return Collections.unmodifiableSet(scopes);
	}

	private static Actor actor(ResultSet row, String prefix) throws SQLException {
		return new Actor(ActorKind.valueOf(row.getString(prefix + "actor_kind")), row.getString(prefix + "actor_id"),
				row.getString(prefix + "actor_name"), Channel.valueOf(row.getString(prefix + "channel")));
	}

	/** One side, as it is kept. */
	record Row(long customerId, long id, long otherId, Role role, String called, LocalDate from, LocalDate until,
			Set<Scope> scopes, String proof, LocalDate proofSeenOn, Integer accountNo, Instant at, Actor actor,
			String reason, Relationship.End end) {

		/** Whether it holds on that day. */
		boolean holdsOn(LocalDate day) {
			return this.end == null && !day.isBefore(this.from) && (this.until == null || !day.isAfter(this.until));
		}

		/** Whether some day belongs to it that also belongs to these. */
		boolean meets(LocalDate first, LocalDate last) {
			return this.end == null && (this.until == null || !this.until.isBefore(first))
					&& (last == null || !this.from.isAfter(last));
		}

	}

}
