package app.accord.catalog;

import org.joda.money.Money;

/**
 * What a promotion takes off a price.
 *
 * @param promotionCode the promotion
 * @param name what people call it
 * @param amount what it takes off one unit
 * @param byCode whether it was given because its code was named
 * @param why a sentence
 */
public record Deduction(String promotionCode, String name, Money amount, boolean byCode, String why) {
}
