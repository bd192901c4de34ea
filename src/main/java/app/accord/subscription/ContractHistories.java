package app.accord.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The append-only history of what each contract cost and whether it was charged on each
 * day: what bills are computed from.
 */
@Component
public class ContractHistories {

	private static final String SELECT = """
			select c.customer_id, c.contract_no, c.account_no, c.billing_timing, c.place, c.currency, p.phase_no, p.kind,
				p.from_day, p.product_code, p.monthly_minor, p.charged, p.by_book, p.quantity, p.discount_percent,
				p.discount_minor, p.discount_until
			from contract c join contract_phase p using (customer_id, contract_no)
			""";

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final BusinessCalendar calendar;

	ContractHistories(JdbcTemplate jdbc, JdbcClient client, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.client = client;
		this.calendar = calendar;
	}

	/** The histories of all contracts of these customers, by account. */
	@Transactional(readOnly = true)
	public Map<AccountNumber, List<ContractHistory>> of(Collection<Long> customerIds) {
		Map<ContractNumber, ContractHistory> found = new LinkedHashMap<>();
		this.client.sql(SELECT + "where c.customer_id = any (?) order by c.customer_id, c.contract_no, p.phase_no")
			.param(customerIds.toArray(Long[]::new))
			.query((row) -> {
				add(row, found);
			});
		Map<AccountNumber, List<ContractHistory>> byAccount = new HashMap<>();
		found.values()
			.forEach((history) -> byAccount.computeIfAbsent(history.account(), (account) -> new ArrayList<>())
				.add(history));
		return byAccount;
	}

	/** The history of one contract; it exists. */
	@Transactional(readOnly = true)
	public ContractHistory of(ContractNumber number) {
		Map<ContractNumber, ContractHistory> found = new LinkedHashMap<>();
		this.client.sql(SELECT + "where c.customer_id = ? and c.contract_no = ? order by p.phase_no")
			.param(number.customerId())
			.param(number.no())
			.query((row) -> {
				add(row, found);
			});
		return found.get(number);
	}

	/** Records phases of a contract that the caller has locked. */
	@Transactional(propagation = Propagation.MANDATORY)
	void append(Actor actor, ContractHistory history, List<ContractPhase> phases, String reason) {
		int last = history.phases().isEmpty() ? 0 : history.phases().getLast().no();
		List<Recorded> rows = new ArrayList<>();
		for (ContractPhase phase : phases) {
			rows.add(new Recorded(history.number(), ++last, phase, reason));
		}
		insert(actor, rows);
	}

	/** Records the first phases of new contracts. */
	@Transactional(propagation = Propagation.MANDATORY)
	void begin(Actor actor, Map<ContractNumber, NewContract> contracts) {
		List<Recorded> rows = new ArrayList<>();
		contracts.forEach((number, contract) -> {
			ContractPhase start = new ContractPhase(1, PhaseKind.START, contract.startedOn(), contract.productCode(),
					contract.monthly(), true, contract.byBook(), 1, contract.discount());
			rows.add(new Recorded(number, 1, start, null));
			if (contract.endedOn() != null) {
				rows.add(new Recorded(number, 2,
						start.begun(PhaseKind.END, contract.endedOn().plusDays(1)).charged(false), null));
			}
		});
		insert(actor, rows);
	}

	private void insert(Actor actor, List<Recorded> rows) {
		Timestamp at = Timestamp.from(this.calendar.now());
		this.jdbc.batchUpdate("""
				insert into contract_phase (customer_id, contract_no, phase_no, kind, from_day, product_code,
					monthly_minor, charged, by_book, recorded_at, actor_name, reason, quantity, discount_percent,
					discount_minor, discount_until)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", rows, 1000, (statement, row) -> {
			statement.setLong(1, row.number().customerId());
			statement.setInt(2, row.number().no());
			statement.setInt(3, row.no());
			statement.setString(4, row.phase().kind().name());
			statement.setObject(5, row.phase().from());
			statement.setString(6, row.phase().productCode());
			statement.setLong(7, Amounts.minor(row.phase().monthly()));
			statement.setBoolean(8, row.phase().charged());
			statement.setBoolean(9, row.phase().byBook());
			statement.setTimestamp(10, at);
			statement.setString(11, actor.name());
			statement.setString(12, row.reason());
			statement.setInt(13, row.phase().quantity());
			ContractDiscount discount = row.phase().discount();
			statement.setBigDecimal(14, (discount != null) ? discount.percent() : null);
			statement.setObject(15,
					(discount != null && discount.amount() != null) ? Amounts.minor(discount.amount()) : null,
					Types.BIGINT);
			statement.setObject(16, (discount != null) ? discount.until() : null, Types.DATE);
		});
	}

	private static void add(ResultSet row, Map<ContractNumber, ContractHistory> found) throws SQLException {
		ContractNumber number = ContractNumber.of(row.getLong(1), row.getInt(2));
		ContractHistory history = found.get(number);
		if (history == null) {
			history = new ContractHistory(number, new AccountNumber(row.getLong(1), row.getInt(3)),
					BillingTiming.valueOf(row.getString(4)), row.getString(5), new ArrayList<>(2));
			found.put(number, history);
		}
		history.phases()
			.add(new ContractPhase(row.getInt(7), PhaseKind.valueOf(row.getString(8)),
					row.getObject(9, LocalDate.class), row.getString(10),
					Amounts.ofMinor(row.getString(6), row.getLong(11)), row.getBoolean(12), row.getBoolean(13),
					row.getInt(14), discount(row.getBigDecimal(15), row.getObject(16, Long.class), row.getString(6),
							row.getObject(17, LocalDate.class))));
	}

	/** The discount as it is stored; null where neither percent nor amount is. */
	static ContractDiscount discount(BigDecimal percent, Long minor, String currency, LocalDate until) {
		if (percent == null && minor == null) {
			return null;
		}
		return new ContractDiscount((percent != null) ? percent.stripTrailingZeros() : null,
				(minor != null) ? Amounts.ofMinor(currency, minor) : null, until);
	}

	private record Recorded(ContractNumber number, int no, ContractPhase phase, String reason) {
	}

}
