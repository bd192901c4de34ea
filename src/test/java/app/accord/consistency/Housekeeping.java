package app.accord.consistency;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import app.accord.job.Jobs;
import app.accord.testing.MovableClock;

import org.springframework.core.NestedExceptionUtils;

/**
 * Does the nodes' work of every second while clients are at theirs: their shares of bill
 * runs, and the mail, which both send at once. Now and then it is time for reminders.
 */
final class Housekeeping implements AutoCloseable {

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

	/** By then there is much that is overdue. */
	private static final int REMINDERS_AFTER = 20;

	private final List<Jobs> nodes;

	private final MovableClock clock;

	private final Letterbox letterbox;

	private final Documents documents;

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final List<CompletableFuture<?>> loops = new ArrayList<>();

	private volatile boolean closed;

	/**
	 * @param nodes each node's jobs
	 * @param clock the first one's
	 */
	Housekeeping(List<Jobs> nodes, MovableClock clock, Letterbox letterbox, Documents documents) {
		this.clock = clock;
		this.nodes = nodes;
		this.letterbox = letterbox;
		this.documents = documents;
		nodes.forEach((node) -> this.loops.add(CompletableFuture.runAsync(() -> {
			while (!this.closed) {
				run(node, "Share of a bill run");
				LockSupport.parkNanos(PAUSE);
			}
		}, this.threads)));
		this.loops.add(CompletableFuture.runAsync(() -> {
			for (int round = 1; !this.closed; round++) {
				if (round == REMINDERS_AFTER) {
					run(nodes.getLast(), "Reminders");
				}
				sendMail();
				LockSupport.parkNanos(PAUSE);
			}
		}, this.threads));
	}

	/** What went wrong. */
	List<String> failures() {
		return List.copyOf(this.failures);
	}

	/** Ends it when everything that was decided has been sent, at the second try, too. */
	@Override
	public void close() {
		this.closed = true;
		this.loops.forEach(CompletableFuture::join);
		sendMail();
		this.clock.move(Duration.ofMinutes(2));
		sendMail();
		this.clock.reset();
		this.threads.close();
	}

	/** A round: what comes of it was written after it had begun. */
	private void sendMail() {
		long began = System.nanoTime();
		this.nodes.stream()
			.map((node) -> CompletableFuture.runAsync(() -> run(node, "Send messages"), this.threads))
			.toList()
			.forEach(CompletableFuture::join);
		long ended = System.nanoTime();
		this.letterbox.empty().forEach((mail) -> this.documents.mail(mail, began, ended));
	}

	private void run(Jobs node, String job) {
		try {
			node.run(job);
		}
		catch (RuntimeException ex) {
			// A busy database is no failure: it is done the next time.
			if (!(NestedExceptionUtils.getMostSpecificCause(ex) instanceof SQLTransientConnectionException)) {
				this.failures.add(job + ": " + ex);
			}
		}
	}

}
