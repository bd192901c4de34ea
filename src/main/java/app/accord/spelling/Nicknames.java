package app.accord.spelling;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Given names that are used for each other: Bill is a William. Those of
 * {@link app.accord.matching.Nicknames} and, because looking is not judging, further ones
 * of other languages.
 */
public final class Nicknames {

	private static final Map<String, List<Set<String>>> GROUPS = read();

	private Nicknames() {
	}

	/**
	 * What somebody of that name may also be called.
	 * @param name folded
	 * @return folded names without it; empty if there is none
	 */
	public static Set<String> of(String name) {
		Set<String> others = new LinkedHashSet<>(app.accord.matching.Nicknames.of(name));
		GROUPS.getOrDefault(name, List.of()).forEach(others::addAll);
		others.remove(name);
		return others;
	}

	private static Map<String, List<Set<String>>> read() {
		try (InputStream file = Nicknames.class.getResourceAsStream("nicknames.txt")) {
			Map<String, List<Set<String>>> groups = new HashMap<>();
			new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.forEach((line) -> {
					Set<String> group = new LinkedHashSet<>(List.of(line.strip().split(" +")));
					group.forEach((name) -> groups.computeIfAbsent(name, (any) -> new ArrayList<>()).add(group));
				});
			return groups;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
