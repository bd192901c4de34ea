package app.accord.catalog;

/**
 * A product to be added.
 *
 * @param code letters, digits, dots, dashes and underscores, at most 40; kept in upper
 * case
 * @param name what people call it
 * @param kind service or goods
 * @param unit what its price is for
 * @param description more words, or null
 */
public record NewProduct(String code, String name, ProductKind kind, ProductUnit unit, String description) {
}
