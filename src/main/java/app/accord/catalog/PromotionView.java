package app.accord.catalog;

import java.math.BigDecimal;
import java.time.Instant;

import app.accord.customer.Tier;
import org.joda.money.Money;

/**
 * A promotion as shown.
 *
 * @param code its code
 * @param name what people call it
 * @param productCode the product it is for; null: any
 * @param percentOff the percentage, or null
 * @param amountOff the amount, or null
 * @param needsCode whether only those who name the code get it
 * @param minimumTier the tier it needs, or null
 * @param minimumYears the years as a customer it needs, or null
 * @param startsAt from when on, UTC
 * @param endsAt until when, UTC
 */
public record PromotionView(String code, String name, String productCode, BigDecimal percentOff, Money amountOff,
		boolean needsCode, Tier minimumTier, Integer minimumYears, Instant startsAt, Instant endsAt) {
}
