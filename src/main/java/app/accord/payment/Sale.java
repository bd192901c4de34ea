package app.accord.payment;

import java.util.List;

import app.accord.customer.AccountNumber;

import org.joda.money.Money;

/**
 * What a clerk rings up.
 *
 * @param account the customer's account; its currency is the sale's
 * @param place the shop, or null
 * @param lines at least one
 * @param expectedTotal what the clerk and the customer saw; the sale is refused if the
 * price book says otherwise now
 * @param settlement how it is paid
 * @param tendered cash handed over, for {@link Settlement#CASH}; otherwise null
 */
public record Sale(AccountNumber account, String place, List<Line> lines, Money expectedTotal, Settlement settlement,
		Money tendered) {

	/** How a sale is paid. */
	public enum Settlement {

		/** With cash, at once. */
		CASH,

		/** With a card in the shop: sold once it was charged. */
		CARD,

		/** Put on the customer's account. */
		ON_ACCOUNT

	}

	/**
	 * A line of a sale.
	 *
	 * @param productCode the product
	 * @param quantity how many, above zero
	 * @param promotionCode a code that the customer brought, or null
	 */
	public record Line(String productCode, int quantity, String promotionCode) {
	}

}
