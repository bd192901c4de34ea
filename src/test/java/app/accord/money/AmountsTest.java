package app.accord.money;

import java.math.BigDecimal;
import java.util.Locale;

import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AmountsTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			97.06      | 97.06
			$1,234.50  | 1234.50
			97,06      | 97.06
			1.234,50   | 1234.50
			USD 12     | 12.00
			12.5       | 12.50
			-3         | -3.00
			1 234.00   | 1234.00
			12.500     | 12.50
			""")
	void readsWhatPeopleType(String typed, String amount) {
		assertThat(Amounts.read(typed, "USD")).contains(Money.parse("USD " + amount));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "1.234", "1,2,3", "1e5", "NaN", "--1", "12.345", "99999999999999999999", "٣" })
	void refusesWhatIsNoAmount(String typed) {
		assertThat(Amounts.read(typed, "USD")).isEmpty();
	}

	@Test
	void showsEachCurrencyWithItsOwnDecimals() {
		assertThat(Amounts.show(Money.parse("USD 110.27"), Locale.US)).isEqualTo("$110.27");
		assertThat(Amounts.show(Money.parse("JPY 110"), Locale.US)).isEqualTo("¥110");
		assertThat(Amounts.plain(Money.parse("BHD 1.234"))).isEqualTo("1.234");
	}

	@Test
	void roundsHalfUp() {
		assertThat(Amounts.percent(Money.parse("USD 45.00"), new BigDecimal("8.875")))
			.isEqualTo(Money.parse("USD 3.99"));
		assertThat(Amounts.percent(Money.parse("USD 1.00"), new BigDecimal("0.5"))).isEqualTo(Money.parse("USD 0.01"));
	}

}
