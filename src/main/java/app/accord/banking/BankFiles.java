package app.accord.banking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.refusal.NotFound;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The statement files that were loaded. */
@Component
public class BankFiles {

	/** Whoever has not been heard of for so long is taken for dead. */
	private static final Duration SILENCE = Duration.ofSeconds(60);

	private static final String SELECT = """
			select f.bank_file_id, f.name, f.format, f.loaded_by, f.loaded_at, f.state, f.failure, f.records_total,
			  f.records_read, l.fresh, l.posted, l.returned, l.waiting, l.ignored,
			  (select count(*) from bank_file_remark r where r.bank_file_id = f.bank_file_id) as refused
			from bank_file f cross join lateral (
			  select count(*) as fresh, count(*) filter (where state = 'POSTED') as posted,
			    count(*) filter (where state = 'RETURNED') as returned,
			    count(*) filter (where state = 'WAITING') as waiting,
			    count(*) filter (where state = 'IGNORED') as ignored
			  from bank_line where bank_file_id = f.bank_file_id) l
			""";

	private final JdbcClient client;

	private final BusinessCalendar calendar;

	BankFiles(JdbcClient client, BusinessCalendar calendar) {
		this.client = client;
		this.calendar = calendar;
	}

	/**
	 * A page of the files, newest first.
	 * @param page from 0
	 */
	@Transactional(readOnly = true)
	public List<BankFile> page(int page, int size) {
		return this.client.sql(SELECT + " order by f.bank_file_id desc limit ? offset ?")
			.params(size, (long) page * size)
			.query(BankFiles::file)
			.list();
	}

	/** How many there are. */
	@Transactional(readOnly = true)
	public long count() {
		return this.client.sql("select count(*) from bank_file").query(Long.class).single();
	}

	/** That file. */
	@Transactional(readOnly = true)
	public Optional<BankFile> find(long id) {
		return this.client.sql(SELECT + " where f.bank_file_id = ?").param(id).query(BankFiles::file).optional();
	}

	/** What was refused of a file. */
	@Transactional(readOnly = true)
	public List<Remark> remarks(long id, int page, int size) {
		return this.client.sql("""
				select row_no, remark, row_text from bank_file_remark where bank_file_id = ?
				order by row_no limit ? offset ?
				""")
			.params(id, size, (long) page * size)
			.query((row, number) -> new Remark(row.getInt(1), row.getString(2), row.getString(3)))
			.list();
	}

	/**
	 * A row that was not taken in.
	 *
	 * @param rowNo line of a CSV file, entry of a statement
	 * @param reason why
	 * @param row as it was, or null
	 */
	public record Remark(int rowNo, String reason, String row) {
	}

	@Transactional(propagation = Propagation.MANDATORY)
	Optional<Long> add(String sha256, String name, BankFile.Format format, String mapping, byte[] content,
			BankFile.State state, Actor actor) {
		return this.client.sql("""
				insert into bank_file (sha256, name, format, mapping, content, loaded_by, channel, loaded_at, state)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (sha256) do nothing returning bank_file_id
				""")
			.param(sha256)
			.param(name)
			.param(format.name())
			.param(mapping)
			.param(content)
			.param(actor.name())
			.param(actor.channel().name())
			.param(now())
			.param(state.name())
			.query(Long.class)
			.optional();
	}

	Optional<Long> byContent(String sha256) {
		return this.client.sql("select bank_file_id from bank_file where sha256 = ?")
			.param(sha256)
			.query(Long.class)
			.optional();
	}

	/** A file's bytes and how its columns are read (null for XML). */
	record Content(byte[] bytes, BankFile.Format format, String mapping, BankFile.State state) {
	}

	@Transactional(readOnly = true)
	Content content(long id) {
		return this.client.sql("select content, format, mapping, state from bank_file where bank_file_id = ?")
			.param(id)
			.query((row, number) -> new Content(row.getBytes(1), BankFile.Format.valueOf(row.getString(2)),
					row.getString(3), BankFile.State.valueOf(row.getString(4))))
			.optional()
			.orElseThrow(() -> new NotFound("There is no statement file " + id + "."));
	}

	@Transactional
	boolean map(long id, String mapping) {
		return this.client.sql("""
				update bank_file set mapping = ?, state = 'READING', version = version + 1
				where bank_file_id = ? and state = 'MAPPING'
				""").params(mapping, id).update() == 1;
	}

	/** Takes a file that nobody is working on. */
	@Transactional
	boolean claim(long id) {
		return this.client
			.sql("""
					update bank_file set heartbeat_at = ?, version = version + 1
					where bank_file_id = ? and state in ('READING', 'MATCHING') and (heartbeat_at is null or heartbeat_at < ?)
					""")
			.params(now(), id, Timestamp.from(this.calendar.now().minus(SILENCE)))
			.update() == 1;
	}

	/** Files that nobody is working on though they are not done. */
	@Transactional(readOnly = true)
	List<Long> abandoned() {
		return this.client.sql("""
				select bank_file_id from bank_file where state in ('READING', 'MATCHING')
				and (heartbeat_at is null or heartbeat_at < ?) order by bank_file_id
				""").param(Timestamp.from(this.calendar.now().minus(SILENCE))).query(Long.class).list();
	}

	@Transactional
	void total(long id, int records) {
		this.client.sql("update bank_file set records_total = ?, heartbeat_at = ? where bank_file_id = ?")
			.params(records, now(), id)
			.update();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void read(long id, int records, List<Remark> refused) {
		refused.forEach((remark) -> this.client.sql("""
				insert into bank_file_remark (bank_file_id, row_no, remark, row_text) values (?, ?, ?, ?)
				on conflict (bank_file_id, row_no) do nothing
				""").params(id, remark.rowNo(), remark.reason(), remark.row()).update());
		this.client.sql("update bank_file set records_read = ?, heartbeat_at = ? where bank_file_id = ?")
			.params(records, now(), id)
			.update();
	}

	@Transactional
	void alive(long id) {
		this.client.sql("update bank_file set heartbeat_at = ? where bank_file_id = ?").params(now(), id).update();
	}

	@Transactional
	void move(long id, BankFile.State to, String failure) {
		this.client
			.sql("""
					update bank_file set state = :state::text, failure = :failure::text, heartbeat_at = :now::timestamptz, version = version + 1,
						done_at = case when :state::text in ('DONE', 'FAILED') then :now::timestamptz end
					where bank_file_id = :id
					""")
			.param("state", to.name())
			.param("failure", failure)
			.param("now", now())
			.param("id", id)
			.update();
	}

	private Timestamp now() {
		return Timestamp.from(this.calendar.now());
	}

	private static BankFile file(ResultSet row, int index) throws SQLException {
		return new BankFile(row.getLong("bank_file_id"), row.getString("name"),
				BankFile.Format.valueOf(row.getString("format")), row.getString("loaded_by"),
				row.getTimestamp("loaded_at").toInstant(), BankFile.State.valueOf(row.getString("state")),
				row.getString("failure"), row.getInt("records_total"), row.getInt("records_read"), row.getInt("fresh"),
				row.getInt("refused"), row.getInt("posted"), row.getInt("returned"), row.getInt("waiting"),
				row.getInt("ignored"));
	}

}
