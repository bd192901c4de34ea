package app.accord.consistency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;

/** The mail server of everybody who gets mail. */
final class Letterbox implements AutoCloseable {

	private final GreenMail server = new GreenMail(
			new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort())
		.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

	Letterbox() {
		this.server.start();
	}

	int port() {
		return this.server.getSmtp().getPort();
	}

	/** Takes out all that has come. Nothing may be on its way. */
	List<Mail> empty() {
		try {
			List<Mail> all = new ArrayList<>();
			for (MimeMessage message : this.server.getReceivedMessages()) {
				all.add(mail(message));
			}
			if (!all.isEmpty()) {
				this.server.purgeEmailFromAllMailboxes();
			}
			return all;
		}
		catch (FolderException | MessagingException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop();
	}

	private static Mail mail(MimeMessage message) throws MessagingException, IOException {
		Parts parts = new Parts();
		parts.add(message);
		return new Mail(message.getSubject(), parts.text, parts.html, List.copyOf(parts.files));
	}

	/**
	 * A mail.
	 *
	 * @param subject what it is about
	 * @param text as plain text
	 * @param html as a page
	 * @param files what came with it
	 */
	record Mail(String subject, String text, String html, List<File> files) {
	}

	/** A file that came with a mail. */
	record File(String name, byte[] content) {
	}

	private static final class Parts {

		private String text = "";

		private String html = "";

		private final List<File> files = new ArrayList<>();

		void add(Part part) throws MessagingException, IOException {
			if (part.getContent() instanceof Multipart several) {
				for (int i = 0; i < several.getCount(); i++) {
					add(several.getBodyPart(i));
				}
			}
			else if (part.getFileName() != null) {
				this.files.add(new File(part.getFileName(), part.getInputStream().readAllBytes()));
			}
			else if (part.isMimeType("text/html")) {
				this.html = (String) part.getContent();
			}
			else if (part.isMimeType("text/plain")) {
				this.text = (String) part.getContent();
			}
		}

	}

}
