package app.accord.payment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import app.accord.sandbox.TestCard;

/** A customer on the sandbox's payment page, without a browser. */
final class PaysOnPage {

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private PaysOnPage() {
	}

	static int pay(PaymentAttempt attempt, TestCard card) {
		return post(attempt.pageUrl(), "card=" + card.tail());
	}

	static int confirm(PaymentAttempt attempt, boolean yes) {
		return post(attempt.pageUrl() + "/confirm", "answer=" + (yes ? "yes" : "no"));
	}

	static int leave(PaymentAttempt attempt) {
		return post(attempt.pageUrl() + "/leave", "");
	}

	static int post(String url, String form) {
		return send(url, form, null);
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
