package app.accord.banking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The lines of all bank statements. */
@Component
public class BankLines {

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final BusinessCalendar calendar;

	BankLines(JdbcClient client, JdbcTemplate jdbc, BusinessCalendar calendar) {
		this.client = client;
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	/** That line. */
	@Transactional(readOnly = true)
	public Optional<BankLine> find(long id) {
		return this.client.sql("select * from bank_line where bank_line_id = ?")
			.param(id)
			.query(BankLines::line)
			.optional();
	}

	/**
	 * That line.
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public BankLine get(long id) {
		return find(id).orElseThrow(() -> new NotFound("There is no statement line " + id + "."));
	}

	/** The lines that wait for a person, oldest first; of equal days the surest first. */
	@Transactional(readOnly = true)
	public List<BankLine> waiting(int page, int size) {
		return this.client.sql("""
				select * from bank_line where state = 'WAITING'
				order by booked_on, bank_line_id limit ? offset ?
				""").params(size, (long) page * size).query(BankLines::line).list();
	}

	/** How many wait. */
	@Transactional(readOnly = true)
	public long waiting() {
		return this.client.sql("select count(*) from bank_line where state = 'WAITING'").query(Long.class).single();
	}

	/**
	 * The waiting line before and behind that one in the list's order; null at its ends.
	 */
	@Transactional(readOnly = true)
	public Neighbours around(BankLine line) {
		Long before = this.client.sql("""
				select bank_line_id from bank_line where state = 'WAITING' and (booked_on, bank_line_id) < (?, ?)
				order by booked_on desc, bank_line_id desc limit 1
				""").params(line.bookedOn(), line.id()).query(Long.class).optional().orElse(null);
		Long behind = this.client.sql("""
				select bank_line_id from bank_line where state = 'WAITING' and (booked_on, bank_line_id) > (?, ?)
				order by booked_on, bank_line_id limit 1
				""").params(line.bookedOn(), line.id()).query(Long.class).optional().orElse(null);
		return new Neighbours(before, behind);
	}

	/** The waiting lines before and behind one; null where there is none. */
	public record Neighbours(Long before, Long behind) {

		/** Where to go when this one is done. */
		public Long next() {
			return (this.behind != null) ? this.behind : this.before;
		}

	}

	/** The lines that were decided last, of that file or of all where it is null. */
	@Transactional(readOnly = true)
	public List<BankLine> decided(Long fileId, int page, int size) {
		return this.client.sql("""
				select * from bank_line where state in ('POSTED', 'RETURNED', 'IGNORED')
				and (:file::bigint is null or bank_file_id = :file)
				order by decided_at desc, bank_line_id desc limit :size offset :offset
				""")
			.param("file", fileId)
			.param("size", size)
			.param("offset", (long) page * size)
			.query(BankLines::line)
			.list();
	}

	/** How many lines were decided. */
	@Transactional(readOnly = true)
	public long decided(Long fileId) {
		return this.client.sql("""
				select count(*) from bank_line where state in ('POSTED', 'RETURNED', 'IGNORED')
				and (:file::bigint is null or bank_file_id = :file)
				""").param("file", fileId).query(Long.class).single();
	}

	/** Takes lines in; those that are known stay as they are. */
	@Transactional(propagation = Propagation.MANDATORY)
	void add(long fileId, Collection<NewLine> lines) {
		this.jdbc.batchUpdate(
				"""
						insert into bank_line (bank_file_id, identity, row_no, our_account, statement_id, entry_reference, booked_on,
							value_on, currency, amount_minor, payer_name, payer_account, text, creditor_reference, end_to_end_id,
							returned_id, return_code, return_text, state)
						values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'NEW')
						on conflict (identity) do nothing
						""",
				lines, 500, (statement, line) -> {
					statement.setLong(1, fileId);
					statement.setString(2, line.identity());
					statement.setInt(3, line.rowNo());
					statement.setString(4, line.ourAccount());
					statement.setString(5, line.statementId());
					statement.setString(6, line.entryReference());
					statement.setObject(7, line.bookedOn());
					statement.setObject(8, line.valueOn());
					statement.setString(9, line.currency());
					statement.setLong(10, line.amountMinor());
					statement.setString(11, line.payerName());
					statement.setString(12, line.payerAccount());
					statement.setString(13, line.text());
					statement.setString(14, line.creditorReference());
					statement.setString(15, line.endToEndId());
					statement.setString(16, line.returnedId());
					statement.setString(17, line.returnCode());
					statement.setString(18, line.returnText());
				});
	}

	/** The next lines of a file that nobody has looked at, money in first. */
	@Transactional(readOnly = true)
	List<BankLine> fresh(long fileId, boolean in, int most) {
		return this.client.sql("""
				select * from bank_line where bank_file_id = ? and state = 'NEW' and (amount_minor > 0) = ?
				order by booked_on, bank_line_id limit ?
				""").params(fileId, in, most).query(BankLines::line).list();
	}

	/** Locks a line until the transaction ends. */
	@Transactional(propagation = Propagation.MANDATORY)
	BankLine lock(long id) {
		return this.client.sql("select * from bank_line where bank_line_id = ? for update")
			.param(id)
			.query(BankLines::line)
			.optional()
			.orElseThrow(() -> new NotFound("There is no statement line " + id + "."));
	}

	/** Moves a line that this transaction has locked on. */
	@Transactional(propagation = Propagation.MANDATORY)
	void move(BankLine line, BankLine.State to, AccountNumber best, int confidence, String why, String by) {
		int rows = this.client
			.sql("""
					update bank_line set state = ?, best_account = ?, confidence = ?, why = ?, decided_at = ?, decided_by = ?,
						version = version + 1
					where bank_line_id = ? and version = ?
					""")
			.param(to.name())
			.param((best != null) ? best.toString() : null)
			.param(confidence)
			.param(NewLine.cut(why, 1000))
			.param(Timestamp.from(this.calendar.now()))
			.param(by)
			.param(line.id())
			.param(line.version())
			.update();
		if (rows != 1) {
			throw new IllegalStateException("Line " + line.id() + " was changed without its lock.");
		}
	}

	/** Earlier lines whose own reference is one of those. */
	@Transactional(readOnly = true)
	List<BankLine> byReference(Collection<String> references, LocalDate since) {
		return this.client.sql("""
				select * from bank_line where amount_minor > 0 and booked_on >= :since
				and (end_to_end_id = any (:references) or entry_reference = any (:references))
				order by booked_on desc, bank_line_id desc limit 20
				""")
			.param("since", since)
			.param("references", references.toArray(String[]::new))
			.query(BankLines::line)
			.list();
	}

	/** Earlier lines of that amount from that payer's account. */
	@Transactional(readOnly = true)
	List<BankLine> byPayer(String payerAccount, long amountMinor, LocalDate since) {
		return this.client.sql("""
				select * from bank_line where payer_account = ? and amount_minor = ? and booked_on >= ?
				and state in ('POSTED', 'WAITING') order by booked_on desc, bank_line_id desc limit 20
				""").params(payerAccount, amountMinor, since).query(BankLines::line).list();
	}

	/** Earlier lines of that amount. */
	@Transactional(readOnly = true)
	List<BankLine> byAmount(String currency, long amountMinor, LocalDate since) {
		return this.client.sql("""
				select * from bank_line where amount_minor = ? and currency = ? and booked_on >= ?
				and state in ('POSTED', 'WAITING') order by booked_on desc, bank_line_id desc limit 30
				""").params(amountMinor, currency, since).query(BankLines::line).list();
	}

	static BankLine line(ResultSet row, int index) throws SQLException {
		Timestamp decided = row.getTimestamp("decided_at");
		String best = row.getString("best_account");
		return new BankLine(row.getLong("bank_line_id"), row.getLong("bank_file_id"), row.getString("identity"),
				row.getString("entry_reference"), row.getObject("booked_on", LocalDate.class),
				Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")), row.getString("payer_name"),
				row.getString("payer_account"), row.getString("text"), row.getString("creditor_reference"),
				row.getString("end_to_end_id"), row.getString("returned_id"), row.getString("return_code"),
				row.getString("return_text"), BankLine.State.valueOf(row.getString("state")),
				(best != null) ? AccountNumber.parse(best) : null, row.getInt("confidence"), row.getString("why"),
				(decided != null) ? decided.toInstant() : null, row.getString("decided_by"), row.getInt("version"));
	}

}
