package app.accord.banking;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import app.accord.billing.Ledger;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.message.MailPages;
import app.accord.message.Medium;
import app.accord.message.MessageWriter;
import app.accord.message.OutgoingMessage;
import app.accord.message.Written;
import app.accord.money.Amounts;

import org.joda.money.Money;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Tells a customer that a payment bounced, with the figures as they are when it goes.
 */
@Component
class ReturnLetters implements MessageWriter {

	/** The kind of the message. */
	static final String KIND = "payment-returned";

	private final Ledger ledger;

	private final Positions positions;

	private final MailPages pages;

	private final MessageSource messages;

	ReturnLetters(Ledger ledger, Positions positions, MailPages pages, MessageSource messages) {
		this.ledger = ledger;
		this.positions = positions;
		this.pages = pages;
		this.messages = messages;
	}

	@Override
	public Set<String> kinds() {
		return Set.of(KIND);
	}

	@Override
	public Written write(OutgoingMessage message, Locale locale) {
		long seq = Long.parseLong(message.parameter("entry"));
		if (this.ledger.reversalOf(message.account(), seq).isPresent()) {
			return new Written.Withheld("The payment was put right again meanwhile.");
		}
		Position position = this.positions.of(message.account());
		Money amount = Amounts.ofMinor(position.balance().getCurrencyUnit().getCode(),
				Long.parseLong(message.parameter("minor")));
		String code = message.parameter("code");
		String why = (code == null) ? null
				: this.messages.getMessage("payment-returned.why." + code, null, null, locale);
		Written.Stated stated = Written.Stated.of(message.account(), position.balance(), position.asOf());
		if (message.medium() == Medium.SMS) {
			String sentence = this.messages.getMessage("sms.payment-returned", new Object[] {
					Amounts.show(amount, locale), Amounts.show(position.balance(), locale), this.pages.address() },
					locale);
			return new Written.Letter(sentence, sentence, null, null, stated);
		}
		Map<String, Object> model = new HashMap<>();
		model.put("customer", message.customer());
		model.put("account", message.account());
		model.put("position", position);
		model.put("amount", amount);
		model.put("receipt", message.parameter("receipt"));
		model.put("why", why);
		return this.pages.letter("mail/payment-returned", locale, model, position.balanceFact(), stated);
	}

}
