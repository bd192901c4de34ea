package app.accord.matching;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import app.accord.matching.TruthSet.Found;
import app.accord.matching.TruthSet.Truth;

/**
 * How well and how fast duplicates are found in any CSV file whose truth is known. Run by
 * {@code bench/match}.
 */
public final class MatchBench {

	private static final long SEED = 20_261_122;

	private MatchBench() {
	}

	/**
	 * @param arguments as {@code bench/match} describes them
	 */
	public static void main(String[] arguments) {
		List<Path> files = new ArrayList<>();
		List<String> ignored = new ArrayList<>();
		String truth = null;
		Pattern pattern = null;
		Path truthFile = null;
		String key = null;
		int show = 0;
		int generate = 0;
		for (int i = 0; i < arguments.length; i++) {
			switch (arguments[i]) {
				case "--truth" -> truth = arguments[++i];
				case "--truth-pattern" -> pattern = Pattern.compile(arguments[++i]);
				case "--truth-file" -> truthFile = Path.of(arguments[++i]);
				case "--truth-key" -> key = arguments[++i];
				case "--ignore" -> ignored.addAll(List.of(arguments[++i].split(",")));
				case "--show" -> show = Integer.parseInt(arguments[++i]);
				case "--generate" -> generate = Integer.parseInt(arguments[++i]);
				default -> files.add(Path.of(arguments[i]));
			}
		}
		TruthSet set;
		if (generate > 0) {
			set = TruthSet.of(GeneratedPeople.HEADER, new GeneratedPeople(SEED, generate).rows(generate), "truth");
		}
		else if (files.isEmpty() || files.size() > 2 || truth == null) {
			say("bench/match FILE.csv [SECOND.csv] --truth COLUMN [--ignore COLUMN,…], or bench/match --generate N");
			return;
		}
		else {
			set = TruthSet.read(files, new Truth(truth, pattern, truthFile, key), ignored);
		}
		say("%,d records; columns as recognised:", set.size());
		set.columns()
			.list()
			.stream()
			.filter((column) -> column.field() != Field.OTHER)
			.forEach((column) -> say("  %-24s %s", column.header(), column.field().words()));
		long begun = System.nanoTime();
		Found found = set.find();
		double seconds = (System.nanoTime() - begun) / 1e9;
		say("%,d pairs compared, %.1f s, %,d MiB of heap in use at the end", found.compared(), seconds,
				(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
		say("  %s", found.floor());
		say("  %s", found.samePairs());
		say("  %s", found.maybePairs());
		say("  %s", found.same());
		say("  %s", found.maybe());
		if (show > 0) {
			found.matches().forEach((matches) -> say("%s", matches.model().written()));
			show(set, found, show);
		}
	}

	/** Some that went wrong, for whoever works on the model. */
	private static void show(TruthSet set, Found found, int count) {
		Vocabulary vocabulary = new Vocabulary("US");
		int[] shown = { 0 };
		found.pairs()
			.stream()
			.filter((pair) -> !set.truth(pair.a()).equals(set.truth(pair.b())))
			.limit(count)
			.forEach((pair) -> say("WRONG %s %s%n  %s%n  %s%n", pair.judgement(), pair.weight(), set.row(pair.a()),
					set.row(pair.b())));
		for (int a = 0; a < set.size() && shown[0] < count; a += 1) {
			for (int b = a + 1; b < set.size() && shown[0] < count; b++) {
				if (set.truth(a).equals(set.truth(b)) && found.maybeCluster()[a] != found.maybeCluster()[b]) {
					say("MISSED%n  %s%n  %s", set.row(a), set.row(b));
					shown[0]++;
				}
			}
		}
	}

	private static void say(String format, Object... values) {
		System.out.println(String.format(Locale.ROOT, format, values));
	}

}
