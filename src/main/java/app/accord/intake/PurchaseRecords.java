package app.accord.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.billing.Histories;
import app.accord.billing.HistoryAccounts;
import app.accord.billing.TakingOver;
import app.accord.catalog.Products;
import app.accord.customer.AccountNumber;
import app.accord.customer.OrderNumber;
import app.accord.money.Amounts;
import app.accord.order.NewOrder;
import app.accord.order.NewOrderLine;
import app.accord.order.OrderIntake;
import app.accord.order.OrderKind;
import app.accord.order.RecordedOrder;
import app.accord.order.SoldThrough;
import app.accord.payment.PastSales;
import app.accord.payment.PaymentMethod;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

import org.springframework.stereotype.Component;

/**
 * Purchases that are over and paid: recorded as completed, and posted as a charge with
 * its payment, by the same rules as purchases of a web shop that are loaded.
 */
@Component
class PurchaseRecords implements Records<PurchaseRecords.Line> {

	private static final int LONGEST = 200;

	private final Products products;

	private final OrderIntake orders;

	private final HistoryAccounts accounts;

	private final Histories histories;

	private final PastSales sales;

	private final TakingOver takingOver;

	private final BusinessCalendar calendar;

	PurchaseRecords(Products products, OrderIntake orders, HistoryAccounts accounts, Histories histories,
			PastSales sales, TakingOver takingOver, BusinessCalendar calendar) {
		this.products = products;
		this.orders = orders;
		this.accounts = accounts;
		this.histories = histories;
		this.sales = sales;
		this.takingOver = takingOver;
		this.calendar = calendar;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.PURCHASES;
	}

	/** A line of a purchase. */
	record Line(Instant at, String code, String text, int quantity, Money price, Money discount, SoldThrough through,
			String place, PaymentMethod method) {
	}

	@Override
	public Line read(ImportPlan plan, Cells cells) {
		cells.required(Target.NUMBER, LONGEST);
		CurrencyUnit currency = cells.currency(Target.PRICE);
		String code = cells.line(Target.CODE, 40);
		String text = cells.line(Target.TEXT, LONGEST);
		if (code == null && text == null) {
			throw new BadRow("Nothing says what was bought: neither a product nor a description.");
		}
		Money price = cells.requiredAmount(Target.PRICE, currency);
		Money discount = cells.amount(Target.DEDUCTION, currency);
		int quantity = cells.quantity();
		if (price.isNegative()) {
			throw new BadRow("The price is below zero. What was taken back has a quantity below zero.");
		}
		if (discount != null && discount.abs().isGreaterThan(price.multipliedBy(Math.abs((long) quantity)))) {
			throw new BadRow("The discount is more than the line comes to.");
		}
		return new Line(cells.past(Target.DAY, this.calendar), (code != null) ? code.toUpperCase(Locale.ROOT) : null,
				text, quantity, price, (discount != null && !discount.isZero()) ? discount.abs() : null, through(cells),
				cells.line(Target.PLACE, LONGEST), MoneyRecords.method(cells));
	}

	private static SoldThrough through(Cells cells) {
		return switch (cells.word(Target.SOLD_THROUGH, "shop")) {
			case "shop", "store", "counter", "till", "pos" -> SoldThrough.SHOP;
			case "web", "online", "internet", "website", "web shop" -> SoldThrough.WEB;
			case "phone", "telephone", "call" -> SoldThrough.PHONE;
			default -> throw new BadRow(
					"“" + ReadingRows.cut(cells.text(Target.SOLD_THROUGH)) + "” is neither shop nor web nor phone.");
		};
	}

	@Override
	public String title(Line line) {
		return "%d × %s, %s each".formatted(line.quantity(), (line.text() != null) ? line.text() : line.code(),
				Amounts.show(line.price()));
	}

	@Override
	public Map<RecordUnit<Line>, String> refused(ImportPlan plan, List<RecordUnit<Line>> units) {
		Map<String, String> names = names(units);
		Map<RecordUnit<Line>, String> refused = new HashMap<>();
		for (RecordUnit<Line> unit : units) {
			unit.records()
				.stream()
				.filter((line) -> line.text() == null && !names.containsKey(line.code()))
				.findFirst()
				.ifPresent((line) -> refused.put(unit, "There is no product " + ReadingRows.cut(line.code())
						+ ". Import the products first, or add a description."));
			Set<CurrencyUnit> currencies = new HashSet<>();
			unit.records().forEach((line) -> currencies.add(line.price().getCurrencyUnit()));
			if (currencies.size() > 1) {
				refused.put(unit, "The lines of one purchase are in one currency.");
			}
			boolean back = unit.records().stream().anyMatch((line) -> line.quantity() < 0);
			if (back && unit.records().stream().anyMatch((line) -> line.quantity() > 0)) {
				refused.put(unit, "A purchase and what was taken back have different numbers.");
			}
		}
		return refused;
	}

	private Map<String, String> names(List<RecordUnit<Line>> units) {
		return this.products.names(units.stream()
			.flatMap((unit) -> unit.records().stream())
			.map(Line::code)
			.filter(Objects::nonNull)
			.toList());
	}

	@Override
	public List<MadeRecord.Made> write(ImportPlan plan, List<RecordUnit<Line>> units, Actor actor) {
		Map<String, String> names = names(units);
		Map<RecordUnit<Line>, AccountNumber> accountOf = accounts(units, plan.source());
		this.histories.hold(accountOf.values());
		List<NewOrder> wanted = units.stream()
			.map((unit) -> order(unit, accountOf.get(unit), plan.prefix(), names))
			.toList();
		List<RecordedOrder> recorded = this.orders.recordAll(actor, wanted);
		List<PastSales.PastSale> sales = new ArrayList<>();
		for (int i = 0; i < units.size(); i++) {
			if (!recorded.get(i).fresh()) {
				throw new Refusal("The purchase is known already as " + recorded.get(i).number() + ".");
			}
			sales.add(new PastSales.PastSale(accountOf.get(units.get(i)), recorded.get(i).number(),
					wanted.get(i).total(), wanted.get(i).placedAt(), units.get(i).first().method()));
		}
		Map<OrderNumber, List<Long>> seqs = this.sales.post(sales, actor);
		return sales.stream()
			.map((sale) -> new MadeRecord.Made(sale.account().no(), sale.order().no(),
					seqs.getOrDefault(sale.order(), List.of())))
			.toList();
	}

	private Map<RecordUnit<Line>, AccountNumber> accounts(List<RecordUnit<Line>> units, String name) {
		return MoneyRecords.accounts(this.accounts, units, name,
				(unit) -> unit.first().price().getCurrencyUnit().getCode(),
				(unit) -> this.calendar.dayOf(unit.first().at()));
	}

	private static NewOrder order(RecordUnit<Line> unit, AccountNumber account, String prefix,
			Map<String, String> names) {
		Line first = unit.first();
		return new NewOrder(account.customerId(), account.no(),
				(first.quantity() < 0) ? OrderKind.RETURN : OrderKind.SALE, first.through(), first.place(),
				first.price().getCurrencyUnit().getCode(), first.at(), prefix + ":" + unit.number(),
				unit.records()
					.stream()
					.map((line) -> new NewOrderLine(names.containsKey(line.code()) ? line.code() : null,
							(line.text() != null) ? line.text() : names.get(line.code()), line.quantity(), line.price(),
							line.discount(), null))
					.toList());
	}

	@Override
	public Map<MadeRecord, String> staying(List<MadeRecord> made) {
		Map<MadeRecord, String> staying = MoneyRecords.staying(this.takingOver, made, MoneyRecords.NO_BILL);
		Map<OrderNumber, String> orders = this.orders.hanging(made.stream().map(PurchaseRecords::order).toList());
		made.stream()
			.filter((one) -> orders.containsKey(order(one)))
			.forEach((one) -> staying.put(one, orders.get(order(one))));
		return staying;
	}

	private static OrderNumber order(MadeRecord made) {
		return OrderNumber.of(made.customerId(), made.made().no());
	}

	@Override
	public void takeBack(List<MadeRecord> made, String reason, Actor actor) {
		MoneyRecords.reverse(this.takingOver, made, MoneyRecords.NO_BILL, reason, actor);
		this.orders.withdraw(actor, made.stream().map(PurchaseRecords::order).toList(), reason);
	}

}
