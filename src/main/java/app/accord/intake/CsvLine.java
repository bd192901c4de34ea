package app.accord.intake;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

import app.accord.csv.Csv;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;

/**
 * Rows that go back to people as CSV. A cell that a spreadsheet would take for a formula
 * gets an apostrophe in front, which is taken off again when the file comes back.
 */
final class CsvLine {

	/** The columns behind the file's own when rows are given back. */
	static final String LINE = "Import line";

	static final String REASON = "Import reason";

	private CsvLine() {
	}

	static String of(List<String> fields) {
		StringWriter line = new StringWriter();
		try (CsvWriter writer = CsvWriter.builder().build(line)) {
			writer.writeRecord(fields.stream().map(Csv::cell).toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return line.toString().stripTrailing();
	}

	/** The fields that were written so. */
	static List<String> read(String line) {
		return CsvReader.builder()
			.ofCsvRecord(line)
			.stream()
			.findFirst()
			.map((row) -> row.getFields().stream().map(Csv::read).toList())
			.orElse(List.of());
	}

}
