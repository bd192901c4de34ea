package app.accord.intake;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import app.accord.csv.Csv;
import app.accord.customer.Typed;
import app.accord.time.BusinessCalendar;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/** The cells of one row, by what they say; empty ones are not there. */
final class Cells {

	private static final Pattern TIME = Pattern.compile(
			".*?[T ]\\s*(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?\\s*([ap]m)?\\s*(Z|[+-]\\d{2}:?\\d{2})?",
			Pattern.CASE_INSENSITIVE);

	private static final long MOST = 1_000_000_000;

	private final ImportPlan plan;

	private final Map<Target, List<Cell>> cells = new EnumMap<>(Target.class);

	private Cells(ImportPlan plan) {
		this.plan = plan;
	}

	/**
	 * Takes a row apart.
	 * @throws BadRow if it can't be read
	 */
	static Cells of(ImportPlan plan, List<String> header, Row row) {
		if (row.problem() != null) {
			throw new BadRow(row.problem());
		}
		List<String> fields = row.fields();
		if (fields.size() > header.size()
				&& fields.subList(header.size(), fields.size()).stream().anyMatch((field) -> !field.isBlank())) {
			throw new BadRow("The row has " + fields.size() + " fields, the header has " + header.size()
					+ ". A text with the separator in it must stand in quotes.");
		}
		boolean ours = header.contains(CsvLine.REASON);
		Cells cells = new Cells(plan);
		for (int i = 0; i < Math.min(fields.size(), plan.targets().size()); i++) {
			Target target = plan.targets().get(i);
			String typed = ours ? Csv.read(fields.get(i)) : fields.get(i);
			if (target == Target.IGNORED || typed.isBlank()) {
				continue;
			}
			if (typed.indexOf('\ufffd') >= 0) {
				throw new BadRow(header.get(i) + " has characters that can’t be read. Choose another encoding.");
			}
			String clean = Typed.clean(typed);
			if (clean != null) {
				cells.cells.computeIfAbsent(target, (key) -> new ArrayList<>()).add(new Cell(header.get(i), clean));
			}
		}
		return cells;
	}

	boolean has(Target target) {
		return this.cells.containsKey(target);
	}

	List<Cell> all(Target target) {
		return this.cells.getOrDefault(target, List.of());
	}

	/** What stands there, or null. */
	String text(Target target) {
		return has(target) ? this.cells.get(target).getFirst().text() : null;
	}

	/**
	 * What stands there, or null.
	 * @throws BadRow if it is longer
	 */
	String text(Target target, int longest) {
		String text = text(target);
		if (text != null && text.length() > longest) {
			throw new BadRow("“" + column(target) + "” is longer than %,d characters.".formatted(longest));
		}
		return text;
	}

	/** The same in one line. */
	String line(Target target, int longest) {
		String text = text(target, longest);
		return (text != null) ? text.replaceAll("\\s+", " ") : null;
	}

	/**
	 * What stands there.
	 * @throws BadRow if nothing does
	 */
	String required(Target target, int longest) {
		String text = line(target, longest);
		if (text == null) {
			throw missing(target);
		}
		return text;
	}

	/** The word there in small letters, or the other one. */
	String word(Target target, String otherwise) {
		String text = text(target);
		return (text != null) ? text.toLowerCase(Locale.ROOT) : otherwise;
	}

	/**
	 * The day, or null.
	 * @throws BadRow if it is none
	 */
	LocalDate day(Target target) {
		String typed = text(target);
		if (typed == null) {
			return null;
		}
		LocalDate day = this.plan.dates().read(typed);
		if (day == null) {
			throw new BadRow(
					"“" + ReadingRows.cut(typed) + "” is no day written like " + this.plan.dates().example() + ".");
		}
		return day;
	}

	/**
	 * The day, which must not lie in the future.
	 * @throws BadRow if there is none
	 */
	LocalDate pastDay(Target target, BusinessCalendar calendar) {
		LocalDate day = day(target);
		if (day == null) {
			throw missing(target);
		}
		if (day.isAfter(calendar.today())) {
			throw new BadRow("“" + column(target) + "” " + text(target) + " lies in the future.");
		}
		return day;
	}

	/**
	 * The instant, in the company's time zone unless it names another; noon where there
	 * is a day alone, and never later than now.
	 * @throws BadRow if there is none or it lies in the future
	 */
	Instant past(Target target, BusinessCalendar calendar) {
		LocalDate day = pastDay(target, calendar);
		Matcher time = TIME.matcher(text(target));
		if (!time.matches()) {
			return noon(day, calendar);
		}
		int hour = Integer.parseInt(time.group(1));
		int minute = Integer.parseInt(time.group(2));
		int second = (time.group(3) != null) ? Integer.parseInt(time.group(3)) : 0;
		boolean twelve = time.group(4) != null;
		if (minute > 59 || second > 59 || hour > (twelve ? 12 : 23) || (twelve && hour == 0)) {
			throw new BadRow("“" + ReadingRows.cut(text(target)) + "” has no time of day.");
		}
		if (twelve) {
			hour = hour % 12 + (time.group(4).equalsIgnoreCase("pm") ? 12 : 0);
		}
		java.time.LocalDateTime at = day.atTime(LocalTime.of(hour, minute, second));
		Instant instant;
		try {
			instant = (time.group(5) != null)
					? at.atOffset(java.time.ZoneOffset.of(time.group(5).equalsIgnoreCase("Z") ? "Z" : time.group(5)))
						.toInstant()
					: at.atZone(calendar.zone()).toInstant();
		}
		catch (java.time.DateTimeException ex) {
			throw new BadRow("“" + ReadingRows.cut(text(target)) + "” has no time zone that exists.");
		}
		if (instant.isAfter(calendar.now())) {
			throw new BadRow("“" + column(target) + "” " + text(target) + " lies in the future.");
		}
		return instant;
	}

	/** Noon of that day, or now where that is earlier. */
	static Instant noon(LocalDate day, BusinessCalendar calendar) {
		Instant noon = calendar.startOf(day).plus(Duration.ofHours(12));
		return noon.isAfter(calendar.now()) ? calendar.now() : noon;
	}

	/** The currency of the row: its column's, that of its amount, that of the file. */
	CurrencyUnit currency(Target amount) {
		String named = text(Target.CURRENCY);
		String inCell = has(amount) ? NumberStyle.currency(text(amount)).orElse(null) : null;
		if (named != null && inCell != null && !inCell.equalsIgnoreCase(named)) {
			throw new BadRow("“" + text(amount) + "” is not in " + ReadingRows.cut(named) + ".");
		}
		String code = (named != null) ? named.toUpperCase(Locale.ROOT)
				: (inCell != null) ? inCell : this.plan.currency();
		if (code == null) {
			throw new BadRow("Nothing says in which currency it is.");
		}
		try {
			return CurrencyUnit.of(code);
		}
		catch (IllegalCurrencyException ex) {
			throw new BadRow("“" + ReadingRows.cut(code) + "” is no currency.");
		}
	}

	/**
	 * The amount, or null.
	 * @throws BadRow if it is none
	 */
	Money amount(Target target, CurrencyUnit currency) {
		String typed = text(target);
		if (typed == null) {
			return null;
		}
		BigDecimal figure = this.plan.numbers().read(typed);
		if (figure == null) {
			throw new BadRow("“" + ReadingRows.cut(typed) + "” is no amount written like "
					+ this.plan.numbers().example() + ".");
		}
		if (figure.abs().compareTo(BigDecimal.valueOf(MOST)) > 0) {
			throw new BadRow("“" + ReadingRows.cut(typed) + "” is too large to be right.");
		}
		BigDecimal plain = (figure.signum() == 0) ? BigDecimal.ZERO : figure.stripTrailingZeros();
		if (plain.scale() > currency.getDecimalPlaces()) {
			throw new BadRow("“" + ReadingRows.cut(typed) + "” has more decimals than " + currency.getCode() + " has.");
		}
		return Money.of(currency, plain);
	}

	/**
	 * The amount.
	 * @throws BadRow if there is none
	 */
	Money requiredAmount(Target target, CurrencyUnit currency) {
		Money amount = amount(target, currency);
		if (amount == null) {
			throw missing(target);
		}
		return amount;
	}

	/** A whole number that is not zero. */
	int quantity() {
		String typed = required(Target.QUANTITY, 40);
		BigDecimal figure = this.plan.numbers().read(typed);
		if (figure == null || figure.signum() == 0 || figure.stripTrailingZeros().scale() > 0
				|| figure.abs().compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
			throw new BadRow("“" + ReadingRows.cut(typed) + "” is no whole number, or 0.");
		}
		return figure.intValueExact();
	}

	BadRow missing(Target target) {
		return new BadRow("“" + column(target) + "” is empty.");
	}

	/** What people call it. */
	String column(Target target) {
		return has(target) ? this.cells.get(target).getFirst().column() : target.label();
	}

	/**
	 * A cell.
	 *
	 * @param column the name of its column
	 * @param text what stands in it, not empty
	 */
	record Cell(String column, String text) {
	}

}
