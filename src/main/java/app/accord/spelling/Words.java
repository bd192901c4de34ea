package app.accord.spelling;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Words of folded text, in which names are looked up. */
public final class Words {

	private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

	private static final int LONGEST = 60;

	/** How long a word is that belongs to the next one: de, van, der, mac. */
	private static final int PARTICLE = 3;

	private Words() {
	}

	/**
	 * The words in their order: letters and digits. An apostrophe joins what it stands
	 * between, all else parts.
	 * @param folded by {@link Folding}
	 */
	public static List<String> of(String folded) {
		List<String> words = new ArrayList<>();
		for (String word : BETWEEN.split(folded.replace("'", ""))) {
			if (!word.isEmpty()) {
				words.add((word.length() > LONGEST) ? word.substring(0, LONGEST) : word);
			}
		}
		return words;
	}

	/**
	 * Those words, and what people make of them: O'Brien is Brien too, Jean-Luc also
	 * Jeanluc, de Boer also Deboer, L.L.C. also LLC.
	 * @param folded by {@link Folding}
	 */
	public static Set<String> andJoined(String folded) {
		List<String> plain = of(folded);
		Set<String> words = new LinkedHashSet<>(plain);
		for (String typed : folded.split(" ")) {
			if (typed.indexOf('\'') > 0) {
				words.addAll(of(typed.replace('\'', ' ')));
			}
			if (of(typed).size() > 1) {
				join(words, of(typed));
			}
		}
		List<String> run = new ArrayList<>();
		for (String word : plain) {
			run.add(word);
			if (word.length() > PARTICLE) {
				if (run.size() > 1) {
					join(words, run);
				}
				run.clear();
			}
		}
		return words;
	}

	/** A word, or a sign for one, as PostgreSQL's {@code tsquery} takes it. */
	public static String quoted(String word) {
		return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
	}

	private static void join(Set<String> words, List<String> parts) {
		String joined = String.join("", parts);
		if (joined.length() <= LONGEST) {
			words.add(joined);
		}
	}

}
