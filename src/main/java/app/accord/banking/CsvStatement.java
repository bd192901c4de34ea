package app.accord.banking;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import app.accord.refusal.Refusal;
import app.accord.time.DateStyle;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;

/**
 * A statement as a CSV file: finds out how it is written, and reads it as a stream. Banks
 * put lines above the header, use comma, semicolon, tab or bar, and write in UTF-8,
 * UTF-16 or Windows' old western encoding.
 */
final class CsvStatement {

	private static final char[] SEPARATORS = { ';', ',', '\t', '|' };

	private static final int HEADER_WITHIN = 30;

	private static final int SAMPLE = 200;

	private static final Map<String, Set<String>> NAMES = Map.ofEntries(
			Map.entry("booked",
					Set.of("date", "booking date", "booked on", "posting date", "transaction date", "buchungstag",
							"buchungsdatum", "buchung", "datum", "posted date", "date posted", "completed date")),
			Map.entry("amount",
					Set.of("amount", "betrag", "umsatz", "transaction amount", "value", "betrag eur", "umsatz in eur",
							"amount eur", "amount usd", "net amount", "betrag in eur")),
			Map.entry("moneyIn",
					Set.of("credit", "credit amount", "money in", "paid in", "haben", "deposit", "deposits",
							"gutschrift", "einnahmen")),
			Map.entry("moneyOut",
					Set.of("debit", "debit amount", "money out", "paid out", "soll", "withdrawal", "withdrawals",
							"lastschrift", "ausgaben")),
			Map.entry("side",
					Set.of("credit debit", "cr dr", "dr cr", "cdtdbtind", "soll haben", "s h", "debit credit", "sign",
							"credit debit indicator")),
			Map.entry("currency", Set.of("currency", "ccy", "waehrung", "wahrung", "currency code")),
			Map.entry("name",
					Set.of("name", "payer", "payer name", "counterparty", "counterparty name", "beguenstigter",
							"begunstigter zahlungspflichtiger", "auftraggeber", "auftraggeber begunstigter",
							"name zahlungsbeteiligter", "debtor", "debtor name", "from", "sender", "partner name",
							"payee", "merchant", "zahlungspflichtige r", "zahlungspflichtiger")),
			Map.entry("account",
					Set.of("iban", "counterparty iban", "payer account", "payer iban", "account number", "kontonummer",
							"iban zahlungsbeteiligter", "debtor iban", "debtor account", "kontonummer iban",
							"partner iban", "counterparty account")),
			Map.entry("text",
					Set.of("text", "description", "memo", "details", "verwendungszweck", "remittance information",
							"payment reference", "narrative", "message", "purpose", "buchungstext", "reference text",
							"booking text", "transaction description", "additional information")),
			Map.entry("reference",
					Set.of("transaction id", "bank reference", "entry reference", "transaction reference", "id",
							"acctsvcrref", "fitid", "bankreferenz", "reference number", "unique id")),
			Map.entry("code", Set.of("return code", "reason code", "return reason", "ruckgabegrund")));

	private final String text;

	private CsvStatement(String text) {
		this.text = text;
	}

	/**
	 * @throws Refusal if it is no text, or empty
	 */
	static CsvStatement of(byte[] content) {
		String text = decoded(content);
		if (text.isBlank()) {
			throw new Refusal("file", "The file is empty.");
		}
		if (text.indexOf('\0') >= 0) {
			throw new Refusal("file", "This is neither a CSV file nor a camt.053 statement.");
		}
		return new CsvStatement(text);
	}

	/**
	 * How this file seems to be written.
	 *
	 * @param mapping the columns as far as they were recognised
	 * @param columns the names in the header
	 * @param header the folded names, by which files of this source are known
	 * @param doubts what a person has to look at before the file is read; empty if
	 * nothing
	 */
	record Guess(CsvMapping mapping, List<String> columns, String header, List<String> doubts) {
	}

	/**
	 * Recognises separator, header, columns, dates and decimals.
	 * @param currency the company's, for files that name none
	 * @throws Refusal if no header is found
	 */
	Guess guess(String currency) {
		Guess best = null;
		int most = 1;
		for (char separator : SEPARATORS) {
			List<CsvRecord> top = records(separator, HEADER_WITHIN);
			for (CsvRecord row : top) {
				Set<String> found = new HashSet<>();
				row.getFields().forEach((name) -> meaning(name).ifPresent(found::add));
				boolean header = found.contains("booked") && (found.contains("amount") || found.contains("moneyIn"));
				if (header && found.size() > most) {
					most = found.size();
					best = guess(separator, row, currency);
				}
			}
		}
		if (best != null) {
			return best;
		}
		return unknown(currency);
	}

	/** How many rows there are, about: to show progress by. */
	int count() {
		return (int) this.text.lines().count();
	}

	/**
	 * The first rows below the header, as they are.
	 */
	List<List<String>> sample(CsvMapping mapping, int rows) {
		return records(mapping.separator(), mapping.headerLine() + rows).stream()
			.filter((row) -> row.getStartingLineNumber() > mapping.headerLine())
			.limit(rows)
			.map(CsvRecord::getFields)
			.toList();
	}

	/** The names of the columns by that mapping. */
	List<String> columns(CsvMapping mapping) {
		return records(mapping.separator(), mapping.headerLine() + 1).stream()
			.filter((row) -> row.getStartingLineNumber() == mapping.headerLine())
			.findFirst()
			.map(CsvRecord::getFields)
			.orElseThrow(() -> new Refusal("file", "The file has no line " + mapping.headerLine() + "."));
	}

	/** Reads the file by that mapping. */
	void read(CsvMapping mapping, LineSink sink) {
		Map<String, Integer> seen = new HashMap<>();
		int width = columns(mapping).size();
		long line = 1;
		try (CsvReader<CsvRecord> reader = reader(mapping.separator())) {
			for (CsvRecord row : reader) {
				line = row.getStartingLineNumber();
				if (line <= mapping.headerLine()) {
					continue;
				}
				int rowNo = Math.toIntExact(line);
				try {
					sink.line(line(mapping, row.getFields(), rowNo, width, seen));
				}
				catch (BadLine | ArithmeticException ex) {
					sink.refused(rowNo, (ex instanceof BadLine) ? ex.getMessage() : "The amount is too large.",
							NewLine.cut(written(row.getFields()), 2000));
				}
			}
		}
		catch (CsvParseException ex) {
			throw new Refusal("file", "The file can’t be read as CSV behind line " + line
					+ "; often a quote is not closed there. What stands before that was read.");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** One row as a line, for a look at it beforehand. */
	static NewLine preview(CsvMapping mapping, List<String> fields) {
		return line(mapping, fields, 0, fields.size(), new HashMap<>());
	}

	private static NewLine line(CsvMapping mapping, List<String> fields, int rowNo, int width,
			Map<String, Integer> seen) {
		if (fields.size() > width) {
			throw new BadLine("The row has " + fields.size() + " fields, the header has " + width
					+ ". A text with the separator in it must stand in quotes.");
		}
		String typed = CsvMapping.field(fields, mapping.booked());
		LocalDate booked = mapping.bookedOn(fields);
		if (booked == null) {
			throw new BadLine(typed.isEmpty() ? "The booking day is empty."
					: "“" + NewLine.cut(typed, 40) + "” is no day written like " + mapping.dates().example() + ".");
		}
		String unit = mapping.currencyOf(fields);
		long minor = mapping.amountOf(fields, unit);
		String name = NewLine.cut(CsvMapping.field(fields, mapping.name()), 200);
		String account = NewLine.account(CsvMapping.field(fields, mapping.account()));
		String text = NewLine.cut(mapping.text()
			.stream()
			.map((column) -> CsvMapping.field(fields, column))
			.filter((part) -> !part.isEmpty())
			.collect(Collectors.joining(" ")), 1000);
		String reference = NewLine.cut(CsvMapping.field(fields, mapping.reference()), 140);
		String code = NewLine.cut(CsvMapping.field(fields, mapping.code()), 35);
		String base = (reference != null) ? NewLine.identityOf("csv", reference, booked, minor, unit, account)
				: NewLine.identityOf("content", null, booked, minor, unit, name, account, text, null);
		int occurrence = seen.merge(base, 1, Integer::sum);
		String identity = (occurrence == 1) ? base : NewLine.identityOf(base, occurrence);
		return new NewLine(rowNo, identity, null, null, reference, booked, null, unit, minor, name, account, text, null,
				null, null, code, null);
	}

	private Guess guess(char separator, CsvRecord header, String currency) {
		Map<String, Integer> places = new HashMap<>();
		List<Integer> text = new ArrayList<>();
		for (int i = 0; i < header.getFieldCount(); i++) {
			int column = i;
			meaning(header.getField(i)).ifPresent((meaning) -> {
				if (meaning.equals("text")) {
					text.add(column);
				}
				else {
					places.putIfAbsent(meaning, column);
				}
			});
		}
		ToIntFunction<String> at = (meaning) -> places.getOrDefault(meaning, -1);
		int headerLine = Math.toIntExact(header.getStartingLineNumber());
		List<List<String>> rows = records(separator, SAMPLE + headerLine).stream()
			.filter((row) -> row.getStartingLineNumber() > headerLine)
			.map(CsvRecord::getFields)
			.toList();
		List<String> doubts = new ArrayList<>();
		DateStyle dates = dates(rows, at.applyAsInt("booked"), doubts);
		int amount = at.applyAsInt("amount");
		char decimal = decimal(rows,
				(amount >= 0) ? List.of(amount) : List.of(at.applyAsInt("moneyIn"), at.applyAsInt("moneyOut")), doubts);
		if (text.isEmpty()) {
			doubts.add("No column with what the payer wrote was recognised.");
		}
		CsvMapping mapping = new CsvMapping(separator, at.applyAsInt("booked"), amount, at.applyAsInt("moneyIn"),
				at.applyAsInt("moneyOut"), at.applyAsInt("side"), at.applyAsInt("currency"), at.applyAsInt("name"),
				at.applyAsInt("account"), text, at.applyAsInt("reference"), at.applyAsInt("code"), dates, decimal,
				(at.applyAsInt("currency") < 0) ? currency : null, headerLine);
		return new Guess(mapping, header.getFields(), folded(header.getFields()), doubts);
	}

	/** None of the names is known: a person says which column is which. */
	private Guess unknown(String currency) {
		char best = ',';
		int widest = 1;
		for (char separator : SEPARATORS) {
			int width = records(separator, 3).stream().mapToInt(CsvRecord::getFieldCount).min().orElse(0);
			if (width > widest) {
				widest = width;
				best = separator;
			}
		}
		if (widest < 2) {
			throw new Refusal("file", "This is neither a CSV file with columns nor a camt.053 statement.");
		}
		CsvRecord header = records(best, 1).getFirst();
		CsvMapping mapping = new CsvMapping(best, -1, -1, -1, -1, -1, -1, -1, -1, List.of(), -1, -1, DateStyle.ISO, '.',
				currency, Math.toIntExact(header.getStartingLineNumber()));
		return new Guess(mapping, header.getFields(), folded(header.getFields()),
				List.of("The columns of this file were not recognised."));
	}

	private static DateStyle dates(List<List<String>> rows, int column, List<String> doubts) {
		List<String> typed = rows.stream()
			.map((row) -> CsvMapping.field(row, column))
			.filter((text) -> !text.isEmpty())
			.toList();
		List<DateStyle> fitting = DateStyle.fitting(typed);
		if (fitting.isEmpty()) {
			doubts.add("How the days are written was not recognised.");
			return DateStyle.ISO;
		}
		if (fitting.contains(DateStyle.DAY_FIRST) && fitting.contains(DateStyle.MONTH_FIRST)) {
			doubts.add("Days such as " + typed.getFirst() + " can be read with the day or the month first.");
		}
		return fitting.getFirst();
	}

	private static char decimal(List<List<String>> rows, List<Integer> columns, List<String> doubts) {
		int commas = 0;
		int points = 0;
		boolean any = false;
		for (List<String> row : rows) {
			for (int column : columns) {
				String text = CsvMapping.field(row, column);
				int comma = text.lastIndexOf(',');
				int point = text.lastIndexOf('.');
				any |= comma >= 0 || point >= 0;
				if (comma > point && (text.length() - comma - 1 != 3 || point >= 0)) {
					commas++;
				}
				if (point > comma && (text.length() - point - 1 != 3 || comma >= 0)) {
					points++;
				}
			}
		}
		if (any && commas == 0 && points == 0 || commas > 0 && points > 0) {
			doubts.add("Whether the decimal mark is a point or a comma can’t be told for sure.");
		}
		return (commas > points) ? ',' : '.';
	}

	private List<CsvRecord> records(char separator, int most) {
		List<CsvRecord> records = new ArrayList<>();
		try (CsvReader<CsvRecord> reader = reader(separator)) {
			for (CsvRecord row : reader) {
				records.add(row);
				if (records.size() >= most) {
					break;
				}
			}
		}
		catch (CsvParseException ex) {
			return records;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return records;
	}

	private CsvReader<CsvRecord> reader(char separator) {
		return CsvReader.builder()
			.fieldSeparator(separator)
			.allowExtraFields(true)
			.allowMissingFields(true)
			.allowUnclosedQuote(false)
			.ofCsvRecord(this.text);
	}

	private static Optional<String> meaning(String name) {
		String plain = Words.fold(name);
		return NAMES.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().contains(plain))
			.map(Map.Entry::getKey)
			.findFirst();
	}

	private static String folded(List<String> columns) {
		return columns.stream().map(Words::fold).collect(Collectors.joining("|"));
	}

	private static String written(List<String> fields) {
		StringWriter line = new StringWriter();
		try (CsvWriter writer = CsvWriter.builder().build(line)) {
			writer.writeRecord(fields);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return line.toString().stripTrailing();
	}

	private static String decoded(byte[] content) {
		if (content.length >= 2 && (content[0] & 0xff) == 0xff && (content[1] & 0xff) == 0xfe) {
			return new String(content, 2, content.length - 2, StandardCharsets.UTF_16LE);
		}
		if (content.length >= 2 && (content[0] & 0xff) == 0xfe && (content[1] & 0xff) == 0xff) {
			return new String(content, 2, content.length - 2, StandardCharsets.UTF_16BE);
		}
		boolean mark = content.length >= 3 && (content[0] & 0xff) == 0xef && (content[1] & 0xff) == 0xbb
				&& (content[2] & 0xff) == 0xbf;
		int from = mark ? 3 : 0;
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.onMalformedInput(CodingErrorAction.REPORT)
				.decode(ByteBuffer.wrap(content, from, content.length - from))
				.toString();
		}
		catch (CharacterCodingException ex) {
			return new String(content, Charset.forName("windows-1252"));
		}
	}

}
