package app.accord.staff;

import java.util.Map;

import org.joda.money.Money;

/**
 * What is to be approved.
 *
 * @param customerId whom it concerns; 0: no customer
 * @param accountNo the customer's account it concerns, or null
 * @param action what is to be done
 * @param kind which {@link ApprovedAction} carries it out
 * @param amount for how much
 * @param summary one line that the second person reads: {@code Credit of $80.00}
 * @param reason why, at most 500 characters
 * @param details what carrying it out needs
 */
public record NewApproval(long customerId, Integer accountNo, Permission action, String kind, Money amount,
		String summary, String reason, Map<String, String> details) {
}
