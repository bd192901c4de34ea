package app.accord.fault;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A point that the program passes and at which it can be made to die, as a power cut
 * would make it: started with {@code -Daccord.halt-at=payment.sent} it halts the first
 * time it passes that point, with {@code -Daccord.halt-at=payment.sent:3} the third time.
 * No shutdown hook runs and nothing is flushed. Started without, passing costs nothing.
 * <p>
 * Names are {@code module.what-has-just-happened}.
 */
public final class FailPoint {

	/** The exit code of a program that halted at a point. */
	public static final int EXIT_CODE = 86;

	private static final String NAME;

	private static final int TIMES;

	private static final AtomicInteger passed = new AtomicInteger();

	static {
		String[] asked = System.getProperty("accord.halt-at", "").split(":", 2);
		NAME = asked[0].isEmpty() ? null : asked[0];
		TIMES = (asked.length > 1) ? Integer.parseInt(asked[1]) : 1;
	}

	private FailPoint() {
	}

	/**
	 * Says that the program is at this point.
	 * @param name the point's name
	 */
	public static void reach(String name) {
		if (NAME != null && NAME.equals(name) && passed.incrementAndGet() == TIMES) {
			System.err.println("Halting at " + name);
			Runtime.getRuntime().halt(EXIT_CODE);
		}
	}

}
