package app.accord.signup;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.job.Job;
import app.accord.message.MailPages;
import app.accord.message.Written;
import app.accord.security.Digests;
import app.accord.security.RandomTokens;
import app.accord.signup.AskedMails.Mail;
import app.accord.signup.ProvedAddresses.Proved;
import app.accord.time.BusinessCalendar;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the mails of those who sign up: to an address that nobody has proved to be
 * theirs, the link by which to do so; to one that is a customer's, that this customer is
 * known here, and a link to set a password.
 */
@Component
class SendingSignUpMails {

	static final String JOB = "Send sign-up mails";

	private static final String TABLE = "sign_up";

	private static final Actor PROGRAM = Actor.system("Sign-up");

	private final JdbcClient jdbc;

	private final AskedMails mails;

	private final ProvedAddresses proved;

	private final LinkLetters letters;

	private final MailPages pages;

	private final BusinessCalendar calendar;

	SendingSignUpMails(JdbcClient jdbc, AskedMails mails, ProvedAddresses proved, LinkLetters letters, MailPages pages,
			BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.mails = mails;
		this.proved = proved;
		this.letters = letters;
		this.pages = pages;
		this.calendar = calendar;
	}

	/** Sends what is due. */
	void sendDue() {
		this.mails.sendDue(TABLE, this::write);
	}

	private Optional<Mail> write(long id) {
		String token = RandomTokens.make(24);
		String email = this.jdbc
			.sql("update sign_up set token_hash = ?, expires_at = ? where sign_up_id = ? returning email")
			.param(Digests.sha256(token))
			.param(Timestamp.from(this.calendar.now().plus(SigningUp.VALID)))
			.param(id)
			.query(String.class)
			.single();
		return Optional.of(this.proved.byEmail(email)
			.map((one) -> new Mail(email, one.customer().name(),
					this.letters.write(one, "mail/sign-up-known", Map.of()), "KNOWN",
					(state) -> settled(id, state, one)))
			.orElseGet(() -> new Mail(email, null, unknown(token), "SENT", (state) -> settled(id, state, null))));
	}

	/**
	 * Not even the name stands in it: whoever typed it must not write to strangers by us.
	 */
	private Written.Letter unknown(String token) {
		return this.pages.letter("mail/sign-up", Locale.US,
				Map.of("link", this.pages.address() + "/portal/sign-up/" + token), null, null);
	}

	private void settled(long id, String state, Proved known) {
		if (!state.equals("SENT")) {
			this.jdbc.sql("update sign_up set password_hash = null where sign_up_id = ?").param(id).update();
		}
		if (state.equals("KNOWN")) {
			this.letters
				.tellStaff(PROGRAM, known.customer().customerId(), "Somebody asked to sign up on the portal with "
						+ known.email()
						+ ". A mail to that address says that the customer is known here, with a link to set a password.");
		}
	}

	/** When it is done. */
	@Configuration(proxyBeanMethods = false)
	static class Regularly {

		@Bean
		Job sendSignUpMails(SendingSignUpMails sending) {
			return Job.onEveryNode(JOB, Duration.ofSeconds(1), sending::sendDue);
		}

		@Bean
		Job forgetSignUps(AskedMails mails) {
			return Job.every("Forget old sign-ups", Duration.ofHours(1), () -> {
				mails.forget(TABLE);
				mails.forget(SendingPasswordLinks.TABLE);
			});
		}

	}

}
