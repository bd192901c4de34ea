package app.accord.csv;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvTest {

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1" })
	void turnsFormulasIntoText(String typed) {
		assertThat(Csv.cell(typed)).isEqualTo("'" + typed);
	}

	@ParameterizedTest
	@CsvSource({ "-12.00", "+3", "97.06", "Late fee", "R-10428-3-1", "a=b" })
	void leavesAmountsAndWordsAlone(String typed) {
		assertThat(Csv.cell(typed)).isEqualTo(typed);
	}

	@Test
	void leavesOutWhatIsNot() {
		assertThat(Csv.cell(null)).isEmpty();
	}

}
