package app.accord.invoicing;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import app.accord.money.Amounts;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Minutes × rate, rounded to cents, against 2,500 published telephone bills. */
class PhoneUsageTest {

	private static final Path FILE = Path.of("..", "shared", "data", "phone_usage", "phone_usage_dev.csv");

	private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");

	/** What 100 minutes cost, since a price has no fractions of a cent. */
	private static final Map<String, Money> RATES = Map.of("day", Money.parse("USD 17.00"), "eve",
			Money.parse("USD 8.50"), "night", Money.parse("USD 4.50"), "intl", Money.parse("USD 27.00"));

	@Test
	void comesToChargesOfPublishedBills() throws IOException {
		if (!Files.exists(FILE)) {
			System.out.println("PhoneUsageTest: SKIPPED: there is no file " + FILE);
			return;
		}
		List<String> rows = Files.readAllLines(FILE);
		List<String> header = List.of(rows.getFirst().split(","));
		int compared = 0;
		int ties = 0;
		for (String row : rows.subList(1, rows.size())) {
			List<String> fields = List.of(row.split(","));
			for (Map.Entry<String, Money> rate : RATES.entrySet()) {
				BigDecimal minutes = new BigDecimal(fields.get(header.indexOf("total_" + rate.getKey() + "_minutes")));
				BigDecimal charge = new BigDecimal(fields.get(header.indexOf("total_" + rate.getKey() + "_charge")));
				BigDecimal ours = Amounts.forQuantity(rate.getValue(), minutes, 100).getAmount();
				BigDecimal exact = rate.getValue().getAmount().multiply(minutes).movePointLeft(2);
				if (exact.subtract(exact.setScale(2, RoundingMode.DOWN)).compareTo(HALF_A_CENT) == 0) {
					// Half a cent: we round it up, the publishers either way.
					ties++;
					assertThat(ours.subtract(charge)).as(row).isBetween(BigDecimal.ZERO, new BigDecimal("0.01"));
				}
				else {
					assertThat(ours).as(row).isEqualByComparingTo(charge);
				}
				compared++;
			}
		}
		System.out.println("PhoneUsageTest: " + compared + " charges compared, " + ties + " of them half a cent");
		assertThat(compared).isEqualTo(4 * (rows.size() - 1));
	}

}
