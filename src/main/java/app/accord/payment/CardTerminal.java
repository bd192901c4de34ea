package app.accord.payment;

/**
 * A card terminal that stands in a shop.
 *
 * @param id the gateway's id
 * @param name what people call it
 * @param online whether the gateway reaches it
 */
public record CardTerminal(String id, String name, boolean online) {
}
