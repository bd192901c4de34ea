package app.accord.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A point that the program passes and at which it can be made to die, as a power cut
 * would make it: started with {@code -Daccord.halt-at=payment.answered} it halts the
 * first time it passes that point, with {@code -Daccord.halt-at=payment.answered:3} the
 * third time, and with {@code -Daccord.halt-at=@FILE} as soon as such a word stands in
 * that file. No shutdown hook runs and nothing is flushed. Started without, passing costs
 * nothing.
 * <p>
 * {@code killed.KilledAnywhereTest} dies at each of them and comes back.
 */
public enum FailPoint {

	/** Somebody wants to pay by card; nothing of it is noted. */
	PAYMENT_BEFORE_INTENT,

	/** The attempt to pay is committed, but not that it is sent. */
	PAYMENT_INTENT_COMMITTED,

	/** That the attempt is sent is committed; the gateway has not heard of it. */
	PAYMENT_BEFORE_CALL,

	/** The gateway has answered; nothing of the answer is noted. */
	PAYMENT_ANSWERED,

	/** What the gateway said is noted, but not committed. */
	PAYMENT_POSTED,

	/** What the gateway said is committed; nobody was told. */
	PAYMENT_CONCLUDED,

	/** A report of the gateway's is committed, but not looked into. */
	PAYMENT_REPORT_KEPT,

	/** A report was looked into; the gateway was not told that we have it. */
	PAYMENT_REPORT_HANDLED,

	/** A refund to a card is committed; that it is sent isn't. */
	PAYMENT_REFUND_DECIDED,

	/** That a refund is sent is committed; the gateway has not heard of it. */
	PAYMENT_REFUND_BEFORE_CALL,

	/** The gateway has paid back; nothing of its answer is noted. */
	PAYMENT_REFUND_ANSWERED,

	/** Auto-pay has taken a plan up; there is no attempt yet. */
	PAYMENT_AUTOPAY_CLAIMED,

	/** A write and the answer to its key are noted, but not committed. */
	IDEMPOTENCY_NOTED,

	/** A write of the API's is committed; its caller was not answered. */
	API_BEFORE_ANSWER,

	/** What some bills will come to is computed, but not kept. */
	INVOICING_DRAFTED,

	/** Some bills of a run are posted, but not committed. */
	INVOICING_POSTED,

	/** Some bills of a run are committed; the run does not know. */
	INVOICING_BILLED,

	/** A letter's PDF is drawn; the letter is not written. */
	CORRESPONDENCE_DRAWN,

	/** A message is written and taken by this node, but not handed over. */
	MESSAGE_WRITTEN,

	/** A message was handed over; that is not noted. */
	MESSAGE_HANDED_OVER,

	/** Some rows of an import are taken in, but not committed. */
	IMPORT_TAKEN,

	/** Some rows of an import are committed; the next are not begun. */
	IMPORT_COMMITTED,

	/** Some of an import is taken back; the rest is not begun. */
	IMPORT_UNDONE,

	/** The sandbox has opened a payment page; who asked for it was not answered. */
	SANDBOX_PAGE_OPENED,

	/** The sandbox has captured what was paid on its page; nobody was told. */
	SANDBOX_PAID,

	/** The sandbox has charged a kept card; who asked for it was not answered. */
	SANDBOX_CHARGED,

	/** The sandbox has paid back; who asked for it was not answered. */
	SANDBOX_REFUNDED;

	/** The exit code of a program that halted at a point. */
	public static final int EXIT_CODE = 86;

	private static final String ASKED = System.getProperty("accord.halt-at", "");

	private final AtomicInteger passed = new AtomicInteger();

	/** Says that the program is at this point. */
	public void reach() {
		if (ASKED.isEmpty()) {
			return;
		}
		String[] wanted = wanted().strip().split(":", 2);
		if (wanted[0].equals(label())
				&& this.passed.incrementAndGet() == ((wanted.length > 1) ? Integer.parseInt(wanted[1]) : 1)) {
			System.err.println("Halting at " + label());
			Runtime.getRuntime().halt(EXIT_CODE);
		}
	}

	/** The point's name: {@code payment.report-kept}, its module first. */
	public String label() {
		return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
	}

	private static String wanted() {
		if (!ASKED.startsWith("@")) {
			return ASKED;
		}
		try {
			return Files.readString(Path.of(ASKED.substring(1)));
		}
		catch (NoSuchFileException ex) {
			return "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
