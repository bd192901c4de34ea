package app.accord.counter;

import app.accord.customer.AccountNumber;
import app.accord.payment.RungUp;

/**
 * The sale as the page sends it.
 *
 * @param account the account it is charged to
 * @param basket what is in it, as {@link Basket} writes it
 * @param change what a button does to the basket, or null
 * @param product what was typed or scanned as a product
 * @param promotion a mailer's or promotion's code, or empty
 * @param settlement CASH, CARD or ON_ACCOUNT
 * @param tendered cash handed over; empty: exactly the total
 * @param expectedTotal what the page showed, plain decimal
 * @param idempotencyKey the same for each sending of the same page
 */
record SaleForm(String account, String basket, String change, String product, String promotion, String settlement,
		String tendered, String expectedTotal, String idempotencyKey) {

	/** What was rung up before and not paid. */
	static SaleForm again(AccountNumber account, RungUp sale) {
		String basket = new Basket(
				sale.lines().stream().map((line) -> new Basket.Item(line.productCode(), line.quantity())).toList())
			.toString();
		return new SaleForm(account.toString(), basket, null, "", (sale.promotion() != null) ? sale.promotion() : "",
				null, "", null, null);
	}

	static SaleForm empty() {
		return new SaleForm(null, "", null, "", "", null, "", null, null);
	}

}
