package app.accord.intake;

import java.util.List;

/**
 * A row as it stands in a file.
 *
 * @param line the line on which it begins, from 1
 * @param fields its fields as they are
 * @param problem why it can't be read, or null
 */
record Row(int line, List<String> fields, String problem) {

	/** How many characters it has. */
	int length() {
		return this.fields.stream().mapToInt(String::length).sum();
	}

	boolean blank() {
		return this.problem == null && this.fields.stream().allMatch(String::isBlank);
	}

}
