package app.accord.message;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import app.accord.message.DeliveryFailure.Kind;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Text messages over a real HTTP provider. */
class SmsTransportTest {

	private static final String SECRET = "a secret of sixteen or more";

	private final AtomicInteger status = new AtomicInteger(202);

	private final AtomicReference<String> body = new AtomicReference<>();

	private final AtomicReference<Headers> headers = new AtomicReference<>();

	private HttpServer provider;

	private SmsTransport transport;

	@BeforeEach
	void start() throws IOException {
		this.provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
		this.provider.createContext("/messages", (exchange) -> {
			this.body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			this.headers.set(exchange.getRequestHeaders());
			if (this.status.get() == 0) {
				exchange.close();
				return;
			}
			exchange.sendResponseHeaders(this.status.get(), -1);
			exchange.close();
		});
		this.provider.start();
		this.transport = new SmsTransport(
				URI.create("http://localhost:" + this.provider.getAddress().getPort() + "/messages"), SECRET,
				JsonMapper.builder().build(), Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC));
	}

	@AfterEach
	void stop() {
		this.provider.stop(0);
	}

	@Test
	void handsOverASignedMessageThatCarriesItsKey() throws Exception {
		assertThat(this.transport.handOver(envelope())).isEqualTo(SentBy.HTTP);
		assertThat(this.body.get()).isEqualTo("{\"id\":\"<1.2@n>\",\"to\":\"+12125550123\",\"text\":\"You owe $5.\"}");
		assertThat(this.headers.get().getFirst("Idempotency-Key")).isEqualTo("<1.2@n>");
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		String sum = HexFormat.of()
			.formatHex(mac.doFinal(("1800000000." + this.body.get()).getBytes(StandardCharsets.UTF_8)));
		assertThat(this.headers.get().getFirst("Accord-Signature")).isEqualTo("t=1800000000,v1=" + sum);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 409 })
	void takesTheseAnswersAsTaken(int answer) {
		this.status.set(answer);
		assertThat(this.transport.handOver(envelope())).isEqualTo(SentBy.HTTP);
	}

	@ParameterizedTest
	@CsvSource({ "404, NO_SUCH_RECIPIENT", "410, NO_SUCH_RECIPIENT", "422, NO_SUCH_RECIPIENT", "400, REFUSED",
			"401, LATER", "429, LATER", "500, UNCERTAIN", "503, UNCERTAIN", "0, UNCERTAIN" })
	void tellsFailuresApart(int answer, Kind kind) {
		this.status.set(answer);
		assertThatThrownBy(() -> this.transport.handOver(envelope())).isInstanceOfSatisfying(DeliveryFailure.class,
				(failure) -> assertThat(failure.kind()).isEqualTo(kind));
	}

	@Test
	void waitsForAProviderThatDoesNotAnswer() {
		this.provider.stop(0);
		assertThatThrownBy(() -> this.transport.handOver(envelope())).isInstanceOfSatisfying(DeliveryFailure.class,
				(failure) -> assertThat(failure.kind()).isEqualTo(Kind.LATER));
	}

	private static Transport.Envelope envelope() {
		return new Transport.Envelope("+12125550123", "Marisol Okafor", "<1.2@n>",
				Written.Letter.plain("Reminder", "You owe $5."));
	}

}
