package app.accord.matching;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Given names that are used for each other: Bill is a William. */
final class Nicknames {

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
