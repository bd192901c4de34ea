package app.accord.billing;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.Series;
import app.accord.idempotency.RepeatableWrites;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.ErasedCustomers;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.refusal.NotFound;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The billing accounts of the customers. */
@Component
public class BillingAccounts {

	private static final RowMapper<BillingAccount> ROW = (row, number) -> new BillingAccount(
			new AccountNumber(row.getLong("customer_id"), row.getInt("account_no")), row.getString("name"),
			row.getString("currency"), row.getTimestamp("opened_at").toInstant());

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final CustomerSeries series;

	private final Timeline timeline;

	private final RepeatableWrites repeatable;

	private final BusinessCalendar calendar;

	private final ErasedCustomers erased;

	private final BillingDefaults defaults;

	private final LinkedCustomers linked;

	BillingAccounts(JdbcClient client, JdbcTemplate jdbc, CustomerSeries series, Timeline timeline,
			RepeatableWrites repeatable, BusinessCalendar calendar, BillingDefaults defaults, LinkedCustomers linked,
			ErasedCustomers erased) {
		this.erased = erased;
		this.linked = linked;
		this.defaults = defaults;
		this.repeatable = repeatable;
		this.client = client;
		this.jdbc = jdbc;
		this.series = series;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * Opens an account for a customer.
	 * @param currency ISO 4217; it never changes
	 * @throws app.accord.refusal.Refusal if the person was erased
	 */
	@Transactional
	public AccountNumber open(long customerId, String name, String currency, Actor actor) {
		this.erased.refuse(customerId);
		Instant now = this.calendar.now();
		int no = this.series.next(customerId, Series.ACCOUNT);
		AccountNumber number = new AccountNumber(customerId, no);
		openAll(List.of(new BillingAccount(number, name, currency, now)));
		this.timeline.record(NewInteraction.change(customerId, now, InteractionKind.BILLING, actor,
				"Billing account " + number + " opened, kept in " + currency));
		return number;
	}

	/**
	 * Opens a customer's first account, or gives the one that is there already: the same
	 * button pressed twice opens one.
	 * @param currency ISO 4217; it never changes
	 */
	@Transactional
	public AccountNumber openFirst(long customerId, String name, String currency, Actor actor) {
		long leading = this.linked.of(customerId).leading();
		lockCustomer(leading);
		return of(leading).stream()
			.findFirst()
			.map(BillingAccount::number)
			.orElseGet(() -> open(leading, name, currency, actor));
	}

	/**
	 * Opens a further account, once for a key.
	 * @param currency ISO 4217; it never changes
	 * @param key the write's idempotency key, or null
	 */
	@Transactional
	public AccountNumber openFurther(long customerId, String name, String currency, Actor actor, String key) {
		LinkedSet set = this.linked.of(customerId);
		long record = this.repeatable.record(set, key);
		lockCustomer(record);
		String number = this.repeatable
			.once(record, key, List.of("account", name, currency), String.class,
					() -> open(record, name, currency, actor).toString())
			.value();
		return AccountNumber.parse(number);
	}

	private void lockCustomer(long customerId) {
		this.client.sql("select customer_id from customer where customer_id = ? for no key update")
			.param(customerId)
			.query(Long.class)
			.optional()
			.orElseThrow(() -> new NotFound("There is no such customer."));
	}

	/**
	 * Opens accounts whose numbers the caller has drawn from the customers' series, in
	 * one batch: for imports. Their days are charged from today on.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void openAll(Collection<BillingAccount> accounts) {
		openAll(accounts, Map.of());
	}

	/**
	 * The same, with their bill cycles.
	 * @param cycles by account; those that are left out are charged from today on
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void openAll(Collection<BillingAccount> accounts, Map<AccountNumber, BillCycle> cycles) {
		BillCycle usual = this.defaults.cycleFrom(this.calendar.today());
		this.jdbc.batchUpdate("""
				insert into billing_account (customer_id, account_no, name, currency, opened_at, bill_cycle_day,
					payment_terms_days, bill_medium, tax_place, rated_from, next_bill_on)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", accounts, 500, (statement, account) -> {
			BillCycle cycle = cycles.getOrDefault(account.number(), usual);
			statement.setLong(1, account.number().customerId());
			statement.setInt(2, account.number().no());
			statement.setString(3, account.name());
			statement.setString(4, account.currency());
			statement.setTimestamp(5, Timestamp.from(account.openedAt()));
			statement.setInt(6, cycle.day());
			statement.setInt(7, cycle.termsDays());
			statement.setString(8, cycle.medium().name());
			statement.setString(9, cycle.taxPlace());
			statement.setObject(10, cycle.ratedFrom());
			statement.setObject(11, cycle.nextBillOn());
		});
	}

	/**
	 * A customer's accounts, oldest first; those of the leading record before those of
	 * records that were joined to it.
	 */
	@Transactional(readOnly = true)
	public List<BillingAccount> of(long customerId) {
		LinkedSet set = this.linked.of(customerId);
		return this.client.sql("""
				select * from billing_account where customer_id = any (:records)
				order by customer_id <> :leading, customer_id, account_no
				""").param("records", set.ids()).param("leading", set.leading()).query(ROW).list();
	}

	/** The accounts of many customers: for lists. */
	@Transactional(readOnly = true)
	public List<BillingAccount> of(Collection<Long> customerIds) {
		return this.client.sql("""
				select * from billing_account where customer_id = any (?) order by customer_id, account_no
				""").param(customerIds.toArray(Long[]::new)).query(ROW).list();
	}

	/** The account of that number. */
	@Transactional(readOnly = true)
	public Optional<BillingAccount> find(AccountNumber number) {
		return this.client.sql("select * from billing_account where customer_id = ? and account_no = ?")
			.param(number.customerId())
			.param(number.no())
			.query(ROW)
			.optional();
	}

	/**
	 * The account of that number.
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public BillingAccount get(AccountNumber number) {
		return find(number).orElseThrow(() -> new NotFound("There is no account " + number + "."));
	}

}
