package app.accord.payment;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;

import app.accord.billing.Adjusting;
import app.accord.billing.EntryKind;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerAccount;
import app.accord.billing.LedgerEntry;
import app.accord.billing.LockedAccount;
import app.accord.billing.Movement;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.money.Amounts;
import app.accord.payment.Captures.Capture;
import app.accord.payment.Gateway.BookLine;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Money that the customer's bank takes back because the customer disputes a card payment:
 * what it paid is owed again. If the bank decides for us, that is undone.
 */
@Component
class Chargebacks {

	private final JdbcClient jdbc;

	private final Ledger ledger;

	private final Adjusting adjusting;

	private final Timeline timeline;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	Chargebacks(JdbcClient jdbc, Ledger ledger, Adjusting adjusting, Timeline timeline, TransactionTemplate transaction,
			BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.ledger = ledger;
		this.adjusting = adjusting;
		this.timeline = timeline;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/**
	 * Notes a dispute as it stands at the gateway.
	 * @return whether our books lacked it
	 */
	boolean note(BookLine line, Capture capture) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			LockedAccount account = this.ledger.lock(capture.account());
			Optional<Dispute> known = find(capture, line.reference());
			boolean changed = known.isEmpty();
			Dispute dispute = known.orElseGet(() -> open(line, capture, account));
			if (dispute.state().equals("OPEN") && !line.state().equals("OPEN")) {
				close(dispute, line, capture);
				changed = true;
			}
			return changed;
		}));
	}

	private Dispute open(BookLine line, Capture capture, LockedAccount account) {
		String amount = Amounts.show(line.amount());
		LedgerEntry entry = this.ledger
			.post(account,
					List.of(new Movement(EntryKind.CHARGEBACK, LedgerAccount.RECEIVABLE, PaymentMethod.CARD.account(),
							line.amount(), this.calendar.today(), "Card payment taken back by the bank",
							capture.receipt().toString(), null, null)),
					this.calendar.now(), Settling.byItself(), line.why())
			.getLast();
		Timestamp now = Timestamp.from(this.calendar.now());
		this.jdbc.sql("""
				insert into card_dispute (customer_id, dispute_reference, capture_reference, account_no, amount_minor,
					currency, state, reason, entry_seq, opened_at, state_since)
				values (?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?, ?)
				""")
			.param(capture.account().customerId())
			.param(line.reference())
			.param(capture.reference())
			.param(capture.account().no())
			.param(Amounts.minor(line.amount()))
			.param(line.amount().getCurrencyUnit().getCode())
			.param(line.why())
			.param(entry.seq())
			.param(now)
			.param(now)
			.update();
		this.timeline.record(NewInteraction
			.change(capture.account().customerId(), this.calendar.now(), InteractionKind.PAYMENT, Settling.byItself(),
					"The customer’s bank took back " + amount + " of payment " + capture.receipt()
							+ ". It is owed again")
			.because(line.why())
			.aboutEntry(capture.account().no(), entry.seq()));
		return new Dispute(line.reference(), "OPEN", entry.seq());
	}

	private void close(Dispute dispute, BookLine line, Capture capture) {
		boolean won = line.state().equals("WON");
		Long reversal = won ? this.adjusting
			.reverse(capture.account(), dispute.entrySeq(), "The bank decided the dispute for us", Settling.byItself(),
					null)
			.value()
			.seq() : null;
		this.jdbc.sql("""
				update card_dispute set state = ?, reversal_seq = ?, state_since = ?
				where customer_id = ? and dispute_reference = ?
				""")
			.param(line.state())
			.param(reversal)
			.param(Timestamp.from(this.calendar.now()))
			.param(capture.account().customerId())
			.param(line.reference())
			.update();
		if (!won) {
			this.timeline.record(NewInteraction.change(capture.account().customerId(), this.calendar.now(),
					InteractionKind.PAYMENT, Settling.byItself(), "The bank decided for the customer: "
							+ Amounts.show(line.amount()) + " of payment " + capture.receipt() + " stays taken back"));
		}
	}

	private Optional<Dispute> find(Capture capture, String reference) {
		return this.jdbc.sql("""
				select dispute_reference as reference, state, entry_seq from card_dispute
				where customer_id = ? and dispute_reference = ?
				""").param(capture.account().customerId()).param(reference).query(Dispute.class).optional();
	}

	private record Dispute(String reference, String state, long entrySeq) {
	}

}
