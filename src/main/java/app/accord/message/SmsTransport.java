package app.accord.message;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import app.accord.message.DeliveryFailure.Kind;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands text messages to a provider's HTTP address (properties {@code accord.sms.*}):
 * {@code POST {"id", "to", "text"}} with {@code Idempotency-Key} and
 * {@code Accord-Signature: t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>">}. 2xx and
 * 409 (known already) say that it was taken, 404, 410 and 422 that the number takes none.
 */
class SmsTransport implements Transport {

	private final URI address;

	private final byte[] secret;

	private final JsonMapper json;

	private final Clock clock;

	private final HttpClient http = HttpClient.newBuilder()
		.connectTimeout(Duration.ofSeconds(10))
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	SmsTransport(URI address, String secret, JsonMapper json, Clock clock) {
		this.address = address;
		this.secret = secret.getBytes(StandardCharsets.UTF_8);
		this.json = json;
		this.clock = clock;
	}

	@Override
	public SentBy handOver(Envelope envelope) {
		Map<String, String> content = new LinkedHashMap<>();
		content.put("id", envelope.mailId());
		content.put("to", envelope.recipient());
		content.put("text", envelope.letter().text());
		String body = this.json.writeValueAsString(content);
		HttpRequest request = HttpRequest.newBuilder(this.address)
			.timeout(Duration.ofSeconds(30))
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", envelope.mailId())
			.header("Accord-Signature", signature(body))
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		try {
			return answered(this.http.send(request, HttpResponse.BodyHandlers.ofString()));
		}
		catch (ConnectException | HttpConnectTimeoutException ex) {
			throw new DeliveryFailure(Kind.LATER, "The provider of text messages does not answer.", ex);
		}
		catch (IOException ex) {
			throw new DeliveryFailure(Kind.UNCERTAIN, "The line to the provider of text messages broke.", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new DeliveryFailure(Kind.UNCERTAIN, "It took too long to hand it over.", ex);
		}
	}

	private static SentBy answered(HttpResponse<String> response) {
		int status = response.statusCode();
		String said = "The provider of text messages answered %d.".formatted(status);
		return switch (status) {
			case 200, 201, 202, 204, 409 -> SentBy.HTTP;
			case 404, 410, 422 -> throw new DeliveryFailure(Kind.NO_SUCH_RECIPIENT, said, null);
			case 400, 413 -> throw new DeliveryFailure(Kind.REFUSED, said, null);
			default -> throw new DeliveryFailure((status >= 500) ? Kind.UNCERTAIN : Kind.LATER, said, null);
		};
	}

	private String signature(String body) {
		try {
			long seconds = this.clock.instant().getEpochSecond();
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(this.secret, "HmacSHA256"));
			byte[] sum = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
			return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(sum);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
