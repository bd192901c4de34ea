package app.accord.counter;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.payment.CardTerminal;
import app.accord.payment.CardTerminals;
import app.accord.payment.CardWay;
import app.accord.payment.PayLinks;
import app.accord.payment.SendingPayLinks;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Which card terminal stands at this counter: the tablet keeps it in a cookie. Where the
 * company has one terminal only, it is that one.
 */
@Component
class TillTerminal {

	/** Stands for the payment page, which the customer opens on the own telephone. */
	static final String PAGE = "page";

	private static final String COOKIE = "till-terminal";

	private final CardTerminals terminals;

	private final SendingPayLinks sending;

	private final PayLinks links;

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	TillTerminal(CardTerminals terminals, SendingPayLinks sending, PayLinks links, HttpServletRequest request,
			HttpServletResponse response) {
		this.response = response;
		this.terminals = terminals;
		this.sending = sending;
		this.links = links;
		this.request = request;
	}

	/** All terminals. */
	List<CardTerminal> all() {
		return this.terminals.list();
	}

	/** The one that stands here, if it is known. */
	Optional<CardTerminal> here() {
		List<CardTerminal> all = all();
		Optional<CardTerminal> kept = all.stream().filter((terminal) -> terminal.id().equals(cookie())).findFirst();
		return (kept.isPresent() || all.size() != 1) ? kept : Optional.of(all.getFirst());
	}

	/**
	 * Keeps for a year that it is that one.
	 * @throws Refusal if there is no such terminal
	 */
	void keep(String id) {
		if (all().stream().noneMatch((terminal) -> terminal.id().equals(id))) {
			throw new Refusal("Choose one of the card terminals.");
		}
		this.response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(COOKIE, id)
					.path("/counter")
					.httpOnly(true)
					.secure(this.request.isSecure())
					.sameSite("Strict")
					.maxAge(Duration.ofDays(365))
					.build()
					.toString());
	}

	/**
	 * Where the card is asked for.
	 * @param chosen {@value #PAGE}, or a terminal, which is kept then; blank: the
	 * terminal that stands here
	 * @param key the write's idempotency key
	 * @throws Refusal if it is not known which terminal that is
	 */
	CardWay way(String chosen, AccountNumber account, Actor actor, String key) {
		if (PAGE.equals(chosen) || all().isEmpty()) {
			// The customer comes back to a page that shows this account only.
			return CardWay.page(this.links.address(this.sending.show(account, actor, "back-" + key)));
		}
		if (chosen != null && !chosen.isBlank()) {
			keep(chosen);
			return CardWay.terminal(chosen);
		}
		return CardWay.terminal(here().map(CardTerminal::id)
			.orElseThrow(() -> new Refusal("Choose which card terminal stands here, then tap Card again.")));
	}

	private String cookie() {
		Cookie[] cookies = this.request.getCookies();
		return (cookies == null) ? null
				: Arrays.stream(cookies)
					.filter((cookie) -> cookie.getName().equals(COOKIE))
					.map(Cookie::getValue)
					.findFirst()
					.orElse(null);
	}

}
