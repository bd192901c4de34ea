package app.accord.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;

import app.accord.actor.Actor;
import app.accord.billing.AccountHistory;
import app.accord.billing.BillCycle;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.BillingDefaults;
import app.accord.billing.Histories;
import app.accord.billing.Positions;
import app.accord.care.CaseIntake;
import app.accord.care.CaseRules;
import app.accord.care.RuleBook;
import app.accord.catalog.PriceBook;
import app.accord.catalog.ProductIntake;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerIntake;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.NewCustomer;
import app.accord.customer.PortalAccess;
import app.accord.customer.Series;
import app.accord.database.Progress;
import app.accord.donation.DonationChoices;
import app.accord.donation.NonProfits;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.invoicing.Taxes;
import app.accord.order.OrderIntake;
import app.accord.order.RecordedOrder;
import app.accord.payment.AutoPay;
import app.accord.payment.CardOnFile;
import app.accord.payment.Payment;
import app.accord.payment.Payments;
import app.accord.payment.SavedCard;
import app.accord.payment.SavedCards;
import app.accord.relationship.NewAuthority;
import app.accord.relationship.NewPayer;
import app.accord.relationship.NewRelation;
import app.accord.relationship.Relationships;
import app.accord.relationship.Role;
import app.accord.relationship.Scope;
import app.accord.security.ApiTokens;
import app.accord.staff.Staff;
import app.accord.subscription.ContractIntake;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills in the sample company, all of it or nothing: staff, price book, customers and
 * their histories up to now.
 */
@Component
class SampleCompany {

	/** The password of everybody in it. */
	static final String PASSWORD = "demo";

	/** A program may use the API with it. */
	static final String TOKEN = "demo-api-token";

	private static final long SEED = 1997_0512L;

	private static final int TOWNSPEOPLE = 427;

	private static final Actor FOUNDING = Actor.system("Sample company");

	private final Staff staff;

	private final ApiTokens tokens;

	private final ProductIntake products;

	private final PriceBook prices;

	private final CustomerIntake customers;

	private final CustomerSeries series;

	private final PortalAccess portal;

	private final BillingAccounts accounts;

	private final BillingDefaults defaults;

	private final Taxes taxes;

	private final ContractIntake contracts;

	private final OrderIntake orders;

	private final Histories histories;

	private final Payments payments;

	private final Timeline timeline;

	private final Positions positions;

	private final SavedCards cards;

	private final AutoPay autoPay;

	private final NonProfits nonProfits;

	private final DonationChoices giving;

	private final Relationships relationships;

	private final CaseIntake cases;

	private final RuleBook caseRules;

	private final Sayings sayings;

	private final BusinessCalendar calendar;

	private final TransactionTemplate transaction;

	SampleCompany(Staff staff, ApiTokens tokens, ProductIntake products, PriceBook prices, CustomerIntake customers,
			CustomerSeries series, PortalAccess portal, BillingAccounts accounts, BillingDefaults defaults, Taxes taxes,
			ContractIntake contracts, OrderIntake orders, Histories histories, Payments payments, Timeline timeline,
			Positions positions, SavedCards cards, AutoPay autoPay, NonProfits nonProfits, DonationChoices giving,
			Relationships relationships, CaseIntake cases, RuleBook caseRules, Sayings sayings,
			BusinessCalendar calendar, TransactionTemplate transaction) {
		this.caseRules = caseRules;
		this.cases = cases;
		this.relationships = relationships;
		this.sayings = sayings;
		this.positions = positions;
		this.cards = cards;
		this.autoPay = autoPay;
		this.nonProfits = nonProfits;
		this.giving = giving;
		this.staff = staff;
		this.tokens = tokens;
		this.products = products;
		this.prices = prices;
		this.customers = customers;
		this.series = series;
		this.portal = portal;
		this.accounts = accounts;
		this.defaults = defaults;
		this.taxes = taxes;
		this.contracts = contracts;
		this.orders = orders;
		this.histories = histories;
		this.payments = payments;
		this.timeline = timeline;
		this.calendar = calendar;
		this.transaction = transaction;
	}

	/**
	 * Fills it in unless somebody works here already.
	 * @return whether it was filled in
	 */
	boolean found() throws Exception {
		if (!this.staff.none()) {
			return false;
		}
		Progress.during("Filling in the sample company", () -> {
			this.transaction.executeWithoutResult((status) -> fill());
			return null;
		});
		return true;
	}

	private void fill() {
		Crew.MEMBERS
			.forEach((member) -> this.staff.createForDemo(member.username(), member.name(), member.role(), PASSWORD));
		this.tokens.allow("Demo program", TOKEN);
		Days days = new Days(this.calendar.now(), this.calendar.zone());
		Assortment assortment = new Assortment(days.today(), days.zone());
		fillPriceBook(assortment);
		Cast cast = new Cast(days, assortment);
		Map<String, Draft> logins = new LinkedHashMap<>();
		List<Draft> drafts = people(days, assortment, cast, logins);
		openAccounts(drafts);
		recordGiving(drafts);
		this.contracts.addAll(FOUNDING,
				drafts.stream().flatMap((draft) -> draft.contracts().stream().map(draft::billed)).toList());
		recordPurchases(drafts, days);
		postHistories(drafts);
		switchAutoPayOn(drafts);
		logins.forEach((login, draft) -> this.portal.allow(draft.id(), login, PASSWORD));
		cast.relate(drafts, new Noting());
		CaseRules usual = this.caseRules.now();
		this.caseRules.set(FOUNDING, usual.deadlines(), usual.usual(), "admin",
				"Sam looks after whatever is late nevertheless");
		Worries worries = new Worries(days, cast.billed(), new Random(SEED));
		worries.ofTown(drafts.subList(0, TOWNSPEOPLE)).forEach(this.cases::record);
		worries.ofCast(drafts).forEach(this.cases::record);
		this.sayings.note(drafts.subList(0, TOWNSPEOPLE), drafts.subList(TOWNSPEOPLE, drafts.size()), days);
	}

	private void fillPriceBook(Assortment assortment) {
		this.products.addAll(FOUNDING, assortment.products());
		assortment.pastPrices().forEach((price) -> this.prices.importPrice(FOUNDING, price));
		assortment.comingPrices().forEach((price) -> this.prices.setPrice(FOUNDING, price));
		assortment.promotions().forEach((promotion) -> this.prices.importPromotion(FOUNDING, promotion));
		assortment.taxes()
			.forEach((tax) -> this.taxes.importRate(FOUNDING, tax.place(), tax.taxClass(), tax.name(), tax.percent(),
					tax.from()));
	}

	private List<Draft> people(Days days, Assortment assortment, Cast cast, Map<String, Draft> logins) {
		Townspeople town = new Townspeople(new Random(SEED), days, assortment, Cast.PHONES);
		List<NewCustomer> everybody = new ArrayList<>();
		for (int i = 0; i < TOWNSPEOPLE; i++) {
			everybody.add(town.somebody());
		}
		List<Cast.Role> roles = cast.roles();
		roles.forEach((role) -> everybody.add(role.customer()));
		List<Long> ids = this.customers.createAllOnTheirFirstDay(FOUNDING, everybody);
		List<Draft> drafts = new ArrayList<>();
		for (int i = 0; i < everybody.size(); i++) {
			NewCustomer customer = everybody.get(i);
			if (i < TOWNSPEOPLE) {
				drafts.add(town.life(ids.get(i), customer, nameOf(customer)));
			}
			else {
				Cast.Role role = roles.get(i - TOWNSPEOPLE);
				Draft draft = new Draft(ids.get(i), nameOf(customer));
				role.story().tell(draft);
				drafts.add(draft);
				if (role.login() != null) {
					logins.put(role.login(), draft);
				}
			}
		}
		return drafts;
	}

	/** Every ninth of the town who owes nothing lets the bills pay themselves. */
	private void switchAutoPayOn(List<Draft> drafts) {
		LocalDate today = this.calendar.today();
		for (int i = 0; i < TOWNSPEOPLE; i += 9) {
			Draft draft = drafts.get(i);
			if (draft.books().isEmpty() || !this.positions.of(draft.books().getFirst().account()).balance().isZero()) {
				continue;
			}
			LocalDate expires = today.plusMonths(1 + i % 40).withDayOfMonth(1).minusDays(1);
			SavedCard card = this.cards.keep(
					draft.id(), new CardOnFile((i % 2 == 0) ? "tok_4242" : "tok_0341", "Visa",
							(i % 2 == 0) ? "4242" : "0341", expires.isAfter(today) ? expires : today.plusYears(2)),
					Crew.ADA);
			this.autoPay.switchOn(draft.books().getFirst().account(), card.id(), "Agreed when the service began",
					Crew.ADA, null);
		}
	}

	private void openAccounts(List<Draft> drafts) {
		reserve(Series.ACCOUNT, drafts, (draft) -> draft.books().size());
		List<BillingAccount> opened = new ArrayList<>();
		Map<AccountNumber, BillCycle> cycles = new HashMap<>();
		LocalDate today = this.calendar.today();
		for (Draft draft : drafts) {
			draft.books()
				.forEach((books) -> cycles.put(books.account(), books.cycle(this.defaults.cycleFrom(today), today)));
			for (int i = 0; i < draft.books().size(); i++) {
				opened.add(new BillingAccount(draft.books().get(i).account(), draft.accountName(i), "USD",
						draft.accountSince(i)));
			}
		}
		this.accounts.openAll(opened, cycles);
	}

	private void recordGiving(List<Draft> drafts) {
		Donors.NON_PROFITS.forEach((each) -> this.nonProfits.add(FOUNDING, each.code(), each.name(), each.description(),
				each.bankAccount()));
		this.giving.importAll(drafts.stream()
			.filter((draft) -> draft.giving() != null)
			.map((draft) -> new DonationChoices.Imported(draft.books().getFirst().account(), draft.giving().choice(),
					draft.giving().at(), draft.giving().by()))
			.toList(), Assortment.USD.getCode());
	}

	private void recordPurchases(List<Draft> drafts, Days days) {
		List<Draft.Purchase> purchases = drafts.stream().flatMap((draft) -> draft.purchases().stream()).toList();
		Map<Actor, List<Draft.Purchase>> byClerk = new LinkedHashMap<>();
		purchases.forEach(
				(purchase) -> byClerk.computeIfAbsent(purchase.clerk(), (clerk) -> new ArrayList<>()).add(purchase));
		byClerk.forEach((clerk, sold) -> {
			Iterator<RecordedOrder> numbers = this.orders
				.recordAll(clerk, sold.stream().map(Draft.Purchase::order).toList())
				.iterator();
			sold.forEach((purchase) -> purchase.post(numbers.next().number(), days));
		});
	}

	private void postHistories(List<Draft> drafts) {
		List<AccountHistory> events = new ArrayList<>();
		List<Payment> paid = new ArrayList<>();
		List<NewInteraction> said = new ArrayList<>();
		Map<Long, Integer> invoices = new HashMap<>();
		Map<Long, Integer> receipts = new HashMap<>();
		for (Draft draft : drafts) {
			said.addAll(draft.contacts());
			int invoice = 1;
			int payment = 1;
			for (Books books : draft.books()) {
				Books.Story story = books.told(invoice, payment);
				events.add(story.history());
				paid.addAll(story.payments());
				said.addAll(story.told());
				invoice += story.invoices();
				payment += story.payments().size();
			}
			invoices.put(draft.id(), invoice - 1);
			receipts.put(draft.id(), payment - 1);
		}
		reserve(Series.INVOICE, drafts, (draft) -> invoices.get(draft.id()));
		reserve(Series.PAYMENT, drafts, (draft) -> receipts.get(draft.id()));
		this.histories.append(events);
		this.payments.recordAll(paid);
		this.timeline.recordAll(said);
	}

	/** The customers are new, so that each series begins with 1. */
	private void reserve(Series kind, List<Draft> drafts, ToIntFunction<Draft> howMany) {
		Map<Long, Integer> wanted = new HashMap<>();
		drafts.forEach((draft) -> {
			if (howMany.applyAsInt(draft) > 0) {
				wanted.put(draft.id(), howMany.applyAsInt(draft));
			}
		});
		this.series.nextAll(kind, wanted);
	}

	/** Notes what people said of each other at the desk. */
	private final class Noting implements Cast.Ties {

		@Override
		public void relation(Draft customer, Draft other, Role role, String called) {
			SampleCompany.this.relationships.relate(Crew.ADA, new NewRelation(CustomerNumber.of(customer.id()),
					CustomerNumber.of(other.id()), role, called, null, null, "Said so in the shop, together"), null);
		}

		@Override
		public void authority(Draft customer, Draft person, LocalDate until) {
			SampleCompany.this.relationships.authorise(Crew.ADA,
					new NewAuthority(CustomerNumber.of(customer.id()), CustomerNumber.of(person.id()),
							Set.of(Scope.PAY), "Signed letter and both passports", null, null, until,
							"Asked for by the customer in the shop; hears badly on the telephone"),
					null);
		}

		@Override
		public void payer(Draft customer, Draft payer) {
			SampleCompany.this.relationships.namePayer(Crew.ADA, new NewPayer(customer.books().getFirst().account(),
					CustomerNumber.of(payer.id()), null, null, "Signed the form in the shop"), null);
		}

	}

	private static String nameOf(NewCustomer customer) {
		return (customer.name() != null) ? customer.name() : customer.givenName() + " " + customer.familyName();
	}

}
