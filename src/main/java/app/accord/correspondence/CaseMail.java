package app.accord.correspondence;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import app.accord.care.CaseEntry;
import app.accord.care.CaseRow;
import app.accord.care.CaseState;
import app.accord.care.CaseView;
import app.accord.care.Cases;
import app.accord.customer.CaseNumber;
import app.accord.message.MailPages;
import app.accord.message.Medium;
import app.accord.message.MessageWriter;
import app.accord.message.OutgoingMessage;
import app.accord.message.Written;
import app.accord.message.Written.Letter;
import app.accord.message.Written.Withheld;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes what customers are told about a case: that we have it and until when we answer,
 * each answer, that it is solved, and why it can't be. With the case as it stands when it
 * goes: what no longer holds does not go.
 */
@Component
class CaseMail implements MessageWriter {

	private static final Set<String> KINDS = Set.of(Cases.ACKNOWLEDGED, Cases.REPLIED, Cases.RESOLVED, Cases.REJECTED);

	private final Cases cases;

	private final MailPages pages;

	private final MessageSource messages;

	CaseMail(Cases cases, MailPages pages, MessageSource messages) {
		this.cases = cases;
		this.pages = pages;
		this.messages = messages;
	}

	@Override
	public Set<String> kinds() {
		return KINDS;
	}

	@Override
	public Written write(OutgoingMessage message, Locale locale) {
		CaseNumber number = CaseNumber.parse(message.parameter("case"));
		CaseView found = this.cases.find(number).orElse(null);
		if (found == null) {
			return new Withheld("There is no case " + number + " any more.");
		}
		CaseEntry entry = found.entries()
			.stream()
			.filter((each) -> Integer.toString(each.no()).equals(message.parameter("entry")))
			.findFirst()
			.orElse(null);
		String withheld = withheld(message.kind(), found, entry);
		return (withheld != null) ? new Withheld(withheld) : letter(message, found, entry, locale);
	}

	/** Why it must not go any more; null: it may. */
	private static String withheld(String kind, CaseView found, CaseEntry entry) {
		CaseState state = found.row().state();
		if (entry == null) {
			return "What it tells of is gone.";
		}
		if (kind.equals(Cases.ACKNOWLEDGED)) {
			return (found.answeredAt() != null) ? "It was answered before this went."
					: state.open() ? null : "It was ended before this went.";
		}
		if (entry.text() == null) {
			return "What it tells was erased.";
		}
		if (kind.equals(Cases.RESOLVED)) {
			return (state == CaseState.RESOLVED) ? null : "It is not waiting for the customer’s word any more.";
		}
		return null;
	}

	private Letter letter(OutgoingMessage message, CaseView found, CaseEntry entry, Locale locale) {
		CaseRow row = found.row();
		String prefix = "mail." + message.kind();
		String page = this.pages.address() + message.portal() + "/cases/" + row.number();
		boolean asks = message.kind().equals(Cases.REPLIED) && row.state() == CaseState.PENDING;
		String until = (row.answerBy() != null) ? this.pages.moment(row.answerBy(), locale) : null;
		String subject = say(locale, prefix + ".subject", row.number(), row.subject());
		if (message.medium() == Medium.SMS) {
			return Letter.plain(subject,
					say(locale, "sms." + message.kind(), row.number(), (until != null) ? until : "", page));
		}
		Map<String, Object> model = new HashMap<>();
		model.put("customer", message.customer());
		model.put("prefix", prefix);
		model.put("subject", subject);
		model.put("row", row);
		model.put("until", until);
		model.put("asks", asks);
		model.put("opened", this.pages.moment(row.openedAt(), locale));
		model.put("told", !message.kind().equals(Cases.ACKNOWLEDGED));
		model.put("words", lines(message.kind().equals(Cases.ACKNOWLEDGED) ? found.description() : entry.text()));
		model.put("solved", message.kind().equals(Cases.RESOLVED));
		model.put("page", page);
		return this.pages.letter("mail/case", locale, message.readBy(model), null, null);
	}

	/** A text line by line; a mail program would run them together. */
	private static List<String> lines(String text) {
		return (text == null || text.isBlank()) ? List.of() : text.strip().lines().toList();
	}

	private String say(Locale locale, String key, Object... values) {
		return this.messages.getMessage(key, values, locale);
	}

}
