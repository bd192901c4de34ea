package app.accord.payment;

import java.util.List;

import app.accord.order.NewOrderLine;

import org.joda.money.Money;

/**
 * What was rung up, at the prices that the customer saw.
 *
 * @param place the shop, or null
 * @param promotion the code that the customer brought, or null
 * @param lines what it is
 * @param total what it comes to
 */
public record RungUp(String place, String promotion, List<NewOrderLine> lines, Money total) {

	public RungUp {
		lines = List.copyOf(lines);
	}

}
