package app.accord.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import app.accord.sandbox.Misbehaviour.ReportFault;
import app.accord.sandbox.SandboxBooks.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends signed reports of what happened to {@code accord.sandbox.webhook-url}, again and
 * again for three days with growing gaps until they are taken.
 */
class SandboxReports implements InitializingBean, DisposableBean, Runnable {

	private static final Logger logger = LoggerFactory.getLogger(SandboxReports.class);

	private static final List<Duration> GAPS = List.of(Duration.ofSeconds(2), Duration.ofSeconds(10),
			Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6),
			Duration.ofHours(16), Duration.ofDays(1), Duration.ofDays(1));

	private final SandboxBooks books;

	private final SandboxSocket socket;

	private final Misbehaviour misbehaviour;

	private final JsonMapper json;

	private final Environment environment;

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(3))
		.build();

	private final Object waiting = new Object();

	private boolean woken = true;

	private volatile boolean ended;

	private Thread thread;

	SandboxReports(SandboxBooks books, SandboxSocket socket, Misbehaviour misbehaviour, JsonMapper json,
			Environment environment) {
		this.books = books;
		this.socket = socket;
		this.misbehaviour = misbehaviour;
		this.json = json;
		this.environment = environment;
	}

	@Override
	public void afterPropertiesSet() {
		this.thread = Thread.ofVirtual().name("sandbox reports").start(this);
	}

	@Override
	public void destroy() throws InterruptedException {
		this.ended = true;
		this.thread.interrupt();
		this.thread.join(Duration.ofSeconds(2));
		this.http.shutdownNow();
	}

	/** There is something to report. */
	void wake() {
		synchronized (this.waiting) {
			this.woken = true;
			this.waiting.notifyAll();
		}
	}

	@Override
	public void run() {
		while (!this.ended) {
			try {
				Instant next = null;
				if (address() != null) {
					sendDue();
					next = this.books.nextReport().orElse(null);
				}
				await(next);
			}
			catch (DataAccessException | TransactionException ex) {
				logger.debug("The sandbox's reports wait for the database.", ex);
				pause(1000);
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private void await(Instant next) throws InterruptedException {
		long millis = 2000;
		if (next != null) {
			millis = Math.clamp(Duration.between(this.books.now(), next).toMillis(), 20, 2000);
		}
		else if (address() != null) {
			millis = 60_000;
		}
		synchronized (this.waiting) {
			if (!this.woken) {
				this.waiting.wait(millis);
			}
			this.woken = false;
		}
	}

	private static void pause(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Sends what is due now.
	 * @return how many were sent
	 */
	synchronized int sendDue() {
		Set<ReportFault> faults = this.misbehaviour.reports();
		List<Event> due = new ArrayList<>(this.books.dueReports(200));
		if (faults.contains(ReportFault.REVERSED)) {
			Collections.reverse(due);
		}
		for (Event event : due) {
			if (faults.contains(ReportFault.LOST)) {
				this.books.reported(event, false, null);
			}
			else if (faults.contains(ReportFault.LATE) && event.tries() == 0) {
				this.books.reported(event, false, this.books.now().plus(Duration.ofDays(3)));
			}
			else {
				send(event, faults);
			}
		}
		return due.size();
	}

	private void send(Event event, Set<ReportFault> faults) {
		String body = body(event.eventId(), event.type(), event.subject());
		if (faults.contains(ReportFault.TIME_OFF)) {
			post(body, 301, this.socket.secret());
		}
		if (faults.contains(ReportFault.FORGED)) {
			post(body("ev_forged" + UUID.randomUUID(), "intent.succeeded", event.subject()), 0, "not the secret");
		}
		if (faults.contains(ReportFault.UNKNOWN_OBJECTS)) {
			post(body("ev_" + UUID.randomUUID(), "intent.succeeded", UUID.randomUUID().toString()), 0,
					this.socket.secret());
		}
		boolean taken = false;
		int times = faults.contains(ReportFault.FIVE_TIMES) ? 5 : 1;
		for (int i = 0; i < times; i++) {
			taken |= post(body, 0, this.socket.secret());
		}
		Duration gap = (taken || event.tries() >= GAPS.size()) ? null : GAPS.get(event.tries());
		this.books.reported(event, taken, (gap != null) ? this.books.now().plus(gap) : null);
	}

	private String body(String id, String type, String subject) {
		Map<String, Object> event = new LinkedHashMap<>();
		event.put("id", id);
		event.put("type", type);
		event.put(type.startsWith("intent.") ? "intent" : "subject", subject);
		return this.json.writeValueAsString(event);
	}

	private boolean post(String body, long secondsOff, String secret) {
		long seconds = this.books.now().getEpochSecond() - secondsOff;
		HttpRequest request = HttpRequest.newBuilder(URI.create(address()))
			.timeout(Duration.ofSeconds(10))
			.header("Content-Type", "application/json")
			.header("Sandbox-Signature", "t=" + seconds + ",v1=" + hmac(seconds + "." + body, secret))
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private String address() {
		String port = this.environment.getProperty("local.server.port");
		return this.environment.getProperty("accord.sandbox.webhook-url",
				(port != null) ? "http://localhost:" + port + "/webhooks/payments" : null);
	}

	private static String hmac(String text, String secret) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
