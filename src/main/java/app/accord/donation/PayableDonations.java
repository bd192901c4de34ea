package app.accord.donation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import app.accord.billing.Ageing;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which donations were not paid out yet, and whether their bills are paid. One that was
 * taken back after it had been paid out is deducted: it counts below zero.
 */
@Component
class PayableDonations {

	private static final String NOT_PAID_OUT = """
			/* across customers: reports */
			select e.customer_id, e.account_no, e.seq, e.reference, e.invoice_no, e.amount_minor,
			  a.balance_minor > 0 as owes
			from ledger_entry e
			join billing_account a on a.customer_id = e.customer_id and a.account_no = e.account_no
			where e.kind = 'DONATION' and a.currency = :currency
			  and not exists (select from donation_paid_out p where p.customer_id = e.customer_id
			                  and p.account_no = e.account_no and p.entry_seq = e.seq)
			  and not exists (select from ledger_entry r where r.customer_id = e.customer_id
			                  and r.account_no = e.account_no and r.reverses_seq = e.seq)
			union all
			select r.customer_id, r.account_no, r.seq, r.reference, r.invoice_no, -r.amount_minor, false
			from donation_paid_out p
			join ledger_entry r on r.customer_id = p.customer_id and r.account_no = p.account_no
			  and r.reverses_seq = p.entry_seq
			join billing_account a on a.customer_id = r.customer_id and a.account_no = r.account_no
			where a.currency = :currency
			  and not exists (select from donation_paid_out q where q.customer_id = r.customer_id
			                  and q.account_no = r.account_no and q.entry_seq = r.seq)
			order by 1, 2, 3
			""";

	private static final int CUSTOMERS_AT_ONCE = 5000;

	private final JdbcClient jdbc;

	private final Ageing ageing;

	private final BusinessCalendar calendar;

	PayableDonations(JdbcClient jdbc, Ageing ageing, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.ageing = ageing;
		this.calendar = calendar;
	}

	/** All that was not paid out, in the order of customer, account and entry. */
	@Transactional(propagation = Propagation.MANDATORY)
	List<Item> in(String currency) {
		record Read(Item item, boolean owes) {
		}
		List<Read> all = this.jdbc.sql(NOT_PAID_OUT)
			.param("currency", currency)
			.query((row, n) -> new Read(new Item(AccountNumber.of(row.getLong("customer_id"), row.getInt("account_no")),
					row.getLong("seq"), row.getString("reference"),
					InvoiceNumber.of(row.getLong("customer_id"), row.getInt("invoice_no")),
					Amounts.ofMinor(currency, row.getLong("amount_minor")), true), row.getBoolean("owes")))
			.list();
		// An account that owes nothing has no open bill.
		Set<InvoiceNumber> open = open(
				all.stream().filter(Read::owes).map((read) -> read.item().account().customerId()).distinct().toList());
		return all.stream()
			.map(Read::item)
			.map((item) -> open.contains(item.bill()) && item.amount().isPositive() ? item.waiting() : item)
			.toList();
	}

	private Set<InvoiceNumber> open(List<Long> customers) {
		Set<InvoiceNumber> open = new HashSet<>();
		for (int from = 0; from < customers.size(); from += CUSTOMERS_AT_ONCE) {
			open.addAll(this.ageing.openBills(this.calendar.today(),
					new ArrayList<>(customers.subList(from, Math.min(from + CUSTOMERS_AT_ONCE, customers.size())))));
		}
		return open;
	}

	/**
	 * A donation that was not paid out, or one taken back after that.
	 *
	 * @param account the account
	 * @param seq its ledger entry
	 * @param nonProfit whose, by code
	 * @param bill its bill
	 * @param amount below zero if it is to be deducted
	 * @param settled whether it can be paid out: its bill is paid
	 */
	record Item(AccountNumber account, long seq, String nonProfit, InvoiceNumber bill, Money amount, boolean settled) {

		Item waiting() {
			return new Item(this.account, this.seq, this.nonProfit, this.bill, this.amount, false);
		}

		/** What names the entry. */
		String entry() {
			return this.account + "/" + this.seq;
		}

	}

}
