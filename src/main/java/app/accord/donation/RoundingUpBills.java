package app.accord.donation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import app.accord.customer.AccountNumber;
import app.accord.invoicing.BillSupplement;
import app.accord.invoicing.SupplementLine;
import app.accord.money.Amounts;

import org.joda.money.Money;

import org.springframework.stereotype.Component;

/** Adds to each bill what its customer chose to give: a line for each non-profit. */
@Component
class RoundingUpBills implements BillSupplement {

	private final DonationChoices choices;

	RoundingUpBills(DonationChoices choices) {
		this.choices = choices;
	}

	@Override
	public Map<AccountNumber, List<SupplementLine>> linesFor(Map<AccountNumber, Money> totals, LocalDate billDate) {
		Map<AccountNumber, List<SupplementLine>> lines = new HashMap<>();
		this.choices.of(totals.keySet()).forEach((account, choice) -> {
			Money total = totals.get(account);
			List<SupplementLine> given = choice.of(total).stream().map((gift) -> line(choice, gift, total)).toList();
			if (!given.isEmpty()) {
				lines.put(account, given);
			}
		});
		return lines;
	}

	private static SupplementLine line(DonationChoice choice, DonationChoice.Gift gift, Money total) {
		return new SupplementLine("Donation to " + gift.share().name(), gift.amount(), gift.share().nonProfit(),
				working(choice, gift, total));
	}

	private static String working(DonationChoice choice, DonationChoice.Gift gift, Money total) {
		String whole = (choice.roundUp() == RoundUp.FIXED) ? show(gift.whole()) + " with each bill"
				: show(total) + " rounded up to " + show(total.plus(gift.whole())) + ": " + show(gift.whole());
		return (gift.share().percent() == 100) ? whole : whole + ", " + gift.share().percent() + " % of it";
	}

	private static String show(Money amount) {
		return Amounts.show(amount, Locale.US);
	}

}
