package app.accord.ui;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

import app.accord.fact.Fact;
import app.accord.testing.AccordTest;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.i18n.LocaleContextHolder;

import static org.assertj.core.api.Assertions.assertThat;

/** What people read of a fact. */
@AccordTest
class FactTextTest {

	private static final Instant AT = Instant.parse("2026-11-22T19:02:11Z");

	@Autowired
	private FactText text;

	@Test
	void showsAmountsDaysAndCodesInWords() {
		LocaleContextHolder.setLocale(Locale.US);
		assertThat(this.text.show(Fact.ofMoney("balance", "A-10428-1-4", 17, AT, Money.parse("USD 110.27"))))
			.isEqualTo("$110.27");
		assertThat(this.text.show(Fact.ofMoney("balance", "A-10428-1-4", 17, AT, Money.parse("USD -1234.50"))))
			.isEqualTo("−$1,234.50");
		assertThat(this.text.show(Fact.ofDate("due-date", "A-10428-1-4", 17, AT, LocalDate.of(2026, 11, 3))))
			.isEqualTo("3 Nov 2026");
		assertThat(this.text.show(Fact.ofDate("due-date", "A-10428-1-4", 17, AT, null))).isEqualTo("none");
		assertThat(this.text.show(Fact.ofCode("service-status", "S-10428-1-1", 3, AT, "SUSPENDED")))
			.isEqualTo("Paused");
		assertThat(this.text.show(Fact.ofCode("other", "S-10428-1-1", 3, AT, "NOT_YET_NAMED")))
			.isEqualTo("Not yet named");
		assertThat(this.text.asOf(Fact.ofDate("due-date", "A-10428-1-4", 17, AT, null)))
			.isEqualTo("as of entry 17 · 14:02:11");
	}

}
