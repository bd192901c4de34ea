package app.accord.correspondence;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import app.accord.customer.CustomerNumber;
import app.accord.donation.DonationReceipts;
import app.accord.donation.YearOfGiving;
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
class DonationReceiptMail implements MessageWriter {

	private final Papers papers;

	private final Pdf pdf;

	private final MailPages pages;

	private final MessageSource messages;

	DonationReceiptMail(Papers papers, Pdf pdf, MailPages pages, MessageSource messages) {
		this.papers = papers;
		this.pdf = pdf;
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
		Paper.Donations paper = this.papers.donations(CustomerNumber.of(message.customerId()), year).orElseThrow();
		YearOfGiving receipt = paper.year();
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
		return this.pages.letter("mail/donation-receipt", locale, model, null, null)
			.with(List.of(new Written.Attachment(paper.number() + ".pdf", "application/pdf", this.pdf.of(paper))));
	}

	private String say(Locale locale, String key, Object... values) {
		return this.messages.getMessage(key, values, locale);
	}

}
