package app.accord.payment;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import app.accord.money.Amounts;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to the sandbox, a gateway without real cards, over HTTP: like to a stranger.
 */
final class SandboxGateway implements Gateway {

	private static final int PAGE = 500;

	private final URI url;

	private final String key;

	private final SignedReports signatures;

	private final Duration read;

	private final JsonMapper json;

	private final HttpClient http;

	SandboxGateway(URI url, String key, String secret, Duration connect, Duration read, JsonMapper json, Clock clock) {
		this.url = url;
		this.key = key;
		this.signatures = new SignedReports(secret, clock);
		this.read = read;
		this.json = json;
		this.http = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(connect)
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
	}

	@Override
	public String name() {
		return "sandbox";
	}

	@Override
	public String pageOrigin() {
		return this.url.getScheme() + "://" + this.url.getAuthority();
	}

	@Override
	public Waiting openPage(Checkout checkout) {
		PaymentAttempt attempt = checkout.attempt();
		Map<String, Object> body = of(attempt, checkout.description());
		body.put("return_url", checkout.returnUrl());
		body.put("save_card", attempt.saveCard());
		body.put("expires_at", checkout.until().toString());
		JsonNode answer = post("/v1/pages", body);
		return (outcome(answer) instanceof Waiting waiting) ? waiting
				: new Waiting(text(answer, "reference"), null, null);
	}

	@Override
	public Outcome charge(OffSession charge) {
		Map<String, Object> body = of(charge.attempt(), charge.description());
		body.put("card", charge.token());
		return outcome(post("/v1/charges", body));
	}

	@Override
	public List<CardTerminal> terminals() {
		List<CardTerminal> terminals = new ArrayList<>();
		get("/v1/terminals").ifPresent((answer) -> answer.get("terminals")
			.forEach((one) -> terminals
				.add(new CardTerminal(text(one, "id"), text(one, "name"), one.path("online").asBoolean(false)))));
		return terminals;
	}

	@Override
	public Outcome present(AtTerminal order) {
		Map<String, Object> body = of(order.attempt(), order.description());
		body.put("terminal", order.attempt().terminal());
		body.put("expires_at", order.until().toString());
		return outcome(post("/v1/terminal-payments", body));
	}

	@Override
	public Optional<Outcome> ask(PaymentAttempt attempt) {
		return get("/v1/intents/" + attempt.attemptId()).map(this::outcome);
	}

	@Override
	public Optional<Outcome> callOff(PaymentAttempt attempt) {
		return Optional.of(outcome(post("/v1/intents/" + attempt.attemptId() + "/cancel", of(attempt, null))));
	}

	@Override
	public Waiting openSaving(Saving saving) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("id", saving.savingId().toString());
		body.put("currency", saving.currency());
		body.put("customer", saving.customer());
		body.put("return_url", saving.returnUrl());
		body.put("expires_at", saving.until().toString());
		JsonNode answer = post("/v1/savings", body);
		return new Waiting(text(answer, "reference"), text(answer, "page"), instant(answer, "expires_at"));
	}

	@Override
	public Optional<CardOnFile> saved(UUID savingId, String pageReference) {
		return get("/v1/intents/" + savingId).filter((answer) -> "SUCCEEDED".equals(text(answer, "state")))
			.map(SandboxGateway::card);
	}

	@Override
	public void forget(String token) {
		post("/v1/forgotten-cards", Map.of("token", token));
	}

	@Override
	public PaidBack refund(Refund refund) {
		return paidBack(post("/v1/refunds", Map.of("id", refund.refundId().toString(), "capture", refund.capture(),
				"amount", Amounts.minor(refund.amount()))));
	}

	@Override
	public Optional<PaidBack> askRefund(Refund refund) {
		return get("/v1/refunds/" + refund.refundId()).map(SandboxGateway::paidBack);
	}

	@Override
	public List<BookLine> booksSince(Instant since) {
		List<BookLine> lines = new ArrayList<>();
		String after = "";
		while (true) {
			JsonNode page = get("/v1/books?since=" + URLEncoder.encode(since.toString(), StandardCharsets.UTF_8)
					+ "&after=" + after + "&limit=" + PAGE)
				.orElseThrow(() -> new GatewayUnclear("The sandbox has no books."));
			page.get("lines").forEach((line) -> lines.add(line(line)));
			if (page.get("lines").size() < PAGE) {
				return lines;
			}
			after = text(page, "next");
		}
	}

	@Override
	public Optional<BookLine> bookLine(String reference) {
		return get("/v1/books/" + URLEncoder.encode(reference, StandardCharsets.UTF_8)).map(SandboxGateway::line);
	}

	@Override
	public Report read(String body, String signature) {
		this.signatures.require(body, signature);
		try {
			JsonNode event = this.json.readTree(body);
			String subject = text(event, "subject");
			UUID attempt = uuid(text(event, "intent"));
			return new Report(text(event, "id"), text(event, "type"), attempt, subject);
		}
		catch (JacksonException ex) {
			throw new ForgedReport("That is no report.");
		}
	}

	private static Map<String, Object> of(PaymentAttempt attempt, String description) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("id", attempt.attemptId().toString());
		body.put("amount", Amounts.minor(attempt.amount()));
		body.put("currency", attempt.amount().getCurrencyUnit().getCode());
		body.put("account", attempt.account().toString());
		body.put("customer", attempt.account().customer().toString());
		body.put("description", description);
		return body;
	}

	private Outcome outcome(JsonNode answer) {
		return switch (text(answer, "state")) {
			case "SUCCEEDED" -> new Charged(text(answer, "capture"),
					Amounts.ofMinor(text(answer, "currency"), answer.get("amount").asLong()),
					instant(answer, "captured_at"), card(answer));
			case "DECLINED" -> new Declined(code(text(answer, "decline_code")), card(answer));
			case "CANCELED" -> new Declined(DeclineCode.CALLED_OFF, null);
			case "EXPIRED" -> new Declined(
					"TERMINAL".equals(text(answer, "kind")) ? DeclineCode.NO_CARD : DeclineCode.LEFT_PAGE, null);
			case "OPEN", "CHALLENGE" ->
				new Waiting(text(answer, "reference"), text(answer, "page"), instant(answer, "expires_at"));
			case null, default -> throw new GatewayUnclear("The sandbox says something that can't be understood.");
		};
	}

	private static DeclineCode code(String code) {
		return switch (code) {
			case "insufficient_funds" -> DeclineCode.INSUFFICIENT_FUNDS;
			case "do_not_honor", "generic_decline" -> DeclineCode.DO_NOT_HONOUR;
			case "try_again_later" -> DeclineCode.TRY_AGAIN_LATER;
			case "expired_card" -> DeclineCode.EXPIRED_CARD;
			case "lost_card" -> DeclineCode.LOST_CARD;
			case "stolen_card" -> DeclineCode.STOLEN_CARD;
			case "incorrect_cvc" -> DeclineCode.WRONG_DATA;
			case "fraudulent" -> DeclineCode.SUSPECTED_FRAUD;
			case "authentication_required" -> DeclineCode.CONFIRMATION_NEEDED;
			case "authentication_failed" -> DeclineCode.NOT_CONFIRMED;
			case "canceled_at_terminal" -> DeclineCode.CALLED_OFF;
			case "no_such_card" -> DeclineCode.NOT_SUPPORTED;
			case null, default -> DeclineCode.OTHER;
		};
	}

	private static PaidBack paidBack(JsonNode answer) {
		boolean paid = "SUCCEEDED".equals(text(answer, "state"));
		return new PaidBack(text(answer, "reference"), paid, paid ? null : "refused by the bank");
	}

	private static BookLine line(JsonNode line) {
		LineKind kind = LineKind.valueOf(text(line, "kind"));
		String state = text(line, "state");
		return new BookLine(kind, text(line, "reference"), uuid(text(line, "our_id")), text(line, "account"),
				text(line, "capture"), Amounts.ofMinor(text(line, "currency"), line.get("amount").asLong()),
				instant(line, "at"), (kind == LineKind.REFUND && "SUCCEEDED".equals(state)) ? "PAID" : state,
				text(line, "why"), card(line));
	}

	private static CardOnFile card(JsonNode answer) {
		JsonNode card = answer.get("card");
		if (card == null || card.isNull()) {
			return null;
		}
		return new CardOnFile(text(card, "token"), text(card, "brand"), text(card, "last4"),
				LocalDate.parse(text(card, "expires")));
	}

	private JsonNode post(String path, Map<String, Object> body) {
		HttpResponse<String> answer = send(request(path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(this.json.writeValueAsString(body)))
			.build());
		return switch (answer.statusCode()) {
			case 200 -> tree(answer);
			case 400, 401, 403, 422 ->
				throw new GatewayRefused(refused(answer.body()), "The sandbox refused: " + answer.body());
			case 429 -> throw new GatewayRefused(DeclineCode.BUSY, "The sandbox is busy.");
			default -> throw new GatewayUnclear("The sandbox answered " + answer.statusCode() + ".");
		};
	}

	private static DeclineCode refused(String answer) {
		return answer.contains("terminal_offline") ? DeclineCode.TERMINAL_OFF
				: answer.contains("terminal_busy") ? DeclineCode.TERMINAL_BUSY : DeclineCode.OTHER;
	}

	private Optional<JsonNode> get(String path) {
		HttpResponse<String> answer;
		try {
			answer = send(request(path).GET().build());
		}
		catch (GatewayRefused ex) {
			throw new GatewayUnclear("The sandbox can't be reached.", ex);
		}
		return switch (answer.statusCode()) {
			case 200 -> Optional.of(tree(answer));
			case 404 -> Optional.empty();
			default -> throw new GatewayUnclear("The sandbox answered " + answer.statusCode() + ".");
		};
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.url + path))
			.timeout(this.read)
			.header("Authorization", "Bearer " + this.key);
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (ConnectException | HttpConnectTimeoutException ex) {
			throw new GatewayRefused(DeclineCode.NOT_REACHED, "The sandbox can't be reached.");
		}
		catch (IOException ex) {
			throw new GatewayUnclear("The sandbox did not answer.", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new GatewayUnclear("Asking the sandbox was interrupted.", ex);
		}
	}

	private JsonNode tree(HttpResponse<String> answer) {
		try {
			return this.json.readTree(answer.body());
		}
		catch (JacksonException ex) {
			throw new GatewayUnclear("The sandbox's answer can't be read.", ex);
		}
	}

	private static String text(JsonNode node, String name) {
		JsonNode value = node.get(name);
		return (value == null || value.isNull()) ? null : value.asString();
	}

	private static Instant instant(JsonNode node, String name) {
		String text = text(node, name);
		return (text != null) ? Instant.parse(text) : null;
	}

	private static UUID uuid(String text) {
		try {
			return (text != null) ? UUID.fromString(text) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
