package app.accord.testing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.actor.ActorKind;
import app.accord.billing.Adjusting;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Invoices;
import app.accord.billing.NewInvoice;
import app.accord.catalog.NewProduct;
import app.accord.catalog.NewPromotion;
import app.accord.catalog.PriceBook;
import app.accord.catalog.PricedProduct;
import app.accord.catalog.ProductIntake;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.PortalAccess;
import app.accord.payment.PaymentMethod;
import app.accord.payment.Receipt;
import app.accord.payment.TakingPayment;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.subscription.Contracts;
import app.accord.subscription.NewContract;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

import org.springframework.context.ApplicationContext;

/**
 * The people that tests of pages are about, each made in one line. Everybody's password
 * is {@link #PASSWORD}.
 */
public final class Cast {

	/** Everybody's password. */
	public static final String PASSWORD = "a long password";

	private static final Actor AGENT = new Actor(ActorKind.STAFF, "ada", "Ada Lindqvist", Channel.DESK);

	private final ApplicationContext program;

	private Cast(ApplicationContext program) {
		this.program = program;
	}

	/** The cast of that program. */
	public static Cast of(ApplicationContext program) {
		return new Cast(program);
	}

	/** The agent in whose name things are done that nobody did. */
	public static Actor agent() {
		return AGENT;
	}

	/** An amount in dollars: {@code 97.06}. */
	public static Money dollars(String amount) {
		return Money.parse("USD " + amount);
	}

	/**
	 * A customer with an account in dollars, who can sign in to the portal by that name.
	 */
	public AccountNumber customer(String given, String family, String phone, String username) {
		NewCustomer customer = NewCustomer.person(given, family)
			.with(NewContactPoint.phone(phone), NewContactPoint.email(username + "@example.com"))
			.since(LocalDate.of(2014, 5, 3));
		CustomerNumber number = bean(Customers.class).create(AGENT, customer);
		bean(PortalAccess.class).allow(number.customerId(), username, PASSWORD);
		return bean(BillingAccounts.class).open(number.customerId(), "Home", "USD", AGENT);
	}

	/** An account in dollars of a new customer, who can't sign in. */
	public AccountNumber account(String given, String family) {
		CustomerNumber number = bean(Customers.class).create(AGENT, NewCustomer.person(given, family));
		return bean(BillingAccounts.class).open(number.customerId(), "Home", "USD", AGENT);
	}

	/** The same, on which that is owed for services. */
	public AccountNumber owing(String given, String family, String amount, LocalDate dueOn) {
		AccountNumber account = account(given, family);
		bean(Adjusting.class).charge(account, dollars(amount), dueOn, "Services", AGENT, null);
		return account;
	}

	/** The same, due today. */
	public AccountNumber owing(String given, String family, String amount) {
		return owing(given, family, amount, bean(BusinessCalendar.class).today());
	}

	/** A customer who has nothing yet, but can sign in to the portal by that name. */
	public CustomerNumber withoutAccount(String given, String family, String username) {
		CustomerNumber number = bean(Customers.class).create(AGENT, NewCustomer.person(given, family));
		bean(PortalAccess.class).allow(number.customerId(), username, PASSWORD);
		return number;
	}

	/** A clerk who can sign in to the counter by that name. */
	public void clerk(String username, String name) {
		bean(Staff.class).create(username, name, StaffRole.CLERK, PASSWORD);
	}

	/** A bill of one line without tax. */
	public InvoiceNumber bill(AccountNumber account, String amount, LocalDate dueOn, String description) {
		LocalDate today = bean(BusinessCalendar.class).today();
		LocalDate issuedOn = today.isAfter(dueOn) ? dueOn.minusDays(21) : today;
		NewInvoice.Line line = new NewInvoice.Line(null, description, 1, dollars(amount), BigDecimal.ZERO);
		return bean(Invoices.class).issue(account, new NewInvoice(issuedOn, dueOn, null, null, List.of(line)), AGENT);
	}

	/** A payment in cash. */
	public Receipt cash(AccountNumber account, String amount) {
		return bean(TakingPayment.class)
			.take(account, dollars(amount), PaymentMethod.CASH, null, AGENT, UUID.randomUUID().toString())
			.value();
	}

	/** A thing that is sold from now on. */
	public void product(String code, String name, String price) {
		sell(new NewProduct(code, name, ProductKind.GOODS, ProductUnit.EACH, null), price);
	}

	private void sell(NewProduct product, String price) {
		bean(ProductIntake.class).addAll(AGENT, List
			.of(new PricedProduct(product, dollars(price), bean(BusinessCalendar.class).now().minusSeconds(60))));
	}

	/** A mailer's code that takes an amount off a product for a month. */
	public void mailer(String code, String name, String product, String off) {
		Instant now = bean(BusinessCalendar.class).now();
		bean(PriceBook.class).importPromotion(AGENT, new NewPromotion(code, name, product, null, dollars(off), true,
				null, null, now.minusSeconds(60), now.plus(Duration.ofDays(30))));
	}

	/** A service that runs since the first of the month. */
	public void service(AccountNumber account, String code, String name, String place, String monthly) {
		sell(new NewProduct(code, name, ProductKind.SERVICE, ProductUnit.MONTH, null), monthly);
		LocalDate since = bean(BusinessCalendar.class).today().withDayOfMonth(1);
		bean(Contracts.class).start(AGENT, new NewContract(account.customerId(), account.no(), code, place,
				"Month-to-month", dollars(monthly), since, null));
	}

	/** A part of the program. */
	public <T> T bean(Class<T> type) {
		return this.program.getBean(type);
	}

}
