package app.accord.message;

import app.accord.money.Amounts;
import app.accord.ui.FactText;
import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The amount that a message told, in words. Templates call it as {@code @messageText}.
 */
@Component
public class MessageText {

	private final JdbcClient jdbc;

	private final FactText text;

	MessageText(JdbcClient jdbc, FactText text) {
		this.jdbc = jdbc;
		this.text = text;
	}

	/** As people write it: {@code $97.06}. */
	public String stated(Message message) {
		return this.text.money(money(message));
	}

	/** For an address or a field: {@code 97.06}. */
	public String plain(Message message) {
		return Amounts.plain(money(message));
	}

	private Money money(Message message) {
		Written.Stated stated = message.stated();
		String currency = this.jdbc.sql("select currency from billing_account where customer_id = ? and account_no = ?")
			.param(stated.account().customerId())
			.param(stated.account().no())
			.query(String.class)
			.single();
		return Amounts.ofMinor(currency, stated.amountMinor());
	}

}
