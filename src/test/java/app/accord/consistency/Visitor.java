package app.accord.consistency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Somebody with a browser without scripts: keeps cookies, follows links and sends forms
 * with all that is in them. May be used by several threads at once.
 */
final class Visitor {

	private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

	private final Map<String, String> cookies = new ConcurrentHashMap<>();

	private final int port;

	private volatile Page start;

	Visitor(int port) {
		this.port = port;
	}

	/** Signs in at a channel's form. */
	static Visitor signedIn(int port, String channel, String username, String password) {
		Visitor visitor = new Visitor(port);
		String address = "/" + channel + "/sign-in";
		Page page = visitor.get(address);
		Page start = visitor.submit(port, page.form(address), Map.of("username", username, "password", password));
		if (start.status() != 200 || start.address().contains("sign-in")) {
			throw new AssertionError("%s can't sign in at %s: %s".formatted(username, channel, start));
		}
		visitor.start = start;
		return visitor;
	}

	/** The page on which signing in ended; null before. */
	Page start() {
		return this.start;
	}

	Page get(String address) {
		return get(this.port, address);
	}

	/** Opens a page at a node, following redirects. */
	Page get(int node, String address) {
		return follow(node, address, request(node, address).GET());
	}

	/** Opens a file at a node. */
	File file(int node, String address) {
		try {
			HttpResponse<byte[]> response = send(node, address, request(node, address).GET(),
					HttpResponse.BodyHandlers.ofByteArray());
			return new File(response.statusCode(), response.body());
		}
		catch (UncheckedIOException ex) {
			System.out.println("No answer from " + ex.getMessage());
			return new File(503, new byte[0]);
		}
	}

	/**
	 * Reads an event stream line by line, in a thread of its own, until the line is cut.
	 */
	void listen(int node, String address, Consumer<String> line) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + node + address))
			.header("Accept", "text/event-stream")
			.header("Cookie", cookieHeader())
			.GET()
			.build();
		CountDownLatch open = new CountDownLatch(1);
		HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofLines()).thenAccept((response) -> {
			if (response.statusCode() != 200) {
				throw new AssertionError(address + ": " + response.statusCode());
			}
			open.countDown();
			Thread.ofVirtual().start(() -> {
				try (Stream<String> lines = response.body()) {
					lines.forEach(line);
				}
				catch (UncheckedIOException ex) {
					// Cut: the program was stopped.
				}
			});
		});
		try {
			if (!open.await(20, TimeUnit.SECONDS)) {
				throw new AssertionError("No event stream comes from " + address);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Sends a form with what is in it already and these values, following redirects. */
	Page submit(int node, Element form, Map<String, String> values) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (Element field : form.select("input[name], textarea[name], select[name]")) {
			boolean unchosen = field.attr("type").matches("radio|checkbox") && !field.hasAttr("checked");
			if (!unchosen && !field.hasAttr("disabled")) {
				fields.put(field.attr("name"), value(field));
			}
		}
		fields.putAll(values);
		String body = fields.entrySet()
			.stream()
			.map((field) -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
			.collect(Collectors.joining("&"));
		String action = form.attr("action");
		return follow(node, action, request(node, action).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	/**
	 * Follows redirects, to another site as well, and back. An answer that was cut off is
	 * none: the same as that of a busy server.
	 */
	private Page follow(int node, String address, HttpRequest.Builder request) {
		try {
			return followed(node, send(node, address, request), address);
		}
		catch (UncheckedIOException ex) {
			System.out.println("No answer from " + ex.getMessage());
			return new Page(503, node, address, "", Jsoup.parse(""));
		}
	}

	private Page followed(int node, HttpResponse<String> first, String address) {
		HttpResponse<String> response = first;
		int port = node;
		String at = address;
		for (int i = 0; i < 6 && response.statusCode() / 100 == 3; i++) {
			URI to = URI.create("http://localhost:" + port + at)
				.resolve(response.headers().firstValue("Location").orElseThrow());
			port = to.getPort();
			at = to.getRawPath() + ((to.getRawQuery() != null) ? "?" + to.getRawQuery() : "");
			response = send(port, at, request(port, at).GET());
		}
		return new Page(response.statusCode(), port, at, response.headers().firstValue("HX-Trigger").orElse(""),
				Jsoup.parse(response.body()));
	}

	private HttpRequest.Builder request(int node, String address) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + node + address))
			.timeout(Duration.ofSeconds(30))
			.header("Accept", "text/html");
		if (!this.cookies.isEmpty()) {
			request.header("Cookie", cookieHeader());
		}
		return request;
	}

	private String cookieHeader() {
		return this.cookies.entrySet()
			.stream()
			.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
			.collect(Collectors.joining("; "));
	}

	private HttpResponse<String> send(int node, String address, HttpRequest.Builder request) {
		return send(node, address, request, HttpResponse.BodyHandlers.ofString());
	}

	private <T> HttpResponse<T> send(int node, String address, HttpRequest.Builder request,
			HttpResponse.BodyHandler<T> as) {
		try {
			HttpResponse<T> response = HTTP.send(request.build(), as);
			for (String cookie : response.headers().allValues("Set-Cookie")) {
				String[] named = cookie.split(";", 2)[0].split("=", 2);
				if (named[1].isEmpty() || cookie.contains("Max-Age=0")) {
					this.cookies.remove(named[0]);
				}
				else {
					this.cookies.put(named[0], named[1]);
				}
			}
			return response;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(node + address + ": " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String value(Element field) {
		if (field.nameIs("select")) {
			Element chosen = field.selectFirst("option[selected]");
			Element first = (chosen != null) ? chosen : field.selectFirst("option");
			return (first != null) ? (first.hasAttr("value") ? first.attr("value") : first.text()) : "";
		}
		return field.nameIs("textarea") ? field.wholeText()
				: field.hasAttr("value") ? field.attr("value") : field.attr("type").equals("checkbox") ? "on" : "";
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/**
	 * A file.
	 *
	 * @param status HTTP status
	 * @param content its bytes
	 */
	record File(int status, byte[] content) {
	}

	/**
	 * A page, or a part of one.
	 *
	 * @param status HTTP status
	 * @param node where it was found after all redirects
	 * @param address its path there
	 * @param trigger the header HX-Trigger, or empty
	 * @param html what is on it
	 */
	record Page(int status, int node, String address, String trigger, Document html) {

		/** The form that is sent to such an address. */
		Element form(String actionContains) {
			return this.html.select("form[action]")
				.stream()
				.filter((form) -> form.attr("action").contains(actionContains))
				.findFirst()
				.orElseThrow(() -> new AssertionError("There is no form to " + actionContains + " on " + this));
		}

		@Override
		public String toString() {
			String text = this.html.text();
			return this.status + " " + this.address + ": " + text.substring(0, Math.min(300, text.length()));
		}

	}

}
