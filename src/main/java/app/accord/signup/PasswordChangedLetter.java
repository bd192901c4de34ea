package app.accord.signup;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import app.accord.message.MailPages;
import app.accord.message.Medium;
import app.accord.message.MessageWriter;
import app.accord.message.OutgoingMessage;
import app.accord.message.Written;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells a customer that the password was changed, in case it was somebody else. */
@Component
class PasswordChangedLetter implements MessageWriter {

	static final String KIND = "password-changed";

	private final MailPages pages;

	private final MessageSource messages;

	PasswordChangedLetter(MailPages pages, MessageSource messages) {
		this.pages = pages;
		this.messages = messages;
	}

	@Override
	public Set<String> kinds() {
		return Set.of(KIND);
	}

	@Override
	public Written write(OutgoingMessage message, Locale locale) {
		if (message.medium() == Medium.SMS) {
			String sentence = this.messages.getMessage("sms.password-changed", null, locale);
			return Written.Letter.plain(sentence, sentence);
		}
		Map<String, Object> model = new HashMap<>();
		model.put("customer", message.customer());
		model.put("when", this.pages.moment(message.decidedAt(), locale));
		return this.pages.letter("mail/password-changed", locale, message.readBy(model), null, null);
	}

}
