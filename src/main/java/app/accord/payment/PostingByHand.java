package app.accord.payment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.billing.Allocation;
import app.accord.billing.Allocations;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.ApprovedAction;
import app.accord.staff.Authority;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Posts money that nothing but a paper proves: a cheque in the post, a transfer that
 * stands on a statement. It needs the paper's reference, and beyond an employee's limit a
 * second person. If it bounces later its entry is reversed, and what it had paid is open
 * again.
 */
@Component
public class PostingByHand implements ApprovedAction {

	/** What can be posted so. */
	public static final Set<PaymentMethod> METHODS = EnumSet.of(PaymentMethod.CHEQUE, PaymentMethod.BANK_TRANSFER);

	private static final String KIND = "manual-payment";

	private final TakingPayment taking;

	private final Allocations allocations;

	private final Authority authority;

	private final Approvals approvals;

	PostingByHand(TakingPayment taking, Allocations allocations, Authority authority, Approvals approvals) {
		this.taking = taking;
		this.allocations = allocations;
		this.authority = authority;
		this.approvals = approvals;
	}

	/**
	 * Posts a payment.
	 * @param told which bills the payer wants to pay; empty: what was due first
	 * @param reference of the cheque or transfer
	 * @param key the write's idempotency key, or null
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Answer<Receipt> post(AccountNumber account, Money amount, PaymentMethod method, String reference,
			List<Allocation> told, Actor actor, String key) {
		requireInForm(amount, method, reference);
		return this.taking.take(account, amount, method, reference, told, actor, key,
				() -> this.authority.require(actor, Permission.MANUAL_PAYMENT, amount));
	}

	/**
	 * Asks a second person to let it be posted.
	 * @param key the request's idempotency key, or null
	 */
	@Transactional
	public Approval ask(AccountNumber account, Money amount, PaymentMethod method, String reference,
			List<Allocation> told, Actor actor, String key) {
		requireInForm(amount, method, reference);
		this.allocations.require(account, amount, told);
		Map<String, String> details = new HashMap<>(Map.of("method", method.name(), "reference", reference));
		told.forEach((one) -> details.put("pays " + one.bill(), Amounts.plain(one.amount())));
		return this.approvals.request(new NewApproval(
				account.customerId(), account.no(), Permission.MANUAL_PAYMENT, KIND, amount, "Payment of "
						+ Amounts.show(amount) + " by " + method.label().toLowerCase(Locale.ROOT) + " to be posted",
				"Reference " + reference, details), actor, key);
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	@Transactional
	public void carryOut(Approval approval, Actor approver) {
		AccountNumber account = AccountNumber.of(approval.customerId(), approval.accountNo());
		List<Allocation> told = new ArrayList<>();
		approval.details().forEach((name, value) -> {
			if (name.startsWith("pays ")) {
				told.add(new Allocation(InvoiceNumber.parse(name.substring(5)),
						Money.of(approval.amount().getCurrencyUnit(), new java.math.BigDecimal(value))));
			}
		});
		this.taking.take(account, approval.amount(), PaymentMethod.valueOf(approval.details().get("method")),
				approval.details().get("reference"), told, approval.requester(), approval.key(), () -> {
				});
	}

	private static void requireInForm(Money amount, PaymentMethod method, String reference) {
		TakingPayment.require(amount, reference);
		if (!METHODS.contains(method)) {
			throw new Refusal("method",
					"By hand it can be " + String.join(" or ",
							Arrays.stream(PaymentMethod.values())
								.filter(METHODS::contains)
								.map((one) -> "a " + one.label().toLowerCase(Locale.ROOT))
								.toList())
							+ ". A card is paid on the payment page: send a pay link.");
		}
		if (reference == null || reference.isBlank()) {
			throw new Refusal("reference", "Write the cheque’s number, or what stands on the transfer.");
		}
	}

}
