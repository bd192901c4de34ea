package app.accord.invoicing;

import java.math.BigDecimal;
import java.math.RoundingMode;

import app.accord.money.Amounts;

import org.joda.money.Money;

/**
 * The one rule by which a month's price becomes the price of some of its days: days used
 * / days of the period with nine decimals, half up; that part of the price, rounded half
 * up to the currency (Kill Bill's rule, {@code InvoiceDateUtils}).
 */
final class Proration {

	private static final int SCALE = 9;

	private Proration() {
	}

	static Money of(Money monthly, int days, int basisDays) {
		if (days == basisDays) {
			return monthly;
		}
		return Amounts.part(monthly,
				BigDecimal.valueOf(days).divide(BigDecimal.valueOf(basisDays), SCALE, RoundingMode.HALF_UP));
	}

}
