package app.accord.subscription;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import app.accord.actor.Actor;
import app.accord.catalog.Products;
import app.accord.customer.ContractNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.DrawnNumbers;
import app.accord.customer.Series;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes contracts, many at a time: those that began earlier, and those that are over.
 */
@Component
public class ContractIntake {

	private static final int BATCH = 1000;

	private final JdbcTemplate jdbc;

	private final Products products;

	private final CustomerSeries series;

	private final ContractHistories histories;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	ContractIntake(JdbcTemplate jdbc, Products products, CustomerSeries series, ContractHistories histories,
			Timeline timeline, LiveChanges live, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.products = products;
		this.series = series;
		this.histories = histories;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/**
	 * Writes them all, in the caller's transaction if there is one. Each is active, about
	 * to start, about to end or ended, as its days say.
	 * @param contracts each with a monthly price and a first day
	 * @return their numbers in the same order
	 */
	@Transactional
	public List<ContractNumber> addAll(Actor actor, List<NewContract> contracts) {
		if (contracts.isEmpty()) {
			return List.of();
		}
		LocalDate today = this.calendar.today();
		DrawnNumbers numbers = this.series.draw(Series.CONTRACT,
				contracts.stream().map(NewContract::customerId).toList());
		Map<ContractNumber, NewContract> numbered = new LinkedHashMap<>();
		for (NewContract contract : contracts) {
			numbered.put(ContractNumber.of(contract.customerId(), numbers.next(contract.customerId())), contract);
		}
		this.jdbc.batchUpdate("""
				insert into contract (customer_id, contract_no, account_no, product_code, status, place, term, currency,
					monthly_minor, started_on, ended_on, billing_timing)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", numbered.entrySet(), BATCH, (statement, entry) -> {
			NewContract contract = entry.getValue();
			statement.setLong(1, contract.customerId());
			statement.setInt(2, entry.getKey().no());
			statement.setInt(3, contract.accountNo());
			statement.setString(4, contract.productCode());
			statement.setString(5, status(contract, today).name());
			statement.setString(6, contract.place());
			statement.setString(7, contract.term());
			statement.setString(8, contract.monthly().getCurrencyUnit().getCode());
			statement.setLong(9, Amounts.minor(contract.monthly()));
			statement.setObject(10, contract.startedOn());
			statement.setObject(11, contract.endedOn());
			statement.setString(12, contract.timing().name());
		});
		this.histories.begin(actor, numbered);
		tell(actor, numbered, today);
		return List.copyOf(numbered.keySet());
	}

	private void tell(Actor actor, Map<ContractNumber, NewContract> numbered, LocalDate today) {
		Map<String, String> names = this.products
			.names(numbered.values().stream().map(NewContract::productCode).toList());
		List<NewInteraction> told = new ArrayList<>();
		Set<Long> customers = new TreeSet<>();
		numbered.forEach((number, contract) -> {
			customers.add(number.customerId());
			String name = names.getOrDefault(contract.productCode(), contract.productCode());
			LocalDate first = contract.startedOn();
			told.add(NewInteraction.change(number.customerId(),
					first.isBefore(today) ? this.calendar.startOf(first) : this.calendar.now(), InteractionKind.SERVICE,
					actor, first.isAfter(today) ? "%s starts on %s (%s).".formatted(name, first, number)
							: "%s started (%s).".formatted(name, number)));
			if (contract.endedOn() != null && !contract.endedOn().isAfter(today)) {
				told.add(NewInteraction.change(number.customerId(), this.calendar.startOf(contract.endedOn()),
						InteractionKind.SERVICE, actor, "%s ended (%s).".formatted(name, number)));
			}
		});
		this.timeline.recordAll(told);
		this.live.mark(customers, Topic.SERVICES);
		this.live.mark(customers, Topic.TIMELINE);
	}

	private static ContractStatus status(NewContract contract, LocalDate today) {
		if (contract.startedOn().isAfter(today)) {
			return ContractStatus.PENDING_ACTIVE;
		}
		if (contract.endedOn() == null) {
			return ContractStatus.ACTIVE;
		}
		return contract.endedOn().isAfter(today) ? ContractStatus.PENDING_TERMINATE : ContractStatus.TERMINATED;
	}

}
