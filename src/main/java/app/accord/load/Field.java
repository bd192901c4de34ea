package app.accord.load;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a row's fields, each refusal naming the column and what stands in it. */
final class Field {

	private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,9}([.,]\\d{1,9})?");

	private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");

	private Field() {
	}

	static String text(Table.Row row, String column, int longest) {
		String text = row.get(column);
		if (text.isEmpty()) {
			throw new BadRow(column + " is empty.");
		}
		if (text.length() > longest) {
			throw new BadRow(column + " is longer than " + longest + " characters.");
		}
		return text;
	}

	static int whole(Table.Row row, String column, int least, int most) {
		String text = text(row, column, 40);
		if (!WHOLE.matcher(text).matches()) {
			throw new BadRow(column + " “" + text + "” is not a whole number.");
		}
		int value = Integer.parseInt(text);
		if (value < least || value > most) {
			throw new BadRow(column + " " + text + " is not between " + least + " and " + most + ".");
		}
		return value;
	}

	/** Not less than nothing; a comma may stand for the point. */
	static BigDecimal amount(Table.Row row, String column) {
		String text = text(row, column, 40);
		if (!DECIMAL.matcher(text).matches()) {
			throw new BadRow(column + " “" + text + "” is not an amount.");
		}
		BigDecimal value = new BigDecimal(text.replace(',', '.'));
		if (value.signum() < 0) {
			throw new BadRow(column + " " + text + " is less than nothing.");
		}
		return value;
	}

	static BigDecimal cents(Table.Row row, String column) {
		BigDecimal value = amount(row, column);
		if (value.stripTrailingZeros().scale() > 2) {
			throw new BadRow(column + " " + row.get(column) + " has more than two decimals.");
		}
		return value.setScale(2);
	}

	static String oneOf(Table.Row row, String column, List<String> words) {
		String text = text(row, column, 100);
		return words.stream()
			.filter(text::equalsIgnoreCase)
			.findFirst()
			.orElseThrow(() -> new BadRow(column + " “" + text + "” is none of " + String.join(", ", words) + "."));
	}

	static boolean yes(Table.Row row, String column) {
		return oneOf(row, column, List.of("Yes", "No")).equals("Yes");
	}

}
