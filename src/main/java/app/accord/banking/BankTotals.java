package app.accord.banking;

import java.util.ArrayList;
import java.util.List;

import app.accord.billing.CompanyJournal;
import app.accord.billing.LedgerAccount;
import app.accord.money.Amounts;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether all money of the statements is accounted for: what the lines say, against what
 * the customers' ledgers and the company's journal say.
 */
@Component
public class BankTotals {

	private final JdbcClient client;

	private final CompanyJournal journal;

	BankTotals(JdbcClient client, CompanyJournal journal) {
		this.client = client;
		this.journal = journal;
	}

	/**
	 * The totals of one currency, each with its sign: money out counts below zero.
	 *
	 * @param lines all lines of all statements
	 * @param posted lines posted to accounts
	 * @param returned lines that took payments back
	 * @param waiting lines that wait for a person
	 * @param ignored lines that are no customer's
	 * @param open lines not looked at yet
	 * @param inLedgers what the customers' ledgers hold because of these lines
	 * @param unallocated what the company's journal holds as unallocated
	 */
	public record Totals(Money lines, Money posted, Money returned, Money waiting, Money ignored, Money open,
			Money inLedgers, Money unallocated) {

		/** Whether everything is accounted for. */
		public boolean agree() {
			return this.lines
				.isEqual(this.posted.plus(this.returned).plus(this.waiting).plus(this.ignored).plus(this.open))
					&& this.inLedgers.isEqual(this.posted.plus(this.returned))
					&& this.unallocated.isEqual(this.waiting);
		}

	}

	/** The totals of all currencies, as of one instant. */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public List<Totals> all() {
		List<Totals> all = new ArrayList<>();
		this.client
			.sql("""
					/* across customers: reports */
					select l.currency, l.total, l.posted, l.returned, l.waiting, l.ignored, l.open, coalesce(p.minor, 0) as ledgers
					from (
					  select currency, sum(amount_minor) as total,
					    coalesce(sum(amount_minor) filter (where state = 'POSTED'), 0) as posted,
					    coalesce(sum(amount_minor) filter (where state = 'RETURNED'), 0) as returned,
					    coalesce(sum(amount_minor) filter (where state = 'WAITING'), 0) as waiting,
					    coalesce(sum(amount_minor) filter (where state = 'IGNORED'), 0) as ignored,
					    coalesce(sum(amount_minor) filter (where state = 'NEW'), 0) as open
					  from bank_line group by currency) l
					left join (
					  select a.currency, sum(case when e.debit = 'BANK' then e.amount_minor else 0 end
					    - case when r.seq is not null then e.amount_minor else 0 end) as minor
					  from bank_allocation b
					  join ledger_entry e on e.customer_id = b.customer_id and e.account_no = b.account_no and e.seq = b.entry_seq
					  join billing_account a on a.customer_id = b.customer_id and a.account_no = b.account_no
					  left join ledger_entry r on r.customer_id = b.customer_id and r.account_no = b.account_no
					    and r.reverses_seq = e.seq
					  where b.kind = 'PAYMENT' group by a.currency) p on p.currency = l.currency
					order by l.currency
					""")
			.query((row) -> {
				String currency = row.getString("currency");
				Money unallocated = this.journal.sum(LedgerAccount.UNALLOCATED, currency, Deciding.JOURNAL).negated();
				all.add(new Totals(Amounts.ofMinor(currency, row.getLong("total")),
						Amounts.ofMinor(currency, row.getLong("posted")),
						Amounts.ofMinor(currency, row.getLong("returned")),
						Amounts.ofMinor(currency, row.getLong("waiting")),
						Amounts.ofMinor(currency, row.getLong("ignored")),
						Amounts.ofMinor(currency, row.getLong("open")),
						Amounts.ofMinor(currency, row.getLong("ledgers")), unallocated));
			});
		return all;
	}

}
