package app.accord.invoicing;

import java.time.LocalDate;

import org.joda.money.Money;

/**
 * Something charged once that is not billed yet.
 *
 * @param id its number among the customer's
 * @param productCode the product, or null
 * @param description what the customer reads
 * @param amount before tax
 * @param taxClass by which it is taxed
 * @param on the day it is for
 */
record OneOff(long id, String productCode, String description, Money amount, String taxClass, LocalDate on) {
}
