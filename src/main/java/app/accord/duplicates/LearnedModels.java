package app.accord.duplicates;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

import app.accord.matching.Frequency;
import app.accord.matching.Model;
import app.accord.matching.RecordKind;
import app.accord.matching.Vocabulary;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the model learned from the whole base; until then, what it assumes. */
@Component
class LearnedModels {

	/** A value that fewer have is as rare as any. */
	private static final int FREQUENT = 3;

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final BusinessCalendar calendar;

	LearnedModels(JdbcClient client, JdbcTemplate jdbc, BusinessCalendar calendar) {
		this.client = client;
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	boolean learned() {
		return this.client.sql("select exists (select from matching_model)").query(Boolean.class).single();
	}

	/**
	 * The model of such records.
	 * @param more so many more than there are
	 */
	Model of(RecordKind kind, int more) {
		return this.client.sql("select model from matching_model where kind = ?")
			.param(kind.name())
			.query(String.class)
			.optional()
			.map(Model::read)
			.orElseGet(() -> Model.assumed(kind, 1 + more + this.client.sql("""
					/* across customers: search */
					select count(*) from (select from customer limit 1000000) c
					""").query(Integer.class).single()));
	}

	/** Tells the vocabulary how many have each of its values. */
	void count(Vocabulary vocabulary) {
		List<Frequency> values = vocabulary.frequencies(0);
		List<Frequency> known = new ArrayList<>();
		this.client.sql("""
				select f.shelf, f.value, f.records from unnest(?, ?) as v (shelf, value)
				join matching_frequency f on f.shelf = v.shelf and f.value = v.value
				""")
			.param(values.stream().map(Frequency::shelf).toArray(String[]::new))
			.param(values.stream().map(Frequency::value).toArray(String[]::new))
			.query((row) -> {
				known.add(new Frequency(row.getString(1), row.getString(2), row.getInt(3)));
			});
		vocabulary.know(known);
	}

	@Transactional
	void keep(List<Model> models, int records, Vocabulary vocabulary) {
		Timestamp now = Timestamp.from(this.calendar.now());
		models.forEach((model) -> this.client.sql("""
				insert into matching_model (kind, model, records, learned_at) values (?, ?, ?, ?)
				on conflict (kind) do update set model = excluded.model, records = excluded.records,
					learned_at = excluded.learned_at
				""").param(model.kind().name()).param(model.written()).param(records).param(now).update());
		this.client.sql("delete from matching_frequency").update();
		this.jdbc.batchUpdate("insert into matching_frequency (shelf, value, records) values (?, ?, ?)",
				vocabulary.frequencies(FREQUENT), 1000, (statement, each) -> {
					statement.setString(1, each.shelf());
					statement.setString(2, each.value());
					statement.setInt(3, each.count());
				});
	}

}
