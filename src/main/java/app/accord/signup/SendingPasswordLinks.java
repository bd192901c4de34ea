package app.accord.signup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.job.Job;
import app.accord.message.Languages;
import app.accord.message.MailPages;
import app.accord.signup.AskedMails.Mail;
import app.accord.signup.ProvedAddresses.Proved;
import app.accord.time.BusinessCalendar;

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

	private final MailPages pages;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	SendingPasswordLinks(JdbcClient jdbc, AskedMails mails, ProvedAddresses proved, PasswordLinks links,
			MailPages pages, Timeline timeline, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.mails = mails;
		this.proved = proved;
		this.links = links;
		this.pages = pages;
		this.timeline = timeline;
		this.calendar = calendar;
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
				this.pages.letter("mail/password-link", Languages.of(one.customer().language()),
						Map.of("customer", one.customer(), "login", one.loginOrEmpty(), "byStaff", byStaff, "link",
								this.links.address(one.record(), one.email())),
						null, null),
				"SENT", (state) -> settled(one, state, byStaff)));
	}

	private Optional<Mail> none(long id, String state) {
		this.jdbc.sql("update password_request set state = ? where password_request_id = ?")
			.param(state)
			.param(id)
			.update();
		return Optional.empty();
	}

	private void settled(Proved one, String state, boolean byStaff) {
		boolean sent = state.equals("SENT");
		if (sent && byStaff) {
			return;
		}
		NewInteraction told = NewInteraction.change(one.record(), this.calendar.now(), InteractionKind.DATA, PROGRAM,
				sent ? "Somebody asked on the portal for a new password. A link to set it went to " + one.email() + "."
						: "The link to set a password could not be sent to " + one.email() + ".");
		this.timeline.record(sent ? told : told.forStaffOnly());
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
