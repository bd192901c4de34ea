package app.accord.order;

import org.joda.money.Money;

/**
 * A line of a purchase as shown.
 *
 * @param no 1, 2, 3 …
 * @param productCode a product's code, or null
 * @param description what it is
 * @param quantity how many; below zero: returned
 * @param unitPrice what one costs before deductions
 * @param deduction what was taken off the whole line, zero or more
 * @param total the amount of the line; below zero for a return
 * @param promotionCode the promotion that was given, or null
 */
public record PurchaseLine(int no, String productCode, String description, int quantity, Money unitPrice,
		Money deduction, Money total, String promotionCode) {
}
