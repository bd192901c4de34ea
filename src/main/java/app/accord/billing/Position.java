package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import app.accord.customer.AccountNumber;
import app.accord.fact.Fact;
import app.accord.money.Amounts;

import org.joda.money.Money;

/**
 * Where a billing account stands: the answer to "what do I owe, until when, and as of
 * when is that".
 *
 * @param account the account
 * @param balance everything owed; below zero it is the customer's credit
 * @param items what the balance consists of, due first first; empty if nothing is owed
 * @param asOf the ledger entry that it includes last; 0 for an account without entries
 * @param disputed how much of its bills the customer disputes, not decided yet
 * @param disputes counts disputes opened and decided: the version of {@code disputed}
 * @param today the day by the company's calendar for which due and overdue are said
 * @param at the instant it was read at, UTC
 */
public record Position(AccountNumber account, Money balance, List<OpenItem> items, long asOf, Money disputed,
		long disputes, LocalDate today, Instant at) {

	/** What is to be paid by today, overdue included. */
	public Money dueNow() {
		return sum((item) -> !item.dueOn().isAfter(this.today));
	}

	/** What should have been paid before today. */
	public Money overdue() {
		return sum((item) -> item.dueOn().isBefore(this.today));
	}

	/** When the first of what is open is, or was, to be paid; null if nothing is owed. */
	public LocalDate dueOn() {
		return this.items.isEmpty() ? null : this.items.getFirst().dueOn();
	}

	/** What is open of that invoice of the customer. */
	public Money openOf(int invoiceNo) {
		return sum((item) -> item.invoiceNo() != null && item.invoiceNo() == invoiceNo);
	}

	/**
	 * The balance by due date, first first: each day and what is open that is due on it.
	 */
	public List<Due> dues() {
		Map<LocalDate, Money> byDay = new TreeMap<>();
		this.items.forEach((item) -> byDay.merge(item.dueOn(), item.open(), Money::plus));
		List<Due> dues = new ArrayList<>();
		byDay.forEach((day, amount) -> dues.add(new Due(day, amount, day.isBefore(this.today))));
		return dues;
	}

	/** The balance as a fact. */
	public Fact balanceFact() {
		return Fact.ofMoney("balance", this.account.toString(), this.asOf, this.at, this.balance);
	}

	/** What is due by today as a fact. */
	public Fact dueNowFact() {
		return Fact.ofMoney("due-now", this.account.toString(), this.asOf, this.at, dueNow());
	}

	/** What is overdue as a fact. */
	public Fact overdueFact() {
		return Fact.ofMoney("overdue", this.account.toString(), this.asOf, this.at, overdue());
	}

	/** The first due date as a fact. */
	public Fact dueDateFact() {
		return Fact.ofDate("due-date", this.account.toString(), this.asOf, this.at, dueOn());
	}

	/** What is disputed as a fact; as of the number of disputes opened and decided. */
	public Fact disputedFact() {
		return Fact.ofMoney("disputed", this.account.toString(), this.disputes, this.at, this.disputed);
	}

	/** All its facts. */
	public List<Fact> facts() {
		return List.of(balanceFact(), dueNowFact(), overdueFact(), dueDateFact(), disputedFact());
	}

	private Money sum(Predicate<OpenItem> which) {
		return this.items.stream()
			.filter(which)
			.map(OpenItem::open)
			.reduce(Money.zero(this.balance.getCurrencyUnit()), Money::plus);
	}

	/** {@link #dues()} as text, for answers that are kept. */
	public List<DueStated> duesStated() {
		return dues().stream()
			.map((due) -> new DueStated(due.on(), Amounts.plain(due.amount()), due.overdue()))
			.toList();
	}

	/**
	 * What is due on a day, as text.
	 *
	 * @param on the day
	 * @param amount how much, above zero, plain decimal
	 * @param overdue whether the day was past
	 */
	public record DueStated(LocalDate on, String amount, boolean overdue) {
	}

	/**
	 * What is due on a day.
	 *
	 * @param on the day
	 * @param amount how much, above zero
	 * @param overdue whether the day is past
	 */
	public record Due(LocalDate on, Money amount, boolean overdue) {
	}

}
