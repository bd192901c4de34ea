package app.accord.desk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Numbers;
import app.accord.customer.PublicNumber;
import app.accord.relationship.Authorities;
import app.accord.relationship.Scope;
import app.accord.relationship.Speaker;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * With whom an employee is speaking about a customer: the customer, or somebody who may
 * speak for them. Kept for the session; read anew each time, so what has ended doesn't
 * count. Templates call it as {@code @speaking}.
 */
@Component("speaking")
class Speaking {

	/** Somebody who has no authority. */
	static final String ANYBODY = "anybody";

	private static final String KEPT = "desk.speaking";

	private final Authorities authorities;

	private final Customers customers;

	Speaking(Authorities authorities, Customers customers) {
		this.authorities = authorities;
		this.customers = customers;
	}

	/**
	 * Notes with whom.
	 * @param who a customer number, {@link #ANYBODY}, or empty: the customer
	 */
	void with(HttpSession session, long customerId, String who) {
		Map<Long, String> kept = new HashMap<>(kept(session));
		if (who == null || who.isBlank()) {
			kept.remove(customerId);
		}
		else {
			kept.put(customerId, who);
		}
		session.setAttribute(KEPT, new HashMap<>(kept));
	}

	/** All that the page's head shows of it, read once. */
	public Conversation of(CustomerProfile customer) {
		List<Speaker> speakers = this.authorities.speakers(customer.customerId());
		String who = who(customer);
		Speaker speaker = speakers.stream()
			.filter((each) -> each.number().toString().equals(who))
			.findFirst()
			.orElse(null);
		return new Conversation(speakers, (who.isEmpty() || speaker != null) ? who : ANYBODY, speaker);
	}

	/** Who is speaking, for the history; null: the customer. */
	String named(CustomerProfile customer) {
		return of(customer).named();
	}

	/**
	 * What goes beyond the authority of the one who is speaking, on the page that is
	 * asked for; null where nothing does.
	 */
	public String warning() {
		HttpServletRequest request = ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
			.getRequest();
		String path = request.getRequestURI().substring(request.getContextPath().length());
		if (kept(request.getSession(false)).isEmpty()) {
			return null;
		}
		return subject(path).flatMap((number) -> this.customers.find(number.customerId()))
			.map((customer) -> of(customer).warning(needed(path), customer.name()))
			.orElse(null);
	}

	/** What a sheet at that address does. */
	static Scope needed(String path) {
		if (path.matches(".*/(payments|pay-links|cards|auto-pay|refunds)(/.*)?")) {
			return Scope.PAY;
		}
		if (path.startsWith("/desk/services/")) {
			return Scope.ORDERS;
		}
		if (path.matches(".*/(name|tier|contact-points|people)(/.*)?")) {
			return Scope.DATA;
		}
		return Scope.BILLS;
	}

	/** Whom a page is about: the first number in its address. */
	private static Optional<PublicNumber> subject(String path) {
		return Arrays.stream(path.split("/"))
			.filter((piece) -> piece.contains("-") && piece.length() < 60)
			.flatMap((piece) -> Numbers.read(piece).stream())
			.findFirst();
	}

	private static String who(CustomerProfile customer) {
		HttpSession session = ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest()
			.getSession(false);
		return kept(session).getOrDefault(customer.customerId(), "");
	}

	@SuppressWarnings("unchecked")
	private static Map<Long, String> kept(HttpSession session) {
		Object kept = (session != null) ? session.getAttribute(KEPT) : null;
		return (kept != null) ? (Map<Long, String>) kept : Map.of();
	}

	/**
	 * With whom the employee is speaking.
	 *
	 * @param speakers those who may speak for the customer
	 * @param chosen what is chosen, as {@link Speaking#with} takes it
	 * @param speaker who is speaking for the customer; null: the customer, or somebody
	 * without authority
	 */
	record Conversation(List<Speaker> speakers, String chosen, Speaker speaker) {

		private boolean withoutAuthority() {
			return this.speaker == null && !this.chosen.isEmpty();
		}

		/** Who is speaking, for the history; null: the customer. */
		String named() {
			return (this.speaker != null) ? this.speaker.named()
					: withoutAuthority() ? "somebody without authority" : null;
		}

		/** What the one who is speaking may do, in a line; null: the customer. */
		public String line() {
			if (this.speaker == null) {
				return withoutAuthority() ? "Nobody has said that this person may speak for the customer: tell nothing "
						+ "and change nothing." : null;
			}
			String may = this.speaker.may();
			List<String> not = Arrays.stream(Scope.values())
				.filter((scope) -> !this.speaker.scopes().contains(scope))
				.map(Scope::words)
				.toList();
			return Character.toUpperCase(may.charAt(0)) + may.substring(1)
					+ (not.isEmpty() ? "." : ". Not: " + String.join("; ", not) + ".");
		}

		/** What goes beyond the authority, in a sentence; null where nothing does. */
		String warning(Scope needed, String customer) {
			if (this.speaker != null) {
				return this.speaker.warning(needed, customer);
			}
			return withoutAuthority()
					? "You are speaking with somebody who may not speak for %s. Ask %s, or note who agreed."
						.formatted(customer, customer)
					: null;
		}

	}

}
