package app.accord.banking;

import java.sql.Timestamp;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What of a statement line was posted to whom: only ever added to. */
@Component
public class BankPostings {

	private final JdbcClient client;

	private final BusinessCalendar calendar;

	BankPostings(JdbcClient client, BusinessCalendar calendar) {
		this.client = client;
		this.calendar = calendar;
	}

	/**
	 * Something posted because of a line.
	 *
	 * @param lineId the line
	 * @param no 1, 2, 3 … within the line
	 * @param account to which account
	 * @param kind a payment, a payment taken back by a person, or a payment that bounced
	 * @param amount above zero
	 * @param receipt the payment's receipt, or null
	 * @param entrySeq the ledger entry that it made
	 * @param undoesNo the allocation that it takes back, or null
	 * @param undone whether it was taken back, or bounced
	 */
	public record LinePosting(long lineId, int no, AccountNumber account, Kind kind, Money amount,
			ReceiptNumber receipt, long entrySeq, Integer undoesNo, boolean undone) {

		/** What was posted. */
		public enum Kind {

			/** A payment. */
			PAYMENT,

			/** A payment taken back by a person. */
			UNDONE,

			/** A payment that bounced. */
			RETURN

		}

	}

	/** All that was posted because of a line, in order. */
	@Transactional(readOnly = true)
	public List<LinePosting> of(long lineId) {
		return this.client.sql("""
				/* across customers: dispatch */
				select b.*, a.currency,
				  exists (select from ledger_entry r where r.customer_id = b.customer_id and r.account_no = b.account_no
				          and r.reverses_seq = b.entry_seq) as undone
				from bank_allocation b join billing_account a using (customer_id, account_no)
				where b.bank_line_id = ? order by b.allocation_no
				""").param(lineId).query((row, number) -> {
			long customer = row.getLong("customer_id");
			Integer payment = (Integer) row.getObject("payment_no");
			return new LinePosting(lineId, row.getInt("allocation_no"),
					new AccountNumber(customer, row.getInt("account_no")),
					LinePosting.Kind.valueOf(row.getString("kind")),
					Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")),
					(payment != null) ? new ReceiptNumber(customer, payment) : null, row.getLong("entry_seq"),
					(Integer) row.getObject("undoes_no"), row.getBoolean("undone"));
		}).list();
	}

	/** The payments of a line that stand. */
	List<LinePosting> standing(long lineId) {
		return of(lineId).stream().filter((one) -> one.kind() == LinePosting.Kind.PAYMENT && !one.undone()).toList();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void add(LinePosting one, Long returnsLine, Actor actor, String reason) {
		this.client.sql("""
				insert into bank_allocation (customer_id, bank_line_id, allocation_no, account_no, kind, amount_minor,
					payment_no, entry_seq, undoes_no, returns_line_id, at, actor_name, reason)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(one.account().customerId())
			.param(one.lineId())
			.param(one.no())
			.param(one.account().no())
			.param(one.kind().name())
			.param(Amounts.minor(one.amount()))
			.param((one.receipt() != null) ? one.receipt().no() : null)
			.param(one.entrySeq())
			.param(one.undoesNo())
			.param(returnsLine)
			.param(Timestamp.from(this.calendar.now()))
			.param(actor.name())
			.param(reason)
			.update();
	}

	/** Remembers, or takes back, that an account was paid from that bank account. */
	@Transactional(propagation = Propagation.MANDATORY)
	void remember(BankLine line, LinePosting one, int sign) {
		if (line.payerAccount() == null) {
			return;
		}
		this.client.sql("""
				insert into bank_payer (customer_id, account_no, payer_account, bank_line_id, allocation_no, sign, at)
				values (?, ?, ?, ?, ?, ?, ?)
				""")
			.param(one.account().customerId())
			.param(one.account().no())
			.param(line.payerAccount())
			.param(one.lineId())
			.param(one.no())
			.param(sign)
			.param(Timestamp.from(this.calendar.now()))
			.update();
	}

}
