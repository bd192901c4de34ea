package app.accord.load;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.billing.AccountHistory;
import app.accord.billing.BillCycle;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.BillingDefaults;
import app.accord.billing.Histories;
import app.accord.billing.Movement;
import app.accord.billing.NewInvoice;
import app.accord.catalog.NewProduct;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.catalog.Products;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerIntake;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerSeries;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.NewCustomer;
import app.accord.customer.ReceiptNumber;
import app.accord.customer.Series;
import app.accord.money.Amounts;
import app.accord.payment.Payment;
import app.accord.payment.PaymentMethod;
import app.accord.payment.Payments;
import app.accord.subscription.ContractIntake;
import app.accord.subscription.BillingTiming;
import app.accord.subscription.NewContract;
import app.accord.time.BusinessCalendar;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

import org.springframework.stereotype.Component;

/**
 * Loads the customers of a telephone and internet company: one row is a customer, a
 * contract for the bundle of services, and a bill with its payment for each month of
 * {@code tenure}.
 * <ul>
 * <li>Bills are issued on the first of a month for the month before, the last one on the
 * first of this month, each over {@code MonthlyCharges}, taxes included, and due after 14
 * days.
 * <li>What {@code TotalCharges} is more or less than the bills is a correction, dated and
 * due with the last bill.
 * <li>Bills are paid when they are due, or on their date where the payment method is
 * automatic. The last bill of a customer who stays and pays by hand is still open. Who
 * left has settled the last bill and the correction on its date; what the correction left
 * in the customer's favour was paid back to who left, and is the credit of who stays.
 * <li>A row without a total is a customer and a contract without bills, and is reported.
 * </ul>
 */
@Component
class TelcoLoader implements Loader<TelcoLoader.Subscriber> {

	private static final CurrencyUnit USD = CurrencyUnit.USD;

	private static final String PREFIX = "telco:";

	private static final int LONGEST_TENURE = 1200;

	private static final int DAYS_TO_PAY = 14;

	private static final Map<String, String> EXTRAS = extras();

	private final Directory directory;

	private final CustomerIntake customers;

	private final CustomerSeries series;

	private final BillingAccounts accounts;

	private final BillingDefaults defaults;

	private final ContractIntake contracts;

	private final Histories histories;

	private final Payments payments;

	private final Products products;

	private final BusinessCalendar calendar;

	TelcoLoader(Directory directory, CustomerIntake customers, CustomerSeries series, BillingAccounts accounts,
			BillingDefaults defaults, ContractIntake contracts, Histories histories, Payments payments,
			Products products, BusinessCalendar calendar) {
		this.directory = directory;
		this.customers = customers;
		this.series = series;
		this.accounts = accounts;
		this.defaults = defaults;
		this.contracts = contracts;
		this.histories = histories;
		this.payments = payments;
		this.products = products;
		this.calendar = calendar;
	}

	@Override
	public LoadKind kind() {
		return LoadKind.TELCO;
	}

	@Override
	public List<Subscriber> read(Table table, Consumer<Verdict> verdicts) {
		Map<String, Subscriber> byId = new LinkedHashMap<>();
		for (Table.Row row : table.rows()) {
			try {
				Subscriber read = subscriber(row);
				Subscriber earlier = byId.putIfAbsent(read.id(), read);
				if (earlier != null && earlier.row().fields().equals(row.fields())) {
					verdicts.accept(new Verdict(row, Verdict.Outcome.UNCHANGED,
							"The same row stands on line " + earlier.row().line() + "."));
				}
				else if (earlier != null) {
					throw new BadRow("Customer " + read.id() + " stands on line " + earlier.row().line()
							+ " with other content; that one counts.");
				}
			}
			catch (BadRow ex) {
				verdicts.accept(Verdict.refused(row, ex.getMessage()));
			}
		}
		return List.copyOf(byId.values());
	}

	private static Subscriber subscriber(Table.Row row) {
		row.requireWhole();
		String id = Field.text(row, "customerID", 100);
		int tenure = Field.whole(row, "tenure", 0, LONGEST_TENURE);
		Money monthly = Money.of(USD, Field.cents(row, "MonthlyCharges"));
		Money total = row.get("TotalCharges").isEmpty() ? null : Money.of(USD, Field.cents(row, "TotalCharges"));
		boolean phone = Field.yes(row, "PhoneService");
		Bundle bundle = Bundle.of(phone,
				Field.oneOf(row, "InternetService", List.of("DSL", "Fiber optic", "Fibre optic", "No")));
		String term = Field.oneOf(row, "Contract", List.of("Month-to-month", "One year", "Two year"));
		Paying paying = Paying.of(Field.oneOf(row, "PaymentMethod", Paying.words()));
		List<String> extras = EXTRAS.keySet()
			.stream()
			.filter((column) -> row.get(column).equalsIgnoreCase("Yes"))
			.map(EXTRAS::get)
			.toList();
		return new Subscriber(row, id, tenure, monthly, total, bundle, extras, term, paying, Field.yes(row, "Churn"));
	}

	@Override
	public void prepare(Actor actor) {
		for (Bundle bundle : Bundle.values()) {
			if (this.products.find(bundle.code()).isEmpty()) {
				this.products.add(actor, new NewProduct(bundle.code(), bundle.label(), ProductKind.SERVICE,
						ProductUnit.MONTH, "As taken over from the old system; priced by contract"));
			}
		}
	}

	@Override
	public List<Verdict> load(List<Subscriber> subscribers, Actor actor) {
		Map<String, List<Long>> known = this.directory.findAll(DirectoryKind.EXTERNAL,
				subscribers.stream().map((subscriber) -> PREFIX + subscriber.id()).toList());
		Map<Long, Long> billed = this.histories.billed(known.values().stream().map(List::getFirst).toList());
		List<Verdict> verdicts = new ArrayList<>();
		List<Subscriber> fresh = new ArrayList<>();
		for (Subscriber subscriber : subscribers) {
			List<Long> found = known.get(PREFIX + subscriber.id());
			if (found == null) {
				fresh.add(subscriber);
				verdicts.add(new Verdict(subscriber.row(), Verdict.Outcome.LOADED, subscriber.remark()));
			}
			else {
				verdicts.add(compared(subscriber, billed.getOrDefault(found.getFirst(), 0L)));
			}
		}
		add(fresh, actor);
		return verdicts;
	}

	private static Verdict compared(Subscriber subscriber, long billed) {
		Money before = Money.ofMinor(USD, billed);
		Money now = (subscriber.total() != null) ? subscriber.total() : Money.zero(USD);
		return now.isEqual(before) ? new Verdict(subscriber.row(), Verdict.Outcome.UNCHANGED, null)
				: Verdict.refused(subscriber.row(), "Customer " + subscriber.id() + " is known already with "
						+ Amounts.plain(before) + " billed, not " + Amounts.plain(now) + "; nothing was changed.");
	}

	private void add(List<Subscriber> subscribers, Actor actor) {
		if (subscribers.isEmpty()) {
			return;
		}
		Instant now = this.calendar.now();
		LocalDate newest = this.calendar.today().withDayOfMonth(1);
		List<Long> ids = this.customers.createAll(actor,
				subscribers.stream()
					.map((subscriber) -> new NewCustomer(CustomerKind.PERSON, "Customer " + subscriber.id(), null, null,
							null, null, subscriber.since(newest, this.calendar.today()), List.of(),
							List.of(PREFIX + subscriber.id())))
					.toList());
		Map<Long, Integer> one = new HashMap<>();
		Map<Long, Integer> invoices = new HashMap<>();
		Map<Long, Integer> receipts = new HashMap<>();
		List<BillingAccount> opened = new ArrayList<>();
		Map<AccountNumber, BillCycle> cycles = new HashMap<>();
		List<NewContract> running = new ArrayList<>();
		List<AccountHistory> stories = new ArrayList<>();
		List<Payment> paid = new ArrayList<>();
		for (int i = 0; i < ids.size(); i++) {
			Subscriber subscriber = subscribers.get(i);
			long id = ids.get(i);
			LocalDate since = subscriber.since(newest, this.calendar.today());
			AccountNumber account = AccountNumber.of(id, 1);
			opened.add(new BillingAccount(account, "Main account", USD.getCode(), this.calendar.startOf(since)));
			running.add(new NewContract(id, account.no(), subscriber.bundle().code(), null, subscriber.term(),
					subscriber.monthly(), since, subscriber.churned() ? subscriber.until(newest, since) : null)
				.billed(BillingTiming.ARREARS));
			cycles.put(account,
					this.defaults.cycleFrom(since).onDay(1).from((subscriber.tenure() > 0) ? newest : since));
			Story story = new Story(subscriber, account, newest, this.calendar, now, actor);
			stories.add(new AccountHistory(account, story.events));
			paid.addAll(story.payments);
			one.put(id, 1);
			if (subscriber.bills() > 0) {
				invoices.put(id, subscriber.bills());
			}
			if (!story.payments.isEmpty()) {
				receipts.put(id, story.payments.size());
			}
		}
		// New customers: each series begins with 1.
		this.series.nextAll(Series.ACCOUNT, one);
		this.series.nextAll(Series.INVOICE, invoices);
		this.series.nextAll(Series.PAYMENT, receipts);
		this.accounts.openAll(opened, cycles);
		this.contracts.addAll(actor, running);
		this.histories.append(stories);
		this.payments.recordAll(paid);
	}

	private static Map<String, String> extras() {
		Map<String, String> extras = new LinkedHashMap<>();
		extras.put("MultipleLines", "several lines");
		extras.put("OnlineSecurity", "online security");
		extras.put("OnlineBackup", "online backup");
		extras.put("DeviceProtection", "device protection");
		extras.put("TechSupport", "technical support");
		extras.put("StreamingTV", "streaming TV");
		extras.put("StreamingMovies", "streaming films");
		return extras;
	}

	/** A row. The total is null where the file has none. */
	record Subscriber(Table.Row row, String id, int tenure, Money monthly, Money total, Bundle bundle,
			List<String> extras, String term, Paying paying, boolean churned) implements Unit {

		@Override
		public List<Table.Row> rows() {
			return List.of(this.row);
		}

		int bills() {
			return (this.total != null) ? this.tenure : 0;
		}

		LocalDate since(LocalDate newest, LocalDate today) {
			return (this.tenure > 0) ? newest.minusMonths(this.tenure) : today;
		}

		LocalDate until(LocalDate newest, LocalDate since) {
			return (this.tenure > 0) ? newest.minusDays(1) : since;
		}

		Money correction() {
			return (this.total != null) ? this.total.minus(this.monthly.multipliedBy(this.tenure)) : Money.zero(USD);
		}

		String description() {
			return Stream.concat(Stream.of(this.bundle.label()), this.extras.stream())
				.reduce((one, other) -> one + ", " + other)
				.orElseThrow();
		}

		String remark() {
			return (this.total == null) ? "TotalCharges is empty: loaded as customer and contract, without bills."
					: null;
		}

	}

	/** The bills and payments of one subscriber, in the order of time. */
	private static final class Story {

		private final List<AccountHistory.Event> events = new ArrayList<>();

		private final List<Payment> payments = new ArrayList<>();

		private final Subscriber subscriber;

		private final AccountNumber account;

		private final Instant now;

		private final Actor actor;

		private final BusinessCalendar calendar;

		private long seq;

		Story(Subscriber subscriber, AccountNumber account, LocalDate newest, BusinessCalendar calendar, Instant now,
				Actor actor) {
			this.subscriber = subscriber;
			this.account = account;
			this.now = now;
			this.actor = actor;
			this.calendar = calendar;
			tell(newest);
		}

		private void tell(LocalDate newest) {
			Money monthly = this.subscriber.monthly();
			Money correction = this.subscriber.correction();
			int bills = this.subscriber.bills();
			for (int no = 1; no < bills; no++) {
				LocalDate issued = newest.minusMonths(bills - no);
				bill(no, issued);
				pay(this.subscriber.paying().automatic() ? issued : issued.plusDays(DAYS_TO_PAY), monthly);
			}
			Money rest = correction;
			if (bills > 0) {
				bill(bills, newest);
				rest = rest.plus(monthly);
			}
			if (!correction.isZero()) {
				this.events.add(new AccountHistory.Moved(start(newest), this.actor,
						Movement.correction(correction, newest.plusDays(DAYS_TO_PAY),
								"Correction: total in the old system", null),
						"Correction of " + Amounts.show(correction) + ": total in the old system"));
				this.seq++;
			}
			if (rest.isPositive() && (this.subscriber.churned() || this.subscriber.paying().automatic())) {
				pay(newest, rest);
			}
			else if (rest.isNegative() && this.subscriber.churned()) {
				this.events.add(new AccountHistory.Moved(noon(newest), this.actor,
						Movement.refund(rest.negated(), this.subscriber.paying().method().account(), newest,
								"Credit paid back at the end", null),
						"Credit of " + Amounts.show(rest.negated()) + " paid back"));
				this.seq++;
			}
		}

		private void bill(int no, LocalDate issued) {
			this.events.add(new AccountHistory.Billed(start(issued), this.actor, no,
					new NewInvoice(issued, issued.plusDays(DAYS_TO_PAY), issued.minusMonths(1), issued.minusDays(1),
							List.of(new NewInvoice.Line(this.subscriber.bundle().code(), this.subscriber.description(),
									1, this.subscriber.monthly(), BigDecimal.ZERO)))));
			if (this.subscriber.monthly().isPositive()) {
				this.seq++;
			}
		}

		private void pay(LocalDate on, Money amount) {
			if (!amount.isPositive()) {
				return;
			}
			PaymentMethod method = this.subscriber.paying().method();
			ReceiptNumber receipt = ReceiptNumber.of(this.account.customerId(), this.payments.size() + 1);
			Instant at = noon(on);
			this.events.add(new AccountHistory.Moved(at, this.actor,
					Movement.payment(amount, method.account(),
							"Payment received, " + method.label().toLowerCase(Locale.ROOT), receipt.toString()),
					"Payment of " + Amounts.show(amount) + " received, " + method.label().toLowerCase(Locale.ROOT)
							+ ", receipt " + receipt));
			this.payments.add(new Payment(receipt, this.account, amount, USD.getCode(), method, null, at, ++this.seq,
					this.actor.name(), this.actor.channel(), false));
		}

		private Instant start(LocalDate day) {
			return this.calendar.startOf(day);
		}

		/** Noon, or now where that is earlier. */
		private Instant noon(LocalDate day) {
			Instant noon = start(day).plus(Duration.ofHours(12));
			return noon.isAfter(this.now) ? this.now : noon;
		}

	}

	/** What was taken together. */
	enum Bundle {

		PHONE("TELCO-PHONE", "Telephone"), DSL("TELCO-DSL", "DSL internet"), FIBER("TELCO-FIBER", "Fibre internet"),
		PHONE_DSL("TELCO-PHONE-DSL", "Telephone and DSL internet"),
		PHONE_FIBER("TELCO-PHONE-FIBER", "Telephone and fibre internet"), NOTHING("TELCO-OTHER", "Service");

		private final String code;

		private final String label;

		Bundle(String code, String label) {
			this.code = code;
			this.label = label;
		}

		static Bundle of(boolean phone, String internet) {
			return switch (internet) {
				case "DSL" -> phone ? PHONE_DSL : DSL;
				case "No" -> phone ? PHONE : NOTHING;
				default -> phone ? PHONE_FIBER : FIBER;
			};
		}

		String code() {
			return this.code;
		}

		String label() {
			return this.label;
		}

	}

	/** How a subscriber pays. */
	enum Paying {

		ELECTRONIC_CHECK("Electronic check", PaymentMethod.BANK_TRANSFER, false),
		MAILED_CHECK("Mailed check", PaymentMethod.CHEQUE, false),
		BANK_TRANSFER("Bank transfer (automatic)", PaymentMethod.BANK_TRANSFER, true),
		CREDIT_CARD("Credit card (automatic)", PaymentMethod.CARD, true);

		private final String word;

		private final PaymentMethod method;

		private final boolean automatic;

		Paying(String word, PaymentMethod method, boolean automatic) {
			this.word = word;
			this.method = method;
			this.automatic = automatic;
		}

		static List<String> words() {
			return Stream.of(values()).map((paying) -> paying.word).toList();
		}

		static Paying of(String word) {
			return Stream.of(values()).filter((paying) -> paying.word.equals(word)).findFirst().orElseThrow();
		}

		PaymentMethod method() {
			return this.method;
		}

		boolean automatic() {
			return this.automatic;
		}

	}

}
