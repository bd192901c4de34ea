package app.accord.signup;

import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.PortalAccess;
import app.accord.customer.Reachable;
import app.accord.customer.Typed;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asking for a link to set a password. On the portal it does the same work and gets the
 * same answer whoever is asked for; at the desk an employee says how they know that it is
 * the customer, and where the link goes.
 */
@Component
public class ForgottenPasswords {

	private static final int LONGEST = 254;

	private final JdbcClient jdbc;

	private final AskingLimits limits;

	private final Customers customers;

	private final PortalAccess access;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	ForgottenPasswords(JdbcClient jdbc, AskingLimits limits, Customers customers, PortalAccess access,
			RepeatableWrites repeatable, Timeline timeline, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.limits = limits;
		this.customers = customers;
		this.access = access;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * Notes that somebody has forgotten a password; where it is a customer's, a mail
	 * follows.
	 * @param typed an e-mail address, a user name or a customer number
	 * @param address network address that it comes from
	 * @throws Refusal by the field {@code who}; or without a field, if too many come from
	 * that network address
	 */
	public void ask(String typed, String address) {
		String who = Typed.clean(typed);
		if (who == null) {
			throw new Refusal("who", "Please write your e-mail address, user name or customer number.");
		}
		if (who.length() > LONGEST) {
			throw new Refusal("who", "That is too long to be one of them. Please check it.");
		}
		this.limits.refuseFlood(SendingPasswordLinks.TABLE, address);
		String askedFor = who.toLowerCase(Locale.ROOT);
		add(askedFor, null, address, this.limits.often(SendingPasswordLinks.TABLE, "asked_for", askedFor));
	}

	/**
	 * The addresses that an employee may have a link sent to: those that are not known to
	 * miss the customer, and the one by which this one signs in.
	 */
	@Transactional(readOnly = true)
	public List<String> addresses(CustomerProfile customer) {
		return Stream
			.concat(customer.emails()
				.stream()
				.filter((point) -> point.canonical() != null && point.reachable() != Reachable.NO)
				.map(ContactPointView::canonical), logins(customer).stream().filter((login) -> login.contains("@")))
			.distinct()
			.toList();
	}

	/** The user names by which a customer signs in; empty: can't yet. */
	@Transactional(readOnly = true)
	public List<String> logins(CustomerProfile customer) {
		return this.access.logins(customer.numbers().stream().map(CustomerNumber::customerId).toList())
			.values()
			.stream()
			.sorted()
			.toList();
	}

	/**
	 * Has a link sent to a customer.
	 * @param email one of {@link #addresses}
	 * @param reason how it is known that it is the customer who asks; the customer reads
	 * it
	 * @param key the write's idempotency key
	 * @throws Refusal by the fields {@code email} or {@code reason}
	 */
	@Transactional
	public Answer<Sent> send(Actor actor, CustomerNumber number, String email, String reason, String key) {
		String why = Reasons.stripped("reason", reason, "Say how you know that it is the customer who asks.");
		CustomerProfile customer = this.customers.read(number);
		if (!addresses(customer).contains(email)) {
			throw new Refusal("email", "Choose one of the customer’s addresses.");
		}
		lock(customer.customerId());
		return this.repeatable.once(customer.customerId(), key, Arrays.asList("password-link", email, why, actor.id()),
				Sent.class, () -> {
					add(customer.number().toString().toLowerCase(Locale.ROOT), email, null, false);
					this.timeline.record(
							NewInteraction
								.change(customer.customerId(), this.calendar.now(), InteractionKind.DATA, actor,
										"A link to set the password of the portal is sent to " + email)
								.because(why));
					return new Sent(email);
				});
	}

	// Two sendings of one key come one after the other.
	private void lock(long customerId) {
		this.jdbc.sql("select customer_id from customer where customer_id = ? for no key update")
			.param(customerId)
			.query(Long.class)
			.single();
	}

	private void add(String askedFor, String email, String address, boolean often) {
		Timestamp now = Timestamp.from(this.calendar.now());
		this.jdbc.sql("""
				insert into password_request (asked_for, email, address, asked_at, state, next_try_at)
				values (?, ?, ?, ?, ?, ?)
				""")
			.param(askedFor)
			.param(email)
			.param(address)
			.param(now)
			.param(often ? "OFTEN" : "ASKED")
			.param(now)
			.update();
	}

	/**
	 * That a link goes to a customer.
	 *
	 * @param email where it goes
	 */
	public record Sent(String email) {
	}

}
