package app.accord.dunning;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import app.accord.billing.OpenItem;
import app.accord.billing.Standing;
import app.accord.billing.Standings;
import app.accord.customer.AccountNumber;
import app.accord.payment.AutoPay;
import app.accord.payment.Verdict;
import app.accord.payment.Verdicts;
import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one place that says whether an account may be asked for money at this moment. It is
 * asked when a notice is decided, when it is sent and after it was sent.
 */
@Component
class Claims {

	private final Standings standings;

	private final Verdicts verdicts;

	private final AutoPay autoPay;

	private final Clock clock;

	Claims(Standings standings, Verdicts verdicts, AutoPay autoPay, Clock clock) {
		this.standings = standings;
		this.verdicts = verdicts;
		this.autoPay = autoPay;
		this.clock = clock;
	}

	/**
	 * What an account may be asked for. Where it is to be acted upon, the caller holds
	 * the account's lock.
	 */
	@Transactional(propagation = Propagation.SUPPORTS)
	public Claim of(AccountNumber account) {
		Standing standing = this.standings.of(account);
		Money disputed = standing.position()
			.overdue()
			.minus(standing.chaseable())
			.minus(standing.arranged())
			.minus(standing.opening());
		Money zero = Money.zero(disputed.getCurrencyUnit());
		return new Claim(standing.position(), standing.chaseable(), disputed.isNegative() ? zero : disputed,
				standing.arranged(), standing.opening(), overdueSince(standing), hold(account));
	}

	/**
	 * The earliest due date of what is chaseable: a disputed part of a bill does not
	 * count, nor does the opening position, and an arrangement covers what is oldest.
	 */
	private static LocalDate overdueSince(Standing standing) {
		if (!standing.chaseable().isPositive()) {
			return null;
		}
		Map<Integer, Money> disputed = new HashMap<>();
		standing.disputes().forEach((dispute) -> disputed.merge(dispute.invoice().no(), dispute.amount(), Money::plus));
		Money arranged = standing.arranged();
		for (OpenItem item : standing.position().items()) {
			if (!item.dueOn().isBefore(standing.position().today())) {
				break;
			}
			if (item.invoiceNo() != null && standing.openingBills().contains(item.invoiceNo())) {
				continue;
			}
			Money open = item.open();
			Money less = (item.invoiceNo() != null) ? disputed.get(item.invoiceNo()) : null;
			if (less != null) {
				Money part = less.isGreaterThan(open) ? open : less;
				disputed.put(item.invoiceNo(), less.minus(part));
				open = open.minus(part);
			}
			Money covered = arranged.isGreaterThan(open) ? open : arranged;
			arranged = arranged.minus(covered);
			if (open.isGreaterThan(covered)) {
				return item.dueOn();
			}
		}
		return standing.position().dueOn();
	}

	private Hold hold(AccountNumber account) {
		Verdict verdict = this.verdicts.of(account, Locale.US);
		return switch (verdict.code()) {
			case ASKING -> Hold.PAYMENT_CHECKED;
			case WAITING_FOR_CUSTOMER -> Hold.CUSTOMER_PAYING;
			default -> this.autoPay.inProgress(account, this.clock.instant()) ? Hold.AUTO_PAY : null;
		};
	}

}
