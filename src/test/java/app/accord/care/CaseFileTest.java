package app.accord.care;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.CaseNumber;
import app.accord.refusal.Refusal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The moves of a case and its deadlines, as the calendar goes on. */
class CaseFileTest {

	private static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");

	private static final Actor ADA = new Actor(ActorKind.STAFF, "ada", "Ada Lindqvist", Channel.DESK);

	private static final Actor MARISOL = new Actor(ActorKind.CUSTOMER, "C-1-1", "Marisol Okafor", Channel.PORTAL);

	private static final CaseRules RULES = new CaseRules(
			new EnumMap<>(Map.of(CasePriority.LOW, new Deadline(48, 240), CasePriority.NORMAL, new Deadline(24, 120),
					CasePriority.HIGH, new Deadline(8, 48), CasePriority.CRITICAL, new Deadline(2, 12))),
			new EnumMap<>(Map.of(CaseKind.QUESTION, CasePriority.NORMAL, CaseKind.COMPLAINT, CasePriority.HIGH,
					CaseKind.FAULT, CasePriority.HIGH, CaseKind.REQUEST, CasePriority.NORMAL)),
			"sam", "Accord", MONDAY, "Default");

	private Instant now = MONDAY;

	@Test
	void everyStateHasItsMoves() {
		assertThat(CaseState.MOVES).containsOnlyKeys(CaseState.values());
		Set<CaseState> reached = EnumSet.of(CaseState.ACKNOWLEDGED);
		CaseState.MOVES.values().forEach(reached::addAll);
		assertThat(reached).containsExactlyInAnyOrder(CaseState.values());
	}

	@Test
	void aComplaintIsUrgentAndHasTwoDeadlines() {
		CaseFile file = complaint();
		assertThat(file.priority).isEqualTo(CasePriority.HIGH);
		assertThat(file.answerBy).isEqualTo(MONDAY.plus(Duration.ofHours(8)));
		assertThat(file.resolveBy).isEqualTo(MONDAY.plus(Duration.ofHours(48)));
		assertThat(file.dueAt()).isEqualTo(file.answerBy);
	}

	@Test
	void theFirstAnswerMeetsItsDeadlineAndGivesTheCaseAnOwner() {
		CaseFile file = complaint();
		hours(3);
		file.reply(ADA, "We look into it.", false, this.now);
		assertThat(file.owner).isEqualTo("ada");
		assertThat(file.state).isEqualTo(CaseState.IN_PROGRESS);
		assertThat(file.answerBy).isNull();
		assertThat(file.answeredAt).isEqualTo(this.now);
		assertThat(file.dueAt()).isEqualTo(file.resolveBy);
		assertThat(kinds(file)).containsExactly(EntryKind.OPENED, EntryKind.ASSIGNED, EntryKind.REPLIED);
	}

	@Test
	void theTimeToSolveStandsStillWhileItWaitsForTheCustomer() {
		CaseFile file = complaint();
		hours(1);
		file.reply(ADA, "Since when?", true, this.now);
		assertThat(file.dueAt()).isNull();
		assertThat(file.escalateAt()).isNull();
		hours(100);
		file.say(MARISOL, "Since Monday.", null, RULES, this.now);
		assertThat(file.state).isEqualTo(CaseState.IN_PROGRESS);
		assertThat(file.resolveBy).isEqualTo(MONDAY.plus(Duration.ofHours(148)));
		assertThat(file.answerBy).isEqualTo(this.now.plus(Duration.ofHours(8)));
	}

	@Test
	void itRunsOnWhileItWaitsForSomebodyElse() {
		CaseFile file = complaint();
		file.reply(ADA, "We measure.", false, this.now);
		file.hold(ADA, "The technician", this.now);
		hours(60);
		assertThat(file.dueAt()).isBefore(this.now);
		file.reply(ADA, "Still measuring.", false, this.now);
		assertThat(file.state).isEqualTo(CaseState.HELD);
		file.goOn(ADA, this.now);
		assertThat(file.resolveBy).isEqualTo(MONDAY.plus(Duration.ofHours(48)));
	}

	@Test
	void anUnansweredCaseGoesToSupervisorsAndADayLaterToTheExecutive() {
		CaseFile file = complaint();
		hours(7);
		assertThat(file.escalate(ADA, "Sam Thornton", this.now)).isFalse();
		hours(1);
		assertThat(file.escalate(ADA, "Sam Thornton", this.now)).isTrue();
		assertThat(file.escalate(ADA, "Sam Thornton", this.now)).isFalse();
		hours(24);
		assertThat(file.escalate(ADA, "Sam Thornton", this.now)).isTrue();
		assertThat(file.escalation).isEqualTo(2);
		assertThat(file.fresh().getLast().text()).isEqualTo("Not answered in time: escalated to Sam Thornton.");
		assertThat(file.fresh().getLast().forCustomer()).isFalse();
		assertThat(file.escalateAt()).isNull();
		file.reply(ADA, "We are sorry.", false, this.now);
		assertThat(file.escalation).isZero();
		assertThat(file.escalateAt()).isEqualTo(file.resolveBy);
	}

	@Test
	void aSecondQuestionIsAwaitedFromItsFirstWord() {
		CaseFile file = complaint();
		file.reply(ADA, "We look into it.", false, this.now);
		hours(2);
		file.say(MARISOL, "Any news?", null, RULES, this.now);
		Instant until = file.answerBy;
		hours(2);
		file.say(MARISOL, "Hello?", null, RULES, this.now);
		assertThat(file.answerBy).isEqualTo(until);
	}

	@Test
	void isOpenedAgainWithNewDeadlinesUntilAMonthAfterItWasClosed() {
		CaseFile file = complaint();
		file.resolve(ADA, "A new antenna.", this.now);
		assertThat(file.answeredAt).isEqualTo(this.now);
		file.close(MARISOL, this.now);
		hours(29 * 24);
		file.reopen(MARISOL, "It is back.", null, RULES, this.now);
		assertThat(file.state).isEqualTo(CaseState.IN_PROGRESS);
		assertThat(file.answerBy).isEqualTo(this.now.plus(Duration.ofHours(8)));
		assertThat(file.resolveBy).isEqualTo(this.now.plus(Duration.ofHours(48)));
		assertThat(file.resolution).isNull();
		assertThat(file.endedAt).isNull();
		file.resolve(ADA, "A newer antenna.", this.now);
		file.close(MARISOL, this.now);
		hours(30 * 24);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> file.reopen(MARISOL, "It is back.", null, RULES, this.now))
			.withMessageContaining("Open a new case");
	}

	@Test
	void whoSaysSomethingOfASolvedCaseOpensItAgain() {
		CaseFile file = complaint();
		file.resolve(ADA, "A new antenna.", this.now);
		file.say(MARISOL, "It is the same as before.", null, RULES, this.now);
		assertThat(file.state).isEqualTo(CaseState.IN_PROGRESS);
		assertThat(file.dueAt()).isNotNull();
	}

	@Test
	void nothingIsDoneWithWhatHasEnded() {
		CaseFile file = complaint();
		file.cancel(MARISOL, "It works again", this.now);
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> file.reply(ADA, "Fine", false, this.now))
			.withMessage("Case CS-1-1-%s is cancelled. Open a new case, and name this number in it."
				.formatted(file.number.toString().split("-")[3]));
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> file.say(MARISOL, "Fine", null, RULES, this.now));
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> file.close(ADA, this.now));
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> file.reopen(ADA, "?", null, RULES, this.now));
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> file.assign(ADA, "ada", "Taken", this.now));
		assertThat(file.dueAt()).isNull();
	}

	@Test
	void anotherUrgencyHasOtherDeadlinesFromTheBeginning() {
		CaseFile file = complaint();
		hours(1);
		assertThat(file.change(ADA, CaseKind.COMPLAINT, CasePriority.HIGH, "No signal", RULES, this.now)).isFalse();
		assertThat(file.change(ADA, CaseKind.FAULT, CasePriority.CRITICAL, "No signal", RULES, this.now)).isTrue();
		assertThat(file.answerBy).isEqualTo(MONDAY.plus(Duration.ofHours(2)));
		assertThat(file.fresh().getLast().text()).isEqualTo("A fault, was a complaint; urgency critical, was high.");
	}

	private CaseFile complaint() {
		return CaseFile.open(MARISOL, CaseNumber.of(1, 1),
				new NewCase(1, CaseKind.COMPLAINT, null, "No signal", "Not a single bar inside.", CameBy.WEB, null),
				null, RULES, this.now);
	}

	private void hours(int hours) {
		this.now = this.now.plus(Duration.ofHours(hours));
	}

	private static List<EntryKind> kinds(CaseFile file) {
		return file.fresh().stream().map(CaseEntry::kind).toList();
	}

}
