package app.accord.portal;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.MalformedNumber;
import app.accord.portal.ActingDoors.Door;
import app.accord.relationship.Access;
import app.accord.relationship.Authorities;
import app.accord.relationship.Scope;
import app.accord.security.CustomerPrincipal;
import app.accord.security.Doors;
import app.accord.security.OnBehalf;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets somebody act for another customer, for one request: asks what the authority covers
 * now, compares it with what the page needs, notes in the other's history that it was
 * looked at, and has the page made for the other customer. Everything else is answered
 * like what does not exist.
 */
class ActingFilter extends OncePerRequestFilter {

	private static final String LOOKED = "portal.looked";

	private final Authorities authorities;

	ActingFilter(Authorities authorities) {
		this.authorities = authorities;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
		Object typed = request.getAttribute(ActingAddresses.FOR);
		if (typed == null || signedIn == null || !(signedIn.getPrincipal() instanceof CustomerPrincipal me)) {
			chain.doFilter(request, response);
			return;
		}
		CustomerNumber number = number(typed.toString());
		Access access = (number != null) ? this.authorities.access(me.customerId(), number.customerId()) : null;
		if (access == null || !access.any()) {
			// An open page goes back to one's own, at once.
			if (Doors.forPartOfPage(request)) {
				response.setHeader("HX-Redirect", request.getAttribute(ActingAddresses.OWN_ROOT) + "/portal?ended");
			}
			response.sendError(HttpServletResponse.SC_NOT_FOUND);
			return;
		}
		Door door = ActingDoors.of(request.getMethod(), path(request))
			.filter((each) -> each.opensTo(access))
			.orElse(null);
		if (door == null) {
			response.sendError(HttpServletResponse.SC_NOT_FOUND);
			return;
		}
		CustomerProfile customer = this.authorities.represented(number.customerId());
		CustomerPrincipal acting = me.actingFor(number.customerId(), number.toString(),
				new OnBehalf(me.number(), customer.name(), reach(access, door)));
		note(request, me, customer, access, door);
		SecurityContext own = SecurityContextHolder.getContext();
		SecurityContext other = SecurityContextHolder.createEmptyContext();
		other.setAuthentication(
				UsernamePasswordAuthenticationToken.authenticated(acting, null, signedIn.getAuthorities()));
		request.setAttribute(Acting.ACCESS, access);
		SecurityContextHolder.setContext(other);
		try {
			chain.doFilter(request, response);
		}
		finally {
			SecurityContextHolder.setContext(own);
		}
	}

	/** The accounts that what this door needs covers; null: all. */
	private static Set<String> reach(Access access, Door door) {
		Scope needed = (door.needed() != null) ? door.needed() : Scope.BILLS;
		return access.scopes().contains(needed) ? null
				: access.paid().stream().map(AccountNumber::toString).collect(Collectors.toUnmodifiableSet());
	}

	// Once for each sign-in, customer and topic: going back and forth is one visit.
	@SuppressWarnings("unchecked")
	private void note(HttpServletRequest request, CustomerPrincipal me, CustomerProfile customer, Access access,
			Door door) {
		String topic = topic(access, door, request);
		HttpSession session = request.getSession(false);
		if (topic == null || session == null) {
			return;
		}
		Set<String> looked = new HashSet<>(
				(session.getAttribute(LOOKED) instanceof Set<?> kept) ? (Set<String>) kept : Set.of());
		if (looked.add(customer.number() + " " + topic)) {
			this.authorities.looked(new Actor(ActorKind.CUSTOMER, me.number(),
					me.displayName() + ", for " + customer.name(), Channel.PORTAL), customer.customerId(),
					me.displayName(), topic);
			session.setAttribute(LOOKED, looked);
		}
	}

	private static String topic(Access access, Door door, HttpServletRequest request) {
		if (door.topic() != null || door.needed() != null || !path(request).equals("/portal")) {
			return door.topic();
		}
		return access.may(Scope.BILLS) ? "what is owed" : "the start page";
	}

	private static CustomerNumber number(String typed) {
		try {
			return CustomerNumber.parse(typed);
		}
		catch (MalformedNumber ex) {
			return null;
		}
	}

	private static String path(HttpServletRequest request) {
		return request.getRequestURI().substring(request.getContextPath().length());
	}

}
