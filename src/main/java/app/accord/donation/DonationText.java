package app.accord.donation;

import java.util.stream.Collectors;

import app.accord.actor.Channel;
import app.accord.money.Amounts;

import org.joda.money.Money;

import org.springframework.stereotype.Component;

/** What people read about donations. Templates call it as {@code @donationText}. */
@Component("donationText")
public class DonationText {

	/** A round amount without the small coins: {@code $1}, {@code ¥100}. */
	public String plain(Money step) {
		return Amounts.show(step).replaceAll("\\.0+$", "");
	}

	/** A fixed amount that somebody might choose, as it is typed. */
	public String sample(String currency) {
		return Amounts.plain(RoundUp.NEXT_UNIT.step(currency).multipliedBy(2));
	}

	/** From where something was chosen. */
	public String channel(Channel channel) {
		return switch (channel) {
			case PORTAL -> "on the portal";
			case COUNTER -> "at the counter";
			case DESK, PHONE -> "by an agent";
			case API -> "by a program";
			default -> "automatically";
		};
	}

	/** A choice in a line. */
	public String sentence(DonationChoice choice, String currency) {
		if (choice.roundUp() == RoundUp.NONE) {
			return "Stopped";
		}
		String how = choice.roundUp().rounds() ? "To the next " + plain(choice.roundUp().step(currency))
				: Amounts.show(choice.fixed()) + " with each bill";
		return how + ", for "
				+ choice.shares()
					.stream()
					.map((share) -> share.name() + " " + share.percent() + " %")
					.collect(Collectors.joining(", "));
	}

}
