package app.accord.donation;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import app.accord.billing.Ageing;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What customers gave, always read from the ledger. */
@Component
public class Givings {

	private static final int FIRST_YEAR = 2000;

	private final JdbcClient jdbc;

	private final Positions positions;

	private final Ageing ageing;

	private final Customers customers;

	private final BusinessCalendar calendar;

	Givings(JdbcClient jdbc, Positions positions, Ageing ageing, Customers customers, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.positions = positions;
		this.ageing = ageing;
		this.customers = customers;
		this.calendar = calendar;
	}

	/** What was given with an account's bills, newest first. */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public List<Donation> of(AccountNumber account, int most) {
		Position position = this.positions.of(account);
		return this.jdbc.sql("""
				select e.seq, e.invoice_no, e.reference, e.amount_minor, e.at, n.name, r.seq as taken_back,
				  p.payout_no
				from ledger_entry e
				left join non_profit n on n.code = e.reference
				left join ledger_entry r on r.customer_id = e.customer_id and r.account_no = e.account_no
				  and r.reverses_seq = e.seq
				left join donation_paid_out p on p.customer_id = e.customer_id and p.account_no = e.account_no
				  and p.entry_seq = e.seq
				where e.customer_id = ? and e.account_no = ? and e.kind = 'DONATION'
				order by e.seq desc limit ?
				""").param(account.customerId()).param(account.no()).param(most).query((row, n) -> {
			InvoiceNumber bill = InvoiceNumber.of(account.customerId(), row.getInt("invoice_no"));
			Donation.State state = (row.getObject("taken_back") != null) ? Donation.State.TAKEN_BACK
					: (row.getObject("payout_no") != null) ? Donation.State.PAID_OUT
							: position.openOf(bill.no()).isZero() ? Donation.State.GIVEN : Donation.State.BILL_OPEN;
			return new Donation(account, row.getLong("seq"), bill, row.getString("reference"),
					name(row.getString("name"), row.getString("reference")),
					Amounts.ofMinor(position.balance().getCurrencyUnit().getCode(), row.getLong("amount_minor")),
					row.getTimestamp("at").toInstant(), state);
		}).list();
	}

	/** The years in which a customer gave, or may have, newest first. */
	@Transactional(readOnly = true)
	public List<Integer> years(long customerId) {
		Instant first = this.jdbc.sql("""
				select min(at) from ledger_entry where customer_id = ? and kind = 'DONATION'
				""").param(customerId).query(Timestamp.class).optional().map(Timestamp::toInstant).orElse(null);
		List<Integer> years = new ArrayList<>();
		if (first != null) {
			for (int year = this.calendar.today().getYear(); year >= this.calendar.dayOf(first).getYear(); year--) {
				years.add(year);
			}
		}
		return years;
	}

	/**
	 * What a customer gave in a year.
	 * @param year by the company's calendar
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public YearOfGiving year(CustomerNumber customer, int year) {
		CustomerProfile profile = this.customers.read(customer);
		List<Entry> given = given(List.of(profile.customerId()), year);
		Map<String, YearOfGiving.Given> gifts = new TreeMap<>();
		Map<String, Money> totals = new TreeMap<>();
		Set<String> counted = new HashSet<>();
		given.forEach((entry) -> {
			String currency = entry.amount().getCurrencyUnit().getCode();
			String key = currency + " " + entry.name().toLowerCase(java.util.Locale.ROOT) + " " + entry.nonProfit();
			int one = counted.add(key + entry.bill()) ? 1 : 0;
			gifts.merge(key, new YearOfGiving.Given(entry.nonProfit(), entry.name(), one, entry.amount()),
					(sum, next) -> new YearOfGiving.Given(sum.nonProfit(), sum.name(), sum.bills() + next.bills(),
							sum.amount().plus(next.amount())));
			totals.merge(currency, entry.amount(), Money::plus);
		});
		return new YearOfGiving(customer, profile.name(), year, year < this.calendar.today().getYear(),
				List.copyOf(gifts.values()), List.copyOf(totals.values()), this.calendar.now());
	}

	/** Those of these customers who gave something in a year. */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	Set<Long> whoGave(Collection<Long> customerIds, int year) {
		Set<Long> gave = new HashSet<>();
		given(customerIds, year).forEach((entry) -> gave.add(entry.bill().customerId()));
		return gave;
	}

	/**
	 * The next customers with donations, by id: those who may get a receipt.
	 */
	@Transactional(readOnly = true)
	List<Long> donorsAfter(long customerId, int most) {
		return this.jdbc.sql("""
				select distinct customer_id from donation_choice where customer_id > ? order by customer_id limit ?
				""").param(customerId).param(most).query(Long.class).list();
	}

	private List<Entry> given(Collection<Long> customerIds, int year) {
		if (year < FIRST_YEAR || year > this.calendar.today().getYear() || customerIds.isEmpty()) {
			return List.of();
		}
		LocalDate last = LocalDate.of(year, 12, 31);
		Map<Boolean, Set<InvoiceNumber>> open = new LinkedHashMap<>();
		open.put(true, this.ageing.openBills(last.minusYears(1), customerIds));
		open.put(false, this.ageing.openBills(last, customerIds));
		Instant begins = this.calendar.startOf(LocalDate.of(year, 1, 1));
		return this.jdbc.sql("""
				select e.customer_id, e.invoice_no, e.reference, e.amount_minor, e.at, a.currency, n.name
				from ledger_entry e
				join billing_account a on a.customer_id = e.customer_id and a.account_no = e.account_no
				left join non_profit n on n.code = e.reference
				where e.customer_id = any (?) and e.kind = 'DONATION' and e.at < ?
				  and not exists (select from ledger_entry r where r.customer_id = e.customer_id
				                  and r.account_no = e.account_no and r.reverses_seq = e.seq)
				order by e.customer_id, e.account_no, e.seq
				""")
			.param(customerIds.toArray(Long[]::new))
			.param(Timestamp.from(this.calendar.startOf(last.plusDays(1))))
			.query((row, n) -> new Entry(InvoiceNumber.of(row.getLong("customer_id"), row.getInt("invoice_no")),
					row.getString("reference"), name(row.getString("name"), row.getString("reference")),
					Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")),
					row.getTimestamp("at").toInstant()))
			.list()
			.stream()
			.filter((entry) -> !open.get(false).contains(entry.bill()))
			.filter((entry) -> !entry.at().isBefore(begins) || open.get(true).contains(entry.bill()))
			.toList();
	}

	private static String name(String name, String code) {
		return (name != null) ? name : code;
	}

	private record Entry(InvoiceNumber bill, String nonProfit, String name, Money amount, Instant at) {
	}

}
