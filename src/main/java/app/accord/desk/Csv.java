package app.accord.desk;

import java.io.IOException;
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
final class Csv {

	private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)?");

	private Csv() {
	}

	/**
	 * Answers with a file.
	 * @param name without the ending
	 */
	static void write(HttpServletResponse response, String name, List<String> columns, Stream<List<Object>> rows)
			throws IOException {
		response.setContentType("text/csv; charset=utf-8");
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.setHeader("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
		try (CsvWriter csv = CsvWriter.builder().build(response.getWriter())) {
			csv.writeRecord(columns);
			rows.forEach((row) -> csv.writeRecord(row.stream().map(Csv::cell).toList()));
		}
	}

	/** A cell with the amount alone; empty for null. */
	static Object amount(Money money) {
		return (money != null) ? money.getAmount() : null;
	}

	/** The code of the amount's currency. */
	static String currency(Money money) {
		return money.getCurrencyUnit().getCode();
	}

	/** The cell's text, with an apostrophe in front if it began like a formula. */
	static String cell(Object value) {
		String text = (value != null) ? value.toString() : "";
		boolean formula = !text.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0
				&& !NUMBER.matcher(text).matches();
		return formula ? "'" + text : text;
	}

}
