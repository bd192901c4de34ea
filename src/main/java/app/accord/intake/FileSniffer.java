package app.accord.intake;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import app.accord.refusal.Refusal;

/** Recognises how a file is written, and says in a sentence what is not a table. */
final class FileSniffer {

	/** What a separator may be, likely ones first. */
	static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|', '!', '^', '~');

	/** Encodings that people can choose. */
	static final List<String> ENCODINGS = List.of("UTF-8", "windows-1252", "ISO-8859-1", "UTF-16LE", "UTF-16BE",
			"UTF-32LE", "UTF-32BE", "windows-1250", "windows-1251", "ISO-8859-15", "IBM850", "x-MacRoman", "Shift_JIS",
			"GB18030");

	static final int HEAD = 256 * 1024;

	private static final int SAMPLE = 200;

	private static final int TITLE_LINES = 30;

	private FileSniffer() {
	}

	/**
	 * How a file is written.
	 *
	 * @param vcard whether it holds vCards
	 * @param encoding of its characters
	 * @param separator between fields
	 * @param headerLine on which the names of the columns stand; 0: nowhere
	 * @param header the names of its columns
	 * @param sample its first rows
	 */
	record Sniffed(boolean vcard, String encoding, char separator, int headerLine, List<String> header,
			List<Row> sample) {
	}

	/**
	 * Looks into a file.
	 * @throws Refusal if it is not a table
	 */
	static Sniffed sniff(Path file) throws IOException {
		byte[] head;
		try (InputStream in = Files.newInputStream(file)) {
			head = in.readNBytes(HEAD);
		}
		refuseOtherFormats(head);
		String encoding = encoding(file, head);
		String text = decoded(head, encoding);
		if (text.isBlank()) {
			throw new Refusal("file", "The file is empty.");
		}
		if (text.stripLeading().regionMatches(true, 0, "BEGIN:VCARD", 0, 11)) {
			return new Sniffed(true, encoding, ',', 0, VCardRows.COLUMNS, List.of());
		}
		String start = text.stripLeading();
		if (start.startsWith("<")) {
			throw new Refusal("file", "This is a page or XML, not a table. Export the list as CSV.");
		}
		if (start.startsWith("{") || start.startsWith("[{")) {
			throw new Refusal("file", "This is JSON, not a table. Export the list as CSV.");
		}
		if (text.indexOf('\0') >= 0) {
			throw new Refusal("file", "This is not a text file. Export the list as CSV.");
		}
		char separator = separator(head, encoding);
		List<Row> rows = rows(head, encoding, separator, SAMPLE);
		boolean whole = head.length < HEAD;
		if (!whole && rows.size() < 2 && rows(head, encoding, separator, 2).size() < 2) {
			throw new Refusal("file",
					"This is not a table: its first line is longer than %,d characters.".formatted(HEAD / 2));
		}
		int headerLine = headerLine(rows);
		refuseTooWide(rows, headerLine);
		List<String> header = header(rows, headerLine);
		List<Row> below = below(rows, headerLine);
		boolean known = ImportKind.of(header) != ImportKind.CUSTOMERS
				|| header.stream().anyMatch((name) -> Columns.meaning(name) != Target.IGNORED);
		if (!known && (header.size() < 2 || (whole && below.isEmpty()))) {
			throw new Refusal("file",
					"This is not a table: nothing divides its lines into columns. A table has a line with the names of "
							+ "its columns and below it a line for each customer, divided by commas, semicolons or tabs.");
		}
		if (whole && below.isEmpty()) {
			throw new Refusal("file", "The file has names of columns, but no row below them.");
		}
		return new Sniffed(false, encoding, separator, headerLine, header, below);
	}

	/** A row with too many fields is refused by itself; the names of columns can't be. */
	private static void refuseTooWide(List<Row> rows, int headerLine) {
		List<Row> filled = rows.stream().filter((row) -> !row.blank()).toList();
		boolean all = filled.stream().allMatch((row) -> row.problem() != null);
		filled.stream()
			.filter((row) -> row.problem() != null && (all || row.line() == headerLine))
			.findFirst()
			.ifPresent((row) -> {
				throw new Refusal("file", "The names of the columns can’t be read. " + row.problem()
						+ " At most %,d columns are read.".formatted(CsvRows.MOST_FIELDS));
			});
	}

	/** The names of the columns where they stand on that line; made up where on none. */
	static List<String> header(List<Row> rows, int headerLine) {
		if (headerLine > 0) {
			for (Row row : rows) {
				if (row.line() >= headerLine) {
					return names(row.fields());
				}
			}
		}
		int width = rows.stream().mapToInt((row) -> row.fields().size()).max().orElse(0);
		return names(new ArrayList<>(java.util.Collections.nCopies(width, "")));
	}

	static List<Row> below(List<Row> rows, int headerLine) {
		return rows.stream().filter((row) -> row.line() > headerLine && !row.blank()).toList();
	}

	/** The first rows of a piece of a file. */
	static List<Row> rows(byte[] head, String encoding, char separator, int most) throws IOException {
		List<Row> rows = new ArrayList<>();
		try (CsvRows reading = new CsvRows(
				new InputStreamReader(withoutMark(new ByteArrayInputStream(head)), charset(encoding)), separator)) {
			for (Row row; rows.size() < most && (row = reading.next()) != null;) {
				rows.add(row);
			}
		}
		if (head.length == HEAD && rows.size() > 1 && rows.size() < most) {
			// The last one was cut.
			rows.removeLast();
		}
		return rows;
	}

	static Charset charset(String encoding) {
		try {
			return Charset.forName(encoding);
		}
		catch (IllegalArgumentException ex) {
			throw new Refusal("encoding", "Choose one of the encodings.");
		}
	}

	/** The stream without a byte order mark. */
	static InputStream withoutMark(InputStream stream) throws IOException {
		BufferedInputStream in = new BufferedInputStream(stream);
		in.mark(4);
		byte[] first = in.readNBytes(4);
		in.reset();
		in.skipNBytes(mark(first).length);
		return in;
	}

	private static List<String> names(List<String> fields) {
		List<String> names = new ArrayList<>();
		int last = fields.size();
		for (int i = 0; i < last; i++) {
			String name = fields.get(i).strip().replaceAll("\\s+", " ");
			name = name.isEmpty() ? "Column " + (i + 1) : name.substring(0, Math.min(name.length(), 80));
			names.add(names.contains(name) ? name + " (" + (i + 1) + ")" : name);
		}
		return names;
	}

	private static void refuseOtherFormats(byte[] head) {
		if (head.length == 0) {
			throw new Refusal("file", "The file is empty.");
		}
		String start = new String(head, 0, Math.min(head.length, 8), StandardCharsets.ISO_8859_1);
		boolean packed = start.startsWith("PK\3\4") || start.startsWith("PK\5\6");
		if (packed && !workbook(head)) {
			throw new Refusal("file", "This is a packed folder (ZIP). Unpack it and import the file that is in it.");
		}
		if (packed || start.startsWith("\u00d0\u00cf\u0011\u00e0")) {
			throw new Refusal("file",
					"This is a workbook of a spreadsheet program. Open it there and save the sheet as CSV.");
		}
		if (start.startsWith("%PDF") || start.startsWith("\u0089PNG") || start.startsWith("\u00ff\u00d8\u00ff")
				|| start.startsWith("GIF8") || start.startsWith("{\\rtf") || start.startsWith("\u001f\u008b")
				|| start.startsWith("Rar!") || start.startsWith("7z\u00bc")) {
			throw new Refusal("file", "This is not a table. Export the list as CSV or vCard.");
		}
	}

	/** Whether a packed folder holds the parts of a workbook. */
	private static boolean workbook(byte[] head) {
		String names = new String(head, StandardCharsets.ISO_8859_1);
		return names.contains("[Content_Types].xml") || names.contains("xl/")
				|| names.contains("opendocument.spreadsheet");
	}

	private static byte[] mark(byte[] head) {
		int[][] marks = { { 0xff, 0xfe, 0, 0 }, { 0, 0, 0xfe, 0xff }, { 0xef, 0xbb, 0xbf }, { 0xff, 0xfe },
				{ 0xfe, 0xff } };
		for (int[] mark : marks) {
			boolean fits = head.length >= mark.length;
			for (int i = 0; fits && i < mark.length; i++) {
				fits = (head[i] & 0xff) == mark[i];
			}
			if (fits) {
				return Arrays.copyOf(head, mark.length);
			}
		}
		return new byte[0];
	}

	private static String encoding(Path file, byte[] head) throws IOException {
		byte[] mark = mark(head);
		if (mark.length == 4) {
			return (mark[0] == 0) ? "UTF-32BE" : "UTF-32LE";
		}
		if (mark.length == 3) {
			return "UTF-8";
		}
		if (mark.length == 2) {
			return ((mark[0] & 0xff) == 0xff) ? "UTF-16LE" : "UTF-16BE";
		}
		int even = 0;
		int odd = 0;
		for (int i = 0; i < head.length; i++) {
			if (head[i] == 0) {
				if (i % 2 == 0) {
					even++;
				}
				else {
					odd++;
				}
			}
		}
		if (odd > head.length / 6 && even < odd / 10) {
			return "UTF-16LE";
		}
		if (even > head.length / 6 && odd < even / 10) {
			return "UTF-16BE";
		}
		return utf8(file) ? "UTF-8" : "windows-1252";
	}

	private static boolean utf8(Path file) throws IOException {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
		CharBuffer chars = CharBuffer.allocate(64 * 1024);
		try (InputStream in = Files.newInputStream(file)) {
			while (true) {
				int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
				if (read > 0) {
					bytes.position(bytes.position() + read);
				}
				bytes.flip();
				CoderResult result = decoder.decode(bytes, chars, read < 0);
				if (result.isError()) {
					return false;
				}
				bytes.compact();
				chars.clear();
				if (read < 0) {
					return true;
				}
			}
		}
	}

	private static String decoded(byte[] head, String encoding) throws IOException {
		return new String(withoutMark(new ByteArrayInputStream(head)).readAllBytes(), charset(encoding));
	}

	/** The one that divides most lines into equally many and into many fields. */
	private static char separator(byte[] head, String encoding) throws IOException {
		char best = ',';
		double most = 0;
		for (char separator : SEPARATORS) {
			List<Integer> widths = rows(head, encoding, separator, SAMPLE).stream()
				.filter((row) -> !row.blank())
				.map((row) -> row.fields().size())
				.toList();
			Map<Integer, Integer> times = new HashMap<>();
			widths.forEach((width) -> times.merge(width, 1, Integer::sum));
			for (Map.Entry<Integer, Integer> entry : times.entrySet()) {
				double score = (entry.getKey() < 2) ? 0
						: (double) entry.getValue() / widths.size() * (1 + Math.log(entry.getKey()));
				if (score > most) {
					most = score;
					best = separator;
				}
			}
		}
		return best;
	}

	/** The first line that is as full as the others and has no values in it. */
	private static int headerLine(List<Row> rows) {
		List<Row> filled = rows.stream().filter((row) -> !row.blank()).toList();
		Map<Integer, Integer> times = new HashMap<>();
		filled.forEach((row) -> times.merge(full(row), 1, Integer::sum));
		int usual = times.entrySet()
			.stream()
			.max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
			.map(Map.Entry::getKey)
			.orElse(1);
		int widest = filled.stream().mapToInt(FileSniffer::full).max().orElse(1);
		for (Row row : filled.subList(0, Math.min(filled.size(), TITLE_LINES))) {
			int full = full(row);
			if (full >= Math.max(Math.min(2, widest), Math.ceil(usual * 0.6))) {
				return row.fields().stream().anyMatch(FileSniffer::value) ? 0 : row.line();
			}
		}
		return filled.isEmpty() ? 0 : filled.getFirst().line();
	}

	private static int full(Row row) {
		return (int) row.fields().stream().filter((field) -> !field.isBlank()).count();
	}

	/** Whether a cell says something of a customer rather than of a column. */
	private static boolean value(String cell) {
		String text = cell.strip().toLowerCase(Locale.ROOT);
		return text.matches("[^@\\s]+@[^@\\s]+\\.[a-z]{2,}") || text.matches("\\+?[\\d ().-]{8,}")
				|| text.matches("\\d{4}-\\d{2}-\\d{2}.*");
	}

}
