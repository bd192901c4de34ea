package app.accord.invoicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.billing.BillCycle;
import app.accord.billing.BillMedium;
import app.accord.billing.LockedAccount;
import app.accord.catalog.CustomerTerms;
import app.accord.customer.AccountNumber;
import app.accord.customer.Tier;
import app.accord.money.Amounts;
import app.accord.subscription.ContractHistories;
import app.accord.subscription.ContractHistory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads what bills rest on, for many accounts in few statements. Nothing is locked:
 * whoever bills checks afterwards that the account is as it was read, and a contract that
 * changed meanwhile is put right by the bill after.
 */
@Component
class Billables {

	private static final LocalDate ALL = LocalDate.of(1900, 1, 1);

	private final JdbcClient client;

	private final ContractHistories histories;

	Billables(JdbcClient client, ContractHistories histories) {
		this.client = client;
		this.histories = histories;
	}

	/**
	 * These accounts; those that bills are not planned for are left out.
	 * @param instead histories of contracts to be taken in place of what is stored
	 */
	@Transactional(readOnly = true)
	List<Billable> read(Collection<AccountNumber> wanted, Collection<ContractHistory> instead) {
		if (wanted.isEmpty()) {
			return List.of();
		}
		Set<AccountNumber> numbers = new HashSet<>(wanted);
		Long[] customers = wanted.stream().map(AccountNumber::customerId).distinct().sorted().toArray(Long[]::new);
		List<Head> heads = heads(customers).stream().filter((head) -> numbers.contains(head.number())).toList();
		Map<AccountNumber, List<ContractHistory>> contracts = this.histories.of(List.of(customers));
		instead.forEach((other) -> contracts.getOrDefault(other.account(), List.of())
			.replaceAll((stored) -> stored.number().equals(other.number()) ? other : stored));
		Map<AccountNumber, Recorded> last = lastPeriods(customers);
		Set<Long> changed = new HashSet<>();
		LocalDate since = LocalDate.MAX;
		for (Head head : heads) {
			Recorded recorded = last.get(head.number());
			int phases = contracts.getOrDefault(head.number(), List.of())
				.stream()
				.mapToInt((contract) -> contract.phases().size())
				.sum();
			if (recorded != null && recorded.phasesSeen() != phases) {
				changed.add(head.number().customerId());
			}
			else if (recorded != null && recorded.period().from().isBefore(since)) {
				since = recorded.period().from();
			}
		}
		Map<AccountNumber, List<Period>> periods = changed.isEmpty() ? Map.of() : periods(changed.toArray(Long[]::new));
		Map<Long, List<BilledLine>> billed = new HashMap<>();
		if (!since.equals(LocalDate.MAX)) {
			Long[] unchanged = java.util.Arrays.stream(customers)
				.filter((customer) -> !changed.contains(customer))
				.toArray(Long[]::new);
			billed(unchanged, since, billed);
		}
		if (!changed.isEmpty()) {
			billed(changed.toArray(Long[]::new), ALL, billed);
		}
		Map<AccountNumber, List<UsageItem>> usage = usage(customers);
		Map<AccountNumber, List<OneOff>> oneOffs = oneOffs(customers);
		return heads.stream().map((head) -> {
			AccountNumber number = head.number();
			List<ContractHistory> own = contracts.getOrDefault(number, List.of());
			List<Period> known = periods.get(number);
			if (known == null) {
				known = last.containsKey(number) ? List.of(last.get(number).period()) : List.of();
			}
			return new Billable(head.account(), head.language(), head.terms(), head.cycle(), known, own,
					own.isEmpty() ? List.of() : billed.getOrDefault(number.customerId(), List.of()),
					usage.getOrDefault(number, List.of()), oneOffs.getOrDefault(number, List.of()));
		}).toList();
	}

	private List<Head> heads(Long[] customers) {
		return this.client.sql("""
				select a.customer_id, a.account_no, a.currency, a.balance_minor, a.last_seq, a.bill_cycle_day,
					a.payment_terms_days, a.bill_medium, a.tax_place, a.rated_from, a.billed_through, a.next_bill_on,
					a.final_bill_on, c.language, c.tier, c.tier_since, c.customer_since
				from billing_account a join shown_customer c using (customer_id)
				where a.customer_id = any (?) and a.next_bill_on is not null
				""").param(customers).query(Billables::head).list();
	}

	private Map<AccountNumber, Recorded> lastPeriods(Long[] customers) {
		Map<AccountNumber, Recorded> last = new HashMap<>();
		this.client.sql("""
				select distinct on (customer_id, account_no) customer_id, account_no, starts_on, ends_on, basis_days,
					phases_seen
				from billing_period where customer_id = any (?) order by customer_id, account_no, starts_on desc
				""").param(customers).query((row) -> {
			last.put(account(row), new Recorded(period(row), row.getInt(6)));
		});
		return last;
	}

	private Map<AccountNumber, List<Period>> periods(Long[] customers) {
		Map<AccountNumber, List<Period>> periods = new HashMap<>();
		this.client.sql("""
				select customer_id, account_no, starts_on, ends_on, basis_days from billing_period
				where customer_id = any (?) order by customer_id, account_no, starts_on
				""").param(customers).query((row) -> {
			periods.computeIfAbsent(account(row), (account) -> new ArrayList<>()).add(period(row));
		});
		return periods;
	}

	private void billed(Long[] customers, LocalDate since, Map<Long, List<BilledLine>> billed) {
		this.client.sql("""
				select l.customer_id, l.contract_no, l.period_start, l.period_end, l.product_code, l.monthly_minor,
					l.reference, l.takes_back, l.net_minor, l.tax_percent, l.tax_class, a.currency, l.quantity
				from invoice_line l
				join contract a on a.customer_id = l.customer_id and a.contract_no = l.contract_no
				where l.customer_id = any (?) and l.contract_no is not null and l.period_start >= ?
				order by l.customer_id, l.invoice_no, l.line_no
				""").param(customers).param(since).query((row) -> {
			String currency = row.getString(12);
			billed.computeIfAbsent(row.getLong(1), (customer) -> new ArrayList<>())
				.add(new BilledLine(row.getInt(2), row.getObject(3, LocalDate.class), row.getObject(4, LocalDate.class),
						new Rate(row.getString(5), Amounts.ofMinor(currency, row.getLong(6)), row.getString(7),
								row.getInt(13)),
						row.getBoolean(8), Amounts.ofMinor(currency, row.getLong(9)), row.getBigDecimal(10),
						row.getString(11)));
		});
	}

	private Map<AccountNumber, List<UsageItem>> usage(Long[] customers) {
		Map<AccountNumber, List<UsageItem>> usage = new HashMap<>();
		this.client.sql("""
				select customer_id, account_no, usage_id, product_code, quantity, at from usage_record
				where customer_id = any (?) and invoice_no is null
				""").param(customers).query((row) -> {
			usage.computeIfAbsent(account(row), (account) -> new ArrayList<>())
				.add(new UsageItem(row.getLong(3), row.getString(4), row.getBigDecimal(5),
						row.getTimestamp(6).toInstant()));
		});
		return usage;
	}

	private Map<AccountNumber, List<OneOff>> oneOffs(Long[] customers) {
		Map<AccountNumber, List<OneOff>> charges = new HashMap<>();
		this.client.sql("""
				select o.customer_id, o.account_no, o.charge_id, o.product_code, o.description, o.amount_minor,
					o.tax_class, o.on_day, a.currency
				from one_off_charge o join billing_account a using (customer_id, account_no)
				where o.customer_id = any (?) and o.invoice_no is null order by o.customer_id, o.charge_id
				""").param(customers).query((row) -> {
			charges.computeIfAbsent(account(row), (account) -> new ArrayList<>())
				.add(new OneOff(row.getLong(3), row.getString(4), row.getString(5),
						Amounts.ofMinor(row.getString(9), row.getLong(6)), row.getString(7),
						row.getObject(8, LocalDate.class)));
		});
		return charges;
	}

	private static Head head(ResultSet row, int n) throws SQLException {
		Timestamp tierSince = row.getTimestamp("tier_since");
		return new Head(
				new LockedAccount(
						account(row), row.getString("currency"), row.getLong("balance_minor"), row.getLong("last_seq")),
				row.getString("language"),
				new CustomerTerms(Tier.valueOf(row.getString("tier")), tierSince.toInstant(),
						row.getObject("customer_since", LocalDate.class)),
				new BillCycle(row.getInt("bill_cycle_day"), row.getInt("payment_terms_days"),
						BillMedium.valueOf(row.getString("bill_medium")), row.getString("tax_place"),
						row.getObject("rated_from", LocalDate.class), row.getObject("billed_through", LocalDate.class),
						row.getObject("next_bill_on", LocalDate.class),
						row.getObject("final_bill_on", LocalDate.class)));
	}

	private static AccountNumber account(ResultSet row) throws SQLException {
		return new AccountNumber(row.getLong(1), row.getInt(2));
	}

	private static Period period(ResultSet row) throws SQLException {
		return new Period(row.getObject(3, LocalDate.class), row.getObject(4, LocalDate.class), row.getInt(5));
	}

	private record Head(LockedAccount account, String language, CustomerTerms terms, BillCycle cycle) {

		AccountNumber number() {
			return this.account.number();
		}

	}

	private record Recorded(Period period, int phasesSeen) {
	}

}
