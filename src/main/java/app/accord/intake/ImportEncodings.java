package app.accord.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person can choose where a file was not recognised rightly. */
public final class ImportEncodings {

	private static final Map<Character, String> NAMES = new LinkedHashMap<>();

	static {
		List<String> words = List.of("comma ,", "semicolon ;", "tab", "bar |", "exclamation mark !", "caret ^",
				"tilde ~");
		for (int i = 0; i < words.size(); i++) {
			NAMES.put(FileSniffer.SEPARATORS.get(i), words.get(i));
		}
	}

	private ImportEncodings() {
	}

	/** Names of encodings. */
	public static List<String> all() {
		return FileSniffer.ENCODINGS;
	}

	/** What separators are called. */
	public static List<String> separators() {
		return List.copyOf(NAMES.values());
	}

	/** What a separator is called. */
	public static String nameOf(char separator) {
		return NAMES.getOrDefault(separator, "comma ,");
	}

	/** The separator that is called so; a comma if none is. */
	public static char separator(String name) {
		return NAMES.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().equals(name))
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse(',');
	}

}
