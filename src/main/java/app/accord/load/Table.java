package app.accord.load;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import app.accord.refusal.Refusal;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;

/**
 * A CSV file that has the columns which its kind needs. Separated by comma, semicolon,
 * tab or bar; in UTF-8 or UTF-16 with or without a byte order mark, or in Windows' old
 * western encoding.
 */
final class Table {

	private static final char[] SEPARATORS = { ',', ';', '\t', '|' };

	private static final int MOST_ROWS = 2_000_000;

	private final String header;

	private final int width;

	private final Map<String, Integer> places;

	private final List<Row> rows;

	private Table(String header, int width, Map<String, Integer> places, List<CsvRecord> records) {
		this.header = header;
		this.width = width;
		this.places = places;
		this.rows = records.stream().map(Row::new).toList();
	}

	/**
	 * Reads a file.
	 * @throws Refusal with one sentence if it is no CSV file or lacks a column
	 */
	static Table read(LoadKind kind, byte[] content) {
		String text = text(content);
		if (text.isBlank()) {
			throw new Refusal("file", "The file is empty.");
		}
		if (text.indexOf('\0') >= 0) {
			throw new Refusal("file", "This is not a CSV file.");
		}
		char separator = separator(text, kind);
		List<CsvRecord> records = new ArrayList<>();
		try (CsvReader<CsvRecord> reader = CsvReader.builder()
			.fieldSeparator(separator)
			.allowExtraFields(true)
			.allowMissingFields(true)
			.allowUnclosedQuote(false)
			.ofCsvRecord(text)) {
			for (CsvRecord found : reader) {
				records.add(found);
				if (records.size() > MOST_ROWS) {
					throw new Refusal("file", "The file has more than %,d rows; split it.".formatted(MOST_ROWS));
				}
			}
		}
		catch (CsvParseException ex) {
			throw new Refusal("file", "The file can’t be read as CSV from line " + lineAfter(records)
					+ " on; often a quote is not closed there.");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		CsvRecord header = records.removeFirst();
		Map<String, Integer> places = new HashMap<>();
		for (int i = 0; i < header.getFieldCount(); i++) {
			places.putIfAbsent(folded(header.getField(i)), i);
		}
		List<String> missing = kind.columns().stream().filter((name) -> !places.containsKey(folded(name))).toList();
		if (missing.size() == kind.columns().size()) {
			throw new Refusal("file", "This does not look like such a file: its first line has none of the columns "
					+ String.join(", ", kind.columns()) + ".");
		}
		if (!missing.isEmpty()) {
			throw new Refusal("file", (missing.size() == 1) ? "The column " + missing.getFirst() + " is missing."
					: "The columns " + String.join(", ", missing) + " are missing.");
		}
		return new Table(line(header.getFields()), header.getFieldCount(), places, records);
	}

	/** Its first line, separated by commas. */
	String header() {
		return this.header;
	}

	List<Row> rows() {
		return this.rows;
	}

	private static long lineAfter(List<CsvRecord> records) {
		return records.isEmpty() ? 1 : records.getLast().getStartingLineNumber() + 1;
	}

	private static String text(byte[] content) {
		for (Map.Entry<String, Charset> mark : Map
			.of("\u00ef\u00bb\u00bf", StandardCharsets.UTF_8, "\u00ff\u00fe", StandardCharsets.UTF_16LE, "\u00fe\u00ff",
					StandardCharsets.UTF_16BE)
			.entrySet()) {
			byte[] bytes = mark.getKey().getBytes(StandardCharsets.ISO_8859_1);
			if (content.length >= bytes.length && Arrays.equals(content, 0, bytes.length, bytes, 0, bytes.length)) {
				return new String(content, bytes.length, content.length - bytes.length, mark.getValue());
			}
		}
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.onMalformedInput(CodingErrorAction.REPORT)
				.decode(ByteBuffer.wrap(content))
				.toString();
		}
		catch (CharacterCodingException ex) {
			return new String(content, Charset.forName("windows-1252"));
		}
	}

	/** The one with which the first line has most of the columns. */
	private static char separator(String text, LoadKind kind) {
		String first = text.lines().filter((line) -> !line.isBlank()).findFirst().orElse("");
		char best = ',';
		long most = 0;
		for (char separator : SEPARATORS) {
			List<String> names = List.of(first.split(Pattern.quote(String.valueOf(separator)), -1))
				.stream()
				.map((name) -> folded(name.replace("\"", "")))
				.toList();
			long found = kind.columns().stream().filter((name) -> names.contains(folded(name))).count();
			if (found > most) {
				most = found;
				best = separator;
			}
		}
		return best;
	}

	private static String folded(String name) {
		return name.strip().toLowerCase(Locale.ROOT);
	}

	/** Those fields as one line of CSV, without its end. */
	static String line(List<String> fields) {
		StringWriter line = new StringWriter();
		try (CsvWriter writer = CsvWriter.builder().build(line)) {
			writer.writeRecord(fields);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return line.toString().stripTrailing();
	}

	/** A row of the file. */
	final class Row {

		private final CsvRecord fields;

		Row(CsvRecord fields) {
			this.fields = fields;
		}

		/** The line of the file on which it begins; the header is line 1. */
		int line() {
			return Math.toIntExact(this.fields.getStartingLineNumber());
		}

		/** That column without blanks around it; empty where there is none. */
		String get(String column) {
			Integer place = Table.this.places.get(folded(column));
			return (place != null && place < this.fields.getFieldCount()) ? this.fields.getField(place).strip() : "";
		}

		/** All fields as they are. */
		List<String> fields() {
			return this.fields.getFields();
		}

		String text() {
			return Table.line(fields());
		}

		/**
		 * Refuses a row that has lost or gained a field.
		 */
		void requireWhole() {
			int found = this.fields.getFieldCount();
			if (found != Table.this.width) {
				throw new BadRow("The row has " + found + " fields, the first line has " + Table.this.width + "."
						+ ((found > Table.this.width) ? " A text with the separator in it must stand in quotes." : ""));
			}
		}

	}

}
