package app.accord.billing;

import java.time.LocalDate;
import java.util.function.Consumer;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.staff.Approval;
import app.accord.staff.ApprovedAction;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Credits, charges, late fees and reversals that a second person has approved. */
@Configuration(proxyBeanMethods = false)
class ApprovedAdjustments {

	static final String CREDIT = "credit";

	static final String CHARGE = "charge";

	static final String REVERSAL = "reversal";

	static final String LATE_FEE = "late fee";

	private static final Runnable APPROVED = () -> {
	};

	@Bean
	ApprovedAction approvedCredit(Adjusting adjusting) {
		return new Done(CREDIT, (approval) -> adjusting.credit(account(approval), approval.amount(), approval.reason(),
				approval.requester(), approval.key(), APPROVED));
	}

	@Bean
	ApprovedAction approvedCharge(Adjusting adjusting) {
		return new Done(CHARGE,
				(approval) -> adjusting.charge(account(approval), approval.amount(),
						LocalDate.parse(approval.details().get("dueOn")), approval.reason(), approval.requester(),
						approval.key(), APPROVED));
	}

	@Bean
	ApprovedAction approvedReversal(Adjusting adjusting) {
		return new Done(REVERSAL,
				(approval) -> adjusting.reverse(account(approval), Long.parseLong(approval.details().get("seq")),
						approval.reason(), approval.requester(), approval.key(), (entry) -> {
						}));
	}

	@Bean
	ApprovedAction approvedLateFee(LateFees fees) {
		return new Done(LATE_FEE,
				(approval) -> fees.chargeByHand(account(approval), approval.amount(),
						LocalDate.parse(approval.details().get("dueOn")), approval.reason(), approval.requester(),
						approval.key(), APPROVED));
	}

	private static AccountNumber account(Approval approval) {
		return AccountNumber.of(approval.customerId(), approval.accountNo());
	}

	private record Done(String kind, Consumer<Approval> how) implements ApprovedAction {

		@Override
		public void carryOut(Approval approval, Actor approver) {
			this.how.accept(approval);
		}

	}

}
