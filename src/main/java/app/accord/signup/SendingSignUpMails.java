package app.accord.signup;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.PortalAccess;
import app.accord.customer.Reachable;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.job.Job;
import app.accord.message.DirectMail;
import app.accord.message.DirectMail.Outcome;
import app.accord.message.Languages;
import app.accord.message.MailPages;
import app.accord.message.Written;
import app.accord.security.Digests;
import app.accord.security.RandomTokens;
import app.accord.time.BusinessCalendar;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the mails of those who sign up: to an address that nobody has proved to be
 * theirs, the link by which to do so; to one that is a customer's, that this customer is
 * known here, and a link to set a password. Forgets in the end who asked.
 */
@Component
class SendingSignUpMails {

	static final String JOB = "Send sign-up mails";

	private static final Actor PROGRAM = Actor.system("Sign-up");

	private static final Duration PAUSE = Duration.ofMinutes(5);

	private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);

	private static final int MOST_TRIES = 12;

	private static final int BATCH = 50;

	private final JdbcClient jdbc;

	private final Customers customers;

	private final Directory directory;

	private final PortalAccess access;

	private final PasswordLinks links;

	private final MailPages pages;

	private final DirectMail mail;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	private final TransactionTemplate transaction;

	SendingSignUpMails(JdbcClient jdbc, Customers customers, Directory directory, PortalAccess access,
			PasswordLinks links, MailPages pages, DirectMail mail, Timeline timeline, BusinessCalendar calendar,
			TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.customers = customers;
		this.directory = directory;
		this.access = access;
		this.links = links;
		this.pages = pages;
		this.mail = mail;
		this.timeline = timeline;
		this.calendar = calendar;
		this.transaction = transaction;
	}

	/** Sends what is due. */
	void sendDue() {
		Timestamp now = Timestamp.from(this.calendar.now());
		List<Long> due = this.jdbc.sql("""
				select sign_up_id from sign_up where state = 'ASKED' and next_try_at <= ? order by next_try_at limit ?
				""").param(now).param(BATCH).query(Long.class).list();
		for (long id : due) {
			Optional<Prepared> prepared = this.transaction.execute((status) -> prepare(id));
			prepared
				.ifPresent((one) -> sent(one, this.mail.send(one.email(), one.name(), one.signUpId(), one.letter())));
		}
	}

	/** Takes one that is due, and writes its mail. */
	private Optional<Prepared> prepare(long id) {
		Instant now = this.calendar.now();
		String token = RandomTokens.make(24);
		Optional<Waiting> waiting = this.jdbc.sql("""
				update sign_up set tries = tries + 1, next_try_at = ?, token_hash = ?, expires_at = ?
				where sign_up_id = ? and state = 'ASKED' and next_try_at <= ?
				returning sign_up_id, email, tries
				""")
			.param(Timestamp.from(now.plus(PAUSE)))
			.param(Digests.sha256(token))
			.param(Timestamp.from(now.plus(SigningUp.VALID)))
			.param(id)
			.param(Timestamp.from(now))
			.query(Waiting.class)
			.optional();
		return waiting.map((one) -> {
			Optional<CustomerProfile> known = known(one.email());
			return new Prepared(one.signUpId(), one.email(), known.map(CustomerProfile::name).orElse(null), one.tries(),
					known.orElse(null),
					known.map((customer) -> known(customer, one.email())).orElseGet(() -> unknown(token)));
		});
	}

	/**
	 * The one customer whom an address reaches for sure: who signs in by it, or of whom
	 * somebody has noted that it does.
	 */
	private Optional<CustomerProfile> known(String email) {
		List<Long> signsIn = this.directory.find(DirectoryKind.LOGIN, email);
		if (!signsIn.isEmpty()) {
			return this.customers.find(signsIn.getFirst());
		}
		List<CustomerProfile> reached = this.directory.find(DirectoryKind.EMAIL, email)
			.stream()
			.flatMap((id) -> this.customers.find(id).stream())
			.filter((customer) -> customer.emails()
				.stream()
				.anyMatch((point) -> email.equals(point.canonical()) && point.reachable() == Reachable.YES))
			.toList();
		boolean one = reached.stream().map(CustomerProfile::customerId).distinct().count() == 1;
		return one ? Optional.of(reached.getFirst()) : Optional.empty();
	}

	/**
	 * Not even the name stands in it: whoever typed it must not write to strangers by us.
	 */
	private Written.Letter unknown(String token) {
		return this.pages.letter("mail/sign-up", Locale.US,
				Map.of("link", this.pages.address() + "/portal/sign-up/" + token), null, null);
	}

	private Written.Letter known(CustomerProfile customer, String email) {
		Map<Long, String> logins = this.access
			.logins(customer.numbers().stream().map((number) -> number.customerId()).toList());
		long record = logins.isEmpty() ? customer.customerId() : logins.keySet().iterator().next();
		String token = this.links.make(record, email);
		return this.pages.letter(
				"mail/sign-up-known", Languages.of(customer.language()), Map.of("customer", customer, "login",
						logins.getOrDefault(record, ""), "link", this.pages.address() + "/portal/password/" + token),
				null, null);
	}

	private void sent(Prepared one, Outcome outcome) {
		String state = switch (outcome) {
			case SENT -> (one.known() != null) ? "KNOWN" : "SENT";
			case LATER -> (one.tries() < MOST_TRIES) ? "ASKED" : "FAILED";
			case NEVER -> "FAILED";
		};
		this.transaction.executeWithoutResult((status) -> {
			int moved = this.jdbc.sql("""
					update sign_up set state = :state,
						password_hash = case when :state in ('KNOWN', 'FAILED') then null else password_hash end
					where sign_up_id = :id and state = 'ASKED'
					""").param("state", state).param("id", one.signUpId()).update();
			if (moved > 0 && state.equals("KNOWN")) {
				this.timeline.record(NewInteraction.change(one.known().customerId(), this.calendar.now(),
						InteractionKind.DATA, PROGRAM,
						"Somebody asked to sign up on the portal with " + one.email()
								+ ". A mail to that address says that the customer is known here, with a link to set a password.")
					.forStaffOnly());
			}
		});
	}

	/** Forgets who asked, a week later. */
	void forget() {
		this.jdbc.sql("delete from sign_up where asked_at < ?")
			.param(Timestamp.from(this.calendar.now().minus(FORGOTTEN_AFTER)))
			.update();
	}

	private record Waiting(long signUpId, String email, int tries) {
	}

	private record Prepared(long signUpId, String email, String name, int tries, CustomerProfile known,
			Written.Letter letter) {
	}

	/** When it is done. */
	@Configuration(proxyBeanMethods = false)
	static class Regularly {

		@Bean
		Job sendSignUpMails(SendingSignUpMails sending) {
			return Job.onEveryNode(JOB, Duration.ofSeconds(1), sending::sendDue);
		}

		@Bean
		Job forgetSignUps(SendingSignUpMails sending) {
			return Job.every("Forget old sign-ups", Duration.ofHours(1), sending::forget);
		}

	}

}
