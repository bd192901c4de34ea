package app.accord.billing;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.ArrangementNumber;
import app.accord.customer.DisputeNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.job.Job;
import app.accord.staff.Approval;
import app.accord.staff.ApprovedAction;

import org.joda.money.Money;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Credit notes, dispute decisions, write-offs and arrangements that a second person has
 * approved; and the job that judges arrangements.
 */
@Configuration(proxyBeanMethods = false)
class ApprovedCorrections {

	static final String CREDIT_NOTE = "credit note";

	static final String DISPUTE = "dispute upheld";

	static final String WRITE_OFF = "write-off";

	static final String ARRANGEMENT = "arrangement";

	static final String AGREEMENT = "arrangement asked for";

	private static final Consumer<Money> APPROVED = (amount) -> {
	};

	@Bean
	Job judgingArrangements(Arrangements arrangements) {
		return Job.daily("payment arrangements", LocalTime.of(4, 30), arrangements::judgeAll);
	}

	@Bean
	ApprovedAction approvedCreditNote(CreditNotes notes) {
		return new Done(CREDIT_NOTE,
				(approval) -> notes.issue(note(approval), approval.requester(), approval.key(), APPROVED));
	}

	@Bean
	ApprovedAction approvedDispute(Disputes disputes) {
		return new Done(DISPUTE, (approval) -> disputes.uphold(DisputeNumber.parse(approval.details().get("dispute")),
				approval.amount(), approval.reason(), approval.requester(), approval.key(), APPROVED));
	}

	@Bean
	ApprovedAction approvedWriteOff(WritingOff writingOff) {
		return new Done(WRITE_OFF, (approval) -> {
			String invoice = approval.details().get("invoice");
			writingOff.writeOff(account(approval), approval.amount(),
					(invoice != null) ? InvoiceNumber.parse(invoice) : null, approval.reason(), approval.requester(),
					approval.key(), APPROVED);
		});
	}

	@Bean
	ApprovedAction approvedArrangement(Arrangements arrangements) {
		return new Done(ARRANGEMENT, (approval) -> {
			List<Arrangement.Instalment> instalments = new TreeMap<>(approval.details()).entrySet()
				.stream()
				.map((each) -> new Arrangement.Instalment(LocalDate.parse(each.getKey()),
						money(approval, each.getValue())))
				.toList();
			arrangements.make(account(approval), instalments, approval.reason(), approval.requester(), approval.key(),
					APPROVED);
		});
	}

	@Bean
	ApprovedAction approvedAgreement(Arrangements arrangements) {
		return new Done(AGREEMENT, (approval) -> arrangements
			.agree(ArrangementNumber.parse(approval.details().get("arrangement")), approval.requester(), APPROVED));
	}

	private static NewCreditNote note(Approval approval) {
		Map<String, String> details = approval.details();
		Map<Integer, Money> nets = new TreeMap<>();
		details.forEach((name, value) -> {
			if (name.startsWith("line ")) {
				nets.put(Integer.valueOf(name.substring(5)), money(approval, value));
			}
		});
		String amount = details.get("amount");
		return new NewCreditNote(InvoiceNumber.parse(details.get("invoice")),
				(amount != null) ? money(approval, amount) : null, nets, approval.reason());
	}

	private static Money money(Approval approval, String plain) {
		return Money.of(approval.amount().getCurrencyUnit(), new java.math.BigDecimal(plain));
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
