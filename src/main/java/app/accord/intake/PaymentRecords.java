package app.accord.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import app.accord.actor.Actor;
import app.accord.billing.AccountHistory;
import app.accord.billing.Allocation;
import app.accord.billing.Allocations;
import app.accord.billing.Histories;
import app.accord.billing.HistoryAccounts;
import app.accord.billing.LedgerEntry;
import app.accord.billing.Movement;
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
import org.joda.money.Money;

import org.springframework.stereotype.Component;

/**
 * Money that another system received or paid back, posted with the dates it had there.
 */
@Component
class PaymentRecords implements Records<PaymentRecords.Paid> {

	private static final int LONGEST = 200;

	private final HistoryAccounts accounts;

	private final Histories histories;

	private final CustomerSeries series;

	private final Payments payments;

	private final TakingOver takingOver;

	private final Allocations allocations;

	private final RecordRows rows;

	private final BusinessCalendar calendar;

	PaymentRecords(HistoryAccounts accounts, Histories histories, CustomerSeries series, Payments payments,
			TakingOver takingOver, Allocations allocations, RecordRows rows, BusinessCalendar calendar) {
		this.allocations = allocations;
		this.accounts = accounts;
		this.histories = histories;
		this.series = series;
		this.payments = payments;
		this.takingOver = takingOver;
		this.rows = rows;
		this.calendar = calendar;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.PAYMENTS;
	}

	/** Money received, or below zero paid back. */
	record Paid(String number, Instant at, Money amount, PaymentMethod method, String reference, String bill) {
	}

	@Override
	public Paid read(ImportPlan plan, Cells cells) {
		Money amount = cells.requiredAmount(Target.AMOUNT, cells.currency(Target.AMOUNT));
		if (amount.isZero()) {
			throw new BadRow("The amount is 0.");
		}
		String bill = cells.line(Target.BILL, LONGEST);
		if (bill != null && amount.isNegative()) {
			throw new BadRow("Money that was paid back is meant for no bill.");
		}
		return new Paid(cells.required(Target.NUMBER, LONGEST), cells.past(Target.DAY, this.calendar), amount,
				MoneyRecords.method(cells), cells.line(Target.REFERENCE, LONGEST), bill);
	}

	@Override
	public String title(Paid paid) {
		return (paid.amount().isPositive() ? "Payment of " : "Paid back: ") + Amounts.show(paid.amount().abs()) + " on "
				+ this.calendar.dayOf(paid.at()) + ((paid.bill() != null) ? " for bill " + paid.bill() : "");
	}

	@Override
	public Map<RecordUnit<Paid>, String> refused(ImportPlan plan, List<RecordUnit<Paid>> units) {
		Map<RecordUnit<Paid>, InvoiceNumber> named = bills(plan, units);
		Map<InvoiceNumber, TakingOver.Bill> bills = this.takingOver.bills(new HashSet<>(named.values()));
		Map<RecordUnit<Paid>, String> refused = new HashMap<>();
		units.stream().filter((unit) -> unit.first().bill() != null).forEach((unit) -> {
			InvoiceNumber bill = named.get(unit);
			if (bill == null) {
				refused.put(unit, "Bill " + ReadingRows.cut(unit.first().bill())
						+ " is not known. Import the bills first, under the same name of the source.");
			}
			else if (!bills.get(bill).total().getCurrencyUnit().equals(unit.first().amount().getCurrencyUnit())) {
				refused.put(unit, "Bill " + ReadingRows.cut(unit.first().bill()) + " is in another currency.");
			}
		});
		return refused;
	}

	private Map<RecordUnit<Paid>, InvoiceNumber> bills(ImportPlan plan, List<RecordUnit<Paid>> units) {
		Map<Long, Map<String, RecordRows.Known>> known = this.rows.known(ImportKind.BILLS, plan.prefix(),
				units.stream().map(RecordUnit::customerId).toList(),
				units.stream().map((unit) -> unit.first().bill()).filter(Objects::nonNull).toList());
		Map<RecordUnit<Paid>, InvoiceNumber> bills = new HashMap<>();
		units.forEach((unit) -> {
			String number = unit.first().bill();
			RecordRows.Known bill = (number != null) ? known.getOrDefault(unit.customerId(), Map.of()).get(number)
					: null;
			if (bill != null) {
				bills.put(unit, InvoiceNumber.of(unit.customerId(), bill.no()));
			}
		});
		return bills;
	}

	@Override
	public List<MadeRecord.Made> write(ImportPlan plan, List<RecordUnit<Paid>> units, Actor actor) {
		Map<RecordUnit<Paid>, InvoiceNumber> named = bills(plan, units);
		Map<InvoiceNumber, TakingOver.Bill> bills = this.takingOver.bills(new HashSet<>(named.values()));
		Map<RecordUnit<Paid>, AccountNumber> accountOf = MoneyRecords.accounts(this.accounts, units, plan.source(),
				(unit) -> unit.first().amount().getCurrencyUnit().getCode(),
				(unit) -> this.calendar.dayOf(unit.first().at()));
		named.forEach((unit, bill) -> accountOf.put(unit, bills.get(bill).account()));
		this.histories.hold(accountOf.values());
		DrawnNumbers numbers = this.series.draw(Series.PAYMENT, units.stream().map(RecordUnit::customerId).toList());
		Map<AccountNumber, List<Posted>> stories = new LinkedHashMap<>();
		for (RecordUnit<Paid> unit : units) {
			AccountNumber account = accountOf.get(unit);
			stories.computeIfAbsent(account, (key) -> new ArrayList<>())
				.add(new Posted(unit, account, ReceiptNumber.of(unit.customerId(), numbers.next(unit.customerId()))));
		}
		List<AccountHistory> histories = new ArrayList<>();
		stories.forEach((account,
				posted) -> histories.add(new AccountHistory(account,
						posted.stream()
							.sorted(Comparator.comparing((one) -> one.unit().first().at()))
							.map((one) -> (AccountHistory.Event) event(one, plan, actor))
							.toList())));
		Map<String, LedgerEntry> entries = new HashMap<>();
		this.histories.append(histories).forEach((entry) -> entries.put(entry.reference(), entry));
		return keep(units, stories, entries, named, bills, actor);
	}

	private AccountHistory.Moved event(Posted one, ImportPlan plan, Actor actor) {
		Paid paid = one.unit().first();
		String amount = Amounts.show(paid.amount().abs());
		String method = paid.method().label().toLowerCase(Locale.ROOT);
		String from = " (" + paid.number() + " of " + plan.source() + ")";
		if (paid.amount().isNegative()) {
			return new AccountHistory.Moved(paid.at(), actor,
					Movement.refund(paid.amount().negated(), paid.method().account(), this.calendar.dayOf(paid.at()),
							"Paid back, " + method + from, one.receipt().toString()),
					amount + " paid back, " + method + from);
		}
		return new AccountHistory.Moved(paid.at(), actor,
				Movement.payment(paid.amount(), paid.method().account(), "Payment received, " + method + from,
						one.receipt().toString()),
				"Payment of " + amount + " received, " + method + ", receipt " + one.receipt() + from);
	}

	private List<MadeRecord.Made> keep(List<RecordUnit<Paid>> units, Map<AccountNumber, List<Posted>> stories,
			Map<String, LedgerEntry> entries, Map<RecordUnit<Paid>, InvoiceNumber> named,
			Map<InvoiceNumber, TakingOver.Bill> bills, Actor actor) {
		Map<RecordUnit<Paid>, MadeRecord.Made> made = new HashMap<>();
		List<Payment> payments = new ArrayList<>();
		List<Allocations.Meant> meant = new ArrayList<>();
		stories.values().stream().flatMap(List::stream).forEach((one) -> {
			Paid paid = one.unit().first();
			LedgerEntry entry = entries.get(one.receipt().toString());
			made.put(one.unit(), new MadeRecord.Made(one.account().no(), null, List.of(entry.seq())));
			if (paid.amount().isPositive()) {
				payments.add(new Payment(one.receipt(), one.account(), paid.amount(),
						paid.amount().getCurrencyUnit().getCode(), paid.method(), paid.reference(), paid.at(),
						entry.seq(), actor.name(), actor.channel(), false));
			}
			InvoiceNumber bill = named.get(one.unit());
			if (bill != null) {
				Money total = bills.get(bill).total();
				Money part = paid.amount().isGreaterThan(total) ? total : paid.amount();
				if (part.isPositive()) {
					meant.add(new Allocations.Meant(one.account(), entry.seq(), new Allocation(bill, part)));
				}
			}
		});
		this.payments.recordAll(payments);
		this.allocations.keepAll(meant);
		return units.stream().map(made::get).toList();
	}

	@Override
	public Map<MadeRecord, String> staying(List<MadeRecord> made) {
		return MoneyRecords.staying(this.takingOver, made, MoneyRecords.NO_BILL);
	}

	@Override
	public void takeBack(List<MadeRecord> made, String reason, Actor actor) {
		MoneyRecords.reverse(this.takingOver, made, MoneyRecords.NO_BILL, reason, actor);
	}

	private record Posted(RecordUnit<Paid> unit, AccountNumber account, ReceiptNumber receipt) {
	}

}
