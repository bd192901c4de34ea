package app.accord.desk;

import java.util.List;
import java.util.Set;

import app.accord.customer.CustomerNumber;
import app.accord.desk.Speaking.Conversation;
import app.accord.relationship.Scope;
import app.accord.relationship.Speaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an employee is warned of, by who is speaking and what is about to be done. */
class SpeakingTest {

	private final Speaker ana = new Speaker(CustomerNumber.of(10_500), "Ana Ruiz", "daughter", Set.of(Scope.BILLS),
			null);

	@ParameterizedTest
	@CsvSource({ "/desk/customers/C-1/payments/new, PAY", "/desk/customers/C-1/pay-links, PAY",
			"/desk/customers/C-1/refunds/new, PAY", "/desk/customers/C-1/cards, PAY",
			"/desk/services/S-1/change, ORDERS", "/desk/customers/C-1/name/new, DATA",
			"/desk/customers/C-1/contact-points/3, DATA", "/desk/customers/C-1/people/payer/new, DATA",
			"/desk/customers/C-1/credits/new, BILLS", "/desk/accounts/A-1/late-fees/new, BILLS" })
	void eachSheetNeedsAScope(String path, Scope needed) {
		assertThat(Speaking.needed(path)).isEqualTo(needed);
	}

	@Test
	void warnsOfWhatGoesBeyondTheAuthority() {
		Conversation talk = new Conversation(List.of(this.ana), this.ana.number().toString(), this.ana);
		assertThat(talk.warning(Scope.BILLS, "Rosa Ruiz")).isNull();
		assertThat(talk.warning(Scope.PAY, "Rosa Ruiz")).isEqualTo(
				"Ana Ruiz (daughter) may not pay for Rosa Ruiz: the authority says only “may be told about bills and "
						+ "payments”. Ask Rosa Ruiz, or note who agreed.");
		assertThat(talk.line()).startsWith("May be told about bills and payments. Not: pay;");
		assertThat(talk.named()).isEqualTo("Ana Ruiz (daughter)");
	}

	@Test
	void warnsOfEverythingWithSomebodyWithoutAuthorityAndOfNothingWithTheCustomer() {
		Conversation stranger = new Conversation(List.of(), Speaking.ANYBODY, null);
		assertThat(stranger.warning(Scope.BILLS, "Rosa Ruiz")).contains("may not speak for Rosa Ruiz");
		assertThat(stranger.named()).isEqualTo("somebody without authority");
		Conversation herself = new Conversation(List.of(this.ana), "", null);
		assertThat(herself.warning(Scope.DATA, "Rosa Ruiz")).isNull();
		assertThat(herself.line()).isNull();
		assertThat(herself.named()).isNull();
	}

}
