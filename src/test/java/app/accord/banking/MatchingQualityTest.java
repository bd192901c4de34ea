package app.accord.banking;

import java.util.List;
import java.util.Map;

import app.accord.banking.LinkedPayments.Link;
import app.accord.banking.LinkedPayments.Quality;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * How well payments are matched, measured on public data with truth; and the rules of
 * which it consists.
 */
class MatchingQualityTest {

	private static final Rarity RARE = (word) -> (word.length() == 1) ? 250 : 900;

	@Test
	void linksThePaymentsOfAPublicDataSet() {
		assumeTrue(LinkedPayments.folder().isPresent(), "shared/data/splink_payments is not here");
		List<Link> links = LinkedPayments.read(LinkedPayments.folder().orElseThrow()).link();
		// The weights were tuned on the even half; the odd half had no say.
		Quality unseen = Quality.of(links, Confidence.CERTAIN, (truth) -> truth % 2 == 1);
		System.out.printf("splink payments, odd half: precision %.4f, recall %.4f, first suggestion right %.4f%n",
				unseen.precision(), unseen.recall(), unseen.first());
		assertThat(unseen.all()).isGreaterThan(2400);
		assertThat(unseen.precision()).isGreaterThanOrEqualTo(0.999);
		assertThat(unseen.recall()).isGreaterThanOrEqualTo(0.77);
		assertThat(unseen.first()).isGreaterThanOrEqualTo(0.985);
		Quality whole = Quality.of(links, Confidence.CERTAIN, (truth) -> true);
		assertThat(whole.precision()).isGreaterThanOrEqualTo(0.999);
		// A lower threshold would post more, and some of it to the wrong account.
		assertThat(Quality.of(links, 80_000, (truth) -> true).precision()).isLessThan(0.999);
	}

	@Test
	void knowsANameHoweverItIsWritten() {
		Map.of("OKAFOR, MARISOL", "Marisol Okafor", "Herr Juergen Gross", "Jürgen Groß", "Müller & Söhne GmbH",
				"Mueller und Soehne", "Solberg I", "Ingrid Solberg", "Marisol Okafr", "Marisol Okafor",
				"HARBOR AND VINE BAKERY LLC", "Harbor & Vine Bakery")
			.forEach((said, known) -> assertThat(NameFit.of(Words.of(said), Words.of(known), RARE, true).weight())
				.as("%s for %s", said, known)
				.isGreaterThan(400));
		assertThat(NameFit.of(Words.of("Theo Lindgren"), Words.of("Marisol Okafor"), RARE, true).weight())
			.isLessThan(-300);
	}

	@Test
	void isSureOnlyWhereNobodyElseIsAsLikely() {
		assertThat(Confidence.of(List.of(3000, 400), 1000).getFirst()).isGreaterThan(Confidence.CERTAIN);
		assertThat(Confidence.of(List.of(3000, 3000), 1000).getFirst()).isBetween(49_000, 50_000);
		assertThat(Confidence.of(List.of(500), 100_000).getFirst()).isLessThan(10_000);
		assertThat(Confidence.of(List.of(), 10)).isEmpty();
	}

}
