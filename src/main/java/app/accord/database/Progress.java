package app.accord.database;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the person at the console what the program is busy with, as soon as something
 * takes longer than a moment.
 */
public final class Progress {

	private static final int FIRST_WORD_MILLIS = 1500;

	private static final int NEXT_WORD_MILLIS = 5000;

	private Progress() {
	}

	/**
	 * Prints one line now.
	 * @param line what is going on, without a line end
	 */
	public static void say(String line) {
		out().println("  " + line);
	}

	/**
	 * Does the work; when it takes more than a second and a half, says what is going on,
	 * and again every five seconds with the seconds so far.
	 * @param <T> what the work returns
	 * @param what what is going on, as in "Preparing the database"
	 * @param work what to do
	 * @return what the work returned
	 * @throws Exception what the work threw
	 */
	public static <T> T during(String what, Callable<T> work) throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		Thread teller = Thread.ofPlatform().daemon().name("progress").start(() -> tell(what, done));
		try {
			return work.call();
		}
		finally {
			done.countDown();
			teller.join();
		}
	}

	private static void tell(String what, CountDownLatch done) {
		long start = System.nanoTime();
		try {
			if (done.await(FIRST_WORD_MILLIS, TimeUnit.MILLISECONDS)) {
				return;
			}
			say(what + " …");
			while (!done.await(NEXT_WORD_MILLIS, TimeUnit.MILLISECONDS)) {
				say(what + " … " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + " s");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static PrintStream out() {
		return System.out;
	}

}
