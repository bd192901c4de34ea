package app.accord.api;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import app.accord.refusal.Refusal;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * An amount as a program wrote it: digit by digit, whether as text or as a number, so
 * that nothing is rounded on the way in.
 */
@JsonDeserialize(using = AmountText.Reading.class)
record AmountText(String text) {

	private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?([eE][+-]?\\d{1,2})?");

	/**
	 * The amount in a currency.
	 * @param field by which a refusal's sentence belongs
	 */
	Money in(String currency, String field) {
		CurrencyUnit unit = currency(currency);
		if (!DECIMAL.matcher(this.text).matches()) {
			throw new Refusal(field,
					"“%s” is not an amount. Write a plain decimal such as 97.06.".formatted(shortened(this.text)));
		}
		BigDecimal value = new BigDecimal(this.text).stripTrailingZeros();
		if (value.scale() > unit.getDecimalPlaces()) {
			throw new Refusal(field, "“%s” has too many decimals: amounts in %s have at most %d."
				.formatted(shortened(this.text), unit.getCode(), unit.getDecimalPlaces()));
		}
		if (value.precision() - value.scale() > 15) {
			throw new Refusal(field, "That amount is too large to be right. Please check it.");
		}
		return Money.of(unit, value);
	}

	static CurrencyUnit currency(String code) {
		try {
			return CurrencyUnit.of(code);
		}
		catch (IllegalCurrencyException ex) {
			throw new Refusal("currency",
					"“%s” is not a currency. Write its ISO 4217 code, such as USD.".formatted(shortened(code)));
		}
	}

	private static String shortened(String text) {
		return (text.length() > 40) ? text.substring(0, 40) + "…" : text;
	}

	static final class Reading extends ValueDeserializer<AmountText> {

		@Override
		public AmountText deserialize(JsonParser parser, DeserializationContext context) {
			JsonToken token = parser.currentToken();
			if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
				return new AmountText(parser.getString().strip());
			}
			return context.reportInputMismatch(AmountText.class, "an amount is a text such as \"97.06\", or a number");
		}

	}

}
