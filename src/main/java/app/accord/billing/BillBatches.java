package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.DrawnNumbers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.Series;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Issues many bills in few statements, by the same rules and into the same ledger as
 * single ones. The accounts are read before their bills are computed and taken
 * afterwards: whoever was posted to or billed in between is left out, to be computed
 * anew.
 */
@Component
public class BillBatches {

	/** No bill has this number; it stands for the one that is still to be drawn. */
	private static final int TO_BE_DRAWN = 1;

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final Ledger ledger;

	private final Invoices invoices;

	private final CustomerSeries series;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	BillBatches(JdbcTemplate jdbc, JdbcClient client, Ledger ledger, Invoices invoices, CustomerSeries series,
			Timeline timeline, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.client = client;
		this.ledger = ledger;
		this.invoices = invoices;
		this.series = series;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/** What the last bill of each account of these customers came to, in minor units. */
	@Transactional(readOnly = true)
	public Map<AccountNumber, Long> lastTotals(Collection<Long> customerIds) {
		Map<AccountNumber, Long> totals = new HashMap<>();
		this.client.sql("""
				select distinct on (customer_id, account_no) customer_id, account_no, total_minor from invoice
				where customer_id = any (?) order by customer_id, account_no, issued_at desc, invoice_no desc
				""").param(customerIds.toArray(Long[]::new)).query((row) -> {
			totals.put(new AccountNumber(row.getLong(1), row.getInt(2)), row.getLong(3));
		});
		return totals;
	}

	/**
	 * Takes those accounts that are as they were read, one row after the other in the
	 * order of their numbers, posts their bills and moves their cycles on, in the
	 * caller's transaction.
	 * @param moves each with a bill or without, one for an account
	 * @return those that were taken, with their bills
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<Moved> issue(Actor actor, List<Move> moves) {
		List<Move> inOrder = moves.stream()
			.sorted(Comparator.comparing((move) -> move.account().number(), AccountNumber.IN_ORDER))
			.toList();
		Instant now = this.calendar.now();
		List<Move> taken = take(inOrder, actor, now);
		DrawnNumbers numbers = this.series.draw(Series.INVOICE,
				taken.stream()
					.filter((move) -> move.invoice() != null)
					.map((move) -> move.account().number().customerId())
					.toList());
		List<LedgerEntry> entries = new ArrayList<>();
		List<Invoices.Issued> issued = new ArrayList<>();
		List<NewInteraction> told = new ArrayList<>();
		List<Moved> moved = new ArrayList<>();
		for (Move move : taken) {
			if (move.invoice() == null) {
				moved.add(new Moved(move, null));
				continue;
			}
			AccountNumber account = move.account().number();
			InvoiceNumber number = new InvoiceNumber(account.customerId(), numbers.next(account.customerId()));
			List<LedgerEntry> posted = entries(move, number, actor, now);
			entries.addAll(posted);
			long seq = posted.isEmpty() ? move.account().lastSeq() : posted.getLast().seq();
			issued.add(new Invoices.Issued(number, account, now, move.invoice(), seq));
			told.add(Invoices.issuing(number, account, now, move.invoice(), seq, actor));
			moved.add(new Moved(move, number));
		}
		this.ledger.insert(entries);
		this.invoices.insert(issued);
		this.timeline.recordAll(told);
		this.invoices.tell(issued);
		return moved;
	}

	private List<Move> take(List<Move> inOrder, Actor actor, Instant now) {
		int[][] counts = this.jdbc.batchUpdate("""
				update billing_account set balance_minor = ?, last_seq = ?, billed_through = ?, next_bill_on = ?,
					final_bill_on = ?
				where customer_id = ? and account_no = ? and last_seq = ? and balance_minor = ? and next_bill_on = ?
				""", inOrder, Math.max(1, inOrder.size()), (statement, move) -> {
			LockedAccount before = move.account();
			LockedAccount after = before;
			if (move.invoice() != null) {
				List<LedgerEntry> entries = entries(move, new InvoiceNumber(before.number().customerId(), TO_BE_DRAWN),
						actor, now);
				after = entries.isEmpty() ? before : Posting.after(before, entries);
			}
			statement.setLong(1, after.balanceMinor());
			statement.setLong(2, after.lastSeq());
			statement.setObject(3, move.billedThrough());
			statement.setObject(4, move.nextBillOn());
			statement.setObject(5, move.finalBillOn());
			statement.setLong(6, before.number().customerId());
			statement.setInt(7, before.number().no());
			statement.setLong(8, before.lastSeq());
			statement.setLong(9, before.balanceMinor());
			statement.setObject(10, move.dueOn());
		});
		List<Move> taken = new ArrayList<>();
		int index = 0;
		for (int[] batch : counts) {
			for (int count : batch) {
				if (count == 1) {
					taken.add(inOrder.get(index));
				}
				index++;
			}
		}
		return taken;
	}

	private static List<LedgerEntry> entries(Move move, InvoiceNumber number, Actor actor, Instant now) {
		List<Movement> movements = Invoices.movements(number, move.invoice());
		return movements.isEmpty() ? List.of() : new Posting(movements, now, actor, null).entriesIn(move.account());
	}

	/**
	 * An account's bill and how its cycle moves on.
	 *
	 * @param account as it was read
	 * @param dueOn the day on which its bill was planned, as it was read
	 * @param invoice the bill; null: there is nothing to bill
	 * @param billedThrough last day of the last period that is over
	 * @param nextBillOn when the next bill is made; null: none
	 * @param finalBillOn set with the account's last bill
	 */
	public record Move(LockedAccount account, LocalDate dueOn, NewInvoice invoice, LocalDate billedThrough,
			LocalDate nextBillOn, LocalDate finalBillOn) {
	}

	/**
	 * An account that was moved on.
	 *
	 * @param move how
	 * @param number the bill's number; null: there was nothing to bill
	 */
	public record Moved(Move move, InvoiceNumber number) {
	}

}
