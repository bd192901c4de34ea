package app.accord.catalog;

/**
 * What bills need to know of a product.
 *
 * @param code its code
 * @param name what people call it
 * @param unit what its price is for
 * @param pricedPer how many units its price is for, 1 or more
 * @param taxClass by which it is taxed
 */
public record BillableProduct(String code, String name, ProductUnit unit, int pricedPer, String taxClass) {
}
