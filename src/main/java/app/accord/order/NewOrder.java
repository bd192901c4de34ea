package app.accord.order;

import java.time.Instant;
import java.util.List;

import app.accord.money.Amounts;
import org.joda.money.Money;

/**
 * A purchase or return to be recorded.
 *
 * @param customerId whose
 * @param accountNo the billing account that it is charged to, or null
 * @param kind sale or return
 * @param soldThrough where it was bought
 * @param place which shop or site, or null
 * @param currency ISO 4217 code
 * @param placedAt when, UTC; null: now
 * @param externalId its number in the system it came from, or null
 * @param lines at least one
 */
public record NewOrder(long customerId, Integer accountNo, OrderKind kind, SoldThrough soldThrough, String place,
		String currency, Instant placedAt, String externalId, List<NewOrderLine> lines) {

	public NewOrder {
		lines = (lines != null) ? List.copyOf(lines) : List.of();
	}

	/** What it comes to; below zero for a return. */
	public Money total() {
		return this.lines.stream().map(NewOrderLine::total).reduce(Amounts.ofMinor(this.currency, 0), Money::plus);
	}

}
