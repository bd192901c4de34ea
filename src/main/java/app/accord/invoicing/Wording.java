package app.accord.invoicing;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

import app.accord.catalog.BillableProduct;
import app.accord.money.Amounts;

import org.joda.money.Money;

/** What a bill's lines say, in the customer's language. */
final class Wording {

	private static final Map<String, Wording> BY_LANGUAGE = new ConcurrentHashMap<>();

	private static final int MOST_REMEMBERED = 10_000;

	private final Locale locale;

	private final ResourceBundle texts;

	/** Writing an amount takes longer than computing it, and most are written often. */
	private final Map<Money, String> amounts = new ConcurrentHashMap<>();

	private Wording(Locale locale) {
		this.locale = locale;
		this.texts = ResourceBundle.getBundle("app.accord.invoicing.wording", locale,
				ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
	}

	static Wording in(String language) {
		return BY_LANGUAGE.computeIfAbsent((language != null) ? language : "en", (code) -> new Wording(switch (code) {
			case "de" -> Locale.GERMANY;
			case "en" -> Locale.US;
			default -> Locale.forLanguageTag(code);
		}));
	}

	String days(DayCharges.Part part) {
		boolean whole = part.days() == part.basisDays();
		String amount = each(part.rate());
		String text = part.takesBack()
				? (whole ? say("back.month", amount) : say("back", part.days(), part.basisDays(), amount))
				: (whole ? say("month", amount) : say("days", part.days(), part.basisDays(), amount));
		return (part.evened() != null) ? text + ", " + say("evened") : text;
	}

	private String each(Rate rate) {
		if (rate.quantity() == 1) {
			return money(rate.monthly());
		}
		return rate.quantity() + " × " + money(
				Money.ofMinor(rate.monthly().getCurrencyUnit(), rate.monthly().getAmountMinorLong() / rate.quantity()));
	}

	String used(BigDecimal quantity, BillableProduct product, Money price) {
		String unit = this.texts.getString("unit." + product.unit().name());
		BigDecimal single = price.getAmount()
			.divide(BigDecimal.valueOf(product.pricedPer()), 9, java.math.RoundingMode.HALF_UP);
		if (product.pricedPer() == 1) {
			return say("used", number(quantity), unit, money(price));
		}
		return say("used.per", number(quantity), unit, money(price), number(BigDecimal.valueOf(product.pricedPer())))
				+ " (" + number(single.stripTrailingZeros()) + ")";
	}

	String charged(Money amount, java.time.LocalDate on) {
		return say("charged", money(amount), on);
	}

	String name(String name, String place, boolean takesBack) {
		String text = (place != null) ? say("line.place", name, place) : name;
		return takesBack ? say("line.back", text) : text;
	}

	String off(String promotion, Money monthly) {
		return say("off", promotion, money(monthly));
	}

	/** The discount that was agreed; percent null: an amount. */
	String agreed(String product, BigDecimal percent) {
		return (percent != null) ? say("agreed.percent", product, number(percent)) : say("agreed", product);
	}

	String creditKept() {
		return say("credit.kept");
	}

	String creditKeptWorking(Money amount) {
		return say("credit.kept.working", money(amount));
	}

	String money(Money amount) {
		if (this.amounts.size() > MOST_REMEMBERED) {
			this.amounts.clear();
		}
		return this.amounts.computeIfAbsent(amount, (one) -> Amounts.show(one, this.locale));
	}

	private String number(BigDecimal number) {
		String plain = number.stripTrailingZeros().toPlainString();
		return plain.replace('.', DecimalFormatSymbols.getInstance(this.locale).getDecimalSeparator());
	}

	/** Plain substitution: a name may hold braces and quotation marks. */
	private String say(String key, Object... arguments) {
		String pattern = this.texts.getString(key);
		StringBuilder text = new StringBuilder(pattern.length() + 32);
		for (int i = 0; i < pattern.length(); i++) {
			char c = pattern.charAt(i);
			if (c == '{') {
				text.append(arguments[pattern.charAt(i + 1) - '0']);
				i += 2;
			}
			else {
				text.append(c);
			}
		}
		return text.toString();
	}

}
