package app.accord.billing;

import java.time.Instant;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.interaction.Timeline;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers "where does this amount come from?" for any amount that a customer was ever
 * quoted.
 */
@Component
public class Explaining {

	private final BillingAccounts accounts;

	private final Ledger ledger;

	private final Timeline timeline;

	private final DueDates dueDates;

	private final Allocations allocations;

	private final BusinessCalendar calendar;

	Explaining(BillingAccounts accounts, Ledger ledger, Timeline timeline, DueDates dueDates, Allocations allocations,
			BusinessCalendar calendar) {
		this.accounts = accounts;
		this.ledger = ledger;
		this.timeline = timeline;
		this.dueDates = dueDates;
		this.allocations = allocations;
		this.calendar = calendar;
	}

	/**
	 * Explains an amount of an account.
	 * @throws NotFound if there is no such account
	 * @throws Refusal if the amount is in another currency than the account
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Explanation explain(AccountNumber number, Money amount) {
		BillingAccount account = this.accounts.get(number);
		if (!account.currency().equals(amount.getCurrencyUnit().getCode())) {
			throw new Refusal("Account " + number + " is kept in " + account.currency() + ".");
		}
		Instant at = this.calendar.now();
		List<LedgerEntry> entries = this.ledger.all(number);
		List<AmountHistory.Told> told = this.timeline.statements(number.customerId(), number.no())
			.stream()
			.map((said) -> new AmountHistory.Told(said.statedMinor(),
					new Explanation.Told(said.at(), said.actor().channel(), said.actor().name(), said.summary(),
							(said.statedAsOf() != null) ? said.statedAsOf() : 0)))
			.toList();
		return new AmountHistory(number, account.currency(), entries, told, this.dueDates.moves(number),
				this.allocations.meant(number), this.calendar.zone(),
				(no) -> new InvoiceNumber(number.customerId(), no).toString())
			.explain(amount, at);
	}

}
