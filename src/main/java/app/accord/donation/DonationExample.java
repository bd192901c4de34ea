package app.accord.donation;

import java.util.List;

import app.accord.customer.InvoiceNumber;

import org.joda.money.Money;

/**
 * What a choice would have done to the bills that there were: so that nobody chooses
 * blindly.
 *
 * @param bill the last bill; null if there was none
 * @param before its total without donations
 * @param gifts what it would have given
 * @param bills how many of the last bills were looked at
 * @param together what all of them would have given
 */
public record DonationExample(InvoiceNumber bill, Money before, List<DonationChoice.Gift> gifts, int bills,
		Money together) {

	/** What the last bill would have come to. */
	public Money after() {
		return this.before.plus(given());
	}

	/** What the last bill would have given. */
	public Money given() {
		return this.gifts.stream()
			.map(DonationChoice.Gift::amount)
			.reduce(Money.zero(this.before.getCurrencyUnit()), Money::plus);
	}

}
