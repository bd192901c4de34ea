package app.accord.donation;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import app.accord.customer.CustomerNumber;
import app.accord.message.MailPages;
import app.accord.message.Medium;
import app.accord.message.MessageWriter;
import app.accord.message.OutgoingMessage;
import app.accord.message.Written;
import app.accord.message.Written.Letter;
import app.accord.message.Written.Withheld;
import app.accord.money.Amounts;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Writes the receipt of a year, with what the ledger says when it goes. */
@Component
class ReceiptLetters implements MessageWriter {

	private final Givings givings;

	private final MailPages pages;

	private final MessageSource messages;

	ReceiptLetters(Givings givings, MailPages pages, MessageSource messages) {
		this.givings = givings;
		this.pages = pages;
		this.messages = messages;
	}

	@Override
	public Set<String> kinds() {
		return Set.of(DonationReceipts.KIND);
	}

	@Override
	public Written write(OutgoingMessage message, Locale locale) {
		int year = Integer.parseInt(message.parameter("year"));
		YearOfGiving receipt = this.givings.year(CustomerNumber.of(message.customerId()), year);
		if (receipt.nothing()) {
			return new Withheld("Nothing is left of what was given in " + year + ".");
		}
		String sum = receipt.totals()
			.stream()
			.map((total) -> Amounts.show(total, locale))
			.collect(Collectors.joining(" + "));
		String address = this.pages.address() + "/portal/donations/" + year;
		String subject = say(locale, "donation.receipt.subject", Integer.toString(year), sum);
		if (message.medium() == Medium.SMS) {
			return Letter.plain(subject,
					say(locale, "donation.receipt.sms", Integer.toString(year), sum, receipt.number(), address));
		}
		Map<String, Object> model = new HashMap<>();
		model.put("customer", message.customer());
		model.put("receipt", receipt);
		model.put("year", Integer.toString(year));
		model.put("sum", sum);
		model.put("receiptAddress", address);
		return this.pages.letter("mail/donation-receipt", locale, model, null, null);
	}

	private String say(Locale locale, String key, Object... values) {
		return this.messages.getMessage(key, values, locale);
	}

}
