package app.accord.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;

import app.accord.fault.FailPoint;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.sandbox.Intent.Kind;
import app.accord.sandbox.Intent.State;
import app.accord.sandbox.Intent.Wanted;
import app.accord.sandbox.Misbehaviour.Fault;
import app.accord.sandbox.Misbehaviour.Operation;
import app.accord.sandbox.SandboxBooks.Refunded;
import app.accord.sandbox.SandboxBooks.TerminalRefused;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/**
 * The sandbox's port: the API for programs under /v1, payment pages under /pay, terminals
 * under /terminals.
 */
class SandboxServer implements InitializingBean, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(SandboxServer.class);

	private static final int LONGEST_BODY = 100_000;

	private final SandboxSocket socket;

	private final SandboxBooks books;

	private final SandboxReports reports;

	private final Misbehaviour misbehaviour;

	private final JsonMapper json;

	private HttpServer server;

	SandboxServer(SandboxSocket socket, SandboxBooks books, SandboxReports reports, Misbehaviour misbehaviour,
			JsonMapper json) {
		this.socket = socket;
		this.books = books;
		this.reports = reports;
		this.misbehaviour = misbehaviour;
		this.json = json;
	}

	@Override
	public void afterPropertiesSet() throws IOException {
		listen();
	}

	@Override
	public void destroy() {
		hangUp();
	}

	/** Takes connections, if it doesn't. */
	synchronized void listen() throws IOException {
		if (this.server == null) {
			HttpServer opened = HttpServer.create(this.socket.address(), 200);
			opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
			opened.createContext("/", this::handle);
			opened.start();
			this.server = opened;
		}
	}

	/** Refuses connections from now on. */
	synchronized void hangUp() {
		if (this.server != null) {
			this.server.stop(0);
			this.server = null;
		}
	}

	synchronized boolean listening() {
		return this.server != null;
	}

	private void handle(HttpExchange exchange) {
		try (exchange) {
			String path = exchange.getRequestURI().getPath();
			if (path.startsWith("/v1/")) {
				api(exchange, path.substring(4));
			}
			else if (path.startsWith("/pay/")) {
				page(exchange, path.substring(5));
			}
			else if (path.equals("/terminals") || path.startsWith("/terminals/")) {
				terminal(exchange, path.substring(10));
			}
			else if (path.equals("/pay.css")) {
				answer(exchange, 200, "text/css; charset=utf-8", PaymentPage.STYLE);
			}
			else {
				answer(exchange, 404, "text/plain; charset=utf-8", "There is nothing here.");
			}
		}
		catch (Dropped ex) {
			// As was wished.
		}
		catch (IOException | UncheckedIOException ex) {
			logger.debug("A caller of the sandbox hung up.", ex);
		}
		catch (RuntimeException ex) {
			logger.warn("The payment sandbox failed: {}", ex.toString());
			logger.debug("How the payment sandbox failed", ex);
		}
	}

	private void api(HttpExchange exchange, String path) throws IOException {
		if (!("Bearer " + this.socket.key()).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
			answer(exchange, 401, Map.of("error", "Send the key."));
			return;
		}
		String body = body(exchange);
		String[] parts = path.split("/");
		boolean post = exchange.getRequestMethod().equals("POST");
		try {
			switch (parts[0]) {
				case "charges" -> charge(exchange, wanted(body, Kind.CHARGE));
				case "pages" -> open(exchange, Operation.PAGE, wanted(body, Kind.PAGE));
				case "terminals" -> answer(exchange, 200, Map.of("terminals", this.books.terminals()));
				case "terminal-payments" -> present(exchange, wanted(body, Kind.TERMINAL));
				case "savings" -> open(exchange, Operation.PAGE, wanted(body, Kind.SAVING));
				case "intents" -> {
					if (post) {
						cancel(exchange, wanted(body, Kind.CHARGE));
					}
					else {
						ask(exchange, UUID.fromString(parts[1]));
					}
				}
				case "refunds" -> {
					if (post) {
						refund(exchange, this.json.readTree(body));
					}
					else {
						Optional<Refunded> refund = this.books.refund(parts[1]);
						Fault fault = before(exchange, null, Operation.ASK);
						after(exchange, fault, refund.isPresent() ? 200 : 404,
								refund.map(SandboxServer::told).orElse(Map.of()));
					}
				}
				case "forgotten-cards" -> {
					this.books.forget(this.json.readTree(body).path("token").asString());
					answer(exchange, 200, Map.of("forgotten", true));
				}
				case "books" -> books(exchange, (parts.length > 1) ? parts[1] : null);
				default -> answer(exchange, 404, Map.of("error", "There is no such path."));
			}
		}
		catch (TerminalRefused ex) {
			answer(exchange, 422, Map.of("error", ex.getMessage()));
		}
		catch (Refusal | IllegalArgumentException | NullPointerException ex) {
			answer(exchange, 400, Map.of("error", String.valueOf(ex.getMessage())));
		}
	}

	private void charge(HttpExchange exchange, Wanted wanted) throws IOException {
		Fault fault = before(exchange, wanted.account(), Operation.CHARGE);
		Intent intent = this.books.charge(wanted, fault);
		FailPoint.SANDBOX_CHARGED.reach();
		this.reports.wake();
		boolean lost = "5126".equals(intent.cardTail()) && fault == Fault.NONE;
		after(exchange, lost ? Fault.ACCEPT_THEN_500 : fault, 200, told(intent));
	}

	private void open(HttpExchange exchange, Operation operation, Wanted wanted) throws IOException {
		Fault fault = before(exchange, wanted.account(), operation);
		Intent intent = this.books.want(wanted);
		FailPoint.SANDBOX_PAGE_OPENED.reach();
		after(exchange, fault, 200, told(intent));
	}

	private void present(HttpExchange exchange, Wanted wanted) throws IOException {
		Fault fault = before(exchange, wanted.account(), Operation.TERMINAL);
		after(exchange, fault, 200, told(this.books.present(wanted, fault)));
	}

	/** The page that plays a terminal, and the list of them. */
	private void terminal(HttpExchange exchange, String path) throws IOException {
		String[] parts = path.split("/");
		String id = (parts.length > 1) ? parts[1] : null;
		if (id == null) {
			answer(exchange, 200, "text/html; charset=utf-8", TerminalPage.list(this.books.terminals()));
			return;
		}
		try {
			if (exchange.getRequestMethod().equals("POST")) {
				Map<String, String> form = fields(body(exchange));
				switch ((parts.length > 2) ? parts[2] : "") {
					case "tap" ->
						this.books.tap(id, TestCard.ofTail(form.getOrDefault("card", "")).orElse(TestCard.DECLINED));
					case "refuse" -> this.books.refuse(id);
					case "run-out" -> this.books.runOut(id);
					case "plug" -> this.books.plug(id, "on".equals(form.get("plug")));
					default -> throw new Refusal("There is no such button.");
				}
				this.reports.wake();
				exchange.getResponseHeaders().set("Location", this.socket.url() + "/terminals/" + id);
				answer(exchange, 303, "text/plain; charset=utf-8", "");
				return;
			}
			answer(exchange, 200, "text/html; charset=utf-8", TerminalPage.of(this.books.terminal(id),
					this.books.atTerminal(id).orElse(null), this.books.lastAtTerminal(id).orElse(null)));
		}
		catch (Refusal ex) {
			answer(exchange, 404, "text/html; charset=utf-8", PaymentPage.missing());
		}
	}

	private void cancel(HttpExchange exchange, Wanted wanted) throws IOException {
		Fault fault = before(exchange, wanted.account(), Operation.CANCEL);
		after(exchange, fault, 200, told(this.books.cancel(wanted)));
	}

	private void ask(HttpExchange exchange, UUID id) throws IOException {
		Optional<Intent> known = this.books.find(id);
		Fault fault = before(exchange, known.map(Intent::account).orElse(null), Operation.ASK);
		if (known.isEmpty()) {
			after(exchange, fault, 404, Map.of("error", "There is no such intent."));
			return;
		}
		Intent intent = this.books.ask(id).orElseThrow();
		boolean mute = known.get().muteAsks() > 0;
		after(exchange, mute ? Fault.ACCEPT_THEN_500 : fault, 200, told(intent));
	}

	private void refund(HttpExchange exchange, JsonNode body) throws IOException {
		Fault fault = before(exchange, null, Operation.REFUND);
		Refunded refund = this.books.refund(text(body, "id"), text(body, "capture"), body.get("amount").asLong());
		FailPoint.SANDBOX_REFUNDED.reach();
		this.reports.wake();
		after(exchange, fault, 200, told(refund));
	}

	private void books(HttpExchange exchange, String reference) throws IOException {
		Fault fault = before(exchange, null, Operation.BOOKS);
		if (reference != null) {
			List<Map<String, Object>> found = lines(this.books.lines(Instant.EPOCH, null, reference, 1));
			after(exchange, fault, found.isEmpty() ? 404 : 200, found.isEmpty() ? Map.of() : found.getFirst());
			return;
		}
		Map<String, String> query = fields(exchange.getRequestURI().getRawQuery());
		int limit = Math.clamp(Integer.parseInt(query.getOrDefault("limit", "100")), 1, 500);
		List<Map<String, Object>> rows = this.books.lines(Instant.parse(query.get("since")), query.get("after"), null,
				limit);
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("lines", lines(rows));
		if (!rows.isEmpty()) {
			Map<String, Object> last = rows.getLast();
			answer.put("next", this.books.place(last));
		}
		after(exchange, fault, 200, answer);
	}

	private List<Map<String, Object>> lines(List<Map<String, Object>> rows) {
		List<Map<String, Object>> lines = new ArrayList<>();
		for (Map<String, Object> row : rows) {
			Map<String, Object> line = new LinkedHashMap<>();
			line.put("kind", row.get("kind"));
			line.put("reference", row.get("reference"));
			line.put("our_id", row.get("our_id"));
			line.put("account", row.get("account"));
			line.put("capture", row.get("capture"));
			line.put("amount", row.get("amount_minor"));
			line.put("currency", row.get("currency"));
			line.put("at", ((java.sql.Timestamp) row.get("at")).toInstant().toString());
			line.put("state", row.get("state"));
			line.put("why", row.get("why"));
			line.put("card", card((String) row.get("card_tail"), null));
			lines.add(line);
		}
		return lines;
	}

	private void page(HttpExchange exchange, String path) throws IOException {
		String[] parts = path.split("/");
		try {
			Intent intent;
			if (exchange.getRequestMethod().equals("POST")) {
				Map<String, String> form = fields(body(exchange));
				intent = switch ((parts.length > 1) ? parts[1] : "") {
					case "leave" -> this.books.leave(parts[0]);
					case "confirm" -> this.books.confirm(parts[0], "yes".equals(form.get("answer")));
					default -> this.books.pay(parts[0],
							TestCard.ofTail(form.getOrDefault("card", "")).orElse(TestCard.DECLINED));
				};
				FailPoint.SANDBOX_PAID.reach();
				this.reports.wake();
			}
			else {
				intent = this.books.onPage(parts[0]);
				intent = this.books.ask(intent.id()).orElse(intent);
			}
			if (intent.state().settled() && intent.returnUrl() != null) {
				exchange.getResponseHeaders().set("Location", intent.returnUrl());
				answer(exchange, 303, "text/plain; charset=utf-8", "");
				return;
			}
			answer(exchange, 200, "text/html; charset=utf-8", PaymentPage.of(intent));
		}
		catch (Refusal ex) {
			answer(exchange, 404, "text/html; charset=utf-8", PaymentPage.missing());
		}
	}

	/** What goes wrong before anything is done. */
	private Fault before(HttpExchange exchange, String account, Operation operation) throws IOException {
		Fault fault = this.misbehaviour.next(account, operation);
		switch (fault) {
			case FAIL -> {
				answer(exchange, 500, Map.of("error", "Something went wrong on our side."));
				throw new Dropped();
			}
			case CONFLICT -> {
				answer(exchange, 409, Map.of("error", "The same is being asked for at this moment."));
				throw new Dropped();
			}
			case BUSY -> {
				answer(exchange, 429, Map.of("error", "Too many requests."));
				throw new Dropped();
			}
			case CLOSE -> throw new Dropped();
			case LATE -> sleep(this.misbehaviour.hang());
			default -> {
				// It is done first.
			}
		}
		return fault;
	}

	/** What goes wrong after it was done; otherwise the answer. */
	private void after(HttpExchange exchange, Fault fault, int status, Map<String, Object> answer) throws IOException {
		switch (fault) {
			case ACCEPT_THEN_HANG -> {
				sleep(this.misbehaviour.hang());
				throw new Dropped();
			}
			case ACCEPT_THEN_CLOSE -> throw new Dropped();
			case ACCEPT_THEN_500 -> answer(exchange, 500, Map.of("error", "Something went wrong on our side."));
			case SLOW -> {
				sleep(this.misbehaviour.slow());
				answer(exchange, status, answer);
			}
			default -> answer(exchange, status, answer);
		}
	}

	private Map<String, Object> told(Intent intent) {
		Map<String, Object> told = new LinkedHashMap<>();
		told.put("id", intent.id().toString());
		told.put("reference", intent.reference());
		told.put("state", intent.state().name());
		told.put("amount", Amounts.minor(intent.amount()));
		told.put("currency", intent.amount().getCurrencyUnit().getCode());
		told.put("account", intent.account());
		told.put("decline_code", intent.declineCode());
		told.put("kind", intent.kind().name());
		told.put("page", (intent.pageKey() != null) ? this.socket.url() + "/pay/" + intent.pageKey()
				: (intent.terminal() != null) ? this.socket.url() + "/terminals/" + intent.terminal() : null);
		told.put("expires_at", (intent.expiresAt() != null) ? intent.expiresAt().toString() : null);
		told.put("card", card(intent.cardTail(), intent.cardToken()));
		if (intent.state() == State.SUCCEEDED) {
			this.books.captureOf(intent).ifPresent((capture) -> {
				told.put("capture", capture.reference());
				told.put("captured_at", capture.at().toString());
			});
		}
		return told;
	}

	private Map<String, Object> card(String tail, String token) {
		return (tail == null) ? null : TestCard.ofTail(tail).map((card) -> {
			Map<String, Object> told = new LinkedHashMap<>();
			told.put("token", token);
			told.put("brand", card.brand());
			told.put("last4", card.tail());
			told.put("expires", card.expires(this.books.today()).toString());
			return told;
		}).orElse(null);
	}

	private static Map<String, Object> told(Refunded refund) {
		return Map.of("reference", refund.reference(), "id", String.valueOf(refund.askedAs()), "capture",
				refund.capture(), "amount", refund.amountMinor(), "currency", refund.currency(), "state",
				refund.state());
	}

	private Wanted wanted(String body, Kind kind) {
		JsonNode node = this.json.readTree(body);
		String until = text(node, "expires_at");
		return new Wanted(UUID.fromString(text(node, "id")), kind,
				Amounts.ofMinor(text(node, "currency"), (kind == Kind.SAVING) ? 0 : node.get("amount").asLong()),
				text(node, "description"), text(node, "account"), text(node, "customer"), text(node, "return_url"),
				node.path("save_card").asBoolean(false), (until != null) ? Instant.parse(until) : null,
				text(node, "card"), text(node, "terminal"));
	}

	private static String text(JsonNode node, String name) {
		JsonNode value = node.get(name);
		return (value == null || value.isNull()) ? null : value.asString();
	}

	private static String body(HttpExchange exchange) throws IOException {
		byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static Map<String, String> fields(String encoded) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (String pair : (encoded == null || encoded.isEmpty()) ? new String[0] : encoded.split("&")) {
			String[] parts = pair.split("=", 2);
			fields.put(parts[0], (parts.length > 1) ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
		}
		return fields;
	}

	private void answer(HttpExchange exchange, int status, Map<String, Object> answer) throws IOException {
		answer(exchange, status, "application/json", this.json.writeValueAsString(answer));
	}

	private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.getResponseHeaders().set("Cache-Control", "no-store");
		exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
		exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
		if (type.startsWith("text/html")) {
			exchange.getResponseHeaders()
				.set("Content-Security-Policy",
						"default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'");
		}
		exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
		if (bytes.length > 0) {
			exchange.getResponseBody().write(bytes);
		}
	}

	private static void sleep(Duration duration) {
		try {
			Thread.sleep(duration);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new Dropped();
		}
	}

	/** The connection is dropped. */
	private static final class Dropped extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Dropped() {
			super(null, null, false, false);
		}

	}

}
