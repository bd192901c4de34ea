package app.accord.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jsoup.Jsoup;

/**
 * Somebody who visits the program's pages over HTTP with cookies and forms, but without a
 * browser. Redirects are not followed.
 */
public final class Visitor {

	private final String address;

	private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

	private final HttpClient http = HttpClient.newBuilder()
		.cookieHandler(this.cookies)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	/**
	 * @param port where the program listens
	 */
	public Visitor(int port) {
		this.address = "http://localhost:" + port;
	}

	/** Opens a page as a browser does. */
	public HttpResponse<String> get(String path) {
		return get(path, Map.of("Accept", "text/html"));
	}

	/** Opens a file. */
	public HttpResponse<byte[]> file(String path) {
		return send(HttpRequest.newBuilder(URI.create(this.address + path)), HttpResponse.BodyHandlers.ofByteArray());
	}

	/** Sends a request with these headers. */
	public HttpResponse<String> get(String path, Map<String, String> headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.address + path));
		headers.forEach(request::header);
		return send(request);
	}

	/**
	 * Opens the page, and sends its form's key against forgery along with these fields.
	 * @return the answer to the form; that to the page where there is no service, so no
	 * form
	 */
	public HttpResponse<String> post(String page, String path, Map<String, String> fields) {
		HttpResponse<String> opened = get(page);
		if (opened.statusCode() == 503) {
			return opened;
		}
		String key = Jsoup.parse(opened.body()).select("input[name=_csrf]").attr("value");
		return postBare(path,
				fields.entrySet()
					.stream()
					.map((field) -> encoded(field.getKey(), field.getValue()))
					.collect(Collectors.joining("&", encoded("_csrf", key) + "&", "")));
	}

	/**
	 * Opens the page, and sends its form's key against forgery along with a file.
	 */
	public HttpResponse<String> upload(String page, String path, String field, String fileName, byte[] content) {
		String key = Jsoup.parse(get(page).body()).select("input[name=_csrf]").attr("value");
		String boundary = "----accord-" + content.length;
		byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + key + "\r\n--"
				+ boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + fileName
				+ "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8);
		byte[] foot = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
		return send(HttpRequest.newBuilder(URI.create(this.address + path))
			.header("Accept", "text/html")
			.header("Content-Type", "multipart/form-data; boundary=" + boundary)
			.POST(HttpRequest.BodyPublishers.ofByteArrays(java.util.List.of(head, content, foot))));
	}

	/** Sends a form body as it is. */
	public HttpResponse<String> postBare(String path, String body) {
		return send(HttpRequest.newBuilder(URI.create(this.address + path))
			.header("Accept", "text/html")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	/** Signs in to that channel ({@code desk}, {@code portal}, {@code counter}). */
	public HttpResponse<String> signIn(String channel, String username, String password) {
		return post("/" + channel + "/sign-in", "/" + channel + "/sign-in",
				Map.of("username", username, "password", password));
	}

	/** The cookies held. */
	public List<HttpCookie> cookies() {
		return this.cookies.getCookieStore().getCookies();
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		return send(request, HttpResponse.BodyHandlers.ofString());
	}

	private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
		try {
			return this.http.send(request.build(), body);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String encoded(String name, String value) {
		return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}
