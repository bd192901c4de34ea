package app.accord.signup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.job.Job;
import app.accord.signup.AskedMails.Mail;
import app.accord.signup.ProvedAddresses.Proved;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds out whose password was asked for, and sends that customer a link to set it: to an
 * address that is proved to be theirs, or where an employee has it sent.
 */
@Component
class SendingPasswordLinks {

	static final String JOB = "Send password links";

	static final String TABLE = "password_request";

	private static final Actor PROGRAM = Actor.system("Portal");

	private final JdbcClient jdbc;

	private final AskedMails mails;

	private final ProvedAddresses proved;

	private final PasswordLinks links;

	private final LinkLetters letters;

	SendingPasswordLinks(JdbcClient jdbc, AskedMails mails, ProvedAddresses proved, PasswordLinks links,
			LinkLetters letters) {
		this.jdbc = jdbc;
		this.mails = mails;
		this.proved = proved;
		this.links = links;
		this.letters = letters;
	}

	/** Sends what is due. */
	void sendDue() {
		this.mails.sendDue(TABLE, this::write);
	}

	private Optional<Mail> write(long id) {
		Waiting waiting = this.jdbc.sql("select asked_for, email from password_request where password_request_id = ?")
			.param(id)
			.query(Waiting.class)
			.single();
		boolean byStaff = waiting.email() != null;
		Optional<Proved> found = byStaff ? this.proved.chosen(waiting.askedFor(), waiting.email())
				: this.proved.byAnything(waiting.askedFor());
		if (found.isEmpty()) {
			return none(id, "NOBODY");
		}
		Proved one = found.get();
		// Asked for by name, by number and by address it is still one mailbox.
		if (!byStaff && this.links.lately(one.record(), AskingLimits.COUNTED) >= AskingLimits.TO_ONE) {
			return none(id, "OFTEN");
		}
		return Optional.of(new Mail(one.email(), one.customer().name(),
				this.letters.write(one, "mail/password-link", Map.of("byStaff", byStaff)), "SENT",
				(state) -> settled(one, state, byStaff)));
	}

	private Optional<Mail> none(long id, String state) {
		this.jdbc.sql("update password_request set state = ? where password_request_id = ?")
			.param(state)
			.param(id)
			.update();
		return Optional.empty();
	}

	private void settled(Proved one, String state, boolean byStaff) {
		if (!state.equals("SENT")) {
			this.letters.tellStaff(PROGRAM, one.record(),
					"The link to set a password could not be sent to " + one.email() + ".");
		}
		else if (!byStaff) {
			this.letters.tell(PROGRAM, one.record(),
					"Somebody asked on the portal for a new password. A link to set it went to " + one.email() + ".");
		}
	}

	private record Waiting(String askedFor, String email) {
	}

	/** When it is done. */
	@Configuration(proxyBeanMethods = false)
	static class Regularly {

		@Bean
		Job sendPasswordLinks(SendingPasswordLinks sending) {
			return Job.onEveryNode(JOB, Duration.ofSeconds(1), sending::sendDue);
		}

	}

}
