package app.accord.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.billing.AccountHistory;
import app.accord.billing.Allocation;
import app.accord.billing.Allocations;
import app.accord.billing.Histories;
import app.accord.billing.HistoryAccounts;
import app.accord.billing.LedgerEntry;
import app.accord.billing.Movement;
import app.accord.billing.NewInvoice;
import app.accord.billing.TakingOver;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.DrawnNumbers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.customer.Series;
import app.accord.money.Amounts;
import app.accord.payment.Payment;
import app.accord.payment.PaymentMethod;
import app.accord.payment.Payments;
import app.accord.time.BusinessCalendar;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

import org.springframework.stereotype.Component;

/**
 * Bills that another system issued, posted with the dates they had there: the opening
 * position. Nobody is told of them, and what was due before today is not chased. One that
 * was paid is posted with its payment, which is meant for it.
 */
@Component
class BillRecords implements Records<BillRecords.Bill> {

	private static final int LONGEST = 200;

	private final HistoryAccounts accounts;

	private final Histories histories;

	private final CustomerSeries series;

	private final Payments payments;

	private final TakingOver takingOver;

	private final Allocations allocations;

	private final BusinessCalendar calendar;

	BillRecords(HistoryAccounts accounts, Histories histories, CustomerSeries series, Payments payments,
			TakingOver takingOver, Allocations allocations, BusinessCalendar calendar) {
		this.allocations = allocations;
		this.accounts = accounts;
		this.histories = histories;
		this.series = series;
		this.payments = payments;
		this.takingOver = takingOver;
		this.calendar = calendar;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.BILLS;
	}

	/** A bill. */
	record Bill(String number, LocalDate issued, LocalDate due, LocalDate from, LocalDate to, String text, Money total,
			Money tax, LocalDate paidOn) {
	}

	@Override
	public Bill read(ImportPlan plan, Cells cells) {
		String number = cells.required(Target.NUMBER, LONGEST);
		LocalDate issued = cells.pastDay(Target.ISSUED, this.calendar);
		LocalDate due = cells.has(Target.DUE) ? cells.day(Target.DUE) : issued;
		if (due.isBefore(issued)) {
			throw new BadRow("The bill would be due before its date.");
		}
		LocalDate from = cells.day(Target.PERIOD_FROM);
		LocalDate to = cells.day(Target.PERIOD_TO);
		if (from != null && to != null && to.isBefore(from)) {
			throw new BadRow("Its period ends before it begins.");
		}
		CurrencyUnit currency = cells.currency(Target.AMOUNT);
		Money total = cells.requiredAmount(Target.AMOUNT, currency);
		if (total.isNegative()) {
			throw new BadRow("A bill can’t be below zero. Import a credit as a payment.");
		}
		Money tax = cells.has(Target.TAX) ? cells.amount(Target.TAX, currency) : Money.zero(currency);
		if (tax.isNegative() || tax.isGreaterThan(total)) {
			throw new BadRow("The tax is more than the amount, or below zero.");
		}
		LocalDate paid = cells.has(Target.PAID_ON) ? cells.pastDay(Target.PAID_ON, this.calendar) : null;
		return new Bill(number, issued, due, from, to, cells.line(Target.TEXT, LONGEST), total, tax, paid);
	}

	@Override
	public String title(Bill bill) {
		return "Bill " + bill.number() + ", " + Amounts.show(bill.total()) + ", due " + bill.due()
				+ ((bill.paidOn() != null) ? ", paid " + bill.paidOn() : "");
	}

	@Override
	public List<MadeRecord.Made> write(ImportPlan plan, List<RecordUnit<Bill>> units, Actor actor) {
		Map<RecordUnit<Bill>, AccountNumber> accountOf = MoneyRecords.accounts(this.accounts, units, plan.source(),
				(unit) -> unit.first().total().getCurrencyUnit().getCode(), (unit) -> unit.first().issued());
		this.histories.hold(accountOf.values());
		DrawnNumbers invoices = this.series.draw(Series.INVOICE, units.stream().map(RecordUnit::customerId).toList());
		DrawnNumbers receipts = this.series.draw(Series.PAYMENT,
				units.stream().filter((unit) -> paid(unit.first())).map(RecordUnit::customerId).toList());
		Map<RecordUnit<Bill>, Posted> posted = new LinkedHashMap<>();
		Map<AccountNumber, List<AccountHistory.Event>> stories = new LinkedHashMap<>();
		for (RecordUnit<Bill> unit : units) {
			AccountNumber account = accountOf.get(unit);
			Bill bill = unit.first();
			InvoiceNumber number = InvoiceNumber.of(account.customerId(), invoices.next(account.customerId()));
			ReceiptNumber receipt = paid(bill)
					? ReceiptNumber.of(account.customerId(), receipts.next(account.customerId())) : null;
			posted.put(unit, new Posted(account, number, receipt));
			List<AccountHistory.Event> events = stories.computeIfAbsent(account, (key) -> new ArrayList<>());
			events.add(new AccountHistory.Billed(this.calendar.startOf(bill.issued()), actor, number.no(),
					invoice(bill, plan.source())));
			if (receipt != null) {
				events.add(new AccountHistory.Moved(Cells.noon(bill.paidOn(), this.calendar), actor,
						Movement.payment(bill.total(), PaymentMethod.BANK_TRANSFER.account(),
								"Payment of bill " + bill.number() + " of " + plan.source(), receipt.toString()),
						"Payment of " + Amounts.show(bill.total()) + " for bill " + bill.number()
								+ " received, receipt " + receipt));
			}
		}
		List<LedgerEntry> entries = this.histories.append(stories.entrySet()
			.stream()
			.map((story) -> new AccountHistory(story.getKey(),
					story.getValue().stream().sorted(Comparator.comparing(AccountHistory.Event::at)).toList()))
			.toList());
		return keep(plan, units, posted, entries, actor);
	}

	private List<MadeRecord.Made> keep(ImportPlan plan, List<RecordUnit<Bill>> units,
			Map<RecordUnit<Bill>, Posted> posted, List<LedgerEntry> entries, Actor actor) {
		Map<InvoiceNumber, List<Long>> ofBills = new HashMap<>();
		Map<String, LedgerEntry> ofReceipts = new HashMap<>();
		for (LedgerEntry entry : entries) {
			if (entry.invoiceNo() != null) {
				ofBills
					.computeIfAbsent(InvoiceNumber.of(entry.account().customerId(), entry.invoiceNo()),
							(number) -> new ArrayList<>())
					.add(entry.seq());
			}
			else {
				ofReceipts.put(entry.reference(), entry);
			}
		}
		List<TakingOver.TakenOver> bills = new ArrayList<>();
		List<Allocations.Meant> meant = new ArrayList<>();
		List<Payment> payments = new ArrayList<>();
		List<MadeRecord.Made> made = new ArrayList<>();
		for (RecordUnit<Bill> unit : units) {
			Posted one = posted.get(unit);
			List<Long> seqs = new ArrayList<>(ofBills.getOrDefault(one.number(), List.of()));
			bills.add(new TakingOver.TakenOver(one.number(), unit.first().number(), plan.source(),
					plan.openBills() == ImportPlan.OpenBills.CHARGED_HERE));
			if (one.receipt() != null) {
				Money total = unit.first().total();
				LedgerEntry entry = ofReceipts.get(one.receipt().toString());
				seqs.add(entry.seq());
				meant.add(new Allocations.Meant(one.account(), entry.seq(), new Allocation(one.number(), total)));
				payments.add(new Payment(one.receipt(), one.account(), total, total.getCurrencyUnit().getCode(),
						PaymentMethod.BANK_TRANSFER, unit.first().number(), entry.at(), entry.seq(), actor.name(),
						actor.channel(), false));
			}
			made.add(new MadeRecord.Made(one.account().no(), one.number().no(), seqs));
		}
		this.payments.recordAll(payments);
		this.takingOver.mark(bills);
		this.allocations.keepAll(meant);
		return made;
	}

	private static boolean paid(Bill bill) {
		return bill.paidOn() != null && bill.total().isPositive();
	}

	private static NewInvoice invoice(Bill bill, String source) {
		Money net = bill.total().minus(bill.tax());
		BigDecimal percent = net.isZero() ? BigDecimal.ZERO
				: bill.tax().getAmount().movePointRight(2).divide(net.getAmount(), 3, RoundingMode.HALF_UP);
		String text = "Bill " + bill.number() + " of " + source + ((bill.text() != null) ? ": " + bill.text() : "");
		NewInvoice.Line line = new NewInvoice.Line(null, text, 1, net, BigDecimal.ZERO).taxed(percent, bill.tax());
		return new NewInvoice(bill.issued(), bill.due(), bill.from(), bill.to(), List.of(line));
	}

	@Override
	public Map<MadeRecord, String> staying(List<MadeRecord> made) {
		return MoneyRecords.staying(this.takingOver, made, BillRecords::bill);
	}

	@Override
	public void takeBack(List<MadeRecord> made, String reason, Actor actor) {
		MoneyRecords.reverse(this.takingOver, made, BillRecords::bill, reason, actor);
	}

	/** The number of the bill that it became. */
	private static Integer bill(MadeRecord one) {
		return one.made().no();
	}

	private record Posted(AccountNumber account, InvoiceNumber number, ReceiptNumber receipt) {
	}

}
