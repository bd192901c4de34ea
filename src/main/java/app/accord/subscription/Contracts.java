package app.accord.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.catalog.PriceBook;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductView;
import app.accord.catalog.Products;
import app.accord.catalog.Quote;
import app.accord.customer.ContractNumber;
import app.accord.customer.Customers;
import app.accord.customer.Typed;
import app.accord.fact.Fact;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The contracts of customers and the services under them. Days are the company's. */
@Service
public class Contracts {

	private static final String SELECT = """
			select c.*, p.name as product_name, t.quantity, t.discount_percent, t.discount_minor, t.discount_until
			from contract c left join product p on p.product_code = c.product_code
			left join lateral (select h.quantity, h.discount_percent, h.discount_minor, h.discount_until
			  from contract_phase h
			  where h.customer_id = c.customer_id and h.contract_no = c.contract_no
			    and h.from_day <= greatest(?::date, c.started_on)
			  order by h.phase_no desc limit 1) t on true
			""";

	/** A planned change is carried out even if no job ran for so many days. */
	private static final int LOOK_BACK = 40;

	private final ContractRecords records;

	private final ContractIntake intake;

	private final ContractHistories histories;

	private final Customers customers;

	private final Products products;

	private final PriceBook prices;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final String currency;

	private final LinkedCustomers linked;

	Contracts(ContractRecords records, ContractIntake intake, ContractHistories histories, Customers customers,
			Products products, PriceBook prices, Timeline timeline, LiveChanges live, BusinessCalendar calendar,
			JdbcClient jdbc, TransactionTemplate transaction, @Value("${accord.currency:USD}") String currency,
			LinkedCustomers linked) {
		this.linked = linked;
		this.records = records;
		this.intake = intake;
		this.histories = histories;
		this.customers = customers;
		this.products = products;
		this.prices = prices;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.currency = currency;
	}

	/**
	 * Starts a contract today, earlier or on a day to come.
	 * @throws Refusal by the field: customer, product, monthly, endedOn
	 */
	@Transactional
	public ContractNumber start(Actor actor, NewContract contract) {
		this.customers.require(contract.customerId());
		ProductView product = this.products.find(contract.productCode())
			.orElseThrow(() -> new Refusal("product", "There is no such service. Please check its code."));
		if (product.kind() != ProductKind.SERVICE) {
			throw new Refusal("product", "%s is bought, not provided under a contract.".formatted(product.name()));
		}
		LocalDate first = (contract.startedOn() != null) ? contract.startedOn() : this.calendar.today();
		if (contract.endedOn() != null && contract.endedOn().isBefore(first)) {
			throw new Refusal("endedOn", "The contract would end before it starts. Please check the two days.");
		}
		return this.intake.addAll(actor,
				List.of(new NewContract(contract.customerId(), contract.accountNo(), product.code(),
						Typed.clean(contract.place()), Typed.clean(contract.term()),
						monthly(contract, product, this.currency), first, contract.endedOn(),
						(contract.timing() != null) ? contract.timing() : BillingTiming.ADVANCE,
						contract.byBook() || contract.monthly() == null, contract.discount())))
			.getFirst();
	}

	/**
	 * Pauses a service.
	 * @param on from which day on; null: today
	 * @param reason why
	 */
	@Transactional
	public void suspend(Actor actor, ContractNumber number, LocalDate on, String reason) {
		Contract contract = hold(number);
		LocalDate day = day(on);
		contract.suspend(day, this.calendar.today());
		ContractHistory history = this.histories.of(number);
		this.histories.append(actor, history, history.paused(day), Typed.clean(reason));
		tell(actor, number, "%s paused on %s (%s).".formatted(name(contract), day, number), reason);
	}

	/**
	 * Provides a paused service again.
	 * @param on from which day on; null: today
	 * @param reason why, or null
	 */
	@Transactional
	public void resume(Actor actor, ContractNumber number, LocalDate on, String reason) {
		Contract contract = hold(number);
		LocalDate day = day(on);
		contract.resume(day, this.calendar.today());
		ContractHistory history = this.histories.of(number);
		this.histories.append(actor, history, history.resumed(day), Typed.clean(reason));
		tell(actor, number, "%s resumed on %s (%s).".formatted(name(contract), day, number), reason);
	}

	/**
	 * Ends a service. Before its first day it is called off.
	 * @param on the last day; null: today
	 * @param reason why, or null
	 */
	@Transactional
	public void end(Actor actor, ContractNumber number, LocalDate on, String reason) {
		Contract contract = hold(number);
		contract.end(day(on), this.calendar.today());
		ContractHistory history = this.histories.of(number);
		this.histories.append(actor, history, (contract.status() == ContractStatus.CANCELLED) ? history.calledOff()
				: history.ended(contract.endedOn()), Typed.clean(reason));
		String words = switch (contract.status()) {
			case CANCELLED -> "called off before it started";
			case PENDING_TERMINATE -> "ends on " + contract.endedOn();
			default -> "ended on " + contract.endedOn();
		};
		tell(actor, number, "%s %s (%s).".formatted(name(contract), words, number), reason);
	}

	/** The contracts of a customer, those that run first, then the newest. */
	@Transactional(readOnly = true)
	public List<ServiceView> list(long customerId) {
		return this.jdbc.sql(SELECT + """
				where c.customer_id = any (?)
				order by c.status in ('TERMINATED', 'CANCELLED', 'ABORTED'), c.started_on desc, c.contract_no desc
				""").param(this.calendar.today()).param(this.linked.of(customerId).ids()).query(this::view).list();
	}

	/** That contract, or empty if there is none. */
	@Transactional(readOnly = true)
	public Optional<ServiceView> find(ContractNumber number) {
		return this.jdbc.sql(SELECT + "where c.customer_id = ? and c.contract_no = ?")
			.param(this.calendar.today())
			.param(number.customerId())
			.param(number.no())
			.query(this::view)
			.optional();
	}

	/**
	 * Carries out the starts and ends whose day has come, each in a transaction of its
	 * own. May be repeated.
	 * @return how many
	 */
	public int carryOut(LocalDate day) {
		record Due(long customerId, int contractNo) {
		}
		List<Due> due = this.jdbc
			.sql("""
					/* across customers: dispatch */
					select customer_id, contract_no from contract
					where status = 'PENDING_ACTIVE' and started_on <= :day or status = 'PENDING_TERMINATE' and ended_on < :day
					union
					select customer_id, contract_no from contract_phase
					where kind = 'CHANGE' and from_day <= :day and from_day > :before
					order by customer_id, contract_no
					""")
			.param("day", day)
			.param("before", day.minusDays(LOOK_BACK))
			.query(Due.class)
			.list();
		due.forEach((contract) -> this.transaction.executeWithoutResult(
				(status) -> carryOut(ContractNumber.of(contract.customerId(), contract.contractNo()), day)));
		return due.size();
	}

	private void carryOut(ContractNumber number, LocalDate day) {
		Contract contract = hold(number);
		Actor actor = Actor.system("Contracts");
		ContractPhase now = this.histories.of(number).on(day);
		if (now != null && !contract.status().last() && (contract.monthlyMinor() != Amounts.minor(now.monthly())
				|| !contract.productCode().equals(now.productCode()))) {
			contract.change(now.productCode(), Amounts.minor(now.monthly()));
			tell(actor, number, "%s costs %s a month from now on (%s).".formatted(name(contract),
					Amounts.show(now.monthly()), number), null);
		}
		if (contract.status() == ContractStatus.PENDING_ACTIVE) {
			contract.activate(day);
			tell(actor, number, "%s started (%s).".formatted(name(contract), number), null);
		}
		else if (contract.status() == ContractStatus.PENDING_TERMINATE) {
			contract.end(contract.endedOn(), day);
			tell(actor, number, "%s ended on %s (%s).".formatted(name(contract), contract.endedOn(), number), null);
		}
	}

	private Money monthly(NewContract contract, ProductView product, String unit) {
		if (contract.monthly() != null) {
			if (contract.monthly().isNegative()) {
				throw new Refusal("monthly", "A monthly price can't be less than nothing.");
			}
			return contract.monthly();
		}
		Quote quote = this.prices.quote(product.code(), contract.customerId(), unit, this.calendar.now(), null);
		if (!quote.priced()) {
			throw new Refusal("monthly", "%s has no price now. Please give one.".formatted(product.name()));
		}
		return quote.listPrice();
	}

	private Contract hold(ContractNumber number) {
		return this.records.hold(number.customerId(), number.no())
			.orElseThrow(() -> new Refusal("There is no contract %s. Please check the number.".formatted(number)));
	}

	private LocalDate day(LocalDate on) {
		return (on != null) ? on : this.calendar.today();
	}

	private String name(Contract contract) {
		return this.products.find(contract.productCode()).map(ProductView::name).orElse(contract.productCode());
	}

	private void tell(Actor actor, ContractNumber number, String summary, String reason) {
		this.timeline.record(
				NewInteraction.change(number.customerId(), this.calendar.now(), InteractionKind.SERVICE, actor, summary)
					.because(Typed.clean(reason)));
		this.live.mark(number.customerId(), Topic.SERVICES);
	}

	private ServiceView view(ResultSet row, int index) throws SQLException {
		ContractNumber number = ContractNumber.of(row.getLong("customer_id"), row.getInt("contract_no"));
		ContractStatus status = ContractStatus.valueOf(row.getString("status"));
		int version = row.getInt("version");
		String name = row.getString("product_name");
		Instant at = this.calendar.now();
		String currency = row.getString("currency");
		ContractDiscount discount = ContractHistories.discount(row.getBigDecimal("discount_percent"),
				row.getObject("discount_minor", Long.class), currency,
				row.getObject("discount_until", LocalDate.class));
		return new ServiceView(number, row.getInt("account_no"), row.getString("product_code"),
				(name != null) ? name : row.getString("product_code"), status, row.getString("place"),
				row.getString("term"), Amounts.ofMinor(currency, row.getLong("monthly_minor")),
				Math.max(1, row.getInt("quantity")),
				(discount != null && discount.holdsOn(this.calendar.today())) ? discount : null,
				row.getObject("started_on", LocalDate.class), row.getObject("ended_on", LocalDate.class), version,
				Fact.ofCode("service-status", number.toString(), version, at, status.name()));
	}

}
