package app.accord.sample;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

import app.accord.banking.StatementImport;
import app.accord.billing.BillingAccounts;
import app.accord.billing.OpenItem;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.stereotype.Component;

/**
 * Yesterday's statement of the sample company's bank: one transfer that names its bill,
 * some that need a person, and money that is no customer's.
 */
@Component
class BankDay {

	private static final long FIRST_CUSTOMER = 10_001;

	private static final int LOOKED_AT = 150;

	private final StatementImport statements;

	private final BillingAccounts accounts;

	private final Positions positions;

	private final Customers customers;

	private final BusinessCalendar calendar;

	BankDay(StatementImport statements, BillingAccounts accounts, Positions positions, Customers customers,
			BusinessCalendar calendar) {
		this.statements = statements;
		this.accounts = accounts;
		this.positions = positions;
		this.customers = customers;
		this.calendar = calendar;
	}

	/** Loads it. */
	void load() {
		List<Owing> owing = this.accounts
			.of(LongStream.range(FIRST_CUSTOMER, FIRST_CUSTOMER + LOOKED_AT).boxed().toList())
			.stream()
			.map((account) -> this.positions.of(account.number()))
			.filter((position) -> !position.items().isEmpty() && position.items().getFirst().invoiceNo() != null)
			.map((position) -> new Owing(position, this.customers.find(position.account().customerId()).orElseThrow()))
			.limit(5)
			.toList();
		if (owing.size() == 5) {
			this.statements.receiveNow("northline-bank-" + this.calendar.today().minusDays(1) + ".xml", file(owing),
					Crew.BANK);
		}
	}

	private byte[] file(List<Owing> owing) {
		StringBuilder entries = new StringBuilder();
		Owing one = owing.get(0);
		Owing two = owing.get(1);
		Owing three = owing.get(2);
		Owing four = owing.get(3);
		Owing five = owing.get(4);
		entry(entries, 1, "CRDT", one.balance(), one.reversed(), "Bill " + one.bill());
		entry(entries, 2, "CRDT", two.balance(), two.initial(), "phone november");
		entry(entries, 3, "CRDT", three.balance().minus(Money.of(three.balance().getCurrencyUnit(), 3)),
				three.customer().name(), null);
		entry(entries, 4, "CRDT", four.balance().plus(five.balance()), "Household account",
				"for " + four.customer().familyName() + " and " + five.customer().familyName());
		entry(entries, 5, "CRDT", Amounts.ofMinor("USD", 117), "Hudson Trust Bank", "Interest");
		entry(entries, 6, "DBIT", Amounts.ofMinor("USD", 420_000), "Canal Street Properties", "Rent, shop Market St");
		return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">"
				+ "<BkToCstmrStmt><GrpHdr><MsgId>NB1</MsgId></GrpHdr><Stmt><Id>NB-" + yesterday()
				+ "</Id><Acct><Id><IBAN>US64HTBK00001997051200</IBAN></Id><Ccy>USD</Ccy></Acct>" + entries
				+ "</Stmt></BkToCstmrStmt></Document>")
			.getBytes(StandardCharsets.UTF_8);
	}

	private void entry(StringBuilder entries, int no, String side, Money amount, String who, String text) {
		String party = side.equals("CRDT") ? "Dbtr" : "Cdtr";
		entries.append("<Ntry><NtryRef>")
			.append(no)
			.append("</NtryRef><Amt Ccy=\"USD\">")
			.append(Amounts.plain(amount))
			.append("</Amt><CdtDbtInd>")
			.append(side)
			.append("</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>")
			.append(yesterday())
			.append("</Dt></BookgDt><AcctSvcrRef>HTB-")
			.append(yesterday())
			.append("-")
			.append(no)
			.append("</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><")
			.append(party)
			.append("><Pty><Nm>")
			.append(escaped(who))
			.append("</Nm></Pty></")
			.append(party)
			.append("></RltdPties>")
			.append((text != null) ? "<RmtInf><Ustrd>" + escaped(text) + "</Ustrd></RmtInf>" : "")
			.append("</TxDtls></NtryDtls></Ntry>\n");
	}

	private LocalDate yesterday() {
		return this.calendar.today().minusDays(1);
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}

	/** Somebody who owes. */
	private record Owing(Position position, CustomerProfile customer) {

		Money balance() {
			return this.position.balance();
		}

		InvoiceNumber bill() {
			OpenItem first = this.position.items().getFirst();
			return InvoiceNumber.of(this.customer.customerId(), first.invoiceNo());
		}

		String reversed() {
			return (this.customer.familyName() != null)
					? (this.customer.familyName() + " " + this.customer.givenName()).toUpperCase(Locale.ROOT)
					: this.customer.name();
		}

		String initial() {
			return (this.customer.familyName() != null)
					? this.customer.givenName().charAt(0) + " " + this.customer.familyName() : this.customer.name();
		}

	}

}
