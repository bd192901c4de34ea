package app.accord.donation;

import java.util.List;

import app.accord.billing.BillingAccount;

import org.joda.money.Money;

/**
 * What the pages about an account's donations show, on every channel alike.
 *
 * @param account the account
 * @param choice what holds for the next bill; null if nothing was ever chosen
 * @param offered the non-profits to choose from: those that can be chosen, and those that
 * were
 * @param options what the last bill would have given, for each way of rounding
 * @param given what was given with its bills, newest first
 * @param history what was chosen, newest first
 * @param years the customer's years with donations, newest first
 */
public record DonationPage(BillingAccount account, DonationChoice choice, List<NonProfit> offered, List<Option> options,
		List<Donation> given, List<DonationChoice> history, List<Integer> years) {

	/** Whether bills give something now. */
	public boolean gives() {
		return this.choice != null && this.choice.gives();
	}

	/** What was given with bills that are paid; zero if nothing. */
	public Money givenInAll() {
		return this.given.stream()
			.filter((one) -> one.state() == Donation.State.GIVEN || one.state() == Donation.State.PAID_OUT)
			.map(Donation::amount)
			.reduce(Money.of(org.joda.money.CurrencyUnit.of(this.account.currency()), 0), Money::plus);
	}

	/** Codes of those that are offered, in order. */
	public List<String> codes() {
		return this.offered.stream().map(NonProfit::code).toList();
	}

	/**
	 * A way of rounding.
	 *
	 * @param roundUp which
	 * @param step the multiple, or null
	 * @param before the last bill without donations; null if there was none
	 * @param after what it would have come to; null if there was none
	 */
	public record Option(RoundUp roundUp, Money step, Money before, Money after) {
	}

}
