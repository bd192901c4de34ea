package app.accord.payment;

import java.util.Locale;
import java.util.Map;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What a customer is told of why nothing was charged. */
@Component
class DeclineWords {

	private static final Map<DeclineCode, String> ENGLISH = Map.ofEntries(
			Map.entry(DeclineCode.INSUFFICIENT_FUNDS, "There is not enough money on the card’s account."),
			Map.entry(DeclineCode.DO_NOT_HONOUR, "The bank declined the card."),
			Map.entry(DeclineCode.TRY_AGAIN_LATER, "The bank can’t answer at the moment. Please try again later."),
			Map.entry(DeclineCode.EXPIRED_CARD, "The card has expired."),
			Map.entry(DeclineCode.LOST_CARD, "The bank has blocked the card. Please ask your bank about it."),
			Map.entry(DeclineCode.STOLEN_CARD, "The bank has blocked the card. Please ask your bank about it."),
			Map.entry(DeclineCode.WRONG_DATA, "Something of the card’s data was typed wrong."),
			Map.entry(DeclineCode.NOT_SUPPORTED, "This card can’t be used for this payment."),
			Map.entry(DeclineCode.SUSPECTED_FRAUD, "The bank has blocked the card. Please ask your bank about it."),
			Map.entry(DeclineCode.CONFIRMATION_NEEDED,
					"The bank wants you to confirm this payment. Please pay it yourself, then it asks you."),
			Map.entry(DeclineCode.NOT_CONFIRMED, "The payment was not confirmed with the bank."),
			Map.entry(DeclineCode.LEFT_PAGE, "The payment page was closed before you paid."),
			Map.entry(DeclineCode.NO_CARD, "No card was held to the card terminal in time."),
			Map.entry(DeclineCode.TERMINAL_OFF, "The card terminal can’t be reached."),
			Map.entry(DeclineCode.TERMINAL_BUSY, "The card terminal is busy with another payment."),
			Map.entry(DeclineCode.CALLED_OFF, "The payment was called off."),
			Map.entry(DeclineCode.NOT_REACHED, "The payment did not reach the bank."),
			Map.entry(DeclineCode.BUSY, "The bank is too busy at the moment. Please try again in a minute."),
			Map.entry(DeclineCode.NOT_SENT, "The payment was interrupted before it was sent to the bank."),
			Map.entry(DeclineCode.OTHER, "The bank did not accept the payment."));

	private final MessageSource messages;

	DeclineWords(MessageSource messages) {
		this.messages = messages;
	}

	/** In the customer's language. */
	String of(DeclineCode code, Locale locale) {
		return this.messages.getMessage("declined." + code, null, english(code), locale);
	}

	/** For the history, which is kept in English. */
	static String english(DeclineCode code) {
		return ENGLISH.get(code);
	}

}
