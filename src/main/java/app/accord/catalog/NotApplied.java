package app.accord.catalog;

/**
 * A promotion that takes nothing off here.
 *
 * @param promotionCode the promotion
 * @param name what people call it; null if there is no such promotion
 * @param why a sentence
 */
public record NotApplied(String promotionCode, String name, String why) {
}
