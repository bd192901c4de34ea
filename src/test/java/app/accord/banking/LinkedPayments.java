package app.accord.banking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

/**
 * The payments of splink_datasets (MIT, made up): 5,000 as they were sent and the same
 * 5,000 as they came in, days later, with shortened texts, other words about the purpose
 * and amounts that are up to a tenth off. They are linked by the weights that the program
 * uses; only the days are weighed otherwise, because these are days between sending and
 * arrival, not between a bill and its payment.
 */
final class LinkedPayments {

	private static final int MOST_DAYS = 21;

	private final List<Sent> sent;

	private final List<Sent> came;

	private LinkedPayments(List<Sent> sent, List<Sent> came) {
		this.sent = sent;
		this.came = came;
	}

	/** The folder, beside the working copy or beside the folder it is in. */
	static Optional<Path> folder() {
		return Stream.of("../shared/data/splink_payments", "../../shared/data/splink_payments")
			.map(Path::of)
			.filter(Files::isDirectory)
			.findFirst();
	}

	/** Reads both sides. */
	static LinkedPayments read(Path folder) {
		return new LinkedPayments(rows(folder.resolve("transactions_origin.csv")),
				rows(folder.resolve("transactions_destination.csv")));
	}

	/**
	 * A payment on one of the sides.
	 *
	 * @param truth the same number on both sides
	 */
	record Sent(int truth, List<String> words, LocalDate day, long minor) {
	}

	/**
	 * What became of one that came in.
	 *
	 * @param truth which it is
	 * @param linked which it was taken for, or -1
	 * @param confidence per 100,000
	 */
	record Link(int truth, int linked, int confidence) {

		boolean right() {
			return this.truth == this.linked;
		}

	}

	/** How well it went among those that are asked for. */
	record Quality(int all, int linked, int wrong, int rightFirst) {

		static Quality of(List<Link> links, int certain, IntPredicate asked) {
			List<Link> some = links.stream().filter((link) -> asked.test(link.truth())).toList();
			List<Link> sure = some.stream().filter((link) -> link.confidence() >= certain).toList();
			return new Quality(some.size(), sure.size(), (int) sure.stream().filter((link) -> !link.right()).count(),
					(int) some.stream().filter(Link::right).count());
		}

		double precision() {
			return (this.linked == 0) ? 1 : 1 - this.wrong / (double) this.linked;
		}

		double recall() {
			return (this.linked - this.wrong) / (double) this.all;
		}

		double first() {
			return this.rightFirst / (double) this.all;
		}

	}

	/** Links each that came in to the likeliest that was sent. */
	List<Link> link() {
		Map<String, Integer> having = new HashMap<>();
		this.sent.forEach((one) -> new HashSet<>(one.words()).forEach((word) -> having.merge(word, 1, Integer::sum)));
		Rarity rarity = (word) -> Rarity.weight(this.sent.size(), having.getOrDefault(word, 1));
		TreeMap<Long, List<Sent>> byAmount = new TreeMap<>();
		this.sent.forEach((one) -> byAmount.computeIfAbsent(one.minor(), (minor) -> new ArrayList<>()).add(one));
		return this.came.stream().map((one) -> link(one, byAmount, rarity)).toList();
	}

	private Link link(Sent line, TreeMap<Long, List<Sent>> byAmount, Rarity rarity) {
		List<Sent> candidates = new ArrayList<>();
		List<Integer> weights = new ArrayList<>();
		byAmount.subMap(line.minor() * 88 / 100, line.minor() * 113 / 100 + 1).values().forEach((same) -> {
			for (Sent one : same) {
				long days = ChronoUnit.DAYS.between(one.day(), line.day());
				if (days >= 0 && days <= MOST_DAYS) {
					candidates.add(one);
					weights.add(NameFit.of(line.words(), one.words(), rarity, true).weight()
							+ Confidence.amount(line.minor(), one.minor(), Rarity.weight(this.sent.size(), same.size()))
							+ days(days));
				}
			}
		});
		List<Integer> likely = Confidence.of(weights, this.sent.size());
		int best = -1;
		for (int i = 0; i < candidates.size(); i++) {
			best = (best < 0 || weights.get(i) > weights.get(best)) ? i : best;
		}
		return (best < 0) ? new Link(line.truth(), -1, 0)
				: new Link(line.truth(), candidates.get(best).truth(), likely.get(best));
	}

	private static int days(long days) {
		return (days == 0) ? -100 : (days <= 2) ? 500 : (days <= 6) ? 180 : (days <= 10) ? 20 : -20;
	}

	private static List<Sent> rows(Path file) {
		List<Sent> rows = new ArrayList<>();
		try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
			for (NamedCsvRecord row : reader) {
				rows.add(new Sent(Integer.parseInt(row.getField("ground_truth")), Words.of(row.getField("memo")),
						LocalDate.parse(row.getField("transaction_date")),
						new BigDecimal(row.getField("amount")).movePointRight(2).longValueExact()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return rows;
	}

}
