package app.accord.dunning;

import java.time.Instant;
import java.time.LocalDate;

import app.accord.customer.AccountNumber;
import org.joda.money.Money;

/**
 * A notice of the ladder.
 *
 * @param noticeId its id among the customer's
 * @param account the account
 * @param round which climb of the ladder it belongs to
 * @param stepNo its step
 * @param action what it does
 * @param policyCode by which policy
 * @param state where it stands
 * @param stateSince since when, UTC
 * @param reason why it was withheld, left out or taken back; else null
 * @param decidedOn the day it was decided
 * @param decidedAt when, UTC
 * @param overdueSince the due date that its days count from
 * @param asked what was to be paid when it was decided
 * @param asOf the ledger entry that included last
 * @param fee what it charged, or null
 * @param feeSeq the fee's ledger entry, or null
 * @param messageId the message, or null
 * @param sentAt when it was sent, UTC, or null
 * @param sentAsOf the ledger entry that it stated, or null
 * @param followedUpAt when what follows from it was done, UTC, or null
 * @param decidedBy who agreed to an end, or null
 */
public record Notice(long noticeId, AccountNumber account, int round, int stepNo, StepAction action, String policyCode,
		NoticeState state, Instant stateSince, String reason, LocalDate decidedOn, Instant decidedAt,
		LocalDate overdueSince, Money asked, long asOf, Money fee, Long feeSeq, Long messageId, Instant sentAt,
		Long sentAsOf, Instant followedUpAt, String decidedBy) {

	/** Whether the ladder waits for it. */
	boolean open() {
		return this.state == NoticeState.TO_APPROVE || this.state == NoticeState.DECIDED;
	}

	/** Whether it is a step that the account has climbed. */
	boolean counts() {
		return this.state == NoticeState.SENT || this.state == NoticeState.SKIPPED;
	}

}
