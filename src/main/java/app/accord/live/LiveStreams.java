package app.accord.live;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open screens of this node. Each holds one event stream; events are {@code change}
 * with the topic's name as data, {@code resync} when notifications may have been missed,
 * and a comment now and then that keeps the line open.
 */
@Component
public class LiveStreams implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);

	private static final String EVERYBODY = "*";

	private static final int WAIT_MILLIS = 5_000;

	private static final int HEARTBEAT_MILLIS = 15_000;

	private final DataSource dataSource;

	private final Map<String, Set<SseEmitter>> streams = new ConcurrentHashMap<>();

	private volatile boolean running;

	private Thread thread;

	private volatile Connection connection;

	LiveStreams(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	/**
	 * Opens a stream for a screen that shows these customers; changes that concern
	 * everybody (prices) are told as well.
	 * @param customerIds customers on the screen; may be empty
	 */
	public SseEmitter open(Set<Long> customerIds) {
		return add(customerIds, new SseEmitter(0L));
	}

	/**
	 * The same for a while only; the browser then asks again, and is let in again or not.
	 * @param longest how long the stream stays open
	 */
	public SseEmitter open(Set<Long> customerIds, Duration longest) {
		return add(customerIds, new SseEmitter(longest.toMillis()));
	}

	SseEmitter add(Set<Long> customerIds, SseEmitter emitter) {
		Set<String> keys = new CopyOnWriteArraySet<>();
		keys.add(EVERYBODY);
		customerIds.forEach((customerId) -> keys.add(customerId.toString()));
		keys.forEach((key) -> this.streams.computeIfAbsent(key, (k) -> ConcurrentHashMap.newKeySet()).add(emitter));
		Runnable close = () -> keys.forEach((key) -> this.streams.computeIfPresent(key, (k, emitters) -> {
			emitters.remove(emitter);
			return emitters.isEmpty() ? null : emitters;
		}));
		emitter.onCompletion(close);
		emitter.onTimeout(close);
		emitter.onError((ex) -> close.run());
		send(emitter, SseEmitter.event().comment("open"));
		return emitter;
	}

	/**
	 * Tells every screen of this node that something has changed which concerns
	 * everybody.
	 */
	void tellEverybody(Topic topic) {
		tell(EVERYBODY, "change", topic.event());
	}

	@Override
	public void start() {
		this.running = true;
		this.thread = Thread.ofPlatform().daemon().name("live-streams").start(this::run);
	}

	@Override
	public void stop() {
		this.running = false;
		this.thread.interrupt();
		close();
		Set<SseEmitter> open = this.streams.getOrDefault(EVERYBODY, Set.of());
		open.forEach(SseEmitter::complete);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Screens are let go before the web server waits for their requests to end. */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

	private void run() {
		boolean missed = false;
		while (this.running) {
			try (Connection listening = this.dataSource.getConnection();
					Statement statement = listening.createStatement()) {
				this.connection = listening;
				statement.execute("listen " + LiveDispatcher.NOTIFICATIONS);
				if (missed) {
					tell(EVERYBODY, "resync", "resync");
				}
				listen(listening.unwrap(PGConnection.class));
			}
			catch (SQLException ex) {
				log.debug("Listening for changes was interrupted.", ex);
				missed = true;
				pause();
			}
		}
	}

	private void listen(PGConnection postgres) throws SQLException {
		int quiet = 0;
		while (this.running) {
			PGNotification[] notifications = postgres.getNotifications(WAIT_MILLIS);
			if (notifications != null) {
				for (PGNotification notification : notifications) {
					String[] change = notification.getParameter().split(":", 2);
					tell(change[0], "change", change[1]);
				}
			}
			quiet += WAIT_MILLIS;
			if (quiet >= HEARTBEAT_MILLIS) {
				quiet = 0;
				keepOpen();
			}
		}
	}

	/** Says to every screen of this node that the line is still there. */
	void keepOpen() {
		tell(EVERYBODY, () -> SseEmitter.event().comment("still here"));
	}

	private void tell(String key, String event, String data) {
		tell(key, () -> SseEmitter.event().name(event).data(data, MediaType.TEXT_PLAIN));
	}

	private void tell(String key, Supplier<SseEmitter.SseEventBuilder> event) {
		// A thread each: a screen on a slow line doesn't hold up the others.
		this.streams.getOrDefault(key, Set.of())
			.forEach((emitter) -> Thread.startVirtualThread(() -> send(emitter, event.get())));
	}

	private void send(SseEmitter emitter, SseEmitter.SseEventBuilder event) {
		try {
			emitter.send(event);
		}
		catch (IOException | IllegalStateException ex) {
			emitter.completeWithError(ex);
		}
	}

	private void pause() {
		try {
			Thread.sleep(500);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void close() {
		try {
			Connection listening = this.connection;
			if (listening != null) {
				listening.unwrap(Connection.class).abort(Runnable::run);
			}
		}
		catch (SQLException ex) {
			log.debug("The listening connection was closed already.", ex);
		}
	}

}
