package app.accord.donation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import app.accord.money.Amounts;
import app.accord.refusal.Refusal;

import org.joda.money.Money;

/**
 * What a customer chooses to give with each bill from the next one on.
 *
 * @param roundUp how much
 * @param fixed the fixed amount for {@link RoundUp#FIXED}, else null
 * @param shares who gets it, in the order chosen; none if it is stopped
 */
public record NewChoice(RoundUp roundUp, Money fixed, List<Share> shares) {

	private static final int MOST_SHARES = 10;

	public NewChoice {
		shares = List.copyOf(shares);
	}

	/** Nothing from the next bill on. */
	public static NewChoice stop() {
		return new NewChoice(RoundUp.NONE, null, List.of());
	}

	/** Bills are rounded up. */
	public static NewChoice rounding(RoundUp roundUp, Share... shares) {
		return new NewChoice(roundUp, null, List.of(shares));
	}

	/** A fixed amount with each bill. */
	public static NewChoice fixed(Money amount, Share... shares) {
		return new NewChoice(RoundUp.FIXED, amount, List.of(shares));
	}

	/**
	 * What a bill gives by it.
	 * @param total the bill after tax, without donations
	 */
	public List<DonationChoice.Gift> of(Money total) {
		return DonationChoice.gifts(this.roundUp, this.fixed, this.shares, total);
	}

	/** Refuses what makes no sense in an account of that currency. */
	void require(String currency) {
		if (this.roundUp == RoundUp.NONE) {
			return;
		}
		if (this.roundUp == RoundUp.FIXED) {
			requireFixed(currency);
		}
		if (this.shares.isEmpty()) {
			throw new Refusal("shares", "Choose at least one non-profit.");
		}
		if (this.shares.size() > MOST_SHARES) {
			throw new Refusal("shares", "Choose at most " + MOST_SHARES + " non-profits.");
		}
		Map<String, Integer> seen = new LinkedHashMap<>();
		for (Share share : this.shares) {
			if (share.percent() < 1 || share.percent() > 100) {
				throw new Refusal("shares", "A share is a whole percentage from 1 to 100.");
			}
			if (seen.put(share.nonProfit(), share.percent()) != null) {
				throw new Refusal("shares", "Name each non-profit once.");
			}
		}
		int sum = seen.values().stream().mapToInt(Integer::intValue).sum();
		if (sum != 100) {
			throw new Refusal("shares", "The shares have to add up to 100 %. Now they are " + sum + " %.");
		}
	}

	private void requireFixed(String currency) {
		Money most = RoundUp.mostFixed(currency);
		if (this.fixed == null || !this.fixed.isPositive()) {
			throw new Refusal("fixed", "Write how much to give with each bill.");
		}
		if (!this.fixed.getCurrencyUnit().equals(most.getCurrencyUnit())) {
			throw new Refusal("fixed", "The account is kept in " + currency + ".");
		}
		if (this.fixed.isGreaterThan(most)) {
			throw new Refusal("fixed", "At most " + Amounts.show(most, java.util.Locale.US) + " with each bill.");
		}
	}

}
