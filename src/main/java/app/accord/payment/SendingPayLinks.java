package app.accord.payment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.Ledger;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerProfile;
import app.accord.idempotency.RepeatableWrites;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.message.Medium;
import app.accord.message.NewMessage;
import app.accord.message.Outbox;
import app.accord.message.Readers;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pay links that somebody sends a customer who is on the telephone or at the counter, so
 * that no employee hears or types a card number.
 */
@Component
public class SendingPayLinks {

	static final String KIND = "pay-link";

	private final PayLinks links;

	private final Readers readers;

	private final Ledger ledger;

	private final Outbox outbox;

	private final Timeline timeline;

	private final RepeatableWrites repeatable;

	private final BusinessCalendar calendar;

	SendingPayLinks(PayLinks links, Readers readers, Ledger ledger, Outbox outbox, Timeline timeline,
			RepeatableWrites repeatable, BusinessCalendar calendar) {
		this.links = links;
		this.readers = readers;
		this.ledger = ledger;
		this.outbox = outbox;
		this.timeline = timeline;
		this.repeatable = repeatable;
		this.calendar = calendar;
	}

	/**
	 * Sends a new link.
	 * @param medium e-mail or text message
	 * @param key the write's idempotency key, or null
	 * @throws Refusal by the field {@code medium} if the customer can't be reached so
	 */
	@Transactional
	public PayLink send(AccountNumber account, Medium medium, Actor actor, String key) {
		CustomerProfile customer = reader(account);
		boolean reachable = (medium == Medium.SMS) ? !customer.phones().isEmpty()
				: medium == Medium.EMAIL && !customer.emails().isEmpty();
		if (!reachable) {
			throw new Refusal("medium",
					"There is no " + ((medium == Medium.SMS) ? "telephone number" : "e-mail address")
							+ " to send it to. Add one first, or show the link.");
		}
		return make(account, medium, actor, key);
	}

	/**
	 * Makes a link to be shown to the customer: on a screen, read out, as a QR code.
	 * @param key the write's idempotency key, or null
	 */
	@Transactional
	public PayLink show(AccountNumber account, Actor actor, String key) {
		return make(account, null, actor, key);
	}

	private PayLink make(AccountNumber account, Medium medium, Actor actor, String key) {
		this.ledger.lock(account);
		int no = this.repeatable
			.once(account.customerId(), key, Arrays.asList("pay-link", actor.id(), account, medium), Made.class, () -> {
				PayLink link = this.links.make(account, "asked for " + UUID.randomUUID(), actor);
				if (medium != null) {
					this.outbox.decide(NewMessage
						.of(account.customerId(), account.no(), KIND, KIND + "-" + account + "-" + link.no())
						.with("link", Integer.toString(link.no()))
						.by(medium));
				}
				this.timeline.record(NewInteraction
					.change(account.customerId(), this.calendar.now(), InteractionKind.PAYMENT, actor, (medium != null)
							? "Pay link on its way by " + medium.label().toLowerCase(Locale.ROOT) : "Pay link shown"));
				return new Made(link.no());
			})
			.value()
			.no();
		return this.links.find(account, no).orElseThrow();
	}

	/**
	 * Whom a link goes to: who is asked to pay the account, nearly always its customer.
	 */
	public CustomerProfile reader(AccountNumber account) {
		return this.readers.of(account.customerId(), account, KIND);
	}

	/** The media that a link can go by. */
	public static List<Medium> media() {
		return List.of(Medium.SMS, Medium.EMAIL);
	}

	private record Made(int no) {
	}

}
