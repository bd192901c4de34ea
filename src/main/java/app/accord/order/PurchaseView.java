package app.accord.order;

import java.time.Instant;
import java.util.List;

import app.accord.customer.OrderNumber;
import app.accord.fact.Fact;
import org.joda.money.Money;

/**
 * A purchase or return as shown.
 *
 * @param number its number
 * @param accountNo the billing account that it is charged to, or null
 * @param kind sale or return
 * @param status where it stands
 * @param placedAt when it was placed, UTC
 * @param soldThrough where it was bought
 * @param place which shop or site, or null
 * @param total what it came to; below zero for a return
 * @param externalId its number in the system it came from, or null
 * @param actorName who recorded it
 * @param version counts the changes
 * @param lines what was bought
 * @param statusFact the fact "order-status"
 */
public record PurchaseView(OrderNumber number, Integer accountNo, OrderKind kind, OrderStatus status, Instant placedAt,
		SoldThrough soldThrough, String place, Money total, String externalId, String actorName, int version,
		List<PurchaseLine> lines, Fact statusFact) {
}
