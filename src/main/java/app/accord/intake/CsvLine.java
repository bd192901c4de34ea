package app.accord.intake;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

import de.siegmar.fastcsv.writer.CsvWriter;

/**
 * Rows that go back to people as CSV. A cell that a spreadsheet would take for a formula
 * gets an apostrophe in front, which is taken off again when the file comes back.
 */
final class CsvLine {

	/** The columns behind the file's own when rows are given back. */
	static final String LINE = "Import line";

	static final String REASON = "Import reason";

	private static final String SIGNS = "=+-@\t\r\n＝＋－＠";

	private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)?");

	private CsvLine() {
	}

	static String of(List<String> fields) {
		StringWriter line = new StringWriter();
		try (CsvWriter writer = CsvWriter.builder().build(line)) {
			writer.writeRecord(fields.stream().map(CsvLine::safe).toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return line.toString().stripTrailing();
	}

	private static String safe(String text) {
		boolean formula = !text.isEmpty() && SIGNS.indexOf(text.charAt(0)) >= 0 && !NUMBER.matcher(text).matches();
		return formula ? "'" + text : text;
	}

	/** What stood in a cell before it was made safe. */
	static String unsafe(String text) {
		return (text.length() > 1 && text.charAt(0) == '\'' && SIGNS.indexOf(text.charAt(1)) >= 0) ? text.substring(1)
				: text;
	}

}
