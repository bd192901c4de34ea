package app.accord;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What can be typed after {@code java -jar accord.jar}, checked before anything is
 * started.
 */
final class CommandLine {

	static final String USAGE = """
			Usage: java -jar accord.jar                        start the server
			       java -jar accord.jar load telco FILE.csv    load customers, contracts, bills and payments
			       java -jar accord.jar load retail FILE.csv   load customers, purchases and returns""";

	private static final Set<String> KINDS = Set.of("telco", "retail");

	private CommandLine() {
	}

	/**
	 * @param words the command and its arguments; not empty
	 * @return one sentence that says what is wrong, or null
	 */
	static String mistake(List<String> words) {
		if (!words.getFirst().equals("load")) {
			return "There is no command “" + words.getFirst() + "”.";
		}
		if (words.size() < 2 || !KINDS.contains(words.get(1))) {
			return "Say what to load: telco or retail.";
		}
		if (words.size() != 3) {
			return "Name one file to load.";
		}
		Path file = Path.of(words.get(2));
		if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
			return "There is no readable file " + file.toAbsolutePath() + ".";
		}
		return null;
	}

}
