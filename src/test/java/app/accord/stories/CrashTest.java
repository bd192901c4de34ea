package app.accord.stories;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import app.accord.testing.RunningAccord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The program and its PostgreSQL are killed at random moments while payments come in from
 * several sides. What was acknowledged is there exactly once, what wasn't at most once,
 * and each account's entries are numbered without gaps and add up.
 */
@Tag("crash")
class CrashTest {

	private static final int WRITERS = 4;

	private final JsonMapper json = new JsonMapper();

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

	private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

	private final Set<String> sent = ConcurrentHashMap.newKeySet();

	private final List<String> surprises = Collections.synchronizedList(new ArrayList<>());

	private volatile boolean writing = true;

	@TempDir
	private Path folder;

	@Test
	void losesNothingAcknowledgedWhenKilled() throws Exception {
		long seed = Long.getLong("accord.seed", System.nanoTime());
		System.out.println("CrashTest: -Daccord.seed=" + seed);
		Random random = new Random(seed);
		try (RunningAccord accord = new RunningAccord(this.folder.resolve("data"))) {
			accord.start();
			List<String> accounts = accounts(accord);
			List<Thread> writers = new ArrayList<>();
			for (int writer = 0; writer < WRITERS; writer++) {
				long writerSeed = random.nextLong();
				writers.add(Thread.ofVirtual().start(() -> write(accord, accounts, new Random(writerSeed))));
			}
			List<String> kills = new ArrayList<>(
					List.of("program", "both", "postgres", "postgres", "backend", "backend"));
			Collections.shuffle(kills, random);
			for (String kill : kills) {
				int before = this.acknowledged.size();
				awaitAcknowledged(before + 20, accord);
				Thread.sleep(random.nextInt(1500));
				switch (kill) {
					case "program" -> accord.kill();
					case "postgres" -> accord.killPostgres();
					case "backend" -> accord.killBackend(random.nextInt(1000));
					default -> {
						accord.killPostgres();
						accord.kill();
					}
				}
				if (kill.equals("program") || kill.equals("both")) {
					accord.start();
				}
			}
			awaitAcknowledged(this.acknowledged.size() + 20, accord);
			this.writing = false;
			for (Thread writer : writers) {
				writer.join();
			}
			assertThat(this.surprises).isEmpty();
			check(accord, accounts);
			System.out.println("CrashTest: " + this.sent.size() + " payments sent, " + this.acknowledged.size()
					+ " acknowledged, kills " + kills);
		}
	}

	private void write(RunningAccord accord, List<String> accounts, Random random) {
		while (this.writing) {
			String account = accounts.get(random.nextInt(accounts.size()));
			String reference = new UUID(random.nextLong(), random.nextLong()).toString();
			String body = "{\"amount\":\"0.%02d\",\"currency\":\"USD\",\"method\":\"CASH\",\"reference\":\"%s\"}"
				.formatted(1 + random.nextInt(99), reference);
			this.sent.add(reference);
			// Half of those whose answer was lost are sent again, as a careful client
			// does.
			boolean careful = random.nextBoolean();
			while (!pay(accord, account, reference, body) && careful && this.writing) {
				pause();
			}
		}
	}

	private boolean pay(RunningAccord accord, String account, String key, String body) {
		try {
			HttpResponse<String> response = this.http
				.send(request(accord, "/api/v1/accounts/" + account + "/payments").header("Idempotency-Key", key)
					.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString(body))
					.build(), HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() == 201 || response.statusCode() == 200) {
				this.acknowledged.add(key);
				return true;
			}
			// 503: the database is away. 409: an earlier sending of the same is still at
			// it.
			if (response.statusCode() != 503 && response.statusCode() != 409) {
				this.surprises.add(response.statusCode() + " " + response.body());
			}
		}
		catch (IOException ex) {
			// Killed: no answer.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		pause();
		return false;
	}

	private void check(RunningAccord accord, List<String> accounts) throws Exception {
		Map<String, Integer> found = new HashMap<>();
		for (String account : accounts) {
			List<JsonNode> entries = all(accord, "/api/v1/accounts/" + account + "/entries");
			entries.sort((one, other) -> Long.compare(one.get("seq").asLong(), other.get("seq").asLong()));
			Map<String, Integer> receipts = new HashMap<>();
			BigDecimal balance = BigDecimal.ZERO;
			long seq = 0;
			for (JsonNode entry : entries) {
				seq++;
				assertThat(entry.get("seq").asLong()).as("numbers of " + account).isEqualTo(seq);
				BigDecimal after = new BigDecimal(entry.get("balanceAfter").asString());
				assertThat(after.subtract(balance).abs()).as(account + " entry " + seq)
					.isEqualByComparingTo(new BigDecimal(entry.get("amount").asString()).abs());
				balance = after;
				if (entry.get("kind").asString().equals("PAYMENT")) {
					receipts.merge(entry.get("reference").asString(), 1, Integer::sum);
				}
			}
			for (JsonNode payment : all(accord, "/api/v1/accounts/" + account + "/payments")) {
				assertThat(receipts.get(payment.get("receipt").asString())).as("entries of a payment").isEqualTo(1);
				if (payment.hasNonNull("reference")) {
					found.merge(payment.get("reference").asString(), 1, Integer::sum);
				}
			}
		}
		assertThat(this.acknowledged).allSatisfy((reference) -> assertThat(found.get(reference)).isEqualTo(1));
		assertThat(this.sent).allSatisfy((reference) -> assertThat(found.getOrDefault(reference, 0)).isLessThan(2));
	}

	private List<String> accounts(RunningAccord accord) throws Exception {
		List<String> accounts = new ArrayList<>();
		for (JsonNode customer : get(accord,
				"/api/v1/customers?query=" + URLEncoder.encode("a", StandardCharsets.UTF_8))
			.get("items")) {
			for (JsonNode account : customer.get("accounts")) {
				boolean dollars = get(accord, "/api/v1/accounts/" + account.asString() + "/position").get("facts")
					.get(0)
					.get("currency")
					.asString()
					.equals("USD");
				if (dollars && accounts.size() < 5) {
					accounts.add(account.asString());
				}
			}
		}
		assertThat(accounts).isNotEmpty();
		return accounts;
	}

	private List<JsonNode> all(RunningAccord accord, String path) throws Exception {
		JsonNode first = get(accord, path + "?size=100");
		List<JsonNode> items = new ArrayList<>();
		first.get("items").forEach(items::add);
		int page = first.get("page").asInt();
		while (items.size() < first.get("total").asInt()) {
			JsonNode next = get(accord, path + "?size=100&page=" + ++page).get("items");
			assertThat(next).isNotEmpty();
			next.forEach(items::add);
		}
		return items;
	}

	private JsonNode get(RunningAccord accord, String path) throws Exception {
		HttpResponse<String> response = this.http.send(request(accord, path).GET().build(),
				HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
		return this.json.readTree(response.body());
	}

	private static HttpRequest.Builder request(RunningAccord accord, String path) {
		return HttpRequest.newBuilder(URI.create(accord.address() + path))
			.timeout(Duration.ofSeconds(10))
			.header("Authorization", "Bearer demo-api-token");
	}

	private void awaitAcknowledged(int count, RunningAccord accord) throws Exception {
		long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
		while (this.acknowledged.size() < count) {
			if (System.nanoTime() > deadline || !this.surprises.isEmpty()) {
				throw new AssertionError("No payment is taken any more: " + this.surprises + "\n" + accord.output());
			}
			Thread.sleep(20);
		}
	}

	private static void pause() {
		try {
			Thread.sleep(50);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
