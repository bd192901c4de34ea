package app.accord.care;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.CaseNumber;
import app.accord.time.Instants;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes cases and their entries. */
@Component
class CaseRows {

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	CaseRows(JdbcClient client, JdbcTemplate jdbc) {
		this.client = client;
		this.jdbc = jdbc;
	}

	Optional<CaseFile> find(CaseNumber number) {
		return this.client.sql("select * from care_case where customer_id = ? and case_no = ?")
			.param(number.customerId())
			.param(number.no())
			.query((row, no) -> file(row))
			.optional();
	}

	/** The same, locked until the transaction ends. */
	Optional<CaseFile> lock(CaseNumber number) {
		return this.client.sql("select * from care_case where customer_id = ? and case_no = ? for no key update")
			.param(number.customerId())
			.param(number.no())
			.query((row, no) -> file(row))
			.optional();
	}

	/** All entries of a case, oldest first. */
	List<CaseEntry> entries(CaseNumber number) {
		return this.client.sql("select * from care_case_entry where customer_id = ? and case_no = ? order by entry_no")
			.param(number.customerId())
			.param(number.no())
			.query((row, no) -> entry(row))
			.list();
	}

	/** What somebody else has done since an entry that the customer was to see or did. */
	Optional<CaseEntry> since(CaseNumber number, int seen, Actor but) {
		return this.client.sql("""
				select * from care_case_entry where customer_id = :customer and case_no = :no and entry_no > :seen
				and kind in ('SAID', 'REPLIED', 'STATE') and (actor_kind, actor_id) <> (:kind, :id)
				order by entry_no desc limit 1
				""")
			.param("customer", number.customerId())
			.param("no", number.no())
			.param("seen", seen)
			.param("kind", but.kind().name())
			.param("id", but.id())
			.query((row, no) -> entry(row))
			.optional();
	}

	void add(CaseFile file) {
		write(file,
				this.client
					.sql("""
							insert into care_case (customer_id, case_no, kind, priority, state, subject, description, came_by, about,
								owner, opened_at, opened_by, counts_from, waited_seconds, waits_since, asked_at, answer_by, answered_at,
								resolve_by, resolution, resolved_at, ended_at, due_at, escalation, escalated_at, escalate_at, last_at,
								last_no)
							values (:customer, :no, :kind, :priority, :state, :subject, :description, :cameBy, :about,
								:owner, :openedAt, :openedBy, :countsFrom, :waitedSeconds, :waitsSince, :askedAt, :answerBy, :answeredAt,
								:resolveBy, :resolution, :resolvedAt, :endedAt, coalesce(cast(:dueAt as timestamptz), 'infinity'),
								:escalation, :escalatedAt, :escalateAt, :lastAt, :lastNo)
							""")
					.param("description", file.description)
					.param("cameBy", file.cameBy.name())
					.param("about", file.about)
					.param("openedAt", Timestamp.from(file.openedAt))
					.param("openedBy", file.openedBy));
	}

	void save(CaseFile file) {
		write(file, this.client.sql("""
				update care_case set kind = :kind, priority = :priority, state = :state, subject = :subject,
					owner = :owner, counts_from = :countsFrom, waited_seconds = :waitedSeconds,
					waits_since = :waitsSince, asked_at = :askedAt, answer_by = :answerBy, answered_at = :answeredAt,
					resolve_by = :resolveBy, resolution = :resolution, resolved_at = :resolvedAt, ended_at = :endedAt,
					due_at = coalesce(cast(:dueAt as timestamptz), 'infinity'), escalation = :escalation,
					escalated_at = :escalatedAt, escalate_at = :escalateAt, last_at = :lastAt, last_no = :lastNo,
					version = version + 1
				where customer_id = :customer and case_no = :no
				"""));
	}

	private void write(CaseFile file, JdbcClient.StatementSpec statement) {
		statement.param("customer", file.number.customerId())
			.param("no", file.number.no())
			.param("kind", file.kind.name())
			.param("priority", file.priority.name())
			.param("state", file.state.name())
			.param("subject", file.subject)
			.param("owner", file.owner)
			.param("countsFrom", Timestamp.from(file.countsFrom))
			.param("waitedSeconds", file.waitedSeconds)
			.param("waitsSince", timestamp(file.waitsSince))
			.param("askedAt", timestamp(file.askedAt))
			.param("answerBy", timestamp(file.answerBy))
			.param("answeredAt", timestamp(file.answeredAt))
			.param("resolveBy", Timestamp.from(file.resolveBy))
			.param("resolution", file.resolution)
			.param("resolvedAt", timestamp(file.resolvedAt))
			.param("endedAt", timestamp(file.endedAt))
			.param("dueAt", timestamp(file.dueAt()))
			.param("escalation", file.escalation)
			.param("escalatedAt", timestamp(file.escalatedAt))
			.param("escalateAt", timestamp(file.escalateAt()))
			.param("lastAt", Timestamp.from(file.lastAt))
			.param("lastNo", file.lastNo)
			.update();
		this.jdbc.batchUpdate(
				"""
						insert into care_case_entry (customer_id, case_no, entry_no, kind, for_customer, text, state, speaker, at,
							actor_kind, actor_id, actor_name, channel)
						values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
						""",
				file.fresh(), 500, (row, entry) -> {
					row.setLong(1, file.number.customerId());
					row.setInt(2, file.number.no());
					row.setInt(3, entry.no());
					row.setString(4, entry.kind().name());
					row.setBoolean(5, entry.forCustomer());
					row.setString(6, entry.text());
					row.setString(7, entry.state().name());
					row.setString(8, entry.speaker());
					row.setTimestamp(9, Timestamp.from(entry.at()));
					row.setString(10, entry.actor().kind().name());
					row.setString(11, entry.actor().id());
					row.setString(12, entry.actor().name());
					row.setString(13, entry.actor().channel().name());
				});
	}

	static CaseFile file(ResultSet row) throws SQLException {
		CaseFile file = new CaseFile(CaseNumber.of(row.getLong("customer_id"), row.getInt("case_no")),
				CameBy.valueOf(row.getString("came_by")), row.getString("description"), row.getString("about"),
				row.getTimestamp("opened_at").toInstant(), row.getString("opened_by"));
		file.kind = CaseKind.valueOf(row.getString("kind"));
		file.priority = CasePriority.valueOf(row.getString("priority"));
		file.state = CaseState.valueOf(row.getString("state"));
		file.subject = row.getString("subject");
		file.owner = row.getString("owner");
		file.countsFrom = row.getTimestamp("counts_from").toInstant();
		file.waitedSeconds = row.getLong("waited_seconds");
		file.waitsSince = Instants.in(row, "waits_since");
		file.askedAt = Instants.in(row, "asked_at");
		file.answerBy = Instants.in(row, "answer_by");
		file.answeredAt = Instants.in(row, "answered_at");
		file.resolveBy = row.getTimestamp("resolve_by").toInstant();
		file.resolution = row.getString("resolution");
		file.resolvedAt = Instants.in(row, "resolved_at");
		file.endedAt = Instants.in(row, "ended_at");
		file.escalation = row.getInt("escalation");
		file.escalatedAt = Instants.in(row, "escalated_at");
		file.lastAt = row.getTimestamp("last_at").toInstant();
		file.lastNo = row.getInt("last_no");
		file.version = row.getInt("version");
		return file;
	}

	private static CaseEntry entry(ResultSet row) throws SQLException {
		return new CaseEntry(row.getInt("entry_no"), EntryKind.valueOf(row.getString("kind")),
				new Actor(ActorKind.valueOf(row.getString("actor_kind")), row.getString("actor_id"),
						row.getString("actor_name"), Channel.valueOf(row.getString("channel"))),
				row.getBoolean("for_customer"), row.getString("text"), CaseState.valueOf(row.getString("state")),
				row.getString("speaker"), row.getTimestamp("at").toInstant());
	}

	private static Timestamp timestamp(Instant instant) {
		return (instant != null) ? Timestamp.from(instant) : null;
	}

}
