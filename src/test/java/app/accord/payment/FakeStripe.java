package app.accord.payment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stripe, as far as its documented shapes go (objects from Stripe's own OpenAPI
 * fixtures): pages, payments, refunds, disputes and lists, with idempotency keys, over
 * real HTTP.
 */
final class FakeStripe implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	private final AtomicInteger numbers = new AtomicInteger();

	private final List<String> requests = new ArrayList<>();

	private final HttpServer server;

	private volatile String fault = "";

	FakeStripe() {
		try {
			this.server = HttpServer.create(new InetSocketAddress("localhost", 0), 50);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/v1/", this::handle);
		this.server.start();
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/**
	 * What goes wrong with the next POST: {@code 500 after}, {@code hang after},
	 * {@code 429}, {@code 409}.
	 */
	void fail(String with) {
		this.fault = with;
	}

	synchronized List<String> requests() {
		return List.copyOf(this.requests);
	}

	/** The customer pays on the page of that session. */
	ObjectNode pay(String session, String last4) {
		ObjectNode page = this.objects.get(session);
		ObjectNode intent = intent(page.get("amount_total").asLong(), page.get("currency").asString(),
				(ObjectNode) page.get("accord_intent_metadata"));
		ObjectNode charge = charge(intent, last4);
		page.put("status", "complete").put("payment_status", "paid");
		page.putNull("url");
		page.put("payment_intent", intent.get("id").asString());
		if (page.has("accord_future")) {
			intent.put("setup_future_usage", "off_session")
				.put("customer", "cus_1")
				.put("payment_method", "pm_" + last4);
		}
		return charge;
	}

	/** A card terminal, switched on and idle. */
	ObjectNode reader(String label) {
		ObjectNode reader = template("terminal.reader", "tmr_" + this.numbers.incrementAndGet());
		return reader.put("label", label).put("status", "online");
	}

	/** A card is held to a reader that asks for one. */
	void tap(ObjectNode reader, String last4) {
		ObjectNode action = (ObjectNode) reader.get("action");
		ObjectNode charge = charge(asked(action), last4);
		ObjectNode details = (ObjectNode) charge.get("payment_method_details");
		details.set("card_present", details.remove("card"));
		details.put("type", "card_present");
		action.put("status", "succeeded");
	}

	/** The card's bank says no at a reader. */
	void refuse(ObjectNode reader, String declineCode) {
		ObjectNode action = (ObjectNode) reader.get("action");
		ObjectNode problem = error("card_error", "card_declined", "Your card was declined.");
		((ObjectNode) problem.get("error")).put("decline_code", declineCode);
		asked(action).set("last_payment_error", problem.get("error"));
		action.put("status", "failed").put("failure_code", "card_declined");
	}

	/** The customer presses the reader's red button. */
	void red(ObjectNode reader) {
		((ObjectNode) reader.get("action")).put("status", "failed").put("failure_code", "customer_canceled");
	}

	private ObjectNode asked(ObjectNode action) {
		return this.objects.get(action.get("process_payment_intent").get("payment_intent").asString());
	}

	private String process(ObjectNode reader, String intent) {
		if (!reader.get("status").asString().equals("online")) {
			return "400" + error("invalid_request_error", "terminal_reader_offline", "Reader is currently offline");
		}
		if (reader.path("action").path("status").asString("").equals("in_progress")) {
			return "400" + error("invalid_request_error", "terminal_reader_busy", "Reader is currently busy");
		}
		ObjectNode action = reader.putObject("action");
		action.put("type", "process_payment_intent").put("status", "in_progress");
		action.putNull("failure_code").putNull("failure_message");
		action.putObject("process_payment_intent").put("payment_intent", intent);
		return "200" + reader;
	}

	/** The customer's bank takes a charge back. */
	ObjectNode dispute(String charge, String status) {
		ObjectNode dispute = template("dispute", "dp_" + this.numbers.incrementAndGet());
		dispute.put("charge", charge).put("amount", this.objects.get(charge).get("amount").asLong());
		dispute.put("status", status).put("reason", "fraudulent");
		return dispute;
	}

	ObjectNode refundAtDashboard(String charge, long amount) {
		ObjectNode refund = template("refund", "re_" + this.numbers.incrementAndGet());
		refund.put("charge", charge).put("amount", amount).put("status", "succeeded");
		refund.set("metadata", JSON.createObjectNode());
		return refund;
	}

	ObjectNode object(String id) {
		return this.objects.get(id);
	}

	/** An event's body, as it would be sent. */
	String event(String type, ObjectNode object) {
		ObjectNode event = read("event");
		event.put("id", "evt_" + this.numbers.incrementAndGet()).put("type", type);
		ObjectNode data = JSON.createObjectNode();
		data.set("object", object);
		event.set("data", data);
		return event.toString();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getPath().substring(4);
			Map<String, String> fields = fields((exchange.getRequestMethod().equals("POST"))
					? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
					: exchange.getRequestURI().getRawQuery());
			String auth = exchange.getRequestHeaders().getFirst("Authorization");
			synchronized (this) {
				this.requests.add(exchange.getRequestMethod() + " " + path);
			}
			if (!"Bearer sk_test_accord".equals(auth)) {
				answer(exchange, 401, error("invalid_request_error", null, "Invalid API Key provided"));
				return;
			}
			if (exchange.getRequestMethod().equals("GET")) {
				get(exchange, path, fields);
				return;
			}
			post(exchange, path, fields);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void post(HttpExchange exchange, String path, Map<String, String> fields)
			throws IOException, InterruptedException {
		String with = this.fault;
		this.fault = "";
		if (with.equals("429")) {
			answer(exchange, 429, error("invalid_request_error", "rate_limit", "Too many requests"));
			return;
		}
		if (with.equals("409")) {
			answer(exchange, 409, error("invalid_request_error", "lock_timeout", "Another request holds the lock"));
			return;
		}
		String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
		String known = (key != null) ? this.answers.get(key) : null;
		String answer = (known != null) ? known : make(path, fields);
		if (key != null) {
			this.answers.put(key, answer);
		}
		if (with.equals("500 after")) {
			answer(exchange, 500, error("api_error", null, "Something went wrong"));
			return;
		}
		if (with.equals("hang after")) {
			Thread.sleep(Duration.ofSeconds(2));
			return;
		}
		int status = Integer.parseInt(answer.substring(0, 3));
		answer(exchange, status, answer.substring(3));
	}

	private String make(String path, Map<String, String> fields) {
		if (path.equals("checkout/sessions")) {
			return "200" + session(fields);
		}
		if (path.endsWith("/expire")) {
			ObjectNode session = this.objects.get(path.split("/")[2]);
			if (!session.get("status").asString().equals("open")) {
				return "400" + error("invalid_request_error", null, "Only open sessions can be expired");
			}
			return "200" + session.put("status", "expired");
		}
		if (path.endsWith("/process_payment_intent")) {
			return process(this.objects.get(path.split("/")[2]), fields.get("payment_intent"));
		}
		if (path.endsWith("/cancel_action")) {
			ObjectNode reader = this.objects.get(path.split("/")[2]);
			reader.putNull("action");
			return "200" + reader;
		}
		if (path.startsWith("payment_intents/") && path.endsWith("/cancel")) {
			return "200" + this.objects.get(path.split("/")[1]).put("status", "canceled");
		}
		if (path.equals("payment_intents") && "card_present".equals(fields.get("payment_method_types[0]"))) {
			return "200"
					+ intent(Long.parseLong(fields.get("amount")), fields.get("currency"), metadata(fields, "metadata"))
						.put("status", "requires_payment_method");
		}
		if (path.equals("payment_intents")) {
			return charge(fields);
		}
		if (path.equals("refunds")) {
			ObjectNode charge = this.objects.get(fields.get("charge"));
			long left = charge.get("amount").asLong() - charge.get("amount_refunded").asLong();
			long amount = Long.parseLong(fields.get("amount"));
			if (amount > left) {
				return "400" + error("invalid_request_error", "charge_already_refunded", "Charge has been refunded");
			}
			charge.put("amount_refunded", charge.get("amount_refunded").asLong() + amount);
			ObjectNode refund = template("refund", "re_" + this.numbers.incrementAndGet());
			refund.put("charge", fields.get("charge")).put("amount", amount).put("status", "succeeded");
			refund.set("metadata", metadata(fields, "metadata"));
			return "200" + refund;
		}
		return "404" + error("invalid_request_error", null, "Unrecognized request URL");
	}

	private ObjectNode session(Map<String, String> fields) {
		ObjectNode session = template("checkout.session", "cs_test_" + this.numbers.incrementAndGet());
		session.put("client_reference_id", fields.get("client_reference_id"));
		session.put("status", "open").put("payment_status", "unpaid").put("mode", fields.get("mode"));
		session.put("url", "https://checkout.stripe.com/c/pay/" + session.get("id").asString());
		session.put("expires_at", Long.parseLong(fields.get("expires_at")));
		session.put("amount_total", Long.parseLong(fields.get("line_items[0][price_data][unit_amount]")));
		session.put("currency", fields.get("line_items[0][price_data][currency]"));
		session.put("success_url", fields.get("success_url"));
		session.putNull("payment_intent");
		session.set("metadata", metadata(fields, "metadata"));
		session.set("accord_intent_metadata", metadata(fields, "payment_intent_data[metadata]"));
		if (fields.containsKey("payment_intent_data[setup_future_usage]")) {
			session.put("accord_future", true);
		}
		return session;
	}

	private String charge(Map<String, String> fields) {
		ObjectNode intent = intent(Long.parseLong(fields.get("amount")), fields.get("currency"),
				metadata(fields, "metadata"));
		String method = fields.get("payment_method");
		if (method.equals("pm_no_funds")) {
			intent.put("status", "requires_payment_method");
			ObjectNode problem = error("card_error", "card_declined", "Your card has insufficient funds.");
			((ObjectNode) problem.get("error")).put("decline_code", "insufficient_funds").set("payment_intent", intent);
			intent.set("last_payment_error", problem.get("error").deepCopy());
			((ObjectNode) intent.get("last_payment_error")).remove("payment_intent");
			return "402" + problem;
		}
		charge(intent, "4242");
		return "200" + expanded(intent);
	}

	private ObjectNode intent(long amount, String currency, ObjectNode metadata) {
		ObjectNode intent = template("payment_intent", "pi_" + this.numbers.incrementAndGet());
		intent.put("amount", amount).put("amount_received", 0).put("currency", currency).put("status", "processing");
		intent.putNull("last_payment_error").putNull("latest_charge").putNull("setup_future_usage");
		intent.set("metadata", metadata.deepCopy());
		return intent;
	}

	private ObjectNode charge(ObjectNode intent, String last4) {
		ObjectNode charge = template("charge", "ch_" + this.numbers.incrementAndGet());
		long amount = intent.get("amount").asLong();
		charge.put("amount", amount).put("amount_captured", amount).put("amount_refunded", 0);
		charge.put("captured", true).put("paid", true).put("currency", intent.get("currency").asString());
		charge.put("payment_intent", intent.get("id").asString());
		((ObjectNode) charge.get("payment_method_details").get("card")).put("last4", last4).put("brand", "visa");
		charge.set("metadata", intent.get("metadata").deepCopy());
		intent.put("status", "succeeded").put("amount_received", amount);
		intent.put("latest_charge", charge.get("id").asString());
		return charge;
	}

	private void get(HttpExchange exchange, String path, Map<String, String> fields) throws IOException {
		String[] parts = path.split("/");
		String last = parts[parts.length - 1];
		if (this.objects.containsKey(last)) {
			ObjectNode found = this.objects.get(last).deepCopy();
			if (found.path("payment_intent").isString() && fields.containsValue("payment_intent.latest_charge")) {
				found.set("payment_intent", expanded(this.objects.get(found.get("payment_intent").asString())));
			}
			answer(exchange, 200, found);
			return;
		}
		String kind = Map
			.of("sessions", "checkout.session", "payment_intents", "payment_intent", "charges", "charge", "refunds",
					"refund", "disputes", "dispute", "readers", "terminal.reader")
			.get(last);
		if (kind == null) {
			answer(exchange, 404, error("invalid_request_error", "resource_missing", "No such object: " + last));
			return;
		}
		ObjectNode list = JSON.createObjectNode()
			.put("object", "list")
			.put("has_more", false)
			.put("url", "/v1/" + path);
		ArrayNode data = list.putArray("data");
		long since = Long.parseLong(fields.getOrDefault("created[gte]", "0"));
		this.objects.values()
			.stream()
			.filter((object) -> object.get("object").asString().equals(kind) && object.get("created").asLong() >= since
					&& (!fields.containsKey("charge") || fields.get("charge").equals(object.path("charge").asString())))
			.forEach((object) -> data.add(kind.equals("payment_intent") ? expanded(object) : object));
		answer(exchange, 200, list);
	}

	private ObjectNode expanded(ObjectNode intent) {
		ObjectNode expanded = intent.deepCopy();
		if (intent.path("latest_charge").isString()) {
			expanded.set("latest_charge", this.objects.get(intent.get("latest_charge").asString()));
		}
		return expanded;
	}

	private ObjectNode template(String kind, String id) {
		ObjectNode object = read(kind);
		object.put("id", id).put("created", java.time.Clock.systemUTC().instant().getEpochSecond());
		this.objects.put(id, object);
		return object;
	}

	private static ObjectNode read(String kind) {
		try (InputStream file = FakeStripe.class.getResourceAsStream("/stripe/" + kind + ".json")) {
			return (ObjectNode) JSON.readTree(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ObjectNode metadata(Map<String, String> fields, String prefix) {
		ObjectNode metadata = JSON.createObjectNode();
		fields.forEach((name, value) -> {
			if (name.startsWith(prefix + "[")) {
				metadata.put(name.substring(prefix.length() + 1, name.length() - 1), value);
			}
		});
		return metadata;
	}

	private static ObjectNode error(String type, String code, String message) {
		ObjectNode answer = JSON.createObjectNode();
		answer.putObject("error").put("type", type).put("code", code).put("message", message);
		return answer;
	}

	private static Map<String, String> fields(String encoded) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (String pair : (encoded == null || encoded.isEmpty()) ? new String[0] : encoded.split("&")) {
			String[] parts = pair.split("=", 2);
			fields.put(URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
					(parts.length > 1) ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
		}
		return fields;
	}

	private static void answer(HttpExchange exchange, int status, Object json) throws IOException {
		byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.getResponseHeaders().set("Request-Id", "req_1");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

}
