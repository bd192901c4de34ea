package app.accord.billing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.joda.money.Money;

/**
 * Which money has paid which debit. The rule, the same by which {@link OpenItems} finds
 * what is open:
 * <ol>
 * <li>Money that was meant for a bill, by the payer or because it corrects that bill,
 * pays that bill, as far as the bill goes.
 * <li>All other money pays what was due first, and of what is due on the same day the
 * earlier entry; money that came first is used up first.
 * <li>What is left over is the customer's credit, and pays what is billed next.
 * </ol>
 * So what a payment without a purpose has paid may change when something that was due
 * before is charged later, or when an earlier payment bounces; the sum that is open
 * doesn't.
 */
final class Allocating {

	private Allocating() {
	}

	/**
	 * Allocates money to debits.
	 * @param debits not reversed; the {@code open} of each is its whole amount
	 * @param credits not reversed, in the order of their entries
	 * @return for each credit's entry the parts of debits that it pays, due first first;
	 * what is missing to its amount is still credit
	 */
	static Map<Long, List<Part>> of(List<OpenItem> debits, List<Credit> credits) {
		List<OpenItem> inOrder = debits.stream().sorted(OpenItems.BY_DUE_DATE).toList();
		Map<Long, Money> left = new LinkedHashMap<>();
		inOrder.forEach((debit) -> left.put(debit.seq(), debit.open()));
		Map<Long, Money> free = new HashMap<>();
		Map<Long, List<Part>> paid = new TreeMap<>();
		for (Credit credit : credits) {
			Money rest = credit.amount();
			List<Part> parts = new ArrayList<>();
			for (Map.Entry<Integer, Money> meant : new TreeMap<>(credit.meantFor()).entrySet()) {
				Money some = meant.getValue().isGreaterThan(rest) ? rest : meant.getValue();
				// As with what is open, the bill's debits that are due last are lowered
				// first.
				for (OpenItem debit : inOrder.reversed()) {
					if (debit.invoiceNo() != null && debit.invoiceNo().equals(meant.getKey())) {
						Money part = pay(debit, some, left, parts);
						some = some.minus(part);
						rest = rest.minus(part);
					}
				}
			}
			paid.put(credit.seq(), parts);
			free.put(credit.seq(), rest);
		}
		for (Credit credit : credits) {
			Money rest = free.get(credit.seq());
			for (OpenItem debit : inOrder) {
				if (!rest.isPositive()) {
					break;
				}
				rest = rest.minus(pay(debit, rest, left, paid.get(credit.seq())));
			}
		}
		return paid;
	}

	private static Money pay(OpenItem debit, Money most, Map<Long, Money> left, List<Part> parts) {
		Money open = left.get(debit.seq());
		Money part = most.isGreaterThan(open) ? open : most;
		if (part.isPositive()) {
			left.put(debit.seq(), open.minus(part));
			parts.add(new Part(debit, part));
		}
		return part;
	}

	/**
	 * Money that came in.
	 *
	 * @param seq its entry
	 * @param amount how much, above zero
	 * @param meantFor what of it is meant for which bill of the customer, by the bill's
	 * number
	 */
	record Credit(long seq, Money amount, Map<Integer, Money> meantFor) {
	}

	/**
	 * What of a debit is paid.
	 *
	 * @param debit with its whole amount
	 * @param amount how much of it, above zero
	 */
	record Part(OpenItem debit, Money amount) {
	}

}
