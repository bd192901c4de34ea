package app.accord.payment;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import app.accord.billing.Ledger;
import app.accord.message.NewMessage;
import app.accord.message.Outbox;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks customers in time for a new card where auto-pay is going to charge one that
 * expires: 30 days and again 7 days before its last day.
 */
@Component
class CardExpiry {

	static final String KIND = "card-expiring";

	/** So many days before the last day a customer is asked. */
	static final List<Integer> ASKED_BEFORE = List.of(30, 7);

	private final SavedCards cards;

	private final Mandates mandates;

	private final AutoPay autoPay;

	private final Ledger ledger;

	private final Outbox outbox;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	CardExpiry(SavedCards cards, Mandates mandates, AutoPay autoPay, Ledger ledger, Outbox outbox,
			TransactionTemplate transaction, BusinessCalendar calendar) {
		this.cards = cards;
		this.mandates = mandates;
		this.autoPay = autoPay;
		this.ledger = ledger;
		this.outbox = outbox;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/** Decides today's messages; each once, however often it is run. */
	void run() {
		LocalDate today = this.calendar.today();
		for (SavedCard card : this.cards.expiringUntil(today.plusDays(ASKED_BEFORE.getFirst()))) {
			int asked = ASKED_BEFORE.stream()
				.filter((days) -> !card.card().expires().isAfter(today.plusDays(days)))
				.reduce((one, other) -> other)
				.orElseThrow();
			this.transaction.executeWithoutResult((status) -> this.mandates.activeOf(card.customerId())
				.forEach((mandate) -> ask(mandate, card, asked)));
		}
	}

	private void ask(Mandate mandate, SavedCard card, int asked) {
		this.ledger.lock(mandate.account());
		Optional<SavedCard> charged = this.autoPay.cardFor(mandate);
		if (charged.filter((one) -> one.id().equals(card.id())).isEmpty()) {
			return;
		}
		this.outbox.decide(
				NewMessage
					.of(card.customerId(), mandate.account().no(), KIND,
							KIND + "-" + mandate.account() + "-" + card.id() + "-" + card.card().expires() + "-"
									+ asked)
					.with("card", card.id().toString()));
	}

}
