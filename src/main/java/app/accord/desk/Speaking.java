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

	/** What is chosen, as {@link #with} takes it. */
	public String chosen(CustomerProfile customer) {
		String who = who(customer);
		return (who.isEmpty() || who.equals(ANYBODY) || speaker(customer).isPresent()) ? who : ANYBODY;
	}

	/** Those who may speak for the customer. */
	public List<Speaker> speakers(CustomerProfile customer) {
		return this.authorities.speakers(customer.customerId());
	}

	/** Who is speaking, for the history; null: the customer. */
	String named(CustomerProfile customer) {
		return switch (chosen(customer)) {
			case "" -> null;
			case ANYBODY -> "somebody without authority";
			default -> speaker(customer).orElseThrow().named();
		};
	}

	/** What the one who is speaking may do, in a line; null: the customer is speaking. */
	public String line(CustomerProfile customer) {
		return switch (chosen(customer)) {
			case "" -> null;
			case ANYBODY -> "Nobody has said that this person may speak for " + customer.name()
					+ ": tell nothing and change nothing.";
			default -> {
				Speaker speaker = speaker(customer).orElseThrow();
				List<String> not = Arrays.stream(Scope.values())
					.filter((scope) -> !speaker.scopes().contains(scope))
					.map(Scope::words)
					.toList();
				yield capital(speaker.may()) + (not.isEmpty() ? "." : ". Not: " + String.join("; ", not) + ".");
			}
		};
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
			.map((customer) -> warning(customer, needed(path)))
			.orElse(null);
	}

	private String warning(CustomerProfile customer, Scope needed) {
		return switch (chosen(customer)) {
			case "" -> null;
			case ANYBODY -> "You are speaking with somebody who may not speak for %s. Ask %s, or note who agreed."
				.formatted(customer.name(), customer.name());
			default -> speaker(customer).orElseThrow().warning(needed, customer.name());
		};
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

	private Optional<Speaker> speaker(CustomerProfile customer) {
		String who = who(customer);
		return speakers(customer).stream().filter((speaker) -> speaker.number().toString().equals(who)).findFirst();
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

	private static String capital(String words) {
		return Character.toUpperCase(words.charAt(0)) + words.substring(1);
	}

}
