package app.accord.intake;

import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.customer.CustomerNumber;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which records were taken in, what they said, and what they became. */
@Component
class RecordRows {

	private static final int BATCH = 1000;

	private static final RowMapper<MadeRecord> MADE = (row, no) -> new MadeRecord(row.getLong("customer_id"),
			row.getInt("row_no"), new MadeRecord.Made((Integer) row.getObject("account_no"),
					(Integer) row.getObject("made_no"), Arrays.asList((Long[]) row.getArray("made_seqs").getArray())));

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final BusinessCalendar calendar;

	RecordRows(JdbcClient client, JdbcTemplate jdbc, BusinessCalendar calendar) {
		this.client = client;
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	/**
	 * A record that is known.
	 *
	 * @param fingerprint what it said
	 * @param no the number of the order or bill it became, or null
	 * @param importId by which import it came
	 */
	record Known(String fingerprint, Integer no, long importId) {
	}

	/** By customer and key, the records of a source that came before and stand. */
	@Transactional(readOnly = true)
	Map<Long, Map<String, Known>> known(ImportKind kind, String prefix, List<Long> customers, List<String> keys) {
		Map<Long, Map<String, Known>> known = new HashMap<>();
		this.client.sql("""
				select customer_id, record_key, fingerprint, made_no, import_id from import_record
				where customer_id = any (?) and kind = ? and source = ? and record_key = any (?) and undone_at is null
				""")
			.param(customers.stream().distinct().toArray(Long[]::new))
			.param(kind.name())
			.param(prefix)
			.param(keys.toArray(String[]::new))
			.query((row) -> {
				known.computeIfAbsent(row.getLong(1), (id) -> new HashMap<>())
					.put(row.getString(2), new Known(row.getString(3), (Integer) row.getObject(4), row.getLong(5)));
			});
		return known;
	}

	@Transactional(propagation = Propagation.MANDATORY)
	<R> void keep(long importId, ImportPlan plan, List<RecordUnit<R>> units, List<MadeRecord.Made> made) {
		record Row<R>(RecordUnit<R> unit, MadeRecord.Made made) {
		}
		List<Row<R>> rows = new ArrayList<>();
		for (int i = 0; i < units.size(); i++) {
			rows.add(new Row<>(units.get(i), made.get(i)));
		}
		this.jdbc.batchUpdate("""
				insert into import_record (customer_id, import_id, row_no, kind, source, record_key, fingerprint,
					account_no, made_no, made_seqs)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", rows, BATCH, (statement, row) -> {
			statement.setLong(1, row.unit().customerId());
			statement.setLong(2, importId);
			statement.setInt(3, row.unit().rows().getFirst().no());
			statement.setString(4, plan.records().name());
			statement.setString(5, plan.prefix());
			statement.setString(6, row.unit().key());
			statement.setString(7, row.unit().fingerprint());
			statement.setObject(8, row.made().accountNo(), Types.INTEGER);
			statement.setObject(9, row.made().no(), Types.INTEGER);
			statement.setArray(10,
					statement.getConnection().createArrayOf("bigint", row.made().seqs().toArray(Long[]::new)));
		});
	}

	/** How many there are to be taken back. */
	@Transactional(readOnly = true)
	int standing(long importId) {
		return this.client.sql("""
				/* across customers: load */ select count(*) from import_record
				where import_id = ? and undone_at is null and kept_because is null
				""").param(importId).query(Integer.class).single();
	}

	/**
	 * Some that are to be taken back, the last row first.
	 * @param below only rows before that one
	 */
	@Transactional(readOnly = true)
	List<MadeRecord> toTakeBack(long importId, int below, int most) {
		return this.client.sql("""
				/* across customers: load */
				select customer_id, row_no, account_no, made_no, made_seqs from import_record
				where import_id = ? and row_no < ? and undone_at is null and kept_because is null
				order by row_no desc limit ?
				""").params(importId, below, most).query(MADE).list();
	}

	/**
	 * Notes what became of them.
	 * @param staying why some stay
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void takenBack(long importId, List<MadeRecord> made, Map<MadeRecord, String> staying) {
		Timestamp now = Timestamp.from(this.calendar.now());
		this.jdbc.batchUpdate("""
				update import_record set undone_at = ?, kept_because = ?
				where customer_id = ? and import_id = ? and row_no = ?
				""", made, BATCH, (statement, one) -> {
			statement.setTimestamp(1, staying.containsKey(one) ? null : now);
			statement.setString(2, staying.get(one));
			statement.setLong(3, one.customerId());
			statement.setLong(4, importId);
			statement.setInt(5, one.rowNo());
		});
	}

	@Transactional(readOnly = true)
	List<Taking.Kept> kept(long importId, int most) {
		return this.client.sql("""
				/* across customers: load */ select customer_id, row_no, kept_because from import_record
				where import_id = ? and kept_because is not null order by row_no limit ?
				""")
			.params(importId, most)
			.query((row, no) -> new Taking.Kept(CustomerNumber.of(row.getLong(1)).toString(),
					"Row " + row.getInt(2) + " stays: " + row.getString(3) + "."))
			.list();
	}

}
