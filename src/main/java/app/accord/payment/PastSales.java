package app.accord.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import app.accord.actor.Actor;
import app.accord.billing.AccountHistory;
import app.accord.billing.Histories;
import app.accord.billing.LedgerEntry;
import app.accord.billing.Movement;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.DrawnNumbers;
import app.accord.customer.OrderNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.customer.Series;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Posts purchases of another system that are over: a purchase as a charge and its
 * payment, a return as a credit and its refund. What comes to nothing is not posted.
 */
@Component
public class PastSales {

	private final CustomerSeries series;

	private final Histories histories;

	private final Payments payments;

	private final BusinessCalendar calendar;

	PastSales(CustomerSeries series, Histories histories, Payments payments, BusinessCalendar calendar) {
		this.series = series;
		this.histories = histories;
		this.payments = payments;
		this.calendar = calendar;
	}

	/**
	 * A purchase that is over.
	 *
	 * @param account to which it is posted
	 * @param order its number here
	 * @param total what it came to; below zero for a return
	 * @param at when, UTC
	 * @param method how it was paid or paid back
	 */
	public record PastSale(AccountNumber account, OrderNumber order, Money total, Instant at, PaymentMethod method) {
	}

	/**
	 * Posts them in the caller's transaction, which holds the accounts.
	 * @return the numbers of each purchase's entries in its account's ledger
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Map<OrderNumber, List<Long>> post(Collection<PastSale> sales, Actor actor) {
		Map<AccountNumber, List<PastSale>> byAccount = new TreeMap<>(AccountNumber.IN_ORDER);
		sales.forEach((sale) -> byAccount.computeIfAbsent(sale.account(), (account) -> new ArrayList<>()).add(sale));
		DrawnNumbers numbers = this.series.draw(Series.PAYMENT,
				sales.stream()
					.filter((sale) -> sale.total().isPositive())
					.map((sale) -> sale.account().customerId())
					.toList());
		List<AccountHistory> stories = new ArrayList<>();
		List<PastSale> order = new ArrayList<>();
		Map<OrderNumber, ReceiptNumber> receipts = new HashMap<>();
		byAccount.forEach((account, settled) -> {
			settled.sort(Comparator.comparing(PastSale::at));
			List<AccountHistory.Event> events = new ArrayList<>();
			for (PastSale sale : settled) {
				order.add(sale);
				if (sale.total().isPositive()) {
					receipts.put(sale.order(),
							ReceiptNumber.of(account.customerId(), numbers.next(account.customerId())));
				}
				movements(sale, receipts.get(sale.order()))
					.forEach((movement) -> events.add(new AccountHistory.Moved(sale.at(), actor, movement, null)));
			}
			stories.add(new AccountHistory(account, events));
		});
		Map<OrderNumber, List<Long>> seqs = new LinkedHashMap<>();
		List<Payment> paid = new ArrayList<>();
		int at = 0;
		List<LedgerEntry> entries = this.histories.append(stories);
		for (PastSale sale : order) {
			List<LedgerEntry> own = entries.subList(at, at + (sale.total().isZero() ? 0 : 2));
			at += own.size();
			seqs.put(sale.order(), own.stream().map(LedgerEntry::seq).toList());
			if (sale.total().isPositive()) {
				paid.add(new Payment(receipts.get(sale.order()), sale.account(), sale.total(),
						sale.total().getCurrencyUnit().getCode(), sale.method(), null, sale.at(), own.getLast().seq(),
						actor.name(), actor.channel(), false));
			}
		}
		this.payments.recordAll(paid);
		return seqs;
	}

	private List<Movement> movements(PastSale sale, ReceiptNumber receipt) {
		Money total = sale.total();
		LocalDate day = this.calendar.dayOf(sale.at());
		String number = sale.order().toString();
		if (total.isPositive()) {
			return List.of(Movement.charge(total, day, "Purchase " + number, number), Movement.payment(total,
					sale.method().account(), "Payment received with purchase " + number, receipt.toString()));
		}
		return total.isZero() ? List.of()
				: List.of(Movement.returned(total.negated(), "Return " + number, number), Movement
					.refund(total.negated(), sale.method().account(), day, "Paid back for return " + number, number));
	}

}
