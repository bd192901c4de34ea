package app.accord.billing;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import app.accord.actor.Actor;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The append-only journal of what concerns the company alone. Together with the
 * customers' entries it makes the company's books: each account is summed over both.
 */
@Component
public class CompanyJournal {

	private final JdbcClient jdbc;

	private final BusinessCalendar calendar;

	CompanyJournal(JdbcClient jdbc, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	/**
	 * Posts a movement, or finds the one of that business key.
	 * @return its number
	 * @throws Refusal if the key is another movement's
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public long post(NewCompanyEntry entry, Actor actor) {
		this.jdbc.sql("""
				insert into company_entry (at, debit, credit, amount_minor, currency, description, reference,
					business_key, actor_kind, actor_name, channel)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				on conflict (business_key) do nothing
				""")
			.param(Timestamp.from(this.calendar.now()))
			.param(entry.debit().name())
			.param(entry.credit().name())
			.param(Amounts.minor(entry.amount()))
			.param(entry.amount().getCurrencyUnit().getCode())
			.param(entry.description())
			.param(entry.reference())
			.param(entry.businessKey())
			.param(actor.kind().name())
			.param(actor.name())
			.param(actor.channel().name())
			.update();
		// A statement of its own, so that it sees the row of whoever came first.
		return this.jdbc.sql("""
				select company_entry_id from company_entry
				where business_key = ? and debit = ? and credit = ? and amount_minor = ? and currency = ?
				""")
			.param(entry.businessKey())
			.param(entry.debit().name())
			.param(entry.credit().name())
			.param(Amounts.minor(entry.amount()))
			.param(entry.amount().getCurrencyUnit().getCode())
			.query(Long.class)
			.optional()
			.orElseThrow(
					() -> new Refusal("“" + entry.businessKey() + "” has been posted already, as another movement."));
	}

	/**
	 * What an account of the company holds by this journal alone: debits less credits.
	 * @param reference only entries of that reference; null: all
	 */
	@Transactional(readOnly = true)
	public Money sum(LedgerAccount account, String currency, String reference) {
		return Amounts.ofMinor(currency,
				this.jdbc.sql("""
						select coalesce(sum(case when debit = :account then amount_minor else -amount_minor end), 0)
						from company_entry
						where (debit = :account or credit = :account) and currency = :currency
						and (:reference::text is null or reference = :reference)
						""")
					.param("account", account.name())
					.param("currency", currency)
					.param("reference", reference)
					.query(Long.class)
					.single());
	}

	/**
	 * The company's books: what each account holds by the customers' entries and this
	 * journal together. Over all accounts of a currency, debits equal credits.
	 */
	@Transactional(readOnly = true)
	public List<BookAccount> books() {
		return this.jdbc.sql("""
				/* across customers: reports */
				with moved as (
				  select e.debit, e.credit, a.currency, sum(e.amount_minor)::bigint as minor
				  from ledger_entry e join billing_account a using (customer_id, account_no)
				  group by e.debit, e.credit, a.currency
				  union all
				  select debit, credit, currency, sum(amount_minor)::bigint from company_entry
				  group by debit, credit, currency),
				sides as (
				  select debit as account, currency, minor as debits, 0::bigint as credits from moved
				  union all
				  select credit, currency, 0, minor from moved)
				select account, currency, sum(debits)::bigint as debits, sum(credits)::bigint as credits
				from sides group by account, currency order by currency, account
				""")
			.query((row, number) -> new BookAccount(LedgerAccount.valueOf(row.getString("account")),
					Amounts.ofMinor(row.getString("currency"), row.getLong("debits")),
					Amounts.ofMinor(row.getString("currency"), row.getLong("credits"))))
			.list();
	}

	/**
	 * An account of the company's books in one currency.
	 *
	 * @param account which; null for the total of a currency
	 * @param debits all it received
	 * @param credits all it gave
	 */
	public record BookAccount(LedgerAccount account, Money debits, Money credits) {

		/** Debits less credits. */
		public Money holds() {
			return this.debits.minus(this.credits);
		}

		/** The totals of those accounts, one for each currency. */
		public static List<BookAccount> totals(List<BookAccount> books) {
			Map<CurrencyUnit, BookAccount> totals = new TreeMap<>();
			books.forEach((book) -> totals.merge(book.debits.getCurrencyUnit(),
					new BookAccount(null, book.debits, book.credits), (sum, next) -> new BookAccount(null,
							sum.debits.plus(next.debits), sum.credits.plus(next.credits))));
			return List.copyOf(totals.values());
		}

	}

}
