package app.accord.banking;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.time.BusinessCalendar;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How the CSV files of each source are read: remembered by the names of their columns.
 */
@Component
public class CsvFormats {

	private final JdbcClient client;

	private final JsonMapper json;

	private final BusinessCalendar calendar;

	CsvFormats(JdbcClient client, JsonMapper json, BusinessCalendar calendar) {
		this.client = client;
		this.json = json;
		this.calendar = calendar;
	}

	/**
	 * A source that is known.
	 *
	 * @param id its number
	 * @param name what people call it
	 * @param mapping how its columns are read
	 * @param changedBy who said so last
	 */
	public record CsvFormat(long id, String name, CsvMapping mapping, String changedBy) {
	}

	/** All sources by name. */
	@Transactional(readOnly = true)
	public List<CsvFormat> all() {
		return this.client.sql("select * from bank_format order by name")
			.query((row, number) -> new CsvFormat(row.getLong("bank_format_id"), row.getString("name"),
					mapping(row.getString("mapping")), row.getString("changed_by")))
			.list();
	}

	@Transactional(readOnly = true)
	Optional<CsvMapping> of(String header) {
		return this.client.sql("select mapping from bank_format where header = ?")
			.param(header)
			.query(String.class)
			.optional()
			.map(this::mapping);
	}

	@Transactional
	void remember(String name, String header, CsvMapping mapping, Actor actor) {
		this.client
			.sql("""
					insert into bank_format (name, header, mapping, changed_by, changed_at) values (:name, :header, :mapping, :by, :at)
					on conflict (header) do update set name = :name, mapping = :mapping, changed_by = :by, changed_at = :at
					""")
			.param("name", name)
			.param("header", header)
			.param("mapping", text(mapping))
			.param("by", actor.name())
			.param("at", Timestamp.from(this.calendar.now()))
			.update();
	}

	/** Forgets a source: its next file is asked about again. */
	@Transactional
	public void forget(long id) {
		this.client.sql("delete from bank_format where bank_format_id = ?").param(id).update();
	}

	String text(CsvMapping mapping) {
		return this.json.writeValueAsString(mapping);
	}

	CsvMapping mapping(String text) {
		return this.json.readValue(text, CsvMapping.class);
	}

}
