package app.accord.subscription;

import java.time.LocalDate;

import org.joda.money.Money;

/**
 * A contract to be started.
 *
 * @param customerId whose
 * @param accountNo the billing account that pays
 * @param productCode the service
 * @param place address or telephone number that it is provided at, or null
 * @param term such as "Month-to-month", or null
 * @param monthly what a month costs; null: the price book's list price in the company's
 * currency, from which bills take promotions off
 * @param startedOn first day; null: today
 * @param endedOn last day, where it has an end; otherwise null
 * @param timing when its months are billed
 * @param byBook whether the monthly price is the price book's, so that promotions are
 * taken off it on the bill
 * @param discount what was agreed to be taken off; null: nothing
 */
public record NewContract(long customerId, int accountNo, String productCode, String place, String term, Money monthly,
		LocalDate startedOn, LocalDate endedOn, BillingTiming timing, boolean byBook, ContractDiscount discount) {

	/** A contract billed in advance, at an agreed price where one is given. */
	public NewContract(long customerId, int accountNo, String productCode, String place, String term, Money monthly,
			LocalDate startedOn, LocalDate endedOn) {
		this(customerId, accountNo, productCode, place, term, monthly, startedOn, endedOn, BillingTiming.ADVANCE, false,
				null);
	}

	/** The same, billed at that time. */
	public NewContract billed(BillingTiming when) {
		return new NewContract(this.customerId, this.accountNo, this.productCode, this.place, this.term, this.monthly,
				this.startedOn, this.endedOn, when, this.byBook, this.discount);
	}

	/** The same, with promotions taken off its price on the bill. */
	public NewContract pricedByBook() {
		return new NewContract(this.customerId, this.accountNo, this.productCode, this.place, this.term, this.monthly,
				this.startedOn, this.endedOn, this.timing, true, this.discount);
	}

	/** The same with that discount. */
	public NewContract less(ContractDiscount agreed) {
		return new NewContract(this.customerId, this.accountNo, this.productCode, this.place, this.term, this.monthly,
				this.startedOn, this.endedOn, this.timing, this.byBook, agreed);
	}

}
