package app.accord.message;

import java.io.UnsupportedEncodingException;
import java.util.UUID;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** In whose name messages go (properties {@code accord.mail.*}). */
@Component
class Sender {

	private final InternetAddress from;

	private final InternetAddress replyTo;

	Sender(@Value("${accord.mail.from:no-reply@localhost}") String from,
			@Value("${accord.mail.reply-to:}") String replyTo, @Value("${accord.company:Northline}") String company) {
		this.from = address(from, "accord.mail.from");
		this.replyTo = replyTo.isBlank() ? null : address(replyTo, "accord.mail.reply-to");
		if (this.from.getPersonal() == null) {
			name(this.from, company);
		}
	}

	InternetAddress from() {
		return this.from;
	}

	/** Where answers go; null: to the sender. */
	InternetAddress replyTo() {
		return this.replyTo;
	}

	/** A new Message-ID, unlike any other anywhere; kept for every try of a message. */
	String newMailId(long customerId, long messageId) {
		String address = this.from.getAddress();
		return "<%d.%d.%s@%s>".formatted(customerId, messageId, UUID.randomUUID().toString().substring(0, 18),
				address.substring(address.lastIndexOf('@') + 1));
	}

	static InternetAddress name(InternetAddress address, String name) {
		try {
			address.setPersonal(name, "UTF-8");
			return address;
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static InternetAddress address(String typed, String property) {
		try {
			return new InternetAddress(typed, true);
		}
		catch (AddressException ex) {
			throw new IllegalStateException("“" + typed + "” in the property " + property + " is no e-mail address.",
					ex);
		}
	}

}
