package app.accord.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rates of tax as they were read at one moment. A place without a rate of its own
 * takes that of the place around it: US-NY-NYC that of US-NY, then that of US. Where
 * there is none, nothing is taxed.
 */
final class TaxTable {

	private final Map<String, List<TaxRate>> rates = new HashMap<>();

	TaxTable(List<TaxRate> rates) {
		rates.forEach((rate) -> this.rates
			.computeIfAbsent(rate.place() + " " + rate.taxClass(), (key) -> new java.util.ArrayList<>())
			.add(rate));
	}

	/** The percentage for a class of products at a place on a day. */
	BigDecimal percent(String place, String taxClass, LocalDate day) {
		for (String at = place; at != null; at = around(at)) {
			for (TaxRate rate : this.rates.getOrDefault(at + " " + taxClass, List.of())) {
				if (rate.holdsOn(day)) {
					return rate.percent();
				}
			}
		}
		return BigDecimal.ZERO;
	}

	private static String around(String place) {
		int dash = place.lastIndexOf('-');
		return (dash > 0) ? place.substring(0, dash) : null;
	}

}
