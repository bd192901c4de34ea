package app.accord.customer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NumbersTest {

	@Test
	void readsWhatItWrote() {
		for (long customer = 1; customer < 3000; customer += 7) {
			assertThat(CustomerNumber.parse(CustomerNumber.of(customer).toString()))
				.isEqualTo(CustomerNumber.of(customer));
			AccountNumber account = AccountNumber.of(customer, (int) (customer % 40) + 1);
			assertThat(AccountNumber.parse(account.toString())).isEqualTo(account);
			assertThat(Numbers.read(account.toString())).contains(account);
		}
	}

	@Test
	void readsAnyCaseSpacesAndDashes() {
		String number = InvoiceNumber.of(10428, 17).toString();
		assertThat(InvoiceNumber.parse("  " + number.toLowerCase().replace("-", " – ") + " "))
			.isEqualTo(InvoiceNumber.of(10428, 17));
		assertThat(InvoiceNumber.parse(number.replace("INV-", "inv"))).isEqualTo(InvoiceNumber.of(10428, 17));
	}

	@Test
	void aDigitMovedFromOnePartToTheOtherChangesTheCheckDigit() {
		String one = AccountNumber.of(10428, 1).toString();
		String other = AccountNumber.of(1042, 81).toString();
		assertThat(one.charAt(one.length() - 1)).isNotEqualTo(other.charAt(other.length() - 1));
	}

	@Test
	void findsEveryWrongDigitAndEverySwapOfNeighbours() {
		String number = AccountNumber.of(10428, 17).toString();
		for (int i = 2; i < number.length(); i++) {
			for (char digit = '0'; digit <= '9'; digit++) {
				char[] changed = number.toCharArray();
				if (Character.isDigit(changed[i]) && changed[i] != digit) {
					changed[i] = digit;
					assertThat(Numbers.read(new String(changed))).isEmpty();
				}
			}
			char[] swapped = number.toCharArray();
			if (i + 1 < swapped.length && Character.isDigit(swapped[i]) && Character.isDigit(swapped[i + 1])
					&& swapped[i] != swapped[i + 1]) {
				char first = swapped[i];
				swapped[i] = swapped[i + 1];
				swapped[i + 1] = first;
				assertThat(Numbers.read(new String(swapped))).isEmpty();
			}
		}
	}

	@Test
	void saysInASentenceWhatIsWrong() {
		assertThatExceptionOfType(MalformedNumber.class).isThrownBy(() -> CustomerNumber.parse("hello"))
			.withMessageContaining("is not a customer number. One looks like C-10428-");
		assertThatExceptionOfType(MalformedNumber.class).isThrownBy(() -> CustomerNumber.parse(null));
		assertThatExceptionOfType(MalformedNumber.class)
			.isThrownBy(() -> AccountNumber.parse(InvoiceNumber.of(10428, 1).toString()))
			.withMessageContaining("is not an account number");
		String right = CustomerNumber.of(10428).toString();
		String wrong = right.replace("10428", "10482");
		assertThatExceptionOfType(MalformedNumber.class).isThrownBy(() -> CustomerNumber.parse(wrong))
			.withMessageContaining("its last digit does not fit");
	}

}
