package app.accord.money;

import org.joda.money.Money;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

import org.springframework.boot.jackson.JacksonComponent;

/**
 * Money in JSON: a plain decimal text such as {@code "110.27"}; the currency stands in a
 * field of its own.
 */
@JacksonComponent
class MoneyJson extends ValueSerializer<Money> {

	@Override
	public void serialize(Money amount, JsonGenerator json, SerializationContext context) {
		json.writeString(Amounts.plain(amount));
	}

	@Override
	public Class<Money> handledType() {
		return Money.class;
	}

}
