package app.accord.payment;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** When auto-pay charges and when it tries again. */
class AutoPayRulesTest {

	private static final LocalDate FIRST = LocalDate.of(2026, 11, 27);

	@ParameterizedTest(name = "issued {0}, due {1}: charged {2}")
	@CsvSource({ "2026-11-10, 2026-12-01, 2026-11-28", "2026-11-27, 2026-12-01, 2026-11-29",
			"2026-11-30, 2026-12-01, 2026-12-01", "2026-12-01, 2026-12-01, 2026-12-02",
			"2026-12-05, 2026-12-01, 2026-12-06" })
	void chargesThreeDaysBeforeTheDueDateWhereTheCustomerKnowsOfItInTime(LocalDate today, LocalDate due,
			LocalDate charged) {
		assertThat(AutoPayRules.firstOn(today, due)).isEqualTo(charged);
	}

	@Test
	void announcesFourDaysBeforeOrAtOnce() {
		assertThat(AutoPayRules.announcedOn(FIRST.minusDays(20), FIRST)).isEqualTo(FIRST.minusDays(4));
		assertThat(AutoPayRules.announcedOn(FIRST.minusDays(1), FIRST)).isEqualTo(FIRST.minusDays(1));
	}

	@Test
	void triesASoftDeclineAgainAtStatedDaysAndNotForEver() {
		assertThat(again(1, DeclineCode.INSUFFICIENT_FUNDS, FIRST)).contains(FIRST.plusDays(3));
		assertThat(again(2, DeclineCode.INSUFFICIENT_FUNDS, FIRST.plusDays(3))).contains(FIRST.plusDays(6));
		assertThat(again(3, DeclineCode.DO_NOT_HONOUR, FIRST.plusDays(6))).contains(FIRST.plusDays(10));
		assertThat(again(4, DeclineCode.INSUFFICIENT_FUNDS, FIRST.plusDays(10))).isEmpty();
	}

	@Test
	void neverTriesTwiceOnOneDay() {
		assertThat(again(1, DeclineCode.INSUFFICIENT_FUNDS, FIRST.plusDays(5))).contains(FIRST.plusDays(6));
	}

	@ParameterizedTest
	@EnumSource(names = { "EXPIRED_CARD", "LOST_CARD", "STOLEN_CARD", "WRONG_DATA", "NOT_SUPPORTED", "SUSPECTED_FRAUD",
			"CONFIRMATION_NEEDED", "OTHER" })
	void neverTriesAHardDeclineAgain(DeclineCode code) {
		assertThat(code.soft()).isFalse();
		assertThat(again(1, code, FIRST)).isEmpty();
	}

	@Test
	void asksAgainTomorrowWhatWasOurFaultAndStopsAtSomeTime() {
		for (DeclineCode code : Arrays.asList(DeclineCode.BUSY, DeclineCode.NOT_REACHED, DeclineCode.NOT_SENT)) {
			assertThat(AutoPayRules.againOn(FIRST, 0, 1, code, FIRST)).contains(FIRST.plusDays(1));
			assertThat(AutoPayRules.againOn(FIRST, 0, AutoPayRules.MOST_BEGUN, code, FIRST)).isEmpty();
		}
	}

	@Test
	void movesOnlyAsTheTableSays() {
		assertThat(AutoPayPlan.State.MOVES.keySet()).containsExactlyInAnyOrder(AutoPayPlan.State.values());
		assertThat(CardSaving.State.MOVES.keySet()).containsExactlyInAnyOrder(CardSaving.State.values());
		assertThat(AutoPayPlan.State.PAID.mayBecome(AutoPayPlan.State.PLANNED)).isFalse();
	}

	private static Optional<LocalDate> again(int tries, DeclineCode code, LocalDate today) {
		return AutoPayRules.againOn(FIRST, tries, tries, code, today);
	}

}
