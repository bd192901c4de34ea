package app.accord.payment;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import app.accord.customer.AccountNumber;
import app.accord.fact.Fact;
import app.accord.money.Amounts;
import app.accord.payment.Verdict.Code;
import app.accord.time.BusinessCalendar;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Says what became of payments by card, in one place for desk, portal, counter, API and
 * e-mail. Reads only; asking the gateway is {@link Charging#look} and
 * {@link Charging#latest}.
 */
@Component
public class Verdicts {

	private final PaymentAttempts attempts;

	private final Payments payments;

	private final DeclineWords declines;

	private final MessageSource messages;

	private final BusinessCalendar calendar;

	Verdicts(PaymentAttempts attempts, Payments payments, DeclineWords declines, MessageSource messages,
			BusinessCalendar calendar) {
		this.attempts = attempts;
		this.payments = payments;
		this.declines = declines;
		this.messages = messages;
		this.calendar = calendar;
	}

	/**
	 * What became of the latest payment by card. One that was not charged is no longer
	 * spoken of once money was received after it, nor is one that the customer called
	 * off.
	 */
	public Verdict of(AccountNumber account) {
		return of(account, LocaleContextHolder.getLocale());
	}

	/** The same in that language. */
	public Verdict of(AccountNumber account, Locale locale) {
		List<PaymentAttempt> unsettled = this.attempts.unsettled(account);
		if (!unsettled.isEmpty()) {
			return of(unsettled.getFirst(), locale);
		}
		return this.attempts.newest(account, 1)
			.stream()
			.filter((attempt) -> !passed(attempt))
			.findFirst()
			.map((attempt) -> of(attempt, locale))
			.orElseGet(() -> none(account));
	}

	/** What became of that attempt. */
	public Verdict of(PaymentAttempt attempt) {
		return of(attempt, LocaleContextHolder.getLocale());
	}

	/** The same in that language. */
	public Verdict of(PaymentAttempt attempt, Locale locale) {
		Code code = code(attempt);
		String amount = Amounts.show(attempt.amount(), locale);
		Instant answerBy = (code == Code.ASKING) ? answerBy(attempt) : null;
		String why = (attempt.declineCode() != null) ? this.declines.of(attempt.declineCode(), locale) : "";
		Object[] words = { amount, when(attempt.stateSince(), locale), attempt.receipt(), why, when(answerBy, locale),
				attempt.methodLabel(), attempt.number(), when(attempt.expiresAt(), locale) };
		boolean atTerminal = attempt.way() == PaymentAttempt.Way.TERMINAL;
		String key = "verdict." + ((code == Code.ASKING && answerBy == null) ? "WITH_PERSON"
				: (code == Code.WAITING_FOR_CUSTOMER && atTerminal) ? "AT_TERMINAL" : code);
		Fact fact = Fact.ofCode("payment-verdict", attempt.number().toString(), attempt.version(), this.calendar.now(),
				code.name());
		return new Verdict(code, this.messages.getMessage("verdict.headline." + code, words, locale),
				this.messages.getMessage(key, words, locale), attempt.number(), attempt.account(), attempt.amount(),
				attempt.methodLabel(), attempt.stateSince(), attempt.receipt(), attempt.declineCode(), answerBy,
				(code == Code.WAITING_FOR_CUSTOMER && !atTerminal) ? attempt.pageUrl() : null,
				(code == Code.WAITING_FOR_CUSTOMER) ? attempt.expiresAt() : null, fact, code != Code.ASKING);
	}

	private Verdict none(AccountNumber account) {
		Fact fact = Fact.ofCode("payment-verdict", account.toString(), 0, this.calendar.now(), Code.NONE.name());
		return new Verdict(Code.NONE, null, null, null, account, null, null, null, null, null, null, null, null, fact,
				true);
	}

	private boolean passed(PaymentAttempt attempt) {
		if (attempt.state() != PaymentAttempt.State.DECLINED) {
			return false;
		}
		return attempt.declineCode() == DeclineCode.CALLED_OFF || this.payments.page(attempt.account(), 0, 1)
			.stream()
			.anyMatch((payment) -> payment.receivedAt().isAfter(attempt.createdAt()));
	}

	private static Code code(PaymentAttempt attempt) {
		return switch (attempt.state()) {
			case SUCCEEDED -> Code.CHARGED;
			case DECLINED -> Code.NOT_CHARGED;
			case REQUIRES_ACTION -> Code.WAITING_FOR_CUSTOMER;
			case CREATED, SENT, UNKNOWN -> Code.ASKING;
		};
	}

	/** An answer is under way for a minute at most; then it is as the schedule says. */
	private static Instant answerBy(PaymentAttempt attempt) {
		return switch (attempt.state()) {
			case CREATED, SENT -> attempt.stateSince().plusSeconds(60);
			default -> attempt.nextAskAt();
		};
	}

	private String when(Instant instant, Locale locale) {
		if (instant == null) {
			return "";
		}
		ZonedDateTime at = instant.atZone(this.calendar.zone());
		boolean today = at.toLocalDate().equals(this.calendar.today());
		String pattern = today ? "HH:mm" : (Locale.GERMAN.getLanguage().equals(locale.getLanguage())
				? "d. MMMM uuuu, HH:mm" : "d MMM uuuu, HH:mm");
		return DateTimeFormatter.ofPattern(pattern, locale).format(at);
	}

}
