package app.accord.spelling;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Given names that are used for each other: Bill is a William. */
public final class Nicknames {

	/** For each name all that share a group with it, in order, itself among them. */
	private static final Map<String, Set<String>> TOGETHER = read();

	private Nicknames() {
	}

	/**
	 * Whether one person may well be called both.
	 * @param a folded
	 * @param b folded
	 */
	public static boolean same(String a, String b) {
		return TOGETHER.getOrDefault(a, Set.of()).contains(b);
	}

	/**
	 * What somebody of that name may also be called.
	 * @param name folded
	 * @return folded names without it; empty if there is none
	 */
	public static Set<String> of(String name) {
		Set<String> others = new LinkedHashSet<>(TOGETHER.getOrDefault(name, Set.of()));
		others.remove(name);
		return others;
	}

	private static Map<String, Set<String>> read() {
		try (InputStream file = Nicknames.class.getResourceAsStream("nicknames.txt")) {
			Map<String, Set<String>> sorted = new HashMap<>();
			new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> List.of(line.strip().split(" +")))
				.forEach((group) -> group
					.forEach((name) -> sorted.computeIfAbsent(name, (any) -> new TreeSet<>()).addAll(group)));
			Map<String, Set<String>> together = new HashMap<>();
			sorted.forEach((name, names) -> together.put(name, new LinkedHashSet<>(names)));
			return together;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
