package app.accord.subscription;

import java.time.LocalDate;

import app.accord.customer.ContractNumber;
import app.accord.fact.Fact;
import org.joda.money.Money;

/**
 * A service under its contract as shown.
 *
 * @param number the contract's number
 * @param accountNo the billing account that pays
 * @param productCode the service
 * @param productName what people call it
 * @param status where it stands
 * @param place address or telephone number that it is provided at, or null
 * @param term such as "Month-to-month", or null
 * @param monthly what a month of all pieces costs, before the discount
 * @param quantity how many pieces
 * @param discount what is taken off now by agreement, or null
 * @param startedOn first day
 * @param endedOn last day, or null
 * @param version counts the changes
 * @param statusFact the fact "service-status"
 */
public record ServiceView(ContractNumber number, int accountNo, String productCode, String productName,
		ContractStatus status, String place, String term, Money monthly, int quantity, ContractDiscount discount,
		LocalDate startedOn, LocalDate endedOn, int version, Fact statusFact) {

	/** Whether it is provided now. */
	public boolean running() {
		return this.status.running();
	}

}
