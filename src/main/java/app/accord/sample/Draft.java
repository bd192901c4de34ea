package app.accord.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Movement;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.OrderNumber;
import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.order.NewOrder;
import app.accord.order.NewOrderLine;
import app.accord.payment.PaymentMethod;
import app.accord.subscription.BillingTiming;
import app.accord.subscription.NewContract;

import org.joda.money.Money;

/** Everything about one customer of the sample company, before it is stored. */
final class Draft {

	private final CustomerNumber number;

	private final String name;

	private final List<Books> books = new ArrayList<>();

	private final List<String> accountNames = new ArrayList<>();

	private final List<Instant> accountsSince = new ArrayList<>();

	private final List<NewContract> contracts = new ArrayList<>();

	private final List<Purchase> purchases = new ArrayList<>();

	private final List<NewInteraction> contacts = new ArrayList<>();

	private Donors.Giving giving;

	Draft(long customerId, String name) {
		this.number = CustomerNumber.of(customerId);
		this.name = name;
	}

	long id() {
		return this.number.customerId();
	}

	String name() {
		return this.name;
	}

	List<Books> books() {
		return this.books;
	}

	String accountName(int index) {
		return this.accountNames.get(index);
	}

	Instant accountSince(int index) {
		return this.accountsSince.get(index);
	}

	List<NewContract> contracts() {
		return this.contracts;
	}

	/** A contract, billed when its account's bills so far were. */
	NewContract billed(NewContract contract) {
		boolean advance = this.books.get(contract.accountNo() - 1).advance();
		return contract.billed(advance ? BillingTiming.ADVANCE : BillingTiming.ARREARS);
	}

	List<Purchase> purchases() {
		return this.purchases;
	}

	List<NewInteraction> contacts() {
		return this.contacts;
	}

	/** The customer at the self-service pages or by another way. */
	Actor self(Channel channel) {
		return new Actor(ActorKind.CUSTOMER, this.number.toString(), this.name, channel);
	}

	Books open(String accountName, Instant since) {
		Books opened = new Books(new AccountNumber(id(), this.books.size() + 1));
		this.books.add(opened);
		this.accountNames.add(accountName);
		this.accountsSince.add(since);
		return opened;
	}

	void give(Donors.Giving chosen) {
		this.giving = chosen;
	}

	/** What was chosen for the first account, or null. */
	Donors.Giving giving() {
		return this.giving;
	}

	void say(NewInteraction contact) {
		this.contacts.add(contact);
	}

	NewInteraction contact(Instant at, InteractionKind kind, Direction direction, Actor actor, String summary,
			String body) {
		return NewInteraction.contact(id(), at, kind, direction, actor, summary, body);
	}

	NewInteraction change(Instant at, InteractionKind kind, Actor actor, String summary) {
		return NewInteraction.change(id(), at, kind, actor, summary);
	}

	void buy(Books from, NewOrder order, PaymentMethod method, Actor clerk) {
		this.purchases.add(new Purchase(from, order, method, clerk));
	}

	/**
	 * Something bought or brought back, settled at once.
	 *
	 * @param books the account it is posted to
	 */
	record Purchase(Books books, NewOrder order, PaymentMethod method, Actor clerk) {

		Money total() {
			return this.order.lines().stream().map(Purchase::total).reduce(Money.zero(Assortment.USD), Money::plus);
		}

		/** Posts it to the account under its number. */
		void post(OrderNumber number, Days days) {
			Money total = total();
			Instant at = this.order.placedAt();
			var day = at.atZone(days.zone()).toLocalDate();
			if (total.isNegative()) {
				this.books.move(at, this.clerk,
						Movement.returned(total.negated(), "Return " + number, number.toString()), null);
				this.books.move(at, this.clerk, Movement.refund(total.negated(), this.method.account(), day,
						"Paid back for return " + number, number.toString()), null);
			}
			else if (total.isPositive()) {
				this.books.move(at, this.clerk, Movement.charge(total, day, "Purchase " + number, number.toString()),
						null);
				this.books.pay(at, this.clerk, total, this.method, "At the till");
			}
		}

		private static Money total(NewOrderLine line) {
			Money gross = line.unitPrice().multipliedBy(line.quantity());
			return (line.deduction() != null) ? gross.minus(line.deduction()) : gross;
		}

	}

}
