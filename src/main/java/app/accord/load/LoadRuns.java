package app.accord.load;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import app.accord.refusal.Refusal;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The loadings of files: how each went, and what is to be said about its rows. */
@Component
public class LoadRuns {

	/** A run that has not been heard of for so long is taken for dead. */
	static final Duration SILENCE = Duration.ofSeconds(90);

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Clock clock;

	LoadRuns(JdbcClient client, JdbcTemplate jdbc, Clock clock) {
		this.client = client;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Begins a run.
	 * @throws Refusal if another one is going on
	 */
	@Transactional
	public long begin(LoadKind kind, String fileName, String startedBy, int rows, String header) {
		// Two runs over one file would meet at the same customers.
		this.jdbc.execute("lock table load_run in share row exclusive mode");
		list(0, 1).stream().filter(LoadRun::running).findFirst().ifPresent((other) -> {
			throw new Refusal("file", "“" + other.fileName() + "” is being loaded (" + other.percent()
					+ " %); try again when that is done.");
		});
		return this.client.sql("""
				insert into load_run (kind, file_name, started_by, started_at, heartbeat_at, rows_total, header)
				values (?, ?, ?, ?, ?, ?, ?) returning load_run_id
				""").params(kind.name(), fileName, startedBy, now(), now(), rows, header).query(Long.class).single();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void note(long run, List<Verdict> verdicts) {
		List<Verdict> said = verdicts.stream().filter((verdict) -> verdict.remark() != null).toList();
		this.jdbc.batchUpdate("""
				insert into load_remark (load_run_id, row_no, refused, remark, row_text) values (?, ?, ?, ?, ?)
				""", said, 500, (statement, verdict) -> {
			statement.setLong(1, run);
			statement.setInt(2, verdict.row().line());
			statement.setBoolean(3, verdict.outcome() == Verdict.Outcome.REFUSED);
			statement.setString(4, verdict.remark());
			statement.setString(5, verdict.row().text());
		});
		int loaded = count(verdicts, Verdict.Outcome.LOADED);
		int unchanged = count(verdicts, Verdict.Outcome.UNCHANGED);
		int refused = count(verdicts, Verdict.Outcome.REFUSED);
		this.client.sql("""
				update load_run set heartbeat_at = ?, rows_read = rows_read + ?, rows_loaded = rows_loaded + ?,
					rows_unchanged = rows_unchanged + ?, rows_refused = rows_refused + ?,
					rows_reported = rows_reported + ?
				where load_run_id = ?
				""").params(now(), verdicts.size(), loaded, unchanged, refused, said.size() - refused, run).update();
	}

	/** Ends a run; the failure is null when all went well. */
	@Transactional
	public void end(long run, String failure) {
		this.client.sql("update load_run set ended_at = ?, failure = ? where load_run_id = ?")
			.params(now(), failure, run)
			.update();
	}

	/** The runs, newest first. */
	@Transactional(readOnly = true)
	public List<LoadRun> list(int page, int size) {
		return this.client.sql("select * from load_run order by load_run_id desc limit ? offset ?")
			.params(size, page * size)
			.query(this::run)
			.list();
	}

	/** That run. */
	@Transactional(readOnly = true)
	public Optional<LoadRun> find(long id) {
		return this.client.sql("select * from load_run where load_run_id = ?").param(id).query(this::run).optional();
	}

	/** A page of what is to be said about a run's rows, refusals first. */
	@Transactional(readOnly = true)
	public List<LoadRemark> remarks(long run, int page, int size) {
		return this.client.sql("""
				select row_no as line, refused, remark, row_text as text from load_remark where load_run_id = ?
				order by refused desc, row_no limit ? offset ?
				""").params(run, size, page * size).query(LoadRemark.class).list();
	}

	/**
	 * The refused rows as a CSV file: as they were, and at the end the line and the
	 * reason. Corrected, it can be loaded as it is.
	 */
	@Transactional(readOnly = true)
	public String refusedRows(long run) {
		String header = this.client.sql("select header from load_run where load_run_id = ?")
			.param(run)
			.query(String.class)
			.single();
		StringBuilder text = new StringBuilder(header).append(",Line,Reason\r\n");
		this.client.sql("""
				select row_no as line, refused, remark, row_text as text from load_remark
				where load_run_id = ? and refused order by row_no
				""").param(run).query(LoadRemark.class).list().forEach((remark) -> {
			text.append(remark.text()).append(',');
			text.append(Table.line(List.of(Integer.toString(remark.line()), remark.remark()))).append("\r\n");
		});
		return text.toString();
	}

	private LoadRun run(ResultSet row, int index) throws SQLException {
		Timestamp ended = row.getTimestamp("ended_at");
		String failure = row.getString("failure");
		Instant heard = row.getTimestamp("heartbeat_at").toInstant();
		LoadRun.State state = (ended != null) ? ((failure != null) ? LoadRun.State.FAILED : LoadRun.State.DONE)
				: heard.plus(SILENCE).isBefore(this.clock.instant()) ? LoadRun.State.INTERRUPTED
						: LoadRun.State.RUNNING;
		return new LoadRun(row.getLong("load_run_id"), LoadKind.valueOf(row.getString("kind")),
				row.getString("file_name"), row.getString("started_by"), row.getTimestamp("started_at").toInstant(),
				(ended != null) ? ended.toInstant() : null, failure, row.getInt("rows_total"), row.getInt("rows_read"),
				row.getInt("rows_loaded"), row.getInt("rows_unchanged"), row.getInt("rows_refused"),
				row.getInt("rows_reported"), state);
	}

	private static int count(List<Verdict> verdicts, Verdict.Outcome outcome) {
		return (int) verdicts.stream().filter((verdict) -> verdict.outcome() == outcome).count();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

}
