package app.accord.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;

import org.joda.money.Money;

import org.springframework.stereotype.Component;

/**
 * Takes donations back with the bills they came with. The rule: a donation is the
 * customer's to give only with a bill that is paid. If its bill is credited whole,
 * reversed or given up before it was paid in full, the donation is taken back whole, by a
 * reversal in the same posting. One whose bill was paid stays.
 */
@Component
class UnpaidDonations {

	private final Ledger ledger;

	private final Positions positions;

	UnpaidDonations(Ledger ledger, Positions positions) {
		this.ledger = ledger;
		this.positions = positions;
	}

	/**
	 * Reversals of the donations of a bill, as long as something of the bill is open.
	 * @param account locked by this transaction
	 * @param invoiceNo the bill; null: all open bills
	 * @param most their sum at most: those that don't fit stay; null: all of them
	 */
	List<Movement> takenBack(AccountNumber account, Integer invoiceNo, Money most, LocalDate today) {
		Position position = this.positions.of(account);
		List<Movement> reversals = new ArrayList<>();
		if (!position.balance().isPositive()) {
			return reversals;
		}
		Money left = most;
		for (LedgerEntry donation : this.ledger.donations(account).reversed()) {
			boolean wanted = invoiceNo == null || invoiceNo.equals(donation.invoiceNo());
			boolean fits = left == null || !donation.amount().isGreaterThan(left);
			if (wanted && fits && position.openOf(donation.invoiceNo()).isPositive()) {
				reversals.add(Movement.reversal(donation, today, "Taken back: " + donation.description()));
				left = (left != null) ? left.minus(donation.amount()) : null;
			}
		}
		return reversals;
	}

	static Money sum(List<Movement> reversals, String currency) {
		return reversals.stream().map(Movement::amount).reduce(Amounts.ofMinor(currency, 0), Money::plus);
	}

}
