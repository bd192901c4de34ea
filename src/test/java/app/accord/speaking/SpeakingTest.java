package app.accord.speaking;

import java.util.List;
import java.util.Set;

import app.accord.customer.CustomerNumber;
import app.accord.relationship.Scope;
import app.accord.relationship.Speaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an employee is warned of or refused, by who is speaking and what is about to be
 * done.
 */
class SpeakingTest {

	private final Speaker ana = new Speaker(CustomerNumber.of(10_500), "Ana Ruiz", "daughter", Set.of(Scope.BILLS),
			null);

	private final Conversation withAna = new Conversation("Rosa Ruiz", List.of(this.ana), this.ana.number().toString(),
			this.ana);

	private final Conversation withAnybody = new Conversation("Rosa Ruiz", List.of(), Speaking.ANYBODY, null);

	private final Conversation withRosa = new Conversation("Rosa Ruiz", List.of(this.ana), "", null);

	@Test
	void saysWhatGoesBeyondTheAuthority() {
		assertThat(this.withAna.beyond(Deed.TELLING)).isFalse();
		assertThat(this.withAna.beyond(Deed.PAYING)).isTrue();
		assertThat(this.withAna.warning(Deed.PAYING)).isEqualTo(
				"Ana Ruiz (daughter) may not pay for Rosa Ruiz: the authority says only “may be told about bills and "
						+ "payments”. Ask Rosa Ruiz, or note who agreed.");
		assertThat(this.withAna.refusal(Deed.PEOPLE)).isEqualTo(
				"Ana Ruiz (daughter) may not say who may speak or pay for Rosa Ruiz: only Rosa Ruiz can decide that. "
						+ "Speak with Rosa Ruiz and choose that under “Speaking with”, or have a supervisor go on with a reason.");
		assertThat(this.withAna.line()).startsWith("May be told about bills and payments. Not: pay;");
		assertThat(this.withAna.named()).isEqualTo("Ana Ruiz (daughter)");
	}

	@ParameterizedTest
	@EnumSource
	void everythingIsBeyondSomebodyWithoutAuthorityAndNothingBeyondTheCustomer(Deed deed) {
		assertThat(this.withAnybody.beyond(deed)).isTrue();
		assertThat(this.withAnybody.warning(deed)).contains("may not speak for Rosa Ruiz");
		assertThat(this.withRosa.beyond(deed)).isFalse();
	}

	@Test
	void namesWhoIsSpeaking() {
		assertThat(this.withAnybody.named()).isEqualTo("somebody without authority");
		assertThat(this.withRosa.line()).isNull();
		assertThat(this.withRosa.named()).isNull();
	}

	/** An authority for everything is not one over the customer's people and gifts. */
	@ParameterizedTest
	@CsvSource({ "TELLING, BILLS", "PAYING, PAY", "MONEY_OUT, PAY", "ORDERING, ORDERS", "DATA, DATA", "GIVING,",
			"AGREEING,", "PEOPLE," })
	void eachDeedNeedsOneScopeOrTheCustomer(Deed deed, Scope needed) {
		for (Scope scope : Scope.values()) {
			assertThat(deed.within(Set.of(scope))).isEqualTo(scope == needed);
		}
		assertThat(deed.within(Set.of(Scope.values()))).isEqualTo(needed != null);
	}

	@Test
	void theFirstThatFitsCounts() {
		Doings doings = Doings.of("/desk", Doings.refused(Deed.MONEY_OUT, "/desk/x/*/refund/**"),
				Doings.warned(Deed.PAYING, "/desk/x/**"));
		assertThat(doings.at("/desk/x/1/refund")).hasValueSatisfying((doing) -> {
			assertThat(doing.deed()).isEqualTo(Deed.MONEY_OUT);
			assertThat(doing.refused()).isTrue();
		});
		assertThat(doings.at("/desk/x/1/other/new")).hasValueSatisfying((doing) -> {
			assertThat(doing.deed()).isEqualTo(Deed.PAYING);
			assertThat(doing.refused()).isFalse();
		});
		assertThat(doings.at("/desk/y")).isEmpty();
	}

}
