package app.accord.billing;

import java.time.LocalDate;

import org.joda.money.Money;

/**
 * Where the amount of a bill's line comes from.
 *
 * @param contractNo the customer's contract, or null
 * @param from first day it is for, or null
 * @param to last day it is for, included, or null
 * @param monthly what a month costs, or what is taken off a month; null for what is not
 * charged by the month
 * @param takesBack whether it gives back days that an earlier bill charged
 * @param taxClass the class of product by which it is taxed, or null
 * @param reference a promotion's or non-profit's code, or null
 * @param working how the amount was found, as the customer reads it:
 * {@code 17 of 30 days × $45.00}; or null
 */
public record LineSource(Integer contractNo, LocalDate from, LocalDate to, Money monthly, boolean takesBack,
		String taxClass, String reference, String working) {

	/** Nothing is known. */
	public static final LineSource NONE = new LineSource(null, null, null, null, false, null, null, null);

	/** Only how it was found and what it refers to. */
	public static LineSource of(String taxClass, String reference, String working) {
		return new LineSource(null, null, null, null, false, taxClass, reference, working);
	}

}
