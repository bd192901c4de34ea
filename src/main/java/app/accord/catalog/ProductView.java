package app.accord.catalog;

/**
 * A product as shown.
 *
 * @param code its code, upper case
 * @param name what people call it
 * @param kind service or goods
 * @param unit what its price is for
 * @param description more words, or null
 * @param retired whether it is no longer sold
 */
public record ProductView(String code, String name, ProductKind kind, ProductUnit unit, String description,
		boolean retired) {
}
