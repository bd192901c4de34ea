package app.accord.matching;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Given names that are used for each other: Bill is a William. */
public final class Nicknames {

	private static final Map<String, Set<Integer>> GROUPS = read();

	private Nicknames() {
	}

	/** Whether one person may well be called both. */
	static boolean same(String a, String b) {
		Set<Integer> groups = GROUPS.get(a);
		Set<Integer> others = GROUPS.get(b);
		if (groups == null || others == null) {
			return false;
		}
		for (Integer group : groups) {
			if (others.contains(group)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What somebody of that name may also be called.
	 * @param name folded
	 * @return without the name itself; empty if nothing is known
	 */
	public static Set<String> of(String name) {
		Set<String> others = new TreeSet<>();
		Set<Integer> groups = GROUPS.getOrDefault(name, Set.of());
		if (!groups.isEmpty()) {
			GROUPS.forEach((other, all) -> {
				if (!other.equals(name) && all.stream().anyMatch(groups::contains)) {
					others.add(other);
				}
			});
		}
		return others;
	}

	private static Map<String, Set<Integer>> read() {
		try (InputStream file = Nicknames.class.getResourceAsStream("nicknames.txt")) {
			Map<String, Set<Integer>> groups = new HashMap<>();
			int[] group = { 0 };
			new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.startsWith("#"))
				.forEach((line) -> {
					group[0]++;
					for (String name : line.strip().split(" +")) {
						groups.computeIfAbsent(name, (any) -> new HashSet<>()).add(group[0]);
					}
				});
			return groups;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
