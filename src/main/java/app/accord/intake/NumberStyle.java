package app.accord.intake;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.joda.money.CurrencyUnit;

/**
 * How amounts are written. A blank or an apostrophe between thousands is understood
 * everywhere, and so is a currency's sign or code before or behind the figure.
 */
public enum NumberStyle {

	/** 1,234.56. */
	POINT("1,234.56 or 1'234.56", ",", "\\."),

	/** 1.234,56. */
	COMMA("1.234,56 or 1 234,56", "\\.", ",");

	private static final String BLANKS = " '’\u00a0\u202f\u2009";

	private static final String CODE = "[$€£¥₹]|US\\$|[A-Z]{3}|Fr\\.|SFr\\.|kr|zł|Kč|R\\$";

	private static final Pattern SIGNED = Pattern.compile("(?i)\\s*([(+−-]?)\\s*(" + CODE
			+ ")?\\s*([+−-]?)\\s*(\\d[\\d.," + BLANKS + "]*?)\\s*(-?)\\s*(" + CODE + ")?\\s*([)−-]?)\\s*");

	private static final Map<String, String> SIGNS = Map.of("€", "EUR", "£", "GBP", "us$", "USD", "fr.", "CHF", "sfr.",
			"CHF", "zł", "PLN", "kč", "CZK", "r$", "BRL", "₹", "INR");

	private final String example;

	private final Pattern figure;

	NumberStyle(String example, String thousands, String decimal) {
		this.example = example;
		this.figure = Pattern.compile("(\\d{1,15}|\\d{1,3}(?:([" + thousands + BLANKS + "])\\d{3})(?:\\2\\d{3})*)(?:"
				+ decimal + "(\\d{1,9}))?");
	}

	/** How it looks. */
	public String example() {
		return this.example;
	}

	/** The figure, or null if it is not written so. */
	BigDecimal read(String typed) {
		Matcher signed = SIGNED.matcher(typed);
		if (!signed.matches()) {
			return null;
		}
		boolean open = "(".equals(signed.group(1));
		if (open != ")".equals(signed.group(7))) {
			return null;
		}
		Matcher matcher = this.figure.matcher(signed.group(4));
		if (!matcher.matches()) {
			return null;
		}
		String whole = matcher.group(1).replaceAll("\\D", "");
		BigDecimal value = new BigDecimal(matcher.group(3) != null ? whole + "." + matcher.group(3) : whole);
		long minuses = List.of(1, 3, 5, 7)
			.stream()
			.filter((group) -> signed.group(group) != null && signed.group(group).matches("[−-]"))
			.count();
		if (minuses > 1) {
			return null;
		}
		return (open || minuses == 1) ? value.negate() : value;
	}

	/** The currency that a cell names, or empty; a dollar sign alone names none. */
	static Optional<String> currency(String typed) {
		Matcher signed = SIGNED.matcher(typed);
		if (!signed.matches()) {
			return Optional.empty();
		}
		String code = (signed.group(2) != null) ? signed.group(2) : signed.group(6);
		if (code == null) {
			return Optional.empty();
		}
		String known = SIGNS.get(code.toLowerCase(Locale.ROOT));
		return Optional.ofNullable(known)
			.or(() -> CurrencyUnit.registeredCurrencies()
				.stream()
				.map(CurrencyUnit::getCode)
				.filter((unit) -> unit.equalsIgnoreCase(code))
				.findFirst());
	}

	/**
	 * How the figures of columns are written.
	 * @param values that are not empty
	 * @return null where it can't be told: {@code 1.234} is one or a thousand
	 */
	static NumberStyle of(List<String> values) {
		long point = values.stream().filter((value) -> POINT.read(value) != null).count();
		long comma = values.stream().filter((value) -> COMMA.read(value) != null).count();
		if (point != comma) {
			return (point > comma) ? POINT : COMMA;
		}
		boolean doubtful = values.stream().anyMatch((value) -> {
			BigDecimal one = POINT.read(value);
			BigDecimal other = COMMA.read(value);
			return one != null && other != null && one.compareTo(other) != 0;
		});
		return doubtful ? null : POINT;
	}

}
