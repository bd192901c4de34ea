package app.accord.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.LineKind;
import app.accord.billing.LineSource;
import app.accord.billing.NewInvoice;
import app.accord.donation.NewChoice;
import app.accord.donation.NonProfit;
import app.accord.donation.RoundUp;
import app.accord.donation.Share;

import org.joda.money.Money;

/** The non-profits of the sample company, and what its customers give to them. */
final class Donors {

	static final List<NonProfit> NON_PROFITS = List.of(
			new NonProfit("FOODBANK", "City Food Bank",
					"Hot meals and groceries for whoever comes, in eleven kitchens all over the city.",
					"021000021 / 4452210867", true, 0),
			new NonProfit("RIVER", "River Trees", "Plants trees along the river and looks after them for ten years.",
					"021000021 / 9917340025", true, 0),
			new NonProfit("READ", "Read to Me", "Volunteers read to children in hospitals, twice a week.",
					"026009593 / 7731004418", true, 0),
			new NonProfit("STRAYS", "Second Chance Strays", "Takes in dogs and cats and finds them a home.",
					"122105155 / 2208841973", true, 0));

	private static final List<NewChoice> CHOICES = List.of(
			NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("FOODBANK", 100)),
			NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("FOODBANK", 60), Share.of("RIVER", 40)),
			NewChoice.rounding(RoundUp.NEXT_FIVE, Share.of("READ", 50), Share.of("STRAYS", 50)),
			NewChoice.fixed(Assortment.usd("2.00"), Share.of("STRAYS", 100)), NewChoice.rounding(RoundUp.NEXT_UNIT,
					Share.of("RIVER", 34), Share.of("READ", 33), Share.of("FOODBANK", 33)));

	private Donors() {
	}

	/** Marisol Okafor's: each bill to the next dollar, for two. */
	static NewChoice marisols() {
		return CHOICES.get(1);
	}

	/** What the customer of that place in town gives; null for most. */
	static NewChoice of(int place) {
		return (place % 6 == 4) ? CHOICES.get(place / 6 % CHOICES.size()) : null;
	}

	/** A bill's lines and what it gives. */
	static List<NewInvoice.Line> with(NewChoice choice, List<NewInvoice.Line> lines) {
		Money total = lines.stream()
			.map((line) -> line.net().plus(line.tax()))
			.reduce(Money.zero(Assortment.USD), Money::plus);
		List<NewInvoice.Line> all = new ArrayList<>(lines);
		choice.of(total)
			.forEach((gift) -> all.add(new NewInvoice.Line(LineKind.DONATION, null,
					"Donation to " + name(gift.share().nonProfit()), 1, gift.amount(), BigDecimal.ZERO,
					Money.zero(Assortment.USD), LineSource.of(null, gift.share().nonProfit(), null))));
		return all;
	}

	private static String name(String code) {
		return NON_PROFITS.stream().filter((each) -> each.code().equals(code)).findFirst().orElseThrow().name();
	}

	/**
	 * What a customer chose for the first account.
	 *
	 * @param choice what
	 * @param at when
	 * @param by who
	 */
	record Giving(NewChoice choice, Instant at, Actor by) {
	}

}
