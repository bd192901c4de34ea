package app.accord.donation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import app.accord.customer.AccountNumber;
import app.accord.invoicing.BillSupplement;
import app.accord.invoicing.SupplementLine;
import app.accord.message.Languages;
import app.accord.money.Amounts;

import org.joda.money.Money;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Adds to each bill what its customer chose to give: a line for each non-profit, in the
 * customer's language.
 */
@Component
class RoundingUpBills implements BillSupplement {

	private final DonationChoices choices;

	private final JdbcClient jdbc;

	private final MessageSource messages;

	RoundingUpBills(DonationChoices choices, JdbcClient jdbc, MessageSource messages) {
		this.choices = choices;
		this.jdbc = jdbc;
		this.messages = messages;
	}

	@Override
	public Map<AccountNumber, List<SupplementLine>> linesFor(Map<AccountNumber, Money> totals, LocalDate billDate) {
		Map<AccountNumber, DonationChoice> chosen = this.choices.of(totals.keySet());
		Map<Long, Locale> locales = locales(chosen.keySet());
		Map<AccountNumber, List<SupplementLine>> lines = new HashMap<>();
		chosen.forEach((account, choice) -> {
			Money total = totals.get(account);
			Locale locale = locales.get(account.customerId());
			List<SupplementLine> given = choice.of(total)
				.stream()
				.map((gift) -> line(choice, gift, total, locale))
				.toList();
			if (!given.isEmpty()) {
				lines.put(account, given);
			}
		});
		return lines;
	}

	private Map<Long, Locale> locales(Collection<AccountNumber> accounts) {
		Map<Long, Locale> locales = new HashMap<>();
		if (!accounts.isEmpty()) {
			this.jdbc.sql("select customer_id, language from shown_customer where customer_id = any (?)")
				.param(accounts.stream().map(AccountNumber::customerId).toArray(Long[]::new))
				.query((row) -> {
					locales.put(row.getLong("customer_id"), Languages.of(row.getString("language")));
				});
		}
		return locales;
	}

	private SupplementLine line(DonationChoice choice, DonationChoice.Gift gift, Money total, Locale locale) {
		return new SupplementLine(say(locale, "donation.line", gift.share().name()), gift.amount(),
				gift.share().nonProfit(), working(choice, gift, total, locale));
	}

	private String working(DonationChoice choice, DonationChoice.Gift gift, Money total, Locale locale) {
		String whole = (choice.roundUp() == RoundUp.FIXED)
				? say(locale, "donation.working.fixed", Amounts.show(gift.whole(), locale))
				: say(locale, "donation.working.rounded", Amounts.show(total, locale),
						Amounts.show(total.plus(gift.whole()), locale), Amounts.show(gift.whole(), locale));
		return (gift.share().percent() == 100) ? whole
				: say(locale, "donation.working.part", whole, Integer.toString(gift.share().percent()));
	}

	private String say(Locale locale, String key, Object... values) {
		return this.messages.getMessage(key, values, locale);
	}

}
