package app.accord.counter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is being bought, as the page keeps it in one field: {@code MUG:2 CABLE-3M:1}.
 *
 * @param items what and how many of it, in the order in which it was added
 */
record Basket(List<Item> items) {

	/** More different things than this are rung up as another sale. */
	static final int MOST_ITEMS = 50;

	/** More pieces of one thing than this are a slip of the finger. */
	static final int MOST_PIECES = 999;

	private static final Pattern ITEM = Pattern.compile("([A-Z0-9][A-Z0-9._-]{0,39}):(\\d{1,3})");

	/** Reads the field; what isn't of its form is left out. */
	static Basket read(String text) {
		Map<String, Integer> items = new LinkedHashMap<>();
		if (text != null) {
			Arrays.stream(text.split(" ")).map(ITEM::matcher).filter(Matcher::matches).forEach((item) -> {
				int quantity = Integer.parseInt(item.group(2));
				if (quantity > 0 && items.size() < MOST_ITEMS) {
					items.merge(item.group(1), quantity, (one, other) -> Math.min(one + other, MOST_PIECES));
				}
			});
		}
		return of(items);
	}

	/**
	 * The basket after a change.
	 * @param change {@code +CODE} one more, {@code -CODE} one less, {@code 0CODE} none;
	 * anything else changes nothing
	 */
	Basket after(String change) {
		if (change == null || change.length() < 2) {
			return this;
		}
		Map<String, Integer> changed = new LinkedHashMap<>();
		this.items.forEach((item) -> changed.put(item.product(), item.quantity()));
		String product = change.substring(1).strip().toUpperCase(Locale.ROOT);
		int now = changed.getOrDefault(product, 0);
		int then = switch (change.charAt(0)) {
			case '+' -> Math.min(now + 1, MOST_PIECES);
			case '-' -> now - 1;
			case '0' -> 0;
			default -> now;
		};
		if (then > 0 && (now > 0 || changed.size() < MOST_ITEMS)) {
			changed.put(product, then);
		}
		else {
			changed.remove(product);
		}
		return of(changed);
	}

	/** The same without that product. */
	Basket without(String product) {
		return new Basket(this.items.stream().filter((item) -> !item.product().equals(product)).toList());
	}

	@Override
	public String toString() {
		return String.join(" ", this.items.stream().map((item) -> item.product() + ":" + item.quantity()).toList());
	}

	private static Basket of(Map<String, Integer> quantities) {
		List<Item> items = new ArrayList<>();
		quantities.forEach((product, quantity) -> items.add(new Item(product, quantity)));
		return new Basket(items);
	}

	/**
	 * Some of one product.
	 *
	 * @param product its code
	 * @param quantity how many, above zero
	 */
	record Item(String product, int quantity) {
	}

}
