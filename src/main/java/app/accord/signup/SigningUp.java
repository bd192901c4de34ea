package app.accord.signup;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Welcoming;
import app.accord.consent.ConsentAnswer;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.Consents;
import app.accord.consent.SaidConsent;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.Phones;
import app.accord.customer.PortalAccess;
import app.accord.customer.Reachable;
import app.accord.customer.Typed;
import app.accord.duplicates.Duplicates;
import app.accord.refusal.Refusal;
import app.accord.security.Digests;
import app.accord.time.BusinessCalendar;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signing up for the portal. Asking does the same work and gets the same answer whoever
 * asks; what is known of the address decides later which mail goes to it. Only with the
 * link of that mail does somebody become a customer. Whoever looks like a customer whom
 * we know becomes one all the same, and the pair waits for a person to decide.
 */
@Component
public class SigningUp {

	/** How long a link works. */
	static final Duration VALID = Duration.ofHours(24);

	private static final String TABLE = "sign_up";

	private static final int LONGEST_NAME = 100;

	private final JdbcClient jdbc;

	private final AskingLimits limits;

	private final Customers customers;

	private final Directory directory;

	private final Phones phones;

	private final PortalAccess access;

	private final Welcoming welcoming;

	private final Duplicates duplicates;

	private final Consents consents;

	private final BusinessCalendar calendar;

	private final TransactionTemplate transaction;

	private final String currency;

	SigningUp(JdbcClient jdbc, AskingLimits limits, Customers customers, Directory directory, Phones phones,
			PortalAccess access, Welcoming welcoming, Duplicates duplicates, Consents consents,
			BusinessCalendar calendar, TransactionTemplate transaction,
			@Value("${accord.currency:USD}") String currency) {
		this.jdbc = jdbc;
		this.limits = limits;
		this.customers = customers;
		this.directory = directory;
		this.phones = phones;
		this.access = access;
		this.welcoming = welcoming;
		this.duplicates = duplicates;
		this.consents = consents;
		this.calendar = calendar;
		this.transaction = transaction;
		this.currency = currency;
	}

	/**
	 * Notes that somebody wants to sign up; a mail follows. It says nothing of whether
	 * the address is a customer's, nor whether it was asked for too often.
	 * @param address network address that it comes from
	 * @throws Refusal by the field: familyName, email, phone, password; or without a
	 * field, if too many come from that network address
	 */
	public void ask(SignUp signUp, String rawPassword, String address) {
		check(signUp, rawPassword);
		Instant now = this.calendar.now();
		String email = Typed.clean(signUp.email()).toLowerCase(Locale.ROOT);
		// Before the hash, which costs.
		this.limits.refuseFlood(TABLE, address);
		String hash = this.access.hash(rawPassword);
		boolean often = this.limits.often(TABLE, "email", email);
		this.jdbc.sql("""
				insert into sign_up (email, given_name, family_name, phone, password_hash, address, asked_at, state,
					next_try_at, agreed)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(email)
			.param(Typed.clean(signUp.givenName()))
			.param(Typed.clean(signUp.familyName()))
			.param(Typed.clean(signUp.phone()))
			.param(often ? null : hash)
			.param(address)
			.param(Timestamp.from(now))
			.param(often ? "FAILED" : "ASKED")
			.param(Timestamp.from(now))
			.param(signUp.agreed().stream().map(ConsentPurpose::name).sorted().toArray(String[]::new))
			.update();
	}

	private void check(SignUp signUp, String rawPassword) {
		if (Typed.clean(signUp.familyName()) == null) {
			throw new Refusal("familyName", "Please write your family name.");
		}
		for (String name : new String[] { signUp.givenName(), signUp.familyName() }) {
			if (name != null && name.length() > LONGEST_NAME) {
				throw new Refusal("familyName", "Please write a shorter name.");
			}
		}
		if (Typed.clean(signUp.email()) == null) {
			throw new Refusal("email", "Please write your e-mail address.");
		}
		this.customers.check(signUp.customer());
		if (Typed.clean(signUp.phone()) != null && this.phones.canonical(signUp.phone()).isEmpty()) {
			throw new Refusal("phone",
					"This telephone number doesn’t exist. Check it, or leave it empty; abroad it begins with +.");
		}
		NewPassword.check(rawPassword, Typed.clean(signUp.email()));
	}

	/** Whether a link can be confirmed by now. */
	public boolean works(String token) {
		return asked(token).isPresent();
	}

	/**
	 * Takes somebody on who has the link. Repeated, it does nothing more.
	 * @return whether that person can sign in with the e-mail address now; otherwise the
	 * link is over
	 */
	public boolean confirm(String token) {
		Optional<Asked> found = asked(token);
		found.ifPresent(this::confirm);
		return found.isPresent();
	}

	private void confirm(Asked asked) {
		if (this.directory.find(DirectoryKind.LOGIN, asked.email()).isEmpty()) {
			SignUp signUp = new SignUp(asked.givenName(), asked.familyName(), asked.email(), asked.phone());
			Actor actor = new Actor(ActorKind.CUSTOMER, "sign-up-" + asked.signUpId(),
					signUp.customer().givenName() != null ? asked.givenName() + " " + asked.familyName()
							: asked.familyName(),
					Channel.PORTAL);
			// Its key lets a second click, or a click after a crash, find the same
			// customer.
			CustomerNumber number = AccountNumber
				.parse(this.welcoming.welcome(actor, signUp.customer(), "Main", this.currency,
						"sign-up-" + asked.signUpId()))
				.customer();
			this.transaction.executeWithoutResult((status) -> letIn(actor, number, asked));
			this.duplicates.look(number);
		}
		this.jdbc.sql("""
				update sign_up set state = 'CONFIRMED', password_hash = null where sign_up_id = ? and state = 'SENT'
				""").param(asked.signUpId()).update();
	}

	private void letIn(Actor actor, CustomerNumber number, Asked asked) {
		// Two clicks at once: the second one waits here for the first.
		this.jdbc.sql("select sign_up_id from sign_up where sign_up_id = ? for update")
			.param(asked.signUpId())
			.query(Long.class)
			.single();
		if (!this.directory.find(DirectoryKind.LOGIN, asked.email()).isEmpty()) {
			return;
		}
		if (!asked.purposes().isEmpty()) {
			this.consents.note(actor,
					new SaidConsent(number.customerId(), asked.purposes(), Set.of(ConsentChannel.EMAIL),
							ConsentAnswer.GIVEN, null, Channel.PORTAL, "ticked when signing up, confirmed by the link",
							true, null),
					null);
		}
		this.access.allowHashed(number.customerId(), asked.email(), asked.passwordHash());
		this.customers.read(number)
			.emails()
			.stream()
			.filter((point) -> asked.email().equals(point.canonical()))
			.findFirst()
			.ifPresent((point) -> this.customers.markReachable(actor, point.owner(), point.id(), Reachable.YES,
					"Confirmed by the link that was sent to it"));
	}

	private Optional<Asked> asked(String token) {
		return this.jdbc.sql("""
				select sign_up_id, email, given_name, family_name, phone, password_hash,
					array_to_string(agreed, ',') as agreed
				from sign_up
				where token_hash = ? and expires_at > ? and state in ('SENT', 'CONFIRMED')
				""")
			.param(Digests.sha256(token))
			.param(Timestamp.from(this.calendar.now()))
			.query(Asked.class)
			.optional();
	}

	private record Asked(long signUpId, String email, String givenName, String familyName, String phone,
			String passwordHash, String agreed) {

		Set<ConsentPurpose> purposes() {
			return Arrays.stream(ConsentPurpose.values())
				.filter((purpose) -> Arrays.asList(this.agreed.split(",")).contains(purpose.name()))
				.collect(Collectors.toSet());
		}

	}

}
