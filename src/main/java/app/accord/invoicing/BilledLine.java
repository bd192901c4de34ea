package app.accord.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.joda.money.Money;

/**
 * A line about a contract's days that stands on an earlier bill.
 *
 * @param contractNo the contract
 * @param from first day
 * @param to last day, included
 * @param rate what its days were charged by, or what was taken off them
 * @param takesBack whether it gave the days back
 * @param net before tax
 * @param taxPercent its tax rate
 * @param taxClass its class of tax
 */
record BilledLine(int contractNo, LocalDate from, LocalDate to, Rate rate, boolean takesBack, Money net,
		BigDecimal taxPercent, String taxClass) {
}
