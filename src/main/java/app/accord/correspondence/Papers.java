package app.accord.correspondence;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.CreditNotes;
import app.accord.billing.Disputes;
import app.accord.billing.Invoices;
import app.accord.billing.LineKind;
import app.accord.billing.Positions;
import app.accord.billing.Statements;
import app.accord.customer.AccountNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.donation.Givings;
import app.accord.message.Languages;
import app.accord.payment.PayLinks;
import app.accord.payment.Payments;
import app.accord.relationship.Payers;
import app.accord.ui.FactText;
import app.accord.ui.Shell;
import app.accord.ui.Wording;

import org.joda.money.Money;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads what stands on documents, each at one position of its account. */
@Component
public class Papers {

	private final Invoices invoices;

	private final CreditNotes creditNotes;

	private final Disputes disputes;

	private final Statements statements;

	private final Payments payments;

	private final Positions positions;

	private final BillingAccounts accounts;

	private final Customers customers;

	private final Givings givings;

	private final PayLinks links;

	private final Payers payers;

	private final FactText text;

	private final Shell shell;

	private final String address;

	private final String phone;

	private final String hours;

	Papers(Invoices invoices, CreditNotes creditNotes, Disputes disputes, Statements statements, Payments payments,
			Positions positions, BillingAccounts accounts, Customers customers, Givings givings, PayLinks links,
			Payers payers, FactText text, Shell shell, @Value("${accord.address:http://localhost:8080}") String address,
			@Value("${accord.help.phone:(212) 555-0100}") String phone, @Value("${accord.help.hours:}") String hours) {
		this.givings = givings;
		this.links = links;
		this.payers = payers;
		this.invoices = invoices;
		this.creditNotes = creditNotes;
		this.disputes = disputes;
		this.statements = statements;
		this.payments = payments;
		this.positions = positions;
		this.accounts = accounts;
		this.customers = customers;
		this.text = text;
		this.shell = shell;
		this.address = address.replaceAll("/+$", "");
		this.phone = phone;
		this.hours = hours;
	}

	/** The bill of that number. */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Optional<Paper.Bill> bill(InvoiceNumber number) {
		return this.invoices.find(number).map((bill) -> {
			Paper.Head head = head(bill.account(), this.links.address(bill).orElse(null));
			return new Paper.Bill(head, bill, this.creditNotes.of(number), this.disputes.of(number),
					taxes(head.wording(),
							bill.lines()
								.stream()
								.filter((line) -> line.kind() != LineKind.DONATION)
								.map((line) -> new Taxed(line.taxPercent(), line.net(), line.tax()))));
		});
	}

	/** The credit note of that number. */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Optional<Paper.Note> creditNote(CreditNoteNumber number) {
		return this.creditNotes.find(number).map((note) -> {
			Paper.Head head = head(note.account());
			return new Paper.Note(head, note, this.positions.of(note.account()), taxes(head.wording(),
					note.lines().stream().map((line) -> new Taxed(line.taxPercent(), line.net(), line.tax()))));
		});
	}

	/**
	 * The statement of an account.
	 * @param from first day
	 * @param to last day, included
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Paper.Account statement(AccountNumber account, LocalDate from, LocalDate to) {
		return new Paper.Account(head(account), this.statements.of(account, from, to));
	}

	/** The receipt of that number. */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Optional<Paper.Receipt> receipt(ReceiptNumber number) {
		return this.payments.find(number)
			.map((payment) -> new Paper.Receipt(head(payment.account()), payment,
					this.positions.of(payment.account())));
	}

	/**
	 * The receipt for what a customer gave in a year; empty for one without an account.
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Optional<Paper.Donations> donations(CustomerNumber customer, int year) {
		return this.accounts.of(customer.customerId())
			.stream()
			.findFirst()
			.map((account) -> new Paper.Donations(head(account.number()), this.givings.year(customer, year),
					this.positions.of(account.number())));
	}

	private Paper.Head head(AccountNumber number) {
		return head(number, null);
	}

	/** The same with a link to pay by without signing in; null: there is none. */
	private Paper.Head head(AccountNumber number, String payLink) {
		BillingAccount account = this.accounts.get(number);
		CustomerProfile customer = this.customers.find(number.customerId()).orElseThrow();
		Locale locale = Languages.of(customer.language());
		Wording wording = this.text.in(locale);
		return new Paper.Head(wording, this.shell.company(), customer, account, this.phone,
				this.hours.isBlank() ? wording.say("paper.hours") : this.hours,
				(payLink != null) ? payLink : this.address + "/portal/accounts/" + number + "/payment",
				this.payers.of(number).map(CustomerProfile::name).orElse(null));
	}

	private static List<Paper.TaxSum> taxes(Wording wording, Stream<Taxed> lines) {
		Map<BigDecimal, Taxed> byRate = new TreeMap<>();
		lines.forEach((line) -> byRate.merge(line.percent().stripTrailingZeros(), line, Taxed::plus));
		return byRate.entrySet()
			.stream()
			.filter((each) -> each.getKey().signum() > 0)
			.map((each) -> new Paper.TaxSum(wording.percent(each.getKey()), each.getValue().net(),
					each.getValue().tax()))
			.toList();
	}

	private record Taxed(BigDecimal percent, Money net, Money tax) {

		Taxed plus(Taxed other) {
			return new Taxed(this.percent, this.net.plus(other.net), this.tax.plus(other.tax));
		}

	}

}
