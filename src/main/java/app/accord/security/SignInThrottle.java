package app.accord.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after ten failures in ten minutes for one user name from one
 * address, sign-in there waits until the oldest failure is ten minutes old. Kept in
 * memory, so each node counts for itself and a restart forgets.
 */
@Component
class SignInThrottle {

	static final int FAILURES = 10;

	static final Duration WINDOW = Duration.ofMinutes(10);

	private static final int KEPT = 20_000;

	private final Clock clock;

	private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>(16, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
			return size() > KEPT;
		}
	};

	SignInThrottle(Clock clock) {
		this.clock = clock;
	}

	/**
	 * How long that user name has to wait at that address; zero when it may try now.
	 */
	synchronized Duration wait(String username, String address) {
		Deque<Instant> recent = recent(key(username, address));
		if (recent.size() < FAILURES) {
			return Duration.ZERO;
		}
		return Duration.between(this.clock.instant(), recent.peekFirst().plus(WINDOW));
	}

	synchronized void failed(String username, String address) {
		Deque<Instant> recent = this.failures.computeIfAbsent(key(username, address), (key) -> new ArrayDeque<>());
		recent.addLast(this.clock.instant());
		if (recent.size() > FAILURES) {
			recent.removeFirst();
		}
	}

	synchronized void succeeded(String username, String address) {
		this.failures.remove(key(username, address));
	}

	private Deque<Instant> recent(String key) {
		Deque<Instant> recent = this.failures.getOrDefault(key, new ArrayDeque<>());
		Instant from = this.clock.instant().minus(WINDOW);
		while (!recent.isEmpty() && !recent.peekFirst().isAfter(from)) {
			recent.removeFirst();
		}
		return recent;
	}

	private static String key(String username, String address) {
		return username + '\n' + address;
	}

}
