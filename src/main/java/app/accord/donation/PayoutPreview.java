package app.accord.donation;

import java.util.List;

import app.accord.money.Amounts;

import org.joda.money.Money;

/**
 * What a payout of a currency would pay, and what it would not, and why.
 *
 * @param currency ISO 4217
 * @param lines what each non-profit would be paid
 * @param withheld what would not be paid
 */
public record PayoutPreview(String currency, List<Line> lines, List<Withheld> withheld) {

	/** All that would be paid. */
	public Money total() {
		return this.lines.stream().map(Line::amount).reduce(Amounts.ofMinor(this.currency, 0), Money::plus);
	}

	/** All that would not be paid. */
	public Money withheldTotal() {
		return this.withheld.stream().map(Withheld::amount).reduce(Amounts.ofMinor(this.currency, 0), Money::plus);
	}

	/**
	 * What a non-profit is paid.
	 *
	 * @param nonProfit its code
	 * @param name its name
	 * @param bankAccount where it goes
	 * @param amount above zero
	 * @param donations how many donations that is, those deducted included
	 */
	public record Line(String nonProfit, String name, String bankAccount, Money amount, int donations) {
	}

	/**
	 * What a non-profit is not paid.
	 *
	 * @param nonProfit its code
	 * @param name its name
	 * @param why the rule
	 * @param amount how much; below zero where more is to be deducted than there is
	 * @param donations how many donations that is
	 */
	public record Withheld(String nonProfit, String name, Why why, Money amount, int donations) {
	}

	/** Why something is not paid out. */
	public enum Why {

		/** The bill that a donation came with is not paid in full. */
		BILL_OPEN("Their bills are not paid yet"),

		/** Nobody has said where the money is to go. */
		NO_BANK_ACCOUNT("No bank account is known"),

		/** More was taken back after a payout than has come since. */
		TAKEN_BACK("More was taken back than has come since the last payout");

		private final String label;

		Why(String label) {
			this.label = label;
		}

		/** What people read. */
		public String label() {
			return this.label;
		}

	}

}
