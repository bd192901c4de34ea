package app.accord.invoicing;

import org.joda.money.Money;

/**
 * What a day is charged by, or what is taken off it.
 *
 * @param productCode the service
 * @param monthly what a month costs, or is taken off a month
 * @param promotionCode the promotion that takes it off; null for a charge
 */
record Rate(String productCode, Money monthly, String promotionCode) {
}
