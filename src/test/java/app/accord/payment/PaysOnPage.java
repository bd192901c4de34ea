package app.accord.payment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import app.accord.sandbox.TestCard;

/** A customer on the sandbox's payment page or terminal, without a browser. */
public final class PaysOnPage {

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private PaysOnPage() {
	}

	/** Pays an attempt with a card. */
	public static int pay(PaymentAttempt attempt, TestCard card) {
		return post(attempt.pageUrl(), "card=" + card.tail());
	}

	static int confirm(PaymentAttempt attempt, boolean yes) {
		return post(attempt.pageUrl() + "/confirm", "answer=" + (yes ? "yes" : "no"));
	}

	static int leave(PaymentAttempt attempt) {
		return post(attempt.pageUrl() + "/leave", "");
	}

	/** Sends a form to a page of the sandbox's. */
	public static int post(String url, String form) {
		return send(url, form, null);
	}

	/** Reads a page of the sandbox's. */
	public static String get(String url) {
		try {
			return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
				.body();
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "";
		}
	}

	static int send(String url, String body, String signature) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(body));
		if (signature != null) {
			request.header("Sandbox-Signature", signature);
		}
		try {
			return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
		}
		catch (IOException ex) {
			return 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return 0;
		}
	}

}
