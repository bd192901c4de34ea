package app.accord.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.dunning.LadderState;
import app.accord.dunning.Notice;
import app.accord.dunning.NoticeState;
import app.accord.dunning.ReminderCard;
import app.accord.dunning.Reminders;
import app.accord.dunning.StepAction;
import app.accord.fact.Fact;
import app.accord.money.Amounts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The reminders of an account. */
@Tag(name = "Reminders", description = "What was sent for overdue money, what comes next, what holds it back")
@RestController
@RequestMapping("/api/v1/accounts/{number}/reminders")
class ReminderResource {

	private final Reminders reminders;

	ReminderResource(Reminders reminders) {
		this.reminders = reminders;
	}

	@Operation(summary = "Where an account stands on the ladder of reminders")
	@GetMapping
	RemindersAnswer reminders(@Parameter(example = "A-10428-1-4") @PathVariable String number) {
		return RemindersAnswer.of(this.reminders.of(AccountNumber.parse(number)));
	}

	/** Where an account stands. */
	@Schema(name = "Reminders")
	record RemindersAnswer(@Schema(example = "A-10428-1-4") String account, List<Fact> facts,
			@Schema(example = "REMINDED") LadderState state,
			@Schema(description = "The ledger position it was read at", example = "17") long asOf,
			@Schema(description = "What may be asked for: overdue, not disputed, not arranged",
					example = "97.06") String toPay,
			@Schema(example = "USD") String currency,
			@Schema(description = "Or null", example = "2026-10-23") LocalDate overdueSince,
			@Schema(description = "What stands against asking now, or null") String heldBack,
			@Schema(description = "The step that comes next, or null", example = "LATE_FEE") StepAction next,
			@Schema(description = "When at the earliest, or null", example = "2026-11-13") LocalDate nextOn,
			@Schema(description = "Or null", example = "STANDARD-USD") String policy, List<NoticeAnswer> notices) {

		static RemindersAnswer of(ReminderCard card) {
			return new RemindersAnswer(card.account().toString(), List.of(card.stateFact()), card.state(),
					card.stateFact().asOf(), Amounts.plain(card.chaseable()),
					card.chaseable().getCurrencyUnit().getCode(), card.overdueSince(), card.heldBack(),
					(card.next() != null) ? card.next().action() : null, card.nextOn(),
					(card.policy() != null) ? card.policy().code() : null,
					card.notices().stream().map(NoticeAnswer::of).toList());
		}

	}

	/** A notice. */
	@Schema(name = "Notice")
	record NoticeAnswer(@Schema(example = "17") long id, @Schema(example = "REMINDER") StepAction action,
			@Schema(example = "SENT") NoticeState state, @Schema(example = "2026-10-28") LocalDate decidedOn,
			@Schema(description = "What was asked for when it was decided", example = "97.06") String asked,
			@Schema(description = "The ledger position of that", example = "17") long asOf,
			@Schema(description = "Or null", example = "5.00") String fee,
			@Schema(description = "Or null", example = "2026-10-28T13:00:02.377Z") Instant sentAt,
			@Schema(description = "Why it was withheld, left out or taken back; else null") String reason) {

		static NoticeAnswer of(Notice notice) {
			return new NoticeAnswer(notice.noticeId(), notice.action(), notice.state(), notice.decidedOn(),
					Amounts.plain(notice.asked()), notice.asOf(),
					(notice.fee() != null) ? Amounts.plain(notice.fee()) : null, notice.sentAt(), notice.reason());
		}

	}

}
