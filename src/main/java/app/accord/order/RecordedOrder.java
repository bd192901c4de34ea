package app.accord.order;

import app.accord.customer.OrderNumber;

/**
 * An order after it was recorded.
 *
 * @param number its number
 * @param fresh whether it was not known before
 */
public record RecordedOrder(OrderNumber number, boolean fresh) {
}
