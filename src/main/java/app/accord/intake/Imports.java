package app.accord.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The data imports: how each stands, and what is to be said about its rows. */
@Component
public class Imports {

	/** Whoever has not been heard of for so long is taken for dead. */
	private static final Duration SILENCE = Duration.ofSeconds(60);

	private static final TypeReference<List<String>> NAMES = new TypeReference<>() {
	};

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final JsonMapper json;

	private final BusinessCalendar calendar;

	Imports(JdbcClient client, JdbcTemplate jdbc, JsonMapper json, BusinessCalendar calendar) {
		this.client = client;
		this.jdbc = jdbc;
		this.json = json;
		this.calendar = calendar;
	}

	/**
	 * A page of the imports that were not put away, newest first.
	 * @param page from 0
	 */
	@Transactional(readOnly = true)
	public List<DataImport> page(int page, int size) {
		return this.client
			.sql("select * from data_import where state <> 'DISCARDED' order by import_id desc limit ? offset ?")
			.params(size, (long) page * size)
			.query(this::one)
			.list();
	}

	/** How many {@link #page} has in all. */
	@Transactional(readOnly = true)
	public long count() {
		return this.client.sql("select count(*) from data_import where state <> 'DISCARDED'")
			.query(Long.class)
			.single();
	}

	/** That import. */
	@Transactional(readOnly = true)
	public Optional<DataImport> find(long id) {
		return this.client.sql("select * from data_import where import_id = ?").param(id).query(this::one).optional();
	}

	/** The newest import of the very same file that was carried out, or empty. */
	@Transactional(readOnly = true)
	public Optional<DataImport> sameFile(long id) {
		return this.client.sql("""
				select o.* from data_import i join data_import o on o.sha256 = i.sha256 and o.import_id < i.import_id
				where i.import_id = ? and o.state in ('RUNNING', 'DONE') order by o.import_id desc limit 1
				""").param(id).query(this::one).optional();
	}

	/**
	 * A page of what is to be said about rows, in the file's order.
	 * @param ran of the run; otherwise of the check
	 * @param verdict only of rows with it; null: of all
	 */
	@Transactional(readOnly = true)
	public List<ImportRemark> remarks(long id, boolean ran, Verdict verdict, int page, int size) {
		return this.client.sql("""
				select row_no, line_no, verdict, remark, suspect, row_text from data_import_remark
				where import_id = :id and phase = :phase and (:verdict::text is null or verdict = :verdict)
				order by row_no limit :size offset :offset
				""")
			.param("id", id)
			.param("phase", phase(ran))
			.param("verdict", (verdict != null) ? verdict.name() : null)
			.param("size", size)
			.param("offset", (long) page * size)
			.query((row, no) -> new ImportRemark(row.getInt(1), row.getInt(2), Verdict.valueOf(row.getString(3)),
					row.getString(4), row.getString(5), row.getString(6)))
			.list();
	}

	/** How many {@link #remarks} has in all. */
	@Transactional(readOnly = true)
	public long remarked(long id, boolean ran, Verdict verdict) {
		return this.client.sql("""
				select count(*) from data_import_remark
				where import_id = :id and phase = :phase and (:verdict::text is null or verdict = :verdict)
				""")
			.param("id", id)
			.param("phase", phase(ran))
			.param("verdict", (verdict != null) ? verdict.name() : null)
			.query(Long.class)
			.single();
	}

	private static String phase(boolean ran) {
		return ran ? "RUN" : "CHECK";
	}

	@Transactional(propagation = Propagation.MANDATORY)
	long add(String name, long bytes, String sha256, boolean vcard, List<String> header, String signature,
			ImportPlan plan, boolean byItself, ImportState state, Actor actor) {
		return this.client
			.sql("""
					insert into data_import (file_name, file_bytes, sha256, format, header, signature, plan, by_itself, state,
						started_by, started_by_id, channel, received_at)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning import_id
					""")
			.params(name, bytes, sha256, vcard ? "VCARD" : "CSV", this.json.writeValueAsString(header), signature,
					this.json.writeValueAsString(plan), byItself, state.name(), actor.name(), actor.id(),
					actor.channel().name(), now())
			.query(Long.class)
			.single();
	}

	/** Keeps how a file is to be read, while a person looks at it. */
	@Transactional(propagation = Propagation.MANDATORY)
	void plan(long id, ImportPlan plan, List<String> header, String signature) {
		this.client.sql("update data_import set plan = ?, header = ?, signature = ? where import_id = ?")
			.params(this.json.writeValueAsString(plan), this.json.writeValueAsString(header), signature, id)
			.update();
	}

	/** How the files of a source with these columns were read last. */
	@Transactional(readOnly = true)
	Optional<ImportPlan> remembered(String signature) {
		return this.client.sql("select plan from import_source where signature = ?")
			.param(signature)
			.query(String.class)
			.optional()
			.map((text) -> this.json.readValue(text, ImportPlan.class));
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void remember(String signature, ImportPlan plan, Actor actor) {
		this.client.sql("""
				insert into import_source (name, signature, plan, changed_by, changed_at) values (?, ?, ?, ?, ?)
				on conflict (signature) do update set name = excluded.name, plan = excluded.plan,
					changed_by = excluded.changed_by, changed_at = excluded.changed_at
				""").params(plan.source(), signature, this.json.writeValueAsString(plan), actor.name(), now()).update();
	}

	/**
	 * Moves an import on.
	 * @throws Refusal if somebody was quicker
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void move(DataImport one, ImportState to, String failure) {
		if (!one.state().next().contains(to)) {
			throw new Refusal("This import is " + one.state().label() + ", so that can’t be done now.");
		}
		boolean anew = to == ImportState.CHECKING || to == ImportState.RUNNING;
		int moved = this.client.sql("""
				update data_import set state = :to, failure = :failure::text, heartbeat_at = null,
					ended_at = case when :ends then :now::timestamptz end, version = version + 1,
					rows_done = case when :anew then 0 else rows_done end,
					rows_total = case when :to = 'CHECKING' then null else rows_total end,
					forecast = case when :to = 'CHECKING' then null else forecast end,
					rows_new = case when :anew then 0 else rows_new end,
					rows_same = case when :anew then 0 else rows_same end,
					rows_maybe = case when :anew then 0 else rows_maybe end,
					rows_changed = case when :anew then 0 else rows_changed end,
					rows_refused = case when :anew then 0 else rows_refused end
				where import_id = :id and state = :from
				""")
			.param("to", to.name())
			.param("failure", failure)
			.param("ends", !to.working() && to != ImportState.PLANNING && to != ImportState.CHECKED)
			.param("anew", anew)
			.param("now", now())
			.param("id", one.id())
			.param("from", one.state().name())
			.update();
		if (moved == 0) {
			throw new Refusal("Somebody else has just gone on with this import. Look at the page again.");
		}
		if (anew) {
			this.client.sql("delete from data_import_remark where import_id = ? and phase = ?")
				.params(one.id(), phase(to == ImportState.RUNNING))
				.update();
		}
	}

	/** Takes an import on which nobody is working. */
	@Transactional
	boolean claim(long id) {
		return this.client.sql("""
				update data_import set heartbeat_at = ?, version = version + 1
				where import_id = ? and state in ('CHECKING', 'RUNNING', 'UNDOING')
				and (heartbeat_at is null or heartbeat_at < ?)
				""").params(now(), id, silent()).update() == 1;
	}

	/** Imports on which nobody is working though they are not done. */
	@Transactional(readOnly = true)
	List<Long> abandoned() {
		return this.client.sql("""
				select import_id from data_import where state in ('CHECKING', 'RUNNING', 'UNDOING')
				and (heartbeat_at is null or heartbeat_at < ?) order by import_id
				""").param(silent()).query(Long.class).list();
	}

	/** Begins a check from its beginning again: nothing of it is worth keeping. */
	@Transactional
	void checkAnew(long id) {
		this.client.sql("delete from data_import_remark where import_id = ? and phase = 'CHECK'").param(id).update();
		this.client.sql("""
				update data_import set rows_done = 0, rows_new = 0, rows_same = 0, rows_maybe = 0, rows_changed = 0,
					rows_refused = 0 where import_id = ? and state = 'CHECKING'
				""").param(id).update();
	}

	/**
	 * Keeps how many rows there are.
	 * @param total null: they are being counted
	 * @return whether it is still whoever has it in hand that works on it
	 */
	@Transactional
	boolean counted(DataImport one, Integer total) {
		return this.client.sql("""
				update data_import set heartbeat_at = ?, rows_total = ?::integer where import_id = ? and version = ?
				""").params(now(), total, one.id(), one.version()).update() == 1;
	}

	/**
	 * Notes what became of the next rows, in the transaction in which it became so.
	 * @param one as whoever works on it took it up
	 * @param from how many were done before
	 * @return whether nobody else has done them meanwhile, or stopped it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean note(DataImport one, boolean ran, int from, int done, Counts counts, List<ImportRemark> remarks) {
		int updated = this.client.sql("""
				update data_import set heartbeat_at = ?, rows_done = ?, rows_new = rows_new + ?,
					rows_same = rows_same + ?, rows_maybe = rows_maybe + ?, rows_changed = rows_changed + ?,
					rows_refused = rows_refused + ?
				where import_id = ? and rows_done = ? and state = ? and version = ?
				""")
			.params(now(), done, counts.fresh(), counts.same(), counts.maybe(), counts.changed(), counts.refused(),
					one.id(), from, (ran ? ImportState.RUNNING : ImportState.CHECKING).name(), one.version())
			.update();
		if (updated == 0) {
			return false;
		}
		this.jdbc.batchUpdate("""
				insert into data_import_remark (import_id, phase, row_no, line_no, verdict, remark, suspect, row_text)
				values (?, ?, ?, ?, ?, ?, ?, ?)
				""", remarks, 500, (statement, remark) -> {
			statement.setLong(1, one.id());
			statement.setString(2, phase(ran));
			statement.setInt(3, remark.row());
			statement.setInt(4, remark.line());
			statement.setString(5, remark.verdict().name());
			statement.setString(6, remark.remark());
			statement.setString(7, remark.suspect());
			statement.setString(8, remark.text());
		});
		return true;
	}

	/** The check has seen every row. */
	@Transactional(propagation = Propagation.MANDATORY)
	void checked(long id) {
		DataImport one = find(id).orElseThrow();
		this.client.sql("update data_import set forecast = ?, rows_total = rows_done where import_id = ?")
			.params(this.json.writeValueAsString(one.counts()), id)
			.update();
	}

	/** What stayed when it was undone is looked at once more. */
	@Transactional(propagation = Propagation.MANDATORY)
	void tryAgain(long id) {
		for (String table : List.of("import_made", "import_change", "import_record", "import_product")) {
			this.client
				.sql("/* across customers: load */ update " + table
						+ " set kept_because = null where import_id = ? and kept_because is not null")
				.param(id)
				.update();
		}
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void undoing(long id, int total) {
		this.client.sql("update data_import set undo_total = ?, undo_done = 0, undo_kept = 0 where import_id = ?")
			.params(total, id)
			.update();
	}

	/**
	 * Notes what was taken back, in the transaction in which it was.
	 * @return whether it is still whoever has it in hand that works on it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean undone(DataImport one, int done, int kept) {
		return this.client.sql("""
				update data_import set heartbeat_at = ?, undo_done = undo_done + ?, undo_kept = undo_kept + ?
				where import_id = ? and version = ?
				""").params(now(), done, kept, one.id(), one.version()).update() == 1;
	}

	@Transactional
	void leave(long id) {
		this.client.sql("update data_import set heartbeat_at = null where import_id = ?").param(id).update();
	}

	private DataImport one(ResultSet row, int index) throws SQLException {
		String forecast = row.getString("forecast");
		return new DataImport(row.getLong("import_id"), row.getString("file_name"), row.getLong("file_bytes"),
				row.getString("format").equals("VCARD"), this.json.readValue(row.getString("header"), NAMES),
				this.json.readValue(row.getString("plan"), ImportPlan.class), row.getBoolean("by_itself"),
				ImportState.valueOf(row.getString("state")), row.getString("failure"), row.getString("started_by"),
				instant(row.getTimestamp("received_at")), instant(row.getTimestamp("ended_at")),
				(Integer) row.getObject("rows_total"), row.getInt("rows_done"),
				new Counts(row.getInt("rows_new"), row.getInt("rows_same"), row.getInt("rows_maybe"),
						row.getInt("rows_changed"), row.getInt("rows_refused")),
				(forecast != null) ? this.json.readValue(forecast, Counts.class) : null, row.getInt("undo_total"),
				row.getInt("undo_done"), row.getInt("undo_kept"), row.getInt("version"));
	}

	/** The columns of a file that gives rows back, as names. */
	static List<String> givenBack(List<String> header) {
		return Stream.concat(header.stream().filter(Imports::own), Stream.of(CsvLine.LINE, CsvLine.REASON)).toList();
	}

	/** A row that is given back: as it was, then the line and the reason. */
	static List<String> givenBack(List<String> header, ImportRemark remark) {
		List<String> was = (remark.text() != null) ? CsvLine.read(remark.text()) : List.of();
		List<String> row = new ArrayList<>();
		for (int i = 0; i < Math.max(header.size(), was.size()); i++) {
			if (i >= header.size() || own(header.get(i))) {
				row.add((i < was.size()) ? was.get(i) : "");
			}
		}
		row.addAll(List.of(Integer.toString(remark.line()), remark.remark()));
		return row;
	}

	/** Whether a column is the file's and was not added when rows were given back. */
	private static boolean own(String column) {
		return !column.equals(CsvLine.LINE) && !column.equals(CsvLine.REASON);
	}

	private Timestamp silent() {
		return Timestamp.from(this.calendar.now().minus(SILENCE));
	}

	private Timestamp now() {
		return Timestamp.from(this.calendar.now());
	}

	private static Instant instant(Timestamp timestamp) {
		return (timestamp != null) ? timestamp.toInstant() : null;
	}

}
