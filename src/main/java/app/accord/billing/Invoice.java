package app.accord.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.fact.Fact;

import org.joda.money.Money;

/**
 * An issued bill as every channel shows it. It never changes; what is open of it follows
 * from the ledger.
 *
 * @param number its number
 * @param account the account it is posted to
 * @param issuedAt when it was issued, UTC
 * @param issuedOn its date
 * @param dueOn when it is to be paid, as far as it was moved
 * @param firstDueOn when it was to be paid when it was issued
 * @param periodStart first day of its period, or null
 * @param periodEnd last day of its period, or null
 * @param net the sum before tax
 * @param tax the tax
 * @param donation what it collects for non-profits
 * @param total net, tax and donation
 * @param postingSeq the ledger entry with which it was posted
 * @param last whether it is the account's final bill
 * @param open what is not paid of it, as of the position
 * @param credited what credit notes took back of it
 * @param writtenOff what was written off of it
 * @param position the account's position that {@code open} was read from
 * @param lines its lines; empty in lists
 */
public record Invoice(InvoiceNumber number, AccountNumber account, Instant issuedAt, LocalDate issuedOn,
		LocalDate dueOn, LocalDate firstDueOn, LocalDate periodStart, LocalDate periodEnd, Money net, Money tax,
		Money donation, Money total, long postingSeq, boolean last, Money open, Money credited, Money writtenOff,
		Position position, List<Line> lines) {

	/**
	 * TM Forum's state of a bill that was sent: sent, partially paid, settled; and ours
	 * for one of which nothing was to be paid in the end.
	 */
	public State state() {
		Money toPay = this.total.minus(this.credited).minus(this.writtenOff);
		if (this.open.isZero()) {
			return (this.total.isPositive() && !toPay.isPositive())
					? (this.writtenOff.isPositive() ? State.WRITTEN_OFF : State.CREDITED) : State.SETTLED;
		}
		return this.open.isLessThan(toPay) ? State.PARTIALLY_PAID : State.SENT;
	}

	/** What was paid of it. */
	public Money paid() {
		return this.total.minus(this.credited).minus(this.writtenOff).minus(this.open);
	}

	/** Whether its due date was moved since it was issued. */
	public boolean moved() {
		return !this.dueOn.equals(this.firstDueOn);
	}

	/** Whether something of it should have been paid before today. */
	public boolean overdue() {
		return this.open.isPositive() && this.dueOn.isBefore(this.position.today());
	}

	/** Its total as a fact, as of its posting. */
	public Fact totalFact() {
		return Fact.ofMoney("invoice-total", this.number.toString(), this.postingSeq, this.position.at(), this.total);
	}

	/** Its due date as a fact: as of its posting, or, once moved, of the position. */
	public Fact dueDateFact() {
		return Fact.ofDate("invoice-due-date", this.number.toString(), moved() ? this.position.asOf() : this.postingSeq,
				this.position.at(), this.dueOn);
	}

	/** What is open of it as a fact, as of the account's position. */
	public Fact openFact() {
		return Fact.ofMoney("invoice-open", this.number.toString(), this.position.asOf(), this.position.at(),
				this.open);
	}

	/** Its state as a fact, as of the account's position. */
	public Fact stateFact() {
		return Fact.ofCode("invoice-state", this.number.toString(), this.position.asOf(), this.position.at(),
				state().name());
	}

	/** All its facts. */
	public List<Fact> facts() {
		return List.of(totalFact(), dueDateFact(), openFact(), stateFact());
	}

	/** How far a bill is paid (TMF678). */
	public enum State {

		/** Nothing is paid yet. */
		SENT,

		/** Some of it is paid. */
		PARTIALLY_PAID,

		/** All of it is paid. */
		SETTLED,

		/** All of it was taken back by credit notes. */
		CREDITED,

		/** What was not credited was written off, nothing of it paid. */
		WRITTEN_OFF

	}

	/**
	 * A line of a bill.
	 *
	 * @param lineNo 1, 2, 3 …
	 * @param kind what it is for
	 * @param productCode the product, or null
	 * @param description what it is for
	 * @param quantity how many
	 * @param net before tax
	 * @param taxPercent the tax rate
	 * @param tax the tax
	 * @param source where the amount comes from, with its working
	 */
	public record Line(int lineNo, LineKind kind, String productCode, String description, int quantity, Money net,
			BigDecimal taxPercent, Money tax, LineSource source) {
	}

}
