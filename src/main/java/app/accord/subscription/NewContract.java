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
 * @param monthly what a month costs; null: what the price book says for this customer in
 * the company's currency
 * @param startedOn first day; null: today
 * @param endedOn last day, where it has an end; otherwise null
 */
public record NewContract(long customerId, int accountNo, String productCode, String place, String term, Money monthly,
		LocalDate startedOn, LocalDate endedOn) {
}
