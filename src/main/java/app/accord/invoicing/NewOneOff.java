package app.accord.invoicing;

import java.time.LocalDate;

import org.joda.money.Money;

/**
 * Something to be charged once, with the next bill.
 *
 * @param productCode the product; null: none, the words say what it is
 * @param description what the customer reads on the bill; null: the product's name
 * @param amount before tax, above zero, in the account's currency; null: what the product
 * costs this customer now
 * @param taxClass by which it is taxed; null: the product's, else STANDARD
 * @param on the day it is for; null: today
 */
public record NewOneOff(String productCode, String description, Money amount, String taxClass, LocalDate on) {
}
