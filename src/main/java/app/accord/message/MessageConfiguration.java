package app.accord.message;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import app.accord.job.Job;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** What hands messages over, and the job that has them sent. */
@Configuration(proxyBeanMethods = false)
class MessageConfiguration {

	static final String JOB = "Send messages";

	@Bean
	Transports messageTransports(ObjectProvider<JavaMailSenderImpl> mailServer, Sender sender,
			@Value("${accord.sms.address:}") String smsAddress, @Value("${accord.sms.secret:}") String smsSecret,
			JsonMapper json, Clock clock) {
		Map<Medium, Transport> transports = new EnumMap<>(Medium.class);
		JavaMailSenderImpl server = mailServer.getIfAvailable();
		transports.put(Medium.EMAIL,
				(server != null) ? new SmtpTransport(server, sender, clock) : (envelope) -> SentBy.KEPT);
		if (!smsAddress.isBlank() && smsSecret.length() < 16) {
			throw new IllegalStateException(
					"accord.sms.address is set, so accord.sms.secret must be too, to at least 16 characters.");
		}
		transports.put(Medium.SMS, smsAddress.isBlank() ? (envelope) -> SentBy.KEPT
				: new SmsTransport(URI.create(smsAddress), smsSecret, json, clock));
		return new Transports(Map.copyOf(transports));
	}

	@Bean
	Job sendingMessages(Sending sending) {
		return Job.onEveryNode(JOB, Duration.ofSeconds(1), sending::sendDue);
	}

	/** What hands messages over, by medium. */
	record Transports(Map<Medium, Transport> byMedium) {
	}

}
