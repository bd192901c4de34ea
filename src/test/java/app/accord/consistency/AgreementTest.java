package app.accord.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The comparison itself is tested with pages that were doctored. */
class AgreementTest {

	private static final String PAGE = """
			<main><p>You owe <data class="fact" data-fact="balance" data-subject="A-10428-1-4" data-as-of="17"
			data-currency="USD" data-at="2026-10-20T18:00:00Z" value="110.27">$110.27</data>
			by <data class="fact" data-fact="due-date" data-subject="A-10428-1-4" data-as-of="17"
			data-at="2026-10-20T18:00:00Z" value="2026-11-03">3 Nov 2026</data></p></main>""";

	private static final String ANSWER = """
			{"account": "A-10428-1-4", "facts": [
			  {"fact": "balance", "subject": "A-10428-1-4", "asOf": 17, "value": "110.27", "currency": "USD"},
			  {"fact": "due-date", "subject": "A-10428-1-4", "asOf": 17, "value": "2026-11-03", "currency": null}]}""";

	@Test
	void acceptsTheSameEverywhere() {
		assertThat(compare(PAGE, ANSWER)).isEmpty();
		assertThat(Agreement.missing(showings(PAGE, ANSWER), "balance", Set.of("desk", "api"))).isEmpty();
	}

	@Test
	void findsAnotherValue() {
		assertThat(compare(PAGE.replace("110.27", "97.06"), ANSWER)).singleElement()
			.asString()
			.contains("110.27 USD on api", "97.06 USD on desk");
		assertThat(compare(PAGE, ANSWER.replace("2026-11-03", "2026-11-04"))).hasSize(1);
		assertThat(compare(PAGE, ANSWER.replace("\"2026-11-03\"", "null"))).hasSize(1);
	}

	@Test
	void findsAnotherCurrency() {
		assertThat(compare(PAGE, ANSWER.replace("USD", "EUR"))).singleElement().asString().contains("EUR", "USD");
	}

	@Test
	void findsAnOldOne() {
		assertThat(compare(PAGE.replace("data-as-of=\"17\"", "data-as-of=\"16\""), ANSWER)).hasSize(2);
	}

	@Test
	void findsAPageThatTellsPeopleAnotherAmountThanMachines() {
		assertThat(compare(PAGE.replace(">$110.27<", ">$97.06<"), ANSWER)).singleElement()
			.asString()
			.contains("for people");
	}

	@Test
	void findsWhatAChannelKeepsQuietAbout() {
		assertThat(Agreement.missing(showings(PAGE, ANSWER), "balance", Set.of("desk", "api", "portal")))
			.singleElement()
			.asString()
			.contains("not shown by portal");
	}

	private static List<String> compare(String page, String answer) {
		return Agreement.violations(showings(page, answer));
	}

	private static List<Shown> showings(String page, String answer) {
		List<Shown> all = new ArrayList<>(Shown.on(Jsoup.parse(page), "desk", "/desk"));
		all.addAll(Shown.in(JsonMapper.shared().readTree(answer), "/api/v1"));
		assertThat(all).hasSize(4);
		return all;
	}

}
