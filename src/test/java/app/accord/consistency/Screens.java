package app.accord.consistency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import app.accord.customer.AccountNumber;

/**
 * Screens that are left open: each hears of changes over its event stream and then gets
 * the part of its page that shows the balance, as the page's script does.
 */
final class Screens implements AutoCloseable {

	private final History history;

	private final List<Screen> all = new ArrayList<>();

	private volatile boolean closed;

	Screens(History history) {
		this.history = history;
	}

	/**
	 * Opens a screen.
	 * @param live address of the event stream
	 * @param part address of what shows balances
	 */
	void open(Visitor who, int node, String channel, String live, String part) {
		Screen screen = new Screen(who, node, channel, part);
		this.all.add(screen);
		who.listen(node, live, (line) -> {
			if (line.startsWith("data:") && (line.contains("account") || line.contains("resync"))) {
				screen.told.release();
			}
		});
		Thread.ofVirtual().start(() -> {
			screen.refresh();
			while (!this.closed) {
				screen.told.acquireUninterruptibly();
				screen.told.drainPermits();
				screen.refresh();
			}
		});
	}

	/**
	 * Waits for all screens to show the last entries, as they must do soon after the last
	 * change by themselves.
	 * @param lastSeqs each account's last entry
	 * @return a sentence for each one that does not
	 */
	List<String> behind(Map<AccountNumber, Long> lastSeqs, Duration atMost) throws InterruptedException {
		long end = System.nanoTime() + atMost.toNanos();
		while (true) {
			List<String> behind = new ArrayList<>();
			this.all.forEach((screen) -> screen.shows.forEach((account, asOf) -> {
				long last = lastSeqs.get(AccountNumber.parse(account));
				if (asOf < last) {
					behind.add("A screen of the %s still shows %s as of %d, but the last entry is %d"
						.formatted(screen.channel, account, asOf, last));
				}
			}));
			if (behind.isEmpty() || System.nanoTime() > end) {
				return behind;
			}
			Thread.sleep(50);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.all.forEach((screen) -> screen.told.release());
	}

	private final class Screen {

		private final Visitor who;

		private final int node;

		private final String channel;

		private final String part;

		private final Semaphore told = new Semaphore(0);

		private final Map<String, Long> shows = new ConcurrentHashMap<>();

		Screen(Visitor who, int node, String channel, String part) {
			this.who = who;
			this.node = node;
			this.channel = channel;
			this.part = part;
		}

		void refresh() {
			long began = System.nanoTime();
			Visitor.Page page = this.who.get(this.node, this.part);
			long ended = System.nanoTime();
			if (page.status() != 200) {
				return;
			}
			List<Shown> all = Shown.on(page.html(), this.channel + "'s open screen", this.part);
			all.stream()
				.filter((shown) -> shown.fact().equals("balance"))
				.forEach((shown) -> this.shows.put(shown.subject(), shown.asOf()));
			Screens.this.history.add(all, began, ended);
		}

	}

}
