package app.accord.message;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;

import app.accord.message.DeliveryFailure.Kind;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Hands mails to a mail server (properties {@code spring.mail.*}), one connection each.
 * Tells apart what to try again, what this address will never take, and what was perhaps
 * taken.
 */
class SmtpTransport implements Transport {

	private final JavaMailSenderImpl server;

	private final Sender sender;

	private final Clock clock;

	SmtpTransport(JavaMailSenderImpl server, Sender sender, Clock clock) {
		this.server = server;
		this.sender = sender;
		this.clock = clock;
	}

	@Override
	public SentBy handOver(Envelope envelope) {
		Session session = this.server.getSession();
		try {
			MimeMessage mail = mail(envelope);
			Address[] to = { new InternetAddress(envelope.recipient()) };
			jakarta.mail.Transport line = session.getTransport((this.server.getProtocol() != null)
					? this.server.getProtocol() : JavaMailSenderImpl.DEFAULT_PROTOCOL);
			try {
				connect(line);
				deliver(line, mail, to);
			}
			finally {
				close(line);
			}
			return SentBy.SMTP;
		}
		catch (MessagingException ex) {
			throw new DeliveryFailure(Kind.REFUSED, "The mail could not be made: " + ex.getMessage(), ex);
		}
	}

	private void connect(jakarta.mail.Transport line) {
		try {
			line.connect(this.server.getHost(), this.server.getPort(), this.server.getUsername(),
					this.server.getPassword());
		}
		catch (AuthenticationFailedException ex) {
			throw new DeliveryFailure(Kind.LATER, "The mail server does not let us in: " + ex.getMessage(), ex);
		}
		catch (MailConnectException ex) {
			throw new DeliveryFailure(Kind.LATER, "The mail server does not answer.", ex);
		}
		catch (MessagingException ex) {
			throw new DeliveryFailure(Kind.LATER, "The mail server could not be reached: " + ex.getMessage(), ex);
		}
	}

	private static void deliver(jakarta.mail.Transport line, MimeMessage mail, Address[] to) {
		try {
			line.sendMessage(mail, to);
		}
		catch (MessagingException ex) {
			throw failure(ex);
		}
	}

	/** What the server said, or that it said nothing. */
	private static DeliveryFailure failure(MessagingException ex) {
		for (Exception each = ex; each != null; each = next(each)) {
			if (each instanceof SMTPAddressFailedException address) {
				boolean never = address.getReturnCode() >= 500 && address.getReturnCode() < 600;
				return new DeliveryFailure(never ? Kind.NO_SUCH_RECIPIENT : Kind.LATER,
						"The mail server refused the address: " + said(address), ex);
			}
		}
		if (ex instanceof SMTPSendFailedException refused && refused.getReturnCode() > 0) {
			boolean never = refused.getReturnCode() >= 500 && refused.getReturnCode() < 600;
			return new DeliveryFailure(never ? Kind.REFUSED : Kind.LATER,
					(never ? "The mail server refused the message: " : "The mail server asked to try later: ")
							+ said(refused),
					ex);
		}
		return new DeliveryFailure(Kind.UNCERTAIN,
				"The line to the mail server broke while the message was being handed over.", ex);
	}

	private static Exception next(Exception ex) {
		if (ex instanceof MessagingException mail && mail.getNextException() != null) {
			return mail.getNextException();
		}
		return (ex.getCause() instanceof Exception cause && cause != ex) ? cause : null;
	}

	private static String said(Exception ex) {
		return String.valueOf(ex.getMessage()).replaceAll("\\s+", " ").strip();
	}

	/** What was taken stays taken, however the line ends. */
	private static void close(jakarta.mail.Transport line) {
		try {
			line.close();
		}
		catch (MessagingException ex) {
			// Said goodbye to nobody.
		}
	}

	private MimeMessage mail(Envelope envelope) throws MessagingException {
		Written.Letter letter = envelope.letter();
		MimeMessage mail = new IdentifiedMail(this.server.getSession(), envelope.mailId());
		boolean parts = letter.html() != null || !letter.attachments().isEmpty();
		MimeMessageHelper helper = new MimeMessageHelper(mail, parts, StandardCharsets.UTF_8.name());
		helper.setFrom(this.sender.from());
		if (this.sender.replyTo() != null) {
			helper.setReplyTo(this.sender.replyTo());
		}
		try {
			helper.setTo(new InternetAddress(envelope.recipient(), envelope.recipientName(), "UTF-8"));
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
		helper.setSubject(letter.subject());
		helper.setSentDate(Date.from(this.clock.instant()));
		if (letter.html() != null) {
			helper.setText(letter.text(), letter.html());
		}
		else {
			helper.setText(letter.text());
		}
		for (Written.Attachment file : letter.attachments()) {
			helper.addAttachment(file.fileName(), new ByteArrayResource(file.content()), file.contentType());
		}
		mail.setHeader("Auto-Submitted", "auto-generated");
		mail.setHeader("X-Auto-Response-Suppress", "All");
		mail.saveChanges();
		return mail;
	}

	/** A mail whose Message-ID stays the one that was decided. */
	private static final class IdentifiedMail extends MimeMessage {

		private final String mailId;

		IdentifiedMail(Session session, String mailId) {
			super(session);
			this.mailId = mailId;
		}

		@Override
		protected void updateMessageID() throws MessagingException {
			setHeader("Message-ID", this.mailId);
		}

	}

}
