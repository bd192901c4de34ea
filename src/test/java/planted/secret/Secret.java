package planted.secret;

/** Something that gossip wants to know. */
public record Secret(String text) {
}
