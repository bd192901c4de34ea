package app.accord.donation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.billing.CompanyJournal;
import app.accord.billing.LedgerAccount;
import app.accord.money.Amounts;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What is owed to each non-profit, in each currency, computed from the ledger. */
@Component
public class DonationsOwed {

	private final JdbcClient jdbc;

	private final PayableDonations payable;

	private final CompanyJournal journal;

	DonationsOwed(JdbcClient jdbc, PayableDonations payable, CompanyJournal journal) {
		this.jdbc = jdbc;
		this.payable = payable;
		this.journal = journal;
	}

	/** The report of each currency in which something was ever given. */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public List<InCurrency> report() {
		Map<String, List<OwedToNonProfit>> owed = new HashMap<>();
		Map<String, Map<String, Sums>> waiting = new HashMap<>();
		this.jdbc
			.sql("""
					/* across customers: reports */
					with moved as (
					  select a.currency, e.reference as code,
					    sum(case when r.seq is null then e.amount_minor else 0 end)::bigint as given, 0::bigint as paid
					  from ledger_entry e
					  join billing_account a on a.customer_id = e.customer_id and a.account_no = e.account_no
					  left join ledger_entry r on r.customer_id = e.customer_id and r.account_no = e.account_no
					    and r.reverses_seq = e.seq
					  where e.kind = 'DONATION' group by a.currency, e.reference
					  union all
					  select currency, reference, 0,
					    sum(case when debit = 'DONATIONS_PAYABLE' then amount_minor else -amount_minor end)::bigint
					  from company_entry where debit = 'DONATIONS_PAYABLE' or credit = 'DONATIONS_PAYABLE'
					  group by currency, reference)
					select m.currency, m.code, coalesce(n.name, m.code) as name, n.bank_account, sum(m.given)::bigint as given,
					  sum(m.paid)::bigint as paid
					from moved m left join non_profit n on n.code = m.code
					group by m.currency, m.code, n.name, n.bank_account order by m.currency, lower(n.name), m.code
					""")
			.query((row) -> {
				String currency = row.getString("currency");
				Sums sums = waiting.computeIfAbsent(currency, this::sums)
					.getOrDefault(row.getString("code"), Sums.none(currency));
				owed.computeIfAbsent(currency, (key) -> new ArrayList<>())
					.add(new OwedToNonProfit(row.getString("code"), row.getString("name"),
							row.getString("bank_account"), Amounts.ofMinor(currency, row.getLong("given")),
							Amounts.ofMinor(currency, row.getLong("paid")), sums.payable(), sums.waiting()));
			});
		Map<String, Money> books = new HashMap<>();
		this.journal.books()
			.stream()
			.filter((book) -> book.account() == LedgerAccount.DONATIONS_PAYABLE)
			.forEach((book) -> books.put(book.holds().getCurrencyUnit().getCode(), book.holds().negated()));
		return owed.entrySet()
			.stream()
			.map((each) -> new InCurrency(each.getKey(), each.getValue(), books.get(each.getKey())))
			.sorted(Comparator.comparing(InCurrency::currency))
			.toList();
	}

	private Map<String, Sums> sums(String currency) {
		Map<String, Sums> sums = new HashMap<>();
		this.payable.in(currency).forEach((item) -> sums.merge(item.nonProfit(), Sums.of(item), Sums::plus));
		return sums;
	}

	/**
	 * What is owed in one currency.
	 *
	 * @param currency ISO 4217
	 * @param rows by non-profit
	 * @param books what the company's books hold for all non-profits together
	 */
	public record InCurrency(String currency, List<OwedToNonProfit> rows, Money books) {

		/** All that is owed. */
		public Money owed() {
			return sum(OwedToNonProfit::owed);
		}

		/** All that a payout would pay. */
		public Money payable() {
			return sum(OwedToNonProfit::payable);
		}

		/** All that waits for its bills to be paid. */
		public Money waiting() {
			return sum(OwedToNonProfit::waiting);
		}

		/** Whether the books say the same. */
		public boolean agrees() {
			return owed().isEqual(this.books);
		}

		private Money sum(java.util.function.Function<OwedToNonProfit, Money> what) {
			return this.rows.stream().map(what).reduce(Amounts.ofMinor(this.currency, 0), Money::plus);
		}

	}

	private record Sums(Money payable, Money waiting) {

		static Sums none(String currency) {
			return new Sums(Amounts.ofMinor(currency, 0), Amounts.ofMinor(currency, 0));
		}

		static Sums of(PayableDonations.Item item) {
			Money zero = item.amount().minus(item.amount());
			return item.settled() ? new Sums(item.amount(), zero) : new Sums(zero, item.amount());
		}

		Sums plus(Sums other) {
			return new Sums(this.payable.plus(other.payable), this.waiting.plus(other.waiting));
		}

	}

}
