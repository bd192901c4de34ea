package app.accord.billing;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Proves the books: what must hold for every account, checked over all of them. Slow on a
 * large ledger.
 */
@Component
public class LedgerChecks {

	private final JdbcClient jdbc;

	private final List<BookCheck> others;

	LedgerChecks(JdbcClient jdbc, List<BookCheck> others) {
		this.jdbc = jdbc;
		this.others = others;
	}

	/** All that is checked, with what does not hold of it, in the order of names. */
	public SortedMap<String, List<String>> all() {
		SortedMap<String, List<String>> all = new TreeMap<>();
		all.put("Accounts: entries without gaps, each balance the sum of what stands before it", entries());
		this.others.forEach((check) -> all.put(check.name(), check.violations()));
		return all;
	}

	/**
	 * What does not hold, of all that is checked.
	 * @return one sentence for each violation; empty if the books are right
	 */
	public List<String> violations() {
		return all().values().stream().flatMap(List::stream).toList();
	}

	/**
	 * What does not hold of the entries: numbers with gaps, a balance that is not the sum
	 * of the amounts before it, an account whose running balance is not its last entry's.
	 * @return one sentence for each violation, at most 100; empty if the books are right
	 */
	private List<String> entries() {
		return this.jdbc
			.sql("""
					/* across customers: reports */
					with entry as (
					  select customer_id, account_no, seq, balance_after_minor,
					    row_number() over by_seq as dense,
					    sum(case when debit = 'RECEIVABLE' then amount_minor else -amount_minor end) over by_seq as prefix
					  from ledger_entry window by_seq as (partition by customer_id, account_no order by seq)
					), last as (
					  select distinct on (customer_id, account_no) customer_id, account_no, seq, balance_after_minor
					  from ledger_entry order by customer_id, account_no, seq desc
					)
					select format('Customer %s, account %s: entry %s stands at place %s', customer_id, account_no, seq, dense)
					from entry where seq <> dense
					union all
					select format('Customer %s, account %s, entry %s: balance %s, sum of the amounts %s', customer_id,
					  account_no, seq, balance_after_minor, prefix)
					from entry where balance_after_minor <> prefix
					union all
					select format('Customer %s, account %s: running balance %s at entry %s, last entry %s with %s', a.customer_id,
					  a.account_no, a.balance_minor, a.last_seq, l.seq, l.balance_after_minor)
					from billing_account a left join last l using (customer_id, account_no)
					where (a.balance_minor, a.last_seq) is distinct from (coalesce(l.balance_after_minor, 0), coalesce(l.seq, 0))
					limit 100
					""")
			.query(String.class)
			.list();
	}

}
