package app.accord.load;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import app.accord.actor.Actor;
import app.accord.billing.Histories;
import app.accord.billing.HistoryAccounts;
import app.accord.catalog.NewProduct;
import app.accord.catalog.PricedProduct;
import app.accord.catalog.ProductIntake;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerIntake;
import app.accord.customer.CustomerKind;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.order.NewOrder;
import app.accord.order.NewOrderLine;
import app.accord.order.OrderIntake;
import app.accord.order.OrderKind;
import app.accord.order.Orders;
import app.accord.order.PurchaseView;
import app.accord.order.RecordedOrder;
import app.accord.order.SoldThrough;
import app.accord.payment.PastSales;
import app.accord.payment.PaymentMethod;
import app.accord.time.BusinessCalendar;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

import org.springframework.stereotype.Component;

/**
 * Loads purchases of a web shop: rows with the same {@code InvoiceNo} and customer are
 * the lines of one purchase, settled at once.
 * <ul>
 * <li>A purchase is posted to the customer's account in pounds as a charge and its
 * payment; where only quantities below zero are in it, it is a return, posted as a credit
 * and its refund. What comes to nothing is not posted.
 * <li>Goods (codes that begin with five digits) become products, priced as in their first
 * sale in the file, from its instant on. Postage, discounts and manual lines have a
 * description only.
 * <li>Prices are rounded half up to the penny, which is reported.
 * <li>Dates and times are those of the company's calendar.
 * <li>A purchase that is known is left as it is; if its lines differ, it is refused.
 * </ul>
 */
@Component
class RetailLoader implements Loader<RetailLoader.Purchase> {

	private static final CurrencyUnit GBP = CurrencyUnit.GBP;

	private static final String PREFIX = "retail:";

	private static final String ACCOUNT = "Web shop";

	private static final int MOST = 1_000_000;

	private static final Pattern GOODS = Pattern.compile("\\d{5}[A-Z0-9._-]{0,35}");

	private static final Pattern ID = Pattern.compile("(\\d{1,18})(\\.0+)?");

	private static final List<DateTimeFormatter> DATES = List.of(
			DateTimeFormatter.ofPattern("uuuu-MM-dd['T'][' ']H:mm[:ss]", Locale.ROOT),
			DateTimeFormatter.ofPattern("M/d/uuuu H:mm[:ss]", Locale.ROOT));

	private final Directory directory;

	private final CustomerIntake customers;

	private final HistoryAccounts accounts;

	private final OrderIntake intake;

	private final Orders orders;

	private final Histories histories;

	private final PastSales sales;

	private final ProductIntake products;

	private final BusinessCalendar calendar;

	RetailLoader(Directory directory, CustomerIntake customers, HistoryAccounts accounts, OrderIntake intake,
			Orders orders, Histories histories, PastSales sales, ProductIntake products, BusinessCalendar calendar) {
		this.directory = directory;
		this.customers = customers;
		this.accounts = accounts;
		this.intake = intake;
		this.orders = orders;
		this.histories = histories;
		this.sales = sales;
		this.products = products;
		this.calendar = calendar;
	}

	@Override
	public LoadKind kind() {
		return LoadKind.RETAIL;
	}

	@Override
	public List<Purchase> read(Table table, Consumer<Verdict> verdicts) {
		Map<String, List<Line>> byInvoice = new LinkedHashMap<>();
		Map<String, LocalDate> since = new HashMap<>();
		for (Table.Row row : table.rows()) {
			try {
				Line line = line(row);
				byInvoice.computeIfAbsent(line.customer() + " " + line.invoice(), (key) -> new ArrayList<>()).add(line);
				since.merge(line.customer(), this.calendar.dayOf(line.at()),
						(one, other) -> one.isBefore(other) ? one : other);
			}
			catch (BadRow ex) {
				verdicts.accept(Verdict.refused(row, ex.getMessage()));
			}
		}
		return byInvoice.values()
			.stream()
			.map((lines) -> new Purchase(lines, since.get(lines.getFirst().customer())))
			.toList();
	}

	private Line line(Table.Row row) {
		row.requireWhole();
		String invoice = Field.text(row, "InvoiceNo", 60).toUpperCase(Locale.ROOT);
		if (row.get("CustomerID").isEmpty()) {
			throw new BadRow("CustomerID is empty: nobody knows who bought this.");
		}
		var id = ID.matcher(row.get("CustomerID"));
		if (!id.matches()) {
			throw new BadRow("CustomerID “" + row.get("CustomerID") + "” is not a number.");
		}
		String code = Field.text(row, "StockCode", 40).toUpperCase(Locale.ROOT);
		int quantity = Field.whole(row, "Quantity", -MOST, MOST);
		if (quantity == 0) {
			throw new BadRow("Quantity is 0.");
		}
		if (invoice.startsWith("C") && quantity > 0) {
			throw new BadRow("Invoice " + invoice + " is a return, but Quantity " + quantity + " is above zero.");
		}
		BigDecimal price = Field.amount(row, "UnitPrice");
		if (price.compareTo(BigDecimal.valueOf(MOST)) > 0) {
			throw new BadRow("UnitPrice " + row.get("UnitPrice") + " is above " + MOST + ".");
		}
		String description = row.get("Description");
		return new Line(row, invoice, id.group(1), GOODS.matcher(code).matches() ? code : null,
				description.isEmpty() ? code : description.substring(0, Math.min(description.length(), 200)), quantity,
				price, at(row));
	}

	private Instant at(Table.Row row) {
		String text = Field.text(row, "InvoiceDate", 40);
		for (DateTimeFormatter format : DATES) {
			try {
				Instant at = LocalDateTime.parse(text, format).atZone(this.calendar.zone()).toInstant();
				if (at.isAfter(this.calendar.now())) {
					throw new BadRow("InvoiceDate " + text + " is in the future.");
				}
				return at;
			}
			catch (DateTimeException ex) {
				// The next one.
			}
		}
		throw new BadRow("InvoiceDate “" + text + "” is not a date and time such as 2010-12-06 08:34:00.");
	}

	@Override
	public void prepare(Actor actor) {
		// Products come with the purchases.
	}

	@Override
	public List<Verdict> load(List<Purchase> purchases, Actor actor) {
		addProducts(purchases, actor);
		Map<String, AccountNumber> accountOf = accounts(purchases, actor);
		this.histories.hold(accountOf.values());
		List<NewOrder> wanted = purchases.stream()
			.map((purchase) -> purchase.order(accountOf.get(purchase.customer())))
			.toList();
		List<RecordedOrder> recorded = this.intake.recordAll(actor, wanted);
		List<Verdict> verdicts = new ArrayList<>();
		List<PastSales.PastSale> fresh = new ArrayList<>();
		for (int i = 0; i < purchases.size(); i++) {
			Purchase purchase = purchases.get(i);
			RecordedOrder order = recorded.get(i);
			if (order.fresh()) {
				fresh.add(new PastSales.PastSale(accountOf.get(purchase.customer()), order.number(),
						wanted.get(i).total(), wanted.get(i).placedAt(), PaymentMethod.BANK_TRANSFER));
				purchase.lines()
					.forEach((line) -> verdicts.add(new Verdict(line.row(), Verdict.Outcome.LOADED, line.remark())));
			}
			else {
				String difference = difference(this.orders.find(order.number()).orElseThrow(), wanted.get(i));
				purchase.lines()
					.forEach((line) -> verdicts
						.add((difference == null) ? new Verdict(line.row(), Verdict.Outcome.UNCHANGED, null)
								: Verdict.refused(line.row(), "Invoice " + purchase.invoice() + " is known already as "
										+ order.number() + " " + difference + "; nothing was changed.")));
			}
		}
		this.sales.post(fresh, actor);
		return verdicts;
	}

	/** What differs from the order that is known, or null. */
	private static String difference(PurchaseView known, NewOrder wanted) {
		if (!known.total().isEqual(wanted.total())) {
			return "over " + known.total().getAmount() + ", not " + wanted.total().getAmount();
		}
		List<String> before = known.lines()
			.stream()
			.map((line) -> line.productCode() + "|" + line.description() + "|" + line.quantity() + "|"
					+ line.unitPrice())
			.sorted()
			.toList();
		List<String> now = wanted.lines()
			.stream()
			.map((line) -> line.productCode() + "|" + line.description() + "|" + line.quantity() + "|"
					+ line.unitPrice())
			.sorted()
			.toList();
		return before.equals(now) ? null : "with other lines";
	}

	private void addProducts(List<Purchase> purchases, Actor actor) {
		Map<String, PricedProduct> goods = new LinkedHashMap<>();
		purchases.stream()
			.flatMap((purchase) -> purchase.lines().stream())
			.filter((line) -> line.code() != null && line.quantity() > 0 && line.price().isPositive())
			.forEach((line) -> goods.putIfAbsent(line.code(),
					new PricedProduct(
							new NewProduct(line.code(), line.description(), ProductKind.GOODS, ProductUnit.EACH, null),
							line.price(), line.at())));
		this.products.addAll(actor, goods.values());
	}

	/** The accounts in pounds of the purchases' customers, who are created where new. */
	private Map<String, AccountNumber> accounts(List<Purchase> purchases, Actor actor) {
		Map<String, Purchase> first = new LinkedHashMap<>();
		purchases.forEach((purchase) -> first.putIfAbsent(purchase.customer(), purchase));
		Map<String, List<Long>> known = this.directory.findAll(DirectoryKind.EXTERNAL,
				first.keySet().stream().map((id) -> PREFIX + id).toList());
		Map<String, Long> ids = new LinkedHashMap<>();
		List<Purchase> strangers = new ArrayList<>();
		first.forEach((id, purchase) -> {
			if (known.containsKey(PREFIX + id)) {
				ids.put(id, known.get(PREFIX + id).getFirst());
			}
			else {
				strangers.add(purchase);
			}
		});
		List<Long> created = this.customers.createAll(actor, strangers.stream().map(Purchase::newCustomer).toList());
		for (int i = 0; i < created.size(); i++) {
			ids.put(strangers.get(i).customer(), created.get(i));
		}
		Map<Long, LocalDate> since = new HashMap<>();
		ids.forEach((external, id) -> since.put(id, first.get(external).since()));
		Map<Long, AccountNumber> inPounds = this.accounts.of(since, ACCOUNT, GBP.getCode());
		Map<String, AccountNumber> accountOf = new HashMap<>();
		ids.forEach((external, id) -> accountOf.put(external, inPounds.get(id)));
		return accountOf;
	}

	/** A row; the code is null where it stands for no goods. */
	record Line(Table.Row row, String invoice, String customer, String code, String description, int quantity,
			BigDecimal typed, Instant at) {

		Money price() {
			return Money.of(GBP, this.typed, RoundingMode.HALF_UP);
		}

		String remark() {
			return (this.typed.stripTrailingZeros().scale() > 2)
					? "UnitPrice " + this.typed.toPlainString() + " was rounded to " + price().getAmount() + "." : null;
		}

	}

	/** A customer's lines under one number. */
	record Purchase(List<Line> lines, LocalDate since) implements Unit {

		@Override
		public List<Table.Row> rows() {
			return this.lines.stream().map(Line::row).toList();
		}

		String invoice() {
			return this.lines.getFirst().invoice();
		}

		String customer() {
			return this.lines.getFirst().customer();
		}

		NewCustomer newCustomer() {
			NewCustomer customer = new NewCustomer(CustomerKind.PERSON, "Customer " + customer(), null, null, null,
					null, this.since, List.of(), List.of(PREFIX + customer()));
			String country = this.lines.getFirst().row().get("Country");
			return country.isEmpty() ? customer
					: customer.with(NewContactPoint.postal(country).labelled("country only"));
		}

		NewOrder order(AccountNumber account) {
			boolean back = this.lines.stream().allMatch((line) -> line.quantity() < 0);
			Instant at = this.lines.stream().map(Line::at).min(Comparator.naturalOrder()).orElseThrow();
			return new NewOrder(account.customerId(), account.no(), back ? OrderKind.RETURN : OrderKind.SALE,
					SoldThrough.WEB, null, GBP.getCode(), at, PREFIX + invoice(),
					this.lines.stream()
						.map((line) -> new NewOrderLine(line.code(), line.description(), line.quantity(), line.price(),
								null, null))
						.toList());
		}

	}

}
