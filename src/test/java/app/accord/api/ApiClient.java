package app.accord.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that uses the API over HTTP, as any client would. */
public final class ApiClient {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newHttpClient();

	private final String root;

	private final String token;

	/** A program with that token; null for none. */
	public ApiClient(int port, String token) {
		this.root = "http://localhost:" + port;
		this.token = token;
	}

	/** GET of a path below /api/v1, or of an absolute one. */
	public Answer get(String path) {
		return send(request(path).GET());
	}

	/** POST of JSON; the key may be null. */
	public Answer post(String path, String json, String key) {
		HttpRequest.Builder request = request(path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json));
		if (key != null) {
			request.header("Idempotency-Key", key);
		}
		return send(request);
	}

	/** GET of a file below /api/v1. */
	public HttpResponse<byte[]> file(String path) {
		try {
			return this.http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** A request to be finished by the caller. */
	public HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create(this.root + (path.startsWith("/api/") ? path : "/api/v1" + path)));
		return (this.token != null) ? request.header("Authorization", "Bearer " + this.token) : request;
	}

	/** Sends a request. */
	public Answer send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
					response.body(), response);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** What came back. */
	public record Answer(int status, String type, String body, HttpResponse<String> response) {

		/** The body as JSON. */
		public JsonNode json() {
			return JSON.readTree(this.body);
		}

		/** The text at a JSON pointer. */
		public String text(String pointer) {
			JsonNode node = json().at(pointer);
			return (node.isMissingNode() || node.isNull()) ? null : node.asString();
		}

		/** A header. */
		public Optional<String> header(String name) {
			return this.response.headers().firstValue(name);
		}

	}

}
