package app.accord.catalog;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import app.accord.customer.Tier;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;

/** How the price book speaks. */
final class Words {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.US);

	private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.US);

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.US);

	private Words() {
	}

	static String instant(Instant instant, BusinessCalendar calendar) {
		if (instant.equals(calendar.startOf(calendar.dayOf(instant)))) {
			return instant.atZone(calendar.zone()).format(DAY);
		}
		return instant.atZone(calendar.zone()).format((instant.getEpochSecond() % 60 == 0) ? MINUTE : SECOND);
	}

	static String off(PromotionView promotion) {
		return (promotion.percentOff() != null) ? promotion.percentOff().stripTrailingZeros().toPlainString() + "%"
				: Amounts.show(promotion.amountOff());
	}

	static String conditions(PromotionView promotion) {
		String tier = (promotion.minimumTier() != null) ? "for customers of tier " + tier(promotion.minimumTier())
				: "for customers";
		return (promotion.minimumYears() != null)
				? tier + " who have been with us for " + years(promotion.minimumYears()) : tier;
	}

	static String tier(Tier tier) {
		return (tier == Tier.PLATINUM) ? tier.label() : tier.label() + " and up";
	}

	static String years(int years) {
		return (years == 1) ? "a year or more" : years + " years or more";
	}

}
