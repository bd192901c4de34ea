package app.accord.banking;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import app.accord.refusal.Refusal;
import app.accord.time.DateStyle;
import org.joda.money.CurrencyUnit;

/**
 * How the columns of a CSV file are read. Columns are numbered from 0; -1 means that
 * there is none.
 *
 * @param separator the character between fields
 * @param booked the booking day
 * @param amount the amount with its sign; -1 where money in and out have columns of their
 * own
 * @param moneyIn money in
 * @param moneyOut money out
 * @param side says in or out where amounts have no sign: C, CR, CRDT, H, + or D, DR,
 * DBIT, S, -
 * @param currency the currency
 * @param name the other side's name
 * @param account the other side's account
 * @param text what the payer wrote, one or more columns
 * @param reference the bank's reference of the line
 * @param code the return reason
 * @param dates how days are written
 * @param decimal the decimal mark, {@code .} or {@code ,}
 * @param fixedCurrency the currency where no column names it
 * @param headerLine the line on which the header stands, from 1
 */
public record CsvMapping(char separator, int booked, int amount, int moneyIn, int moneyOut, int side, int currency,
		int name, int account, List<Integer> text, int reference, int code, DateStyle dates, char decimal,
		String fixedCurrency, int headerLine) {

	/** A statement of another century was read wrongly. */
	private static final int OLDEST = 1990;

	private static final int NEWEST = 2100;

	/**
	 * Refuses a mapping that can't be worked with.
	 * @param columns how many columns the file has
	 */
	void require(int columns) {
		if (this.booked < 0) {
			throw new Refusal("booked", "Choose the column with the booking day.");
		}
		if (this.amount < 0 && this.moneyIn < 0) {
			throw new Refusal("amount", "Choose the column with the amount, or the one with money in.");
		}
		if (this.currency < 0 && (this.fixedCurrency == null || this.fixedCurrency.isBlank())) {
			throw new Refusal("fixedCurrency", "Say in which currency the amounts are.");
		}
		List<Integer> all = new ArrayList<>(this.text);
		all.addAll(List.of(this.booked, this.amount, this.moneyIn, this.moneyOut, this.side, this.currency, this.name,
				this.account, this.reference, this.code));
		if (all.stream().anyMatch((column) -> column >= columns)) {
			throw new Refusal("There are only " + columns + " columns.");
		}
	}

	/** The booking day of a row, or null if it is none. */
	LocalDate bookedOn(List<String> fields) {
		LocalDate day = this.dates.read(field(fields, this.booked));
		return (day != null && day.getYear() >= OLDEST && day.getYear() < NEWEST) ? day : null;
	}

	/** The amount that a row says, in minor units with its sign. */
	long amountOf(List<String> fields, String unit) {
		String signed = field(fields, this.amount);
		if (this.amount >= 0) {
			long minor = minor(signed, unit);
			return (this.side >= 0) ? (out(field(fields, this.side)) ? -Math.abs(minor) : Math.abs(minor)) : minor;
		}
		String in = field(fields, this.moneyIn);
		String out = field(fields, this.moneyOut);
		if (!in.isEmpty() && (out.isEmpty() || blankAmount(out))) {
			return Math.abs(minor(in, unit));
		}
		if (!out.isEmpty() && (in.isEmpty() || blankAmount(in))) {
			return -Math.abs(minor(out, unit));
		}
		throw new BadLine(
				"The row has " + (in.isEmpty() ? "neither money in nor money out." : "both money in and out."));
	}

	private static boolean blankAmount(String text) {
		return text.matches("[0.,\\s-]*");
	}

	private static boolean out(String side) {
		return switch (side.toUpperCase(Locale.ROOT)) {
			case "D", "DR", "DBIT", "DEBIT", "S", "SOLL", "-", "OUT" -> true;
			case "C", "CR", "CRDT", "CREDIT", "H", "HABEN", "+", "IN" -> false;
			default -> throw new BadLine("“" + NewLine.cut(side + " ", 20) + "” says neither in nor out.");
		};
	}

	/** The currency of a row. */
	String currencyOf(List<String> fields) {
		String code = (this.currency >= 0) ? field(fields, this.currency).toUpperCase(Locale.ROOT) : this.fixedCurrency;
		try {
			return CurrencyUnit.of(code).getCode();
		}
		catch (RuntimeException ex) {
			throw new BadLine("“" + NewLine.cut(code + " ", 20) + "” is no currency.");
		}
	}

	private long minor(String typed, String unit) {
		String text = typed.replaceAll("[\\s\\u00a0\\u202f'’]", "").replaceAll("^[A-Z]{3}|[A-Z]{3}$|[$€£¥]", "");
		boolean minus = text.startsWith("-") || text.endsWith("-") || text.startsWith("\u2212")
				|| (text.startsWith("(") && text.endsWith(")"));
		text = text.replaceAll("[()+\u2212-]", "");
		text = (this.decimal == ',') ? text.replace(".", "").replace(',', '.') : text.replace(",", "");
		if (!text.matches("\\d{1,15}(\\.\\d{0,9})?|\\.\\d{1,9}")) {
			throw new BadLine(
					typed.isBlank() ? "The amount is empty." : "“" + NewLine.cut(typed, 40) + "” is no amount.");
		}
		BigDecimal value = new BigDecimal(text).stripTrailingZeros();
		int decimals = CurrencyUnit.of(unit).getDecimalPlaces();
		if (value.scale() > decimals) {
			throw new BadLine("“" + NewLine.cut(typed, 40) + "” has more decimals than " + unit + " has.");
		}
		if (value.signum() == 0) {
			throw new BadLine("The amount is zero.");
		}
		long minor = value.movePointRight(decimals).longValueExact();
		return minus ? -minor : minor;
	}

	static String field(List<String> fields, int column) {
		return (column >= 0 && column < fields.size()) ? fields.get(column).strip() : "";
	}

}
