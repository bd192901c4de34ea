package app.accord.donation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;

import org.joda.money.Money;

/**
 * What a customer chose to give with each bill of an account. It holds from the next bill
 * on until the next choice.
 *
 * @param account of which account
 * @param no 1, 2, 3 … in the account
 * @param roundUp how much
 * @param fixed the fixed amount, or null
 * @param shares who gets it, in the order chosen; none if it was stopped
 * @param at when it was chosen, UTC
 * @param actorKind what kind of actor chose it
 * @param actorName who
 * @param channel from where
 */
public record DonationChoice(AccountNumber account, int no, RoundUp roundUp, Money fixed, List<Share> shares,
		Instant at, ActorKind actorKind, String actorName, Channel channel) {

	/** Whether bills give something by it. */
	public boolean gives() {
		return this.roundUp != RoundUp.NONE && this.shares.stream().anyMatch(Share::active);
	}

	/** Those chosen that bills don't give to any more. */
	public List<Share> ended() {
		return this.shares.stream().filter((share) -> !share.active()).toList();
	}

	/** Whether it says the same as that. */
	boolean same(NewChoice choice) {
		List<String> mine = this.shares.stream().map((share) -> share.nonProfit() + share.percent()).toList();
		List<String> others = choice.shares().stream().map((share) -> share.nonProfit() + share.percent()).toList();
		return this.roundUp == choice.roundUp() && java.util.Objects.equals(this.fixed, choice.fixed())
				&& mine.equals(others);
	}

	/**
	 * What a bill gives by it.
	 * @param total the bill after tax, without donations
	 * @return one for each non-profit that gets something
	 */
	public List<Gift> of(Money total) {
		return gifts(this.roundUp, this.fixed, this.shares, total);
	}

	/**
	 * What a bill gives by a choice. The share of a non-profit that has ended is not
	 * collected: nobody gets what the customer meant for another.
	 */
	static List<Gift> gifts(RoundUp roundUp, Money fixed, List<Share> shares, Money total) {
		List<Gift> gifts = new ArrayList<>();
		if (roundUp == RoundUp.NONE || shares.isEmpty()) {
			return gifts;
		}
		Money whole = roundUp.of(total, fixed);
		List<Money> parts = LargestRemainder.split(whole, shares.stream().map(Share::percent).toList());
		for (int i = 0; i < shares.size(); i++) {
			if (parts.get(i).isPositive() && shares.get(i).active()) {
				gifts.add(new Gift(shares.get(i), parts.get(i), whole));
			}
		}
		return gifts;
	}

	/**
	 * What one non-profit gets with a bill.
	 *
	 * @param share whose
	 * @param amount above zero
	 * @param whole what the bill gives by the choice in all
	 */
	public record Gift(Share share, Money amount, Money whole) {
	}

}
