package app.accord.sandbox;

/**
 * A card terminal that the sandbox plays.
 *
 * @param id its id
 * @param name what people call it
 * @param online whether it is switched on
 */
public record SandboxTerminal(String id, String name, boolean online) {
}
