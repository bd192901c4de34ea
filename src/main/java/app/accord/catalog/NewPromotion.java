package app.accord.catalog;

import java.math.BigDecimal;
import java.time.Instant;

import app.accord.customer.Tier;
import org.joda.money.Money;

/**
 * A promotion to be added. It gives a percentage or an amount.
 *
 * @param code what it is called, and what is typed where {@code needsCode}
 * @param name what people call it
 * @param productCode for this product only; null: for any
 * @param percentOff for example 12.5; null where an amount is given
 * @param amountOff per unit; null where a percentage is given
 * @param needsCode whether only those who name the code get it
 * @param minimumTier only for customers of this tier and up; null: for all
 * @param minimumYears only for customers of at least so many years; null: for all
 * @param startsAt from when on, UTC; null: from the next second on
 * @param endsAt until when, UTC
 */
public record NewPromotion(String code, String name, String productCode, BigDecimal percentOff, Money amountOff,
		boolean needsCode, Tier minimumTier, Integer minimumYears, Instant startsAt, Instant endsAt) {
}
