package app.accord.speaking;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Numbers;
import app.accord.customer.PublicNumber;
import app.accord.customer.Typed;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.relationship.Authorities;
import app.accord.relationship.Speaker;
import app.accord.security.Doors;
import app.accord.security.StaffPrincipal;
import app.accord.security.StaffRole;
import app.accord.speaking.Doings.Doing;
import app.accord.time.BusinessCalendar;
import app.accord.ui.CardNumberGuard;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * With whom an employee is speaking about a customer: the customer, or somebody who may
 * speak for them. Kept for the session; read anew each time, so what has ended doesn't
 * count. What goes beyond the authority is warned of where it is looked at, and refused
 * where it is done; a supervisor may go on with a reason, which stands in the history.
 * Templates call it as {@code @speaking}.
 */
@Component("speaking")
public class Speaking {

	/** Somebody who has no authority. */
	public static final String ANYBODY = "anybody";

	/** The field in which a supervisor says why to go on. */
	public static final String FIELD = "beyond";

	private static final String KEPT = "speaking";

	private static final String WENT_ON = "speaking.wentOn";

	private static final int LONGEST = 500;

	private final Authorities authorities;

	private final Customers customers;

	private final List<Doings> channels;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	private final TransactionTemplate transaction;

	Speaking(Authorities authorities, Customers customers, List<Doings> channels, Timeline timeline,
			BusinessCalendar calendar, TransactionTemplate transaction) {
		this.authorities = authorities;
		this.customers = customers;
		this.channels = channels;
		this.timeline = timeline;
		this.calendar = calendar;
		this.transaction = transaction;
	}

	/**
	 * Notes with whom.
	 * @param who a customer number, {@link #ANYBODY}, or empty: the customer
	 */
	public void with(HttpSession session, long customerId, String who) {
		Map<Long, String> kept = new HashMap<>(kept(session));
		if (who == null || who.isBlank()) {
			kept.remove(customerId);
		}
		else {
			kept.put(customerId, who);
		}
		session.setAttribute(KEPT, new HashMap<>(kept));
	}

	/** With whom, as of now. */
	public Conversation of(CustomerProfile customer) {
		List<Speaker> speakers = this.authorities.speakers(customer.customerId());
		String who = kept(request().getSession(false)).getOrDefault(customer.customerId(), "");
		Speaker speaker = speakers.stream()
			.filter((each) -> each.number().toString().equals(who))
			.findFirst()
			.orElse(null);
		return new Conversation(customer.name(), speakers, (who.isEmpty() || speaker != null) ? who : ANYBODY, speaker);
	}

	/** Who is speaking, for the history; null: the customer. */
	public String named(CustomerProfile customer) {
		return of(customer).named();
	}

	/**
	 * What goes beyond the authority of the one who is speaking, on the page that is
	 * asked for; null where nothing does.
	 */
	public Beyond warning() {
		String path = path(request());
		if (kept(request().getSession(false)).isEmpty()) {
			return null;
		}
		Doing doing = doing(path).orElse(null);
		return subject(path)
			.map((customer) -> warning(customer, (doing != null) ? doing.deed() : Deed.TELLING,
					doing != null && doing.refused()))
			.orElse(null);
	}

	/** The same of something that is refused. */
	public Beyond warning(CustomerProfile customer, String deed) {
		return warning(customer, Deed.valueOf(deed), true);
	}

	private Beyond warning(CustomerProfile customer, Deed deed, boolean refused) {
		Conversation talk = of(customer);
		if (!talk.beyond(deed)) {
			return null;
		}
		return refused ? new Beyond(supervises() ? talk.why(deed) : talk.refusal(deed), supervises(), typed())
				: new Beyond(talk.warning(deed), false, null);
	}

	/**
	 * Refuses what the request that is being answered does, if it goes beyond the
	 * authority of the one who is speaking.
	 * @throws BeyondAuthority unless a supervisor has said why to go on
	 */
	void require() {
		String path = path(request());
		doing(path).filter(Doing::refused)
			.ifPresent((doing) -> subject(path).ifPresent((customer) -> require(customer, doing.deed())));
	}

	/**
	 * Refuses something, if it goes beyond the authority of the one who is speaking.
	 * @throws BeyondAuthority unless a supervisor has said why to go on
	 */
	public void require(CustomerProfile customer, Deed deed) {
		Conversation talk = of(customer);
		if (!talk.beyond(deed)) {
			return;
		}
		String page = root(request()) + "/customers/" + customer.number();
		if (!supervises()) {
			throw new BeyondAuthority(talk.refusal(deed), page);
		}
		String reason = typed();
		if (reason == null) {
			throw new BeyondAuthority(
					talk.why(deed) + " Say why you go on all the same, or speak with " + customer.name() + ".", page);
		}
		if (reason.length() > LONGEST) {
			throw new BeyondAuthority("Keep the reason under " + LONGEST + " characters.", page);
		}
		if (CardNumberGuard.foundIn(reason)) {
			throw new BeyondAuthority(CardNumberGuard.SENTENCE, page);
		}
		goOn(customer, talk, deed, reason);
	}

	// Before it is done, so that it is never missing; once, also where the form is sent
	// again because something else in it is wrong.
	@SuppressWarnings("unchecked")
	private void goOn(CustomerProfile customer, Conversation talk, Deed deed, String reason) {
		HttpSession session = request().getSession();
		Set<String> noted = new HashSet<>(
				(session.getAttribute(WENT_ON) instanceof Set<?> kept) ? (Set<String>) kept : Set.of());
		if (!noted.add(customer.customerId() + " " + deed + " " + talk.chosen() + " " + reason)) {
			return;
		}
		StaffPrincipal me = me();
		Actor actor = new Actor(ActorKind.STAFF, me.username(), me.displayName(),
				Doors.channel(request()).orElseThrow());
		this.transaction.executeWithoutResult(
				(status) -> this.timeline.record(
						NewInteraction
							.change(customer.customerId(), this.calendar.now(), InteractionKind.DATA, actor,
									"Went on beyond the authority of %s: who may not %s".formatted(talk.named(),
											deed.words()))
							.because(reason)
							.spokenBy(talk.named())
							.forStaffOnly()));
		session.setAttribute(WENT_ON, noted);
	}

	private Optional<Doing> doing(String path) {
		return this.channels.stream()
			.filter((channel) -> channel.has(path))
			.findFirst()
			.flatMap((channel) -> channel.at(path));
	}

	/** Whom a page is about: the first number in its address. */
	private Optional<CustomerProfile> subject(String path) {
		return Arrays.stream(path.split("/"))
			.filter((piece) -> piece.contains("-") && piece.length() < 60)
			.flatMap((piece) -> Numbers.read(piece).stream())
			.findFirst()
			.map(PublicNumber::customerId)
			.flatMap(this.customers::find);
	}

	private static boolean supervises() {
		StaffPrincipal me = me();
		return me != null && (me.role() == StaffRole.SUPERVISOR || me.role() == StaffRole.ADMIN);
	}

	private static StaffPrincipal me() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof StaffPrincipal me) ? me : null;
	}

	private static String typed() {
		return Typed.clean(request().getParameter(FIELD));
	}

	private static HttpServletRequest request() {
		return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
	}

	private static String path(HttpServletRequest request) {
		return request.getRequestURI().substring(request.getContextPath().length());
	}

	private static String root(HttpServletRequest request) {
		return Doors.root(Doors.channel(request).orElseThrow());
	}

	@SuppressWarnings("unchecked")
	private static Map<Long, String> kept(HttpSession session) {
		Object kept = (session != null) ? session.getAttribute(KEPT) : null;
		return (kept != null) ? (Map<Long, String>) kept : Map.of();
	}

	/**
	 * What goes beyond the authority of the one who is speaking.
	 *
	 * @param sentence what, and what to do
	 * @param mayGoOn whether this employee may go on with a reason
	 * @param reason what was typed as such; null: nothing
	 */
	public record Beyond(String sentence, boolean mayGoOn, String reason) {
	}

}
