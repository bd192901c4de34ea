package app.accord.consistency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * A document, as somebody reads it who has nothing but its text: finds amounts by the
 * words before them. In English and dollars.
 *
 * @param text all of it, on one line
 */
record Printed(String text) {

	private static final String AMOUNT = "(−?\\$[\\d,]+\\.\\d\\d)";

	private static final Pattern STATED = Pattern.compile("Balance " + AMOUNT + " \\(as of entry (\\d+), ");

	private static final Pattern ROW = Pattern
		.compile(AMOUNT + " " + AMOUNT + " entry (\\d+) |entry (\\d+) " + AMOUNT + " " + AMOUNT);

	private static final Pattern TOTALS = Pattern.compile("Total " + AMOUNT + " (.*?)Still to pay " + AMOUNT);

	private static final Pattern DUE = Pattern.compile("To be paid by (\\d+ \\w{3} \\d{4})");

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

	/** What a PDF says. */
	static Printed of(byte[] pdf) {
		try (PDDocument document = Loader.loadPDF(pdf)) {
			return of(new PDFTextStripper().getText(document));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A text, which may run over lines. */
	static Printed of(String text) {
		return new Printed(text.replaceAll("[\\s\\u00a0\\u202f]+", " "));
	}

	/** The balance with the position that the document was made at. */
	Shown balance(String account, String channel, String address) {
		Matcher stated = STATED.matcher(this.text);
		if (!stated.find()) {
			throw new AssertionError(address + " doesn't say at which position it was made: " + this.text);
		}
		return new Shown(channel, address, "balance", account, Long.parseLong(stated.group(2)), plain(stated.group(1)),
				"USD", null);
	}

	/** The last amount after those words, plain. */
	String amount(String words) {
		List<String> all = amounts(words);
		if (all.isEmpty()) {
			throw new AssertionError("There is no “" + words + "” in " + this.text);
		}
		return all.getLast();
	}

	/** All amounts that stand right after those words, plain. */
	List<String> amounts(String words) {
		List<String> all = new ArrayList<>();
		Matcher amount = Pattern.compile(words + " " + AMOUNT).matcher(this.text);
		while (amount.find()) {
			all.add(plain(amount.group(amount.groupCount())));
		}
		return all;
	}

	/** A bill's total, what was taken off it line by line, and what is still to pay. */
	Sums sums() {
		Matcher table = TOTALS.matcher(this.text);
		Sums sums = null;
		while (table.find()) {
			long taken = Pattern.compile(AMOUNT)
				.matcher(table.group(2))
				.results()
				.mapToLong((one) -> History.minor(plain(one.group(1))))
				.sum();
			sums = new Sums(History.minor(plain(table.group(1))), taken, History.minor(plain(table.group(3))));
		}
		if (sums == null) {
			throw new AssertionError("There are no sums in " + this.text);
		}
		return sums;
	}

	/** The day by which it is to be paid. */
	LocalDate due() {
		Matcher due = DUE.matcher(this.text);
		if (!due.find()) {
			throw new AssertionError("There is no day of payment in " + this.text);
		}
		return LocalDate.parse(due.group(1), DAY);
	}

	/** The entries of a statement, each with the balance after it. */
	List<Row> rows() {
		List<Row> rows = new ArrayList<>();
		Matcher row = ROW.matcher(this.text);
		while (row.find()) {
			boolean before = row.group(1) != null;
			rows.add(new Row(Long.parseLong(before ? row.group(3) : row.group(4)),
					History.minor(plain(before ? row.group(1) : row.group(5))),
					History.minor(plain(before ? row.group(2) : row.group(6)))));
		}
		return rows;
	}

	/** An amount as machines write it: {@code −$1,234.56} is {@code -1234.56}. */
	private static String plain(String shown) {
		return shown.replace("−", "-").replace("$", "").replace(",", "");
	}

	/**
	 * The sums of a bill, in cents.
	 *
	 * @param total in all
	 * @param taken off it: below zero
	 * @param open what is still to pay
	 */
	record Sums(long total, long taken, long open) {
	}

	/**
	 * An entry of a statement.
	 *
	 * @param seq its number
	 * @param amount in cents, with its sign
	 * @param balance after it, in cents
	 */
	record Row(long seq, long amount, long balance) {
	}

}
