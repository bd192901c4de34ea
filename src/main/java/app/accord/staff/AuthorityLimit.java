package app.accord.staff;

import java.time.Instant;

import app.accord.security.StaffRole;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * How far a role may go in one thing, in one currency.
 *
 * @param role whose
 * @param action what may be done
 * @param currency ISO 4217
 * @param amount the most that is done alone; zero: always needs approval; null: without
 * limit
 * @param setBy who set it
 * @param setAt since when it holds, UTC; null for a limit that nobody has set
 * @param reason why, or null
 */
public record AuthorityLimit(StaffRole role, Permission action, String currency, Money amount, String setBy,
		Instant setAt, String reason) {

	/** What holds in a currency in which nobody has set limits: nothing is done alone. */
	static AuthorityLimit none(StaffRole role, Permission action, String currency) {
		return new AuthorityLimit(role, action, currency, Money.zero(CurrencyUnit.of(currency)), "", null, null);
	}

	/**
	 * Whether that amount is within it; what has no amount is within none but no limit.
	 */
	public boolean covers(Money wanted) {
		return this.amount == null || this.action.counted() && !wanted.abs().isGreaterThan(this.amount);
	}

}
