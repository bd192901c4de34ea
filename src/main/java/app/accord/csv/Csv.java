package app.accord.csv;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

/**
 * Writes lists as files for spreadsheets. A cell that a spreadsheet would take for a
 * formula is written as text.
 */
public final class Csv {

	/** With one of these a formula begins. */
	private static final String SIGNS = "=+-@\t\r\n＝＋－＠";

	private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)?");

	private Csv() {
	}

	/**
	 * Answers with a file.
	 * @param name without the ending
	 */
	public static void write(HttpServletResponse response, String name, List<String> columns, Stream<List<Object>> rows)
			throws IOException {
		write(begin(response, name), columns, rows);
	}

	/**
	 * Begins to answer with a file.
	 * @param name without the ending
	 */
	public static Writer begin(HttpServletResponse response, String name) throws IOException {
		response.setContentType("text/csv; charset=utf-8");
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.setHeader("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
		return response.getWriter();
	}

	/** Writes a list and closes. */
	public static void write(Writer to, List<String> columns, Stream<List<Object>> rows) throws IOException {
		try (CsvWriter csv = CsvWriter.builder().build(to)) {
			csv.writeRecord(columns);
			rows.forEach((row) -> csv.writeRecord(row.stream().map(Csv::cell).toList()));
		}
	}

	/** A cell with the amount alone; empty for null. */
	public static Object amount(Money money) {
		return (money != null) ? money.getAmount() : null;
	}

	/** The code of the amount's currency. */
	public static String currency(Money money) {
		return money.getCurrencyUnit().getCode();
	}

	/** The cell's text, with an apostrophe in front if it began like a formula. */
	public static String cell(Object value) {
		String text = (value != null) ? value.toString() : "";
		boolean formula = !text.isEmpty() && SIGNS.indexOf(text.charAt(0)) >= 0 && !NUMBER.matcher(text).matches();
		return formula ? "'" + text : text;
	}

	/** What stood in a cell before it was made safe. */
	public static String read(String cell) {
		return (cell.length() > 1 && cell.charAt(0) == '\'' && SIGNS.indexOf(cell.charAt(1)) >= 0) ? cell.substring(1)
				: cell;
	}

}
