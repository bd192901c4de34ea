package app.accord.ui;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CardNumberGuardTest {

	@ParameterizedTest
	@ValueSource(strings = { "4242424242424242", "4242 4242 4242 4242", "my card is 4242-4242-4242-4242, thanks",
			"378282246310005", "5555555555554444", "6011 1111 1111 1117" })
	void findsCardNumbers(String typed) {
		assertThat(CardNumberGuard.foundIn(typed)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "(415) 555-0134", "+49 151 23456789", "4242424242424243", "INV-10428-17-2", "110.27",
			"424242424242", "3f2b1c9e-4242-4242-8242-424242424242", "0014155550134" })
	void leavesOtherNumbersAlone(String typed) {
		assertThat(CardNumberGuard.foundIn(typed)).isFalse();
	}

}
