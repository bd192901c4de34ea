package app.accord.invoicing;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.billing.BillCycle;
import app.accord.billing.BillCycles;
import app.accord.catalog.BillableProduct;
import app.accord.catalog.PriceBook;
import app.accord.catalog.PriceSheet;
import app.accord.customer.AccountNumber;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in what was used, many records at a time. A record that is sent again changes
 * nothing; one that can't be taken is refused by itself.
 */
@Component
public class UsageIntake {

	private static final int MOST_AT_ONCE = 10_000;

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final PriceBook prices;

	private final BillCycles cycles;

	private final BusinessCalendar calendar;

	UsageIntake(JdbcTemplate jdbc, JdbcClient client, PriceBook prices, BillCycles cycles, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.client = client;
		this.prices = prices;
		this.cycles = cycles;
		this.calendar = calendar;
	}

	/** How many records can be sent at once. */
	public static int mostAtOnce() {
		return MOST_AT_ONCE;
	}

	/** Takes records in, in one transaction; the answers are in their order. */
	@Transactional
	public List<Taken> take(List<NewUsage> records) {
		PriceSheet sheet = this.prices.sheet();
		List<Long> customers = records.stream().map((record) -> record.account().customerId()).distinct().toList();
		Map<AccountNumber, BillCycle> known = this.cycles.of(customers);
		Map<Key, Kept> kept = kept(customers, records);
		Map<Key, NewUsage> fresh = new LinkedHashMap<>();
		List<Taken> answers = new ArrayList<>();
		for (NewUsage record : records) {
			Key key = new Key(record.account().customerId(), record.externalId());
			String obstacle = obstacle(record, sheet, known);
			Kept before = fresh.containsKey(key) ? Kept.of(fresh.get(key)) : kept.get(key);
			if (before != null && !before.same(record)) {
				obstacle = "There is another record %s with other content. Give each record a number of its own."
					.formatted(record.externalId());
			}
			if (obstacle == null && before == null) {
				fresh.put(key, record);
			}
			answers.add(new Taken(record.externalId(), obstacle == null, before != null, obstacle));
		}
		insert(List.copyOf(fresh.values()));
		return answers;
	}

	private String obstacle(NewUsage record, PriceSheet sheet, Map<AccountNumber, BillCycle> known) {
		BillCycle cycle = known.get(record.account());
		if (cycle == null) {
			return "There is no account %s.".formatted(record.account());
		}
		if (cycle.finalBillOn() != null) {
			return "Account %s had its final bill on %s: nothing can be added to it.".formatted(record.account(),
					cycle.finalBillOn());
		}
		BillableProduct product = sheet.product(record.productCode());
		if (!product.unit().used()) {
			return "“%s” is nothing that is charged by use. Check its code.".formatted(record.productCode());
		}
		if (record.quantity() == null || record.quantity().signum() <= 0
				|| record.quantity().stripTrailingZeros().scale() > 6 || record.quantity().precision() > 18) {
			return "The quantity is above zero and has at most six decimals.";
		}
		if (record.at() == null || record.at().isAfter(this.calendar.now().plusSeconds(3600))) {
			return "Usage has happened already: give the instant, UTC.";
		}
		if (record.externalId() == null || record.externalId().isBlank() || record.externalId().length() > 100) {
			return "Give each record a number of its own, at most 100 characters.";
		}
		return null;
	}

	private Map<Key, Kept> kept(List<Long> customers, List<NewUsage> records) {
		Set<String> ids = new HashSet<>();
		records.forEach((record) -> ids.add(record.externalId()));
		ids.remove(null);
		Map<Key, Kept> kept = new java.util.HashMap<>();
		this.client.sql("""
				select customer_id, external_id, account_no, product_code, quantity, at from usage_record
				where customer_id = any (?) and external_id = any (?)
				""").param(customers.toArray(Long[]::new)).param(ids.toArray(String[]::new)).query((row) -> {
			kept.put(new Key(row.getLong(1), row.getString(2)), new Kept(row.getInt(3), row.getString(4),
					row.getBigDecimal(5).stripTrailingZeros(), row.getTimestamp(6).toInstant()));
		});
		return kept;
	}

	private void insert(List<NewUsage> records) {
		Timestamp now = Timestamp.from(this.calendar.now());
		this.jdbc.batchUpdate("""
				insert into usage_record (customer_id, usage_id, account_no, product_code, quantity, at, external_id,
					recorded_at)
				values (?, nextval('usage_seq'), ?, ?, ?, ?, ?, ?)
				on conflict (customer_id, external_id) do nothing
				""", records, 1000, (statement, record) -> {
			statement.setLong(1, record.account().customerId());
			statement.setInt(2, record.account().no());
			statement.setString(3, record.productCode());
			statement.setBigDecimal(4, record.quantity());
			statement.setTimestamp(5, Timestamp.from(record.at()));
			statement.setString(6, record.externalId());
			statement.setTimestamp(7, now);
		});
	}

	/**
	 * The answer to a record.
	 *
	 * @param externalId which
	 * @param taken whether it is here now
	 * @param known whether it was here before
	 * @param problem why it was refused, in a sentence; null if it wasn't
	 */
	public record Taken(String externalId, boolean taken, boolean known, String problem) {
	}

	private record Key(long customerId, String externalId) {
	}

	private record Kept(int accountNo, String product, java.math.BigDecimal quantity, java.time.Instant at) {

		static Kept of(NewUsage record) {
			return new Kept(record.account().no(), record.productCode(), record.quantity().stripTrailingZeros(),
					record.at().truncatedTo(java.time.temporal.ChronoUnit.MICROS));
		}

		boolean same(NewUsage record) {
			return equals(of(record));
		}

	}

}
