package app.accord.consent;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.CustomerNumber;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the ledger, and which of them count. */
@Component
class ConsentRows {

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	ConsentRows(JdbcClient client, JdbcTemplate jdbc) {
		this.client = client;
		this.jdbc = jdbc;
	}

	/** All of these records, in the order in which they were kept. */
	List<ConsentEntry> of(Collection<Long> records) {
		return this.client.sql("select * from consent where customer_id = any (?) order by consent_id")
			.param(records.toArray(Long[]::new))
			.query((row, no) -> entry(row))
			.list();
	}

	/** Those of them that are about that. */
	List<ConsentEntry> of(Collection<Long> records, ConsentPurpose purpose, ConsentChannel channel) {
		return this.client.sql(
				"select * from consent where customer_id = any (?) and purpose = ? and channel = ? order by consent_id")
			.param(records.toArray(Long[]::new))
			.param(purpose.name())
			.param(channel.name())
			.query((row, no) -> entry(row))
			.list();
	}

	/**
	 * Which of them say what holds: what was not taken back; and a yes that was given
	 * while records were joined only as long as they are, since nobody knows whose it was
	 * once they are apart. A no holds for each of them.
	 */
	static List<ConsentEntry> counting(List<ConsentEntry> rows, Predicate<ConsentEntry> stillTogether) {
		Set<Long> undone = undone(rows);
		return rows.stream()
			.filter((one) -> one.restores() == null && !undone.contains(one.id()))
			.filter((one) -> one.answer() != ConsentAnswer.GIVEN || stillTogether.test(one))
			.toList();
	}

	/** The numbers of those that were taken back. */
	static Set<Long> undone(List<ConsentEntry> rows) {
		Set<Long> undone = new HashSet<>();
		rows.stream().map(ConsentEntry::restores).filter(Objects::nonNull).forEach(undone::add);
		return undone;
	}

	/**
	 * Adds rows.
	 * @return their numbers, in the same order
	 */
	List<Long> add(Actor actor, List<Fresh> rows, Instant now) {
		List<Long> ids = this.client.sql("select nextval('interaction_seq') from generate_series(1, ?)")
			.param(rows.size())
			.query(Long.class)
			.list();
		record Numbered(long id, Fresh fresh) {
		}
		List<Numbered> numbered = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			numbered.add(new Numbered(ids.get(i), rows.get(i)));
		}
		Timestamp at = Timestamp.from(now);
		this.jdbc.batchUpdate(
				"""
						insert into consent (customer_id, consent_id, purpose, channel, answer, said_at, origin, restores,
							recorded_at, actor_kind, actor_id, actor_name, from_channel, said_through, wording, together, reason)
						values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
						""",
				numbered, 500, (statement, row) -> {
					NewConsent said = row.fresh().said();
					statement.setLong(1, said.customerId());
					statement.setLong(2, row.id());
					statement.setString(3, said.purpose().name());
					statement.setString(4, said.channel().name());
					statement.setString(5, said.answer().name());
					statement.setTimestamp(6, Timestamp.from(said.saidAt()));
					statement.setString(7, said.origin());
					statement.setObject(8, row.fresh().restores(), Types.BIGINT);
					statement.setTimestamp(9, at);
					statement.setString(10, actor.kind().name());
					statement.setString(11, actor.id());
					statement.setString(12, actor.name());
					statement.setString(13, actor.channel().name());
					statement.setString(14, (row.fresh().through() != null) ? row.fresh().through().name() : null);
					statement.setString(15, row.fresh().wording());
					List<Long> together = row.fresh().together();
					statement.setArray(16, together.isEmpty() ? null
							: statement.getConnection().createArrayOf("bigint", together.toArray(Long[]::new)));
					statement.setString(17, row.fresh().reason());
				});
		return ids;
	}

	private static ConsentEntry entry(ResultSet row) throws SQLException {
		Array together = row.getArray("together");
		String through = row.getString("said_through");
		long restores = row.getLong("restores");
		boolean restoring = !row.wasNull();
		return new ConsentEntry(row.getLong("consent_id"), CustomerNumber.of(row.getLong("customer_id")),
				ConsentPurpose.valueOf(row.getString("purpose")), ConsentChannel.valueOf(row.getString("channel")),
				ConsentAnswer.valueOf(row.getString("answer")), row.getTimestamp("said_at").toInstant(),
				(through != null) ? Channel.valueOf(through) : null, row.getString("origin"), row.getString("wording"),
				row.getTimestamp("recorded_at").toInstant(),
				new Actor(ActorKind.valueOf(row.getString("actor_kind")), row.getString("actor_id"),
						row.getString("actor_name"), Channel.valueOf(row.getString("from_channel"))),
				restoring ? restores : null, row.getString("reason"),
				(together != null) ? List.of((Long[]) together.getArray()) : List.of());
	}

	/**
	 * A row to be added.
	 *
	 * @param said what was said
	 * @param through how, or null
	 * @param wording what was shown, or null
	 * @param together the records that are one customer; empty: this one alone
	 * @param restores the row that it takes back, or null
	 * @param reason why it takes that back, or null
	 */
	record Fresh(NewConsent said, Channel through, String wording, List<Long> together, Long restores, String reason) {

		/** An answer that comes from elsewhere. */
		static Fresh of(NewConsent said) {
			return new Fresh(said, null, null, List.of(), null, null);
		}

	}

}
