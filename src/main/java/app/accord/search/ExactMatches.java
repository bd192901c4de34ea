package app.accord.search;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import app.accord.billing.BillsByAmount;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.Numbers;
import app.accord.customer.Phones;
import app.accord.customer.AccountNumber;
import app.accord.customer.ArrangementNumber;
import app.accord.customer.AttemptNumber;
import app.accord.customer.CaseNumber;
import app.accord.customer.ContractNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.DisputeNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.OrderNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.customer.PublicNumber;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Finds what is exactly what was typed: numbers, addresses, ids, amounts of bills. */
@Component
class ExactMatches {

	private static final Pattern DAY_FIRST_NOT = Pattern.compile("US|PH|PW|FM|MH|BZ");

	private static final int YEARS = 10;

	private final Directory directory;

	private final Phones phones;

	private final Customers customers;

	private final BillsByAmount bills;

	private final BusinessCalendar calendar;

	private final boolean dayFirst;

	ExactMatches(Directory directory, Phones phones, Customers customers, BillsByAmount bills,
			BusinessCalendar calendar, @Value("${accord.region:US}") String region) {
		this.directory = directory;
		this.phones = phones;
		this.customers = customers;
		this.bills = bills;
		this.calendar = calendar;
		this.dayFirst = !DAY_FIRST_NOT.matcher(region).matches();
	}

	/**
	 * Adds them.
	 * @return whether it was a number of ours, or a whole telephone number that we know,
	 * which mean one thing only
	 */
	boolean find(Query query, Hits hits) {
		String text = query.text();
		Optional<PublicNumber> whole = Numbers.read(text);
		Optional<PublicNumber> number = whole
			.or(() -> Query.isAmount(text) ? Optional.empty() : Numbers.read("C-" + text));
		if (number.isPresent() && this.customers.exists(number.get().customerId())) {
			hits.add(Found.exactly(number.get().customerId(), noun(number.get()) + " " + number.get(), number.get()));
			if (whole.isPresent()) {
				return true;
			}
		}
		if (text.matches("[1-9]\\d{0,17}") && this.customers.exists(Long.parseLong(text))) {
			CustomerNumber customer = CustomerNumber.of(Long.parseLong(text));
			hits.add(Found.exactly(customer.customerId(), "customer " + customer, null));
		}
		if (query.hasAt()) {
			String email = text.toLowerCase(Locale.ROOT);
			inDirectory(DirectoryKind.EMAIL, email, "e-mail " + email, hits);
		}
		phone(query, hits);
		if (!hits.isEmpty() && query.isWholePhone()) {
			return true;
		}
		inDirectory(DirectoryKind.EXTERNAL, text, "id " + text, hits);
		AskedBill.read(text, this.calendar.today(), this.dayFirst).ifPresent((asked) -> bills(asked, query, hits));
		return false;
	}

	/** Adds those whose telephone number it is. */
	void phone(Query query, Hits hits) {
		if (query.digits().length() >= Query.SHORTEST_PHONE || query.text().startsWith("+")) {
			this.phones.canonical(query.text())
				.ifPresent((canonical) -> inDirectory(DirectoryKind.PHONE, canonical,
						"telephone " + this.phones.shown(canonical), hits));
		}
	}

	private void inDirectory(DirectoryKind kind, String value, String why, Hits hits) {
		this.directory.find(kind, value).forEach((customerId) -> hits.add(Found.exactly(customerId, why, null)));
	}

	private void bills(AskedBill asked, Query query, Hits hits) {
		LocalDate today = this.calendar.today();
		List<AskedBill.Days> all = asked.days().isEmpty()
				? List.of(new AskedBill.Days(today.minusYears(YEARS), today.plusDays(1))) : asked.days();
		for (AskedBill.Days days : all) {
			this.bills.find(asked.minor(), asked.currency(), days.from(), days.to(), query.most() + 1)
				.forEach(
						(bill) -> hits
							.add(Found.exactly(
									bill.number().customerId(), "bill %s of %s, %s".formatted(bill.number(),
											Amounts.show(bill.total()), Presenting.day(bill.issuedOn())),
									bill.number())));
		}
	}

	private static String noun(PublicNumber number) {
		return switch (number) {
			case CustomerNumber customer -> "customer";
			case AccountNumber account -> "account";
			case InvoiceNumber invoice -> "bill";
			case OrderNumber order -> "order";
			case ContractNumber contract -> "contract";
			case ReceiptNumber receipt -> "receipt";
			case CreditNoteNumber note -> "credit note";
			case DisputeNumber dispute -> "dispute";
			case ArrangementNumber arrangement -> "payment arrangement";
			case CaseNumber one -> "case";
			case AttemptNumber payment -> "payment";
		};
	}

}
