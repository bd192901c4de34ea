package app.accord.billing;

import java.time.LocalDate;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How accounts are billed unless somebody says otherwise: properties
 * {@code accord.billing.cycle-day}, {@code accord.billing.payment-terms-days} and
 * {@code accord.billing.tax-place}.
 */
@Component
public class BillingDefaults {

	private final BillCycle cycle;

	BillingDefaults(@Value("${accord.billing.cycle-day:1}") int day,
			@Value("${accord.billing.payment-terms-days:14}") int termsDays,
			@Value("${accord.billing.tax-place:US}") String taxPlace) {
		this.cycle = new BillCycle(day, termsDays, BillMedium.EMAIL, taxPlace, null, null, null, null);
	}

	/** The usual cycle of an account whose days are charged from that one on. */
	public BillCycle cycleFrom(LocalDate firstDay) {
		return this.cycle.from(firstDay);
	}

}
