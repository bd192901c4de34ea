package app.accord.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

import app.accord.actor.Actor;
import app.accord.billing.AccountHistory;
import app.accord.billing.BillCycle;
import app.accord.billing.LineKind;
import app.accord.billing.Movement;
import app.accord.billing.NewInvoice;
import app.accord.customer.AccountNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.interaction.NewInteraction;
import app.accord.money.Amounts;
import app.accord.payment.Payment;
import app.accord.payment.PaymentMethod;

import org.joda.money.Money;

/**
 * One account's story in any order; told, it becomes a history in the order of time, with
 * the payments' receipts and with what the customer was told at that point.
 */
final class Books {

	private final AccountNumber account;

	private final List<Happening> happenings = new ArrayList<>();

	Books(AccountNumber account) {
		this.account = account;
	}

	AccountNumber account() {
		return this.account;
	}

	void bill(Instant at, Actor actor, NewInvoice invoice) {
		this.happenings.add(new Happening(at, actor, invoice, null, null, null, null, null));
	}

	void move(Instant at, Actor actor, Movement movement, String summary) {
		this.happenings.add(new Happening(at, actor, null, movement, summary, null, null, null));
	}

	void pay(Instant at, Actor actor, Money amount, PaymentMethod method, String reference) {
		this.happenings.add(new Happening(at, actor, null, null, reference, amount, method, null));
	}

	/** The customer is told something with the balance that the account has by then. */
	void tell(Instant at, Function<Told, NewInteraction> contact) {
		this.happenings.add(new Happening(at, null, null, null, null, null, null, contact));
	}

	static Money total(NewInvoice invoice) {
		return invoice.lines()
			.stream()
			.map((line) -> line.net().plus(line.tax()))
			.reduce(Money.zero(Assortment.USD), Money::plus);
	}

	/**
	 * How it is billed: on the day of the month of its last bill, and from the end of the
	 * period on that this one was for.
	 */
	BillCycle cycle(BillCycle usual, LocalDate today) {
		NewInvoice last = last();
		if (last == null) {
			return usual.from(today);
		}
		BillCycle cycle = usual.onDay(last.issuedOn().getDayOfMonth());
		LocalDate next = BillCycle.after(last.issuedOn(), cycle.day());
		return next.isAfter(today) ? cycle.from(advance() ? next : last.issuedOn()).nextOn(next) : cycle.from(today);
	}

	/** Whether its bills are for the month to come. */
	boolean advance() {
		NewInvoice last = last();
		return last != null && !last.periodEnd().isBefore(last.issuedOn());
	}

	private NewInvoice last() {
		return this.happenings.stream()
			.map(Happening::invoice)
			.filter(Objects::nonNull)
			.max(Comparator.comparing(NewInvoice::issuedOn))
			.orElse(null);
	}

	/**
	 * Everything in the order of time.
	 * @param firstInvoice the number for the first bill
	 * @param firstPayment the number for the first payment
	 */
	Story told(int firstInvoice, int firstPayment) {
		List<AccountHistory.Event> events = new ArrayList<>();
		List<Payment> payments = new ArrayList<>();
		List<NewInteraction> told = new ArrayList<>();
		int invoices = 0;
		long seq = 0;
		Money balance = Money.zero(Assortment.USD);
		for (Happening happening : this.happenings.stream().sorted(Comparator.comparing(Happening::at)).toList()) {
			if (happening.invoice() != null) {
				events.add(new AccountHistory.Billed(happening.at(), happening.actor(), firstInvoice + invoices++,
						happening.invoice()));
				balance = balance.plus(total(happening.invoice()));
				// The amount, its tax and what it gives.
				seq += 2 + happening.invoice()
					.lines()
					.stream()
					.filter((line) -> line.kind() == LineKind.DONATION)
					.count();
			}
			else if (happening.contact() != null) {
				told.add(happening.contact().apply(new Told(this.account, seq, balance)));
			}
			else {
				Movement movement = happening.movement();
				String summary = happening.text();
				seq++;
				if (happening.method() != null) {
					ReceiptNumber receipt = new ReceiptNumber(this.account.customerId(),
							firstPayment + payments.size());
					String words = happening.method().label().toLowerCase(Locale.ROOT);
					movement = Movement.payment(happening.amount(), happening.method().account(),
							"Payment received, " + words, receipt.toString());
					summary = "Payment of " + show(happening.amount()) + " received, " + words + ", receipt " + receipt;
					payments.add(new Payment(receipt, this.account, happening.amount(), Assortment.USD.getCode(),
							happening.method(), happening.text(), happening.at(), seq, happening.actor().name(),
							happening.actor().channel(), false));
				}
				events.add(new AccountHistory.Moved(happening.at(), happening.actor(), movement, summary));
				balance = (movement.dueOn() != null) ? balance.plus(movement.amount())
						: balance.minus(movement.amount());
			}
		}
		return new Story(new AccountHistory(this.account, events), invoices, payments, told, balance);
	}

	static String show(Money amount) {
		return Amounts.show(amount);
	}

	/** A charge or credit of that date is due on its day. */
	static Movement charge(Money amount, LocalDate dueOn, String description) {
		return Movement.charge(amount, dueOn, description, null);
	}

	/** Where the account stands when the customer is told. */
	record Told(AccountNumber account, long seq, Money balance) {

		NewInteraction stating(NewInteraction contact) {
			return contact.stating(this.account.no(), Amounts.minor(this.balance), this.seq);
		}

	}

	/** What an account's story becomes. */
	record Story(AccountHistory history, int invoices, List<Payment> payments, List<NewInteraction> told,
			Money balance) {
	}

	private record Happening(Instant at, Actor actor, NewInvoice invoice, Movement movement, String text, Money amount,
			PaymentMethod method, Function<Told, NewInteraction> contact) {
	}

}
