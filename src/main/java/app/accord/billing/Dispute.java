package app.accord.billing;

import java.time.Instant;

import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.DisputeNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.fact.Fact;

import org.joda.money.Money;

/**
 * A customer says that a bill, or part of it, is wrong.
 *
 * @param number its number
 * @param account the bill's account
 * @param invoice the bill
 * @param amount how much of it, above zero
 * @param reason why, in the customer's words
 * @param state how far it is
 * @param openedAt since when, UTC
 * @param openedByKind whether the customer or an employee opened it
 * @param openedBy who
 * @param channel from where
 * @param decidedAt when it was decided or taken back, or null
 * @param decidedBy by whom, or null
 * @param answer what the customer was told, or null
 * @param creditNote what took it back, or null
 * @param version counts its changes
 */
public record Dispute(DisputeNumber number, AccountNumber account, InvoiceNumber invoice, Money amount, String reason,
		DisputeState state, Instant openedAt, ActorKind openedByKind, String openedBy, Channel channel,
		Instant decidedAt, String decidedBy, String answer, CreditNoteNumber creditNote, int version) {

	/** Whether nobody has decided yet. */
	public boolean open() {
		return this.state == DisputeState.OPEN;
	}

	/** Its state as a fact. */
	public Fact stateFact() {
		return Fact.ofCode("dispute-state", this.number.toString(), this.version,
				(this.decidedAt != null) ? this.decidedAt : this.openedAt, this.state.name());
	}

}
