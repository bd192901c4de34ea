package app.accord.billing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.joda.money.Money;

/**
 * Which debits a balance consists of. The rule: a credit that names a bill lowers that
 * bill, and so does money that the payer meant for it; all other money that comes in pays
 * what was due first, and of what is due on the same day the earlier entry. So what is
 * open are the debits due last, until they add up to the balance. A debit that was
 * reversed is not open, and the reversal of a payment opens again what the payment had
 * paid.
 */
final class OpenItems {

	/** What was due first comes first. */
	static final Comparator<OpenItem> BY_DUE_DATE = Comparator.comparing(OpenItem::dueOn)
		.thenComparingLong(OpenItem::seq);

	private OpenItems() {
	}

	/**
	 * Finds the open items of a balance.
	 * @param balance what is owed
	 * @param debits the account's debits, not reversed and no reversals, in any number as
	 * long as they cover the balance; the {@code open} of each is its whole amount
	 * @param ofBill what credits that name a bill and money meant for it took off it, by
	 * the bill's number
	 * @return what is open, due first first; empty if nothing is owed
	 */
	static List<OpenItem> of(Money balance, List<OpenItem> debits, Map<Integer, Money> ofBill) {
		List<OpenItem> open = new ArrayList<>();
		Money rest = balance;
		for (OpenItem debit : standing(debits, ofBill)) {
			if (!rest.isPositive()) {
				break;
			}
			Money part = debit.open().isGreaterThan(rest) ? rest : debit.open();
			open.add(debit.withOpen(part));
			rest = rest.minus(part);
		}
		return open.reversed();
	}

	/**
	 * The debits less what was taken off their bills, due last first.
	 */
	static List<OpenItem> standing(List<OpenItem> debits, Map<Integer, Money> ofBill) {
		Map<Integer, Money> left = new HashMap<>(ofBill);
		List<OpenItem> standing = new ArrayList<>();
		for (OpenItem debit : debits.stream().sorted(BY_DUE_DATE.reversed()).toList()) {
			Money taken = (debit.invoiceNo() != null) ? left.get(debit.invoiceNo()) : null;
			if (taken == null || !taken.isPositive()) {
				standing.add(debit);
			}
			else if (taken.isLessThan(debit.open())) {
				standing.add(debit.withOpen(debit.open().minus(taken)));
				left.remove(debit.invoiceNo());
			}
			else {
				left.put(debit.invoiceNo(), taken.minus(debit.open()));
			}
		}
		return standing;
	}

}
