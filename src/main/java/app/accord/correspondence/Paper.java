package app.accord.correspondence;

import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.billing.CreditNote;
import app.accord.billing.Dispute;
import app.accord.billing.Invoice;
import app.accord.billing.LineKind;
import app.accord.billing.Position;
import app.accord.billing.Statement;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerProfile;
import app.accord.donation.YearOfGiving;
import app.accord.payment.Payment;
import app.accord.ui.Wording;

import org.joda.money.Money;

/**
 * What stands on a document. Pages, PDF and mail show it by one template; it states the
 * position that it was made at.
 */
public sealed interface Paper {

	/** Who and what about: the head of the sheet. */
	Head head();

	/** The position that it was made at. */
	Position position();

	/** The words of the customer's language. */
	default Wording w() {
		return head().wording();
	}

	/** Its own number, or what it is filed under. */
	String number();

	/**
	 * Head of a document.
	 *
	 * @param wording the customer's language
	 * @param company whose document it is
	 * @param customer to whom
	 * @param account about which account
	 * @param phone where to call
	 * @param hours when somebody answers
	 * @param payUrl where the account can be paid
	 * @param payer the name of who is asked to pay it; null: the customer
	 */
	record Head(Wording wording, String company, CustomerProfile customer, BillingAccount account, String phone,
			String hours, String payUrl, String payer) {

		/** Where the customer lives, line by line; empty if that is not known. */
		public List<String> address() {
			List<ContactPointView> postal = this.customer.postals();
			ContactPointView chosen = postal.stream()
				.filter(ContactPointView::preferred)
				.findFirst()
				.orElse(postal.isEmpty() ? null : postal.getFirst());
			return (chosen != null) ? List.of(chosen.shown().split("\\s*[\\n;]\\s*|,\\s+")) : List.of();
		}

	}

	/**
	 * A bill.
	 *
	 * @param bill the bill and the position it was read at
	 * @param creditNotes what was taken back of it since
	 * @param disputes what is disputed of it
	 * @param taxes its tax by rate
	 */
	record Bill(Head head, Invoice bill, List<CreditNote> creditNotes, List<Dispute> disputes,
			List<TaxSum> taxes) implements Paper {

		@Override
		public Position position() {
			return this.bill.position();
		}

		@Override
		public String number() {
			return this.bill.number().toString();
		}

		/** Its lines but donations. */
		public List<Invoice.Line> charges() {
			return this.bill.lines().stream().filter((line) -> line.kind() != LineKind.DONATION).toList();
		}

		/** Its donations. */
		public List<Invoice.Line> donations() {
			return this.bill.lines().stream().filter((line) -> line.kind() == LineKind.DONATION).toList();
		}

		/** Whether there is something to pay of it or of the account. */
		public boolean payable() {
			return position().balance().isPositive();
		}

		/** The disputes that nobody has decided yet. */
		public List<Dispute> open() {
			return this.disputes.stream().filter(Dispute::open).toList();
		}

	}

	/**
	 * A credit note.
	 *
	 * @param note the credit note
	 * @param position where the account stands when the document is made
	 * @param taxes its tax by rate
	 */
	record Note(Head head, CreditNote note, Position position, List<TaxSum> taxes) implements Paper {

		@Override
		public String number() {
			return this.note.number().toString();
		}

	}

	/**
	 * A statement of account.
	 *
	 * @param statement the statement
	 */
	record Account(Head head, Statement statement) implements Paper {

		@Override
		public Position position() {
			return this.statement.position();
		}

		@Override
		public String number() {
			return this.statement.account().number() + "-" + this.statement.from() + "-" + this.statement.to();
		}

	}

	/**
	 * A receipt.
	 *
	 * @param payment the payment
	 * @param position where the account stands when the document is made
	 */
	record Receipt(Head head, Payment payment, Position position) implements Paper {

		@Override
		public String number() {
			return this.payment.receipt().toString();
		}

	}

	/**
	 * A receipt for the donations of a year.
	 *
	 * @param year what was given in it
	 * @param position where the customer's first account stands
	 */
	record Donations(Head head, YearOfGiving year, Position position) implements Paper {

		@Override
		public String number() {
			return this.year.number();
		}

	}

	/**
	 * Tax of one rate.
	 *
	 * @param percent the rate as it is written
	 * @param net what it is on
	 * @param tax how much
	 */
	record TaxSum(String percent, Money net, Money tax) {
	}

}
