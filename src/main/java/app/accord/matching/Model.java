package app.accord.matching;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the model has learned: how often two records of one and the same, and two of
 * strangers, reach each level of each comparison. Can be written as text and read again.
 *
 * <p>
 * Two records that are not the same are strangers, neighbours (who share the town), of
 * one household (who share address, phone and surname) or branches of one organisation
 * (which share its name and phone): a mixture, so that what households share does not
 * make one person of them.
 */
public final class Model {

	/** Numbers of {@link #prior(int)}. */
	static final int SAME = 0;

	static final int NEIGHBOURS = 1;

	static final int HOUSEHOLD = 2;

	/** Only of organisations. */
	static final int BRANCHES = 3;

	static final int PRIORS = 4;

	/**
	 * As if so many records had been seen before: keeps small lists from running away.
	 */
	private static final int SEEN_BEFORE = 200;

	private final RecordKind kind;

	private final double[] prior;

	private final double[][] same = new double[Comparison.COUNT][];

	private final double[][] strangers = new double[Comparison.COUNT][];

	/** How many have a value for the comparison, in thousandths. */
	private final long[] population = new long[Comparison.COUNT];

	private Model(RecordKind kind, double[] prior) {
		this.kind = kind;
		this.prior = prior;
	}

	/**
	 * What is assumed before any record was seen.
	 * @param records how many records there will be; the more, the less likely any two of
	 * them are the same
	 */
	public static Model assumed(RecordKind kind, int records) {
		double pairs = Math.max(1, records * (records - 1.0) / 2);
		Model model = new Model(kind,
				new double[] { Math.min(0.2, 0.1 * records / pairs), Math.min(0.2, 1e-4),
						Math.min(0.2, 0.5 * records / pairs),
						(kind == RecordKind.ORGANISATION) ? Math.min(0.2, 0.5 * records / pairs) : 0 });
		for (Comparison comparison : Comparison.of(kind)) {
			model.same[comparison.ordinal()] = comparison.same().clone();
			model.strangers[comparison.ordinal()] = comparison.strangers().clone();
			model.population[comparison.ordinal()] = records * 1000L;
		}
		return model;
	}

	/** Of what it is. */
	public RecordKind kind() {
		return this.kind;
	}

	double[] same(Comparison comparison) {
		return this.same[comparison.ordinal()];
	}

	double[] strangers(Comparison comparison) {
		return this.strangers[comparison.ordinal()];
	}

	double prior(int which) {
		return this.prior[which];
	}

	void prior(int which, double probability) {
		this.prior[which] = probability;
	}

	void population(Comparison comparison, long thousandths) {
		this.population[comparison.ordinal()] = thousandths;
	}

	/**
	 * How likely a stranger has just that value: counted without the one who has it, and
	 * smoothed by what is assumed.
	 */
	double frequency(Comparison comparison, Value value) {
		double others = Math.max(0, value.count() - 1000) / 1000.0;
		double all = Math.max(1, this.population[comparison.ordinal()] / 1000.0 - 1);
		return (others + SEEN_BEFORE * comparison.strangers()[0]) / (all + SEEN_BEFORE);
	}

	/** The whole model as text, to be kept. */
	public String written() {
		StringBuilder text = new StringBuilder("kind " + this.kind + "\nprior " + numbers(this.prior) + "\n");
		for (Comparison comparison : Comparison.of(this.kind)) {
			text.append("same ").append(comparison).append(' ').append(numbers(same(comparison))).append('\n');
			text.append("strangers ")
				.append(comparison)
				.append(' ')
				.append(numbers(strangers(comparison)))
				.append('\n');
			text.append("population ")
				.append(comparison)
				.append(' ')
				.append(this.population[comparison.ordinal()])
				.append('\n');
		}
		return text.toString();
	}

	/**
	 * The model that was {@link #written()}.
	 * @throws IllegalArgumentException if it is not one, or of another version
	 */
	public static Model read(String text) {
		List<String[]> lines = text.lines().map((line) -> line.split(" ")).toList();
		RecordKind kind = RecordKind.valueOf(lines.getFirst()[1]);
		Model model = assumed(kind, 2);
		for (String[] line : lines.subList(1, lines.size())) {
			switch (line[0]) {
				case "prior" -> System.arraycopy(doubles(line, 1, PRIORS), 0, model.prior, 0, PRIORS);
				case "same" -> {
					Comparison comparison = Comparison.valueOf(line[1]);
					model.same[comparison.ordinal()] = doubles(line, 2, comparison.levels());
				}
				case "strangers" -> {
					Comparison comparison = Comparison.valueOf(line[1]);
					model.strangers[comparison.ordinal()] = doubles(line, 2, comparison.levels());
				}
				case "population" -> model.population[Comparison.valueOf(line[1]).ordinal()] = Long.parseLong(line[2]);
				default -> throw new IllegalArgumentException("Not a line of a model: " + String.join(" ", line));
			}
		}
		return model;
	}

	private static String numbers(double[] numbers) {
		StringBuilder text = new StringBuilder();
		for (double number : numbers) {
			text.append(text.isEmpty() ? "" : " ").append(String.format(Locale.ROOT, "%.4e", number));
		}
		return text.toString();
	}

	private static double[] doubles(String[] line, int from, int count) {
		if (line.length != from + count) {
			throw new IllegalArgumentException("A model of another version: " + String.join(" ", line));
		}
		return Arrays.stream(line, from, line.length).mapToDouble(Double::parseDouble).toArray();
	}

}
