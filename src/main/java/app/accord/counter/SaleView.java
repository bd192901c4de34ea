package app.accord.counter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.catalog.Quote;
import org.joda.money.Money;

/**
 * "This sale" as the page shows it.
 *
 * @param account the account it is charged to; null if the customer has none
 * @param basket what the page keeps of it
 * @param lines what is in it, at this moment's prices
 * @param promotion the code that was named, or empty
 * @param total what it comes to
 * @param notes sentences for the clerk
 * @param idempotencyKey a new one for each page
 */
record SaleView(BillingAccount account, Basket basket, List<Line> lines, String promotion, Money total,
		List<String> notes, String idempotencyKey) {

	private static final int[] NOTES = { 1, 5, 10, 20, 50, 100 };

	/** How many pieces are in it. */
	public int pieces() {
		return this.lines.stream().mapToInt(Line::quantity).sum();
	}

	/**
	 * What a customer is likely to hand over, least first: the exact sum, then what notes
	 * make up.
	 */
	public List<Tender> tenders() {
		List<Tender> tenders = new ArrayList<>();
		tenders.add(new Tender(this.total, Money.zero(this.total.getCurrencyUnit())));
		for (int note : NOTES) {
			BigDecimal of = BigDecimal.valueOf(note);
			Money given = Money.of(this.total.getCurrencyUnit(),
					this.total.getAmount().divide(of, 0, RoundingMode.CEILING).multiply(of));
			if (given.isGreaterThan(tenders.getLast().given())) {
				tenders.add(new Tender(given, given.minus(this.total)));
			}
		}
		return tenders;
	}

	/**
	 * A line of the sale.
	 *
	 * @param quote what one costs, and why
	 * @param quantity how many
	 */
	record Line(Quote quote, int quantity) {

		/** What they cost together. */
		public Money total() {
			return this.quote.finalPrice().multipliedBy(this.quantity);
		}

		/** What is taken off them together; null if nothing. */
		public Money deduction() {
			return this.quote.deductions().isEmpty() ? null
					: this.quote.listPrice().minus(this.quote.finalPrice()).multipliedBy(this.quantity);
		}

	}

	/**
	 * Cash that may be handed over.
	 *
	 * @param given how much
	 * @param change what goes back
	 */
	record Tender(Money given, Money change) {
	}

}
