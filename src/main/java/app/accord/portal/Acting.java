package app.accord.portal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.relationship.Access;
import app.accord.relationship.ActsFor;
import app.accord.relationship.Authorities;
import app.accord.relationship.Scope;
import app.accord.security.CustomerPrincipal;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * For whom somebody acts on this page, and for whom else one could. Templates call it as
 * {@code @acting}.
 */
@Component("acting")
class Acting {

	/**
	 * Request attribute: the {@link Access} of this request, where one acts for another.
	 */
	static final String ACCESS = "app.accord.portal.access";

	private final Authorities authorities;

	Acting(Authorities authorities) {
		this.authorities = authorities;
	}

	/** Whether the page is somebody else's. */
	public boolean other() {
		return access() != null;
	}

	/** The name of the one whose page it is; null where it is one's own. */
	public String name() {
		CustomerPrincipal me = me();
		return (me != null && me.behalf() != null) ? me.behalf().of() : null;
	}

	/** Whether the page may show and do that: always on one's own. */
	public boolean may(String scope) {
		Access access = access();
		return access == null || access.may(Scope.valueOf(scope));
	}

	/** The same, where it is not enough to be asked to pay an account. */
	public boolean wholly(String scope) {
		Access access = access();
		return access == null || access.scopes().contains(Scope.valueOf(scope));
	}

	/** The same of an account. */
	public boolean may(String scope, AccountNumber account) {
		Access access = access();
		return access == null || access.may(Scope.valueOf(scope), account);
	}

	/** What one may do for the other, in a sentence. */
	public String sentence() {
		Access access = access();
		if (access == null) {
			return null;
		}
		List<Scope> covered = Arrays.stream(Scope.values()).filter(access::may).toList();
		return "You " + Scope.sentence(covered)
				+ (access.scopes().isEmpty() ? ", for the account that you are asked to pay." : ".");
	}

	/** Those one may act for, and oneself first; empty where there is nobody else. */
	public List<Choice> choices() {
		CustomerPrincipal me = me();
		if (me == null) {
			return List.of();
		}
		boolean other = me.behalf() != null;
		long own = other ? CustomerNumber.parse(me.behalf().number()).customerId() : me.customerId();
		List<ActsFor> all = this.authorities.actsFor(own);
		if (all.isEmpty() && !other) {
			return List.of();
		}
		String root = root();
		List<Choice> choices = new ArrayList<>();
		choices.add(new Choice("Myself", null, root + "/portal", !other));
		all.forEach((each) -> choices.add(new Choice(each.name(), each.title(),
				ActingAddresses.of(root, each.number().toString()), other && each.name().equals(name()))));
		return choices;
	}

	private static String root() {
		Object own = request().getAttribute(ActingAddresses.OWN_ROOT);
		return (own != null) ? own.toString() : request().getContextPath();
	}

	private static Access access() {
		return (request() != null) ? (Access) request().getAttribute(ACCESS) : null;
	}

	private static HttpServletRequest request() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? attributes.getRequest() : null;
	}

	private static CustomerPrincipal me() {
		var authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof CustomerPrincipal me) ? me : null;
	}

	/**
	 * Somebody to act for.
	 *
	 * @param name the name
	 * @param title what this one is to the person; null: not noted
	 * @param href where the pages for this one begin
	 * @param now whether the page is this one's
	 */
	public record Choice(String name, String title, String href, boolean now) {
	}

}
