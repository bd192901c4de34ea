package app.accord.security;

/**
 * Another site that forms of our pages may lead to, such as a payment page. A bean of the
 * module that sends people there.
 */
@FunctionalInterface
public interface FormTarget {

	/** Its origin: {@code https://pay.example.com}; null: none at present. */
	String origin();

}
