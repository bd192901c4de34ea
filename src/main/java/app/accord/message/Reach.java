package app.accord.message;

/**
 * How a message reaches a customer.
 *
 * @param medium by which medium
 * @param shown the address or number, as people read it, in one line
 */
public record Reach(Medium medium, String shown) {

	/** In words: “by e-mail to marisol@example.com”. */
	public String words() {
		return switch (this.medium) {
			case EMAIL -> "by e-mail to ";
			case SMS -> "by text message to ";
			case POST -> "by letter to ";
		} + this.shown;
	}

}
