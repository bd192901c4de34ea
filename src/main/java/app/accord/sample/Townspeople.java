package app.accord.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.billing.Movement;
import app.accord.billing.NewInvoice;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.Tier;
import app.accord.donation.NewChoice;
import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;
import app.accord.order.NewOrder;
import app.accord.order.NewOrderLine;
import app.accord.order.OrderKind;
import app.accord.order.SoldThrough;
import app.accord.payment.PaymentMethod;
import app.accord.money.Amounts;
import app.accord.subscription.ContractDiscount;
import app.accord.subscription.NewContract;

import org.joda.money.Money;

/**
 * The customers whom nobody wrote a story for: drawn by chance, always the same chance.
 */
final class Townspeople {

	private static final List<String> GOODS = List.of("SCREEN-PROTECTOR", "SCREEN-PROTECTOR", "CASE-ASTER-5",
			"CASE-ASTER-5", "CHARGER-30W", "CABLE-USB-C", "CABLE-USB-C", "EARBUDS-2", "POWERBANK-10", "CLEANING-KIT",
			"CLEANING-REFILL", "FILTER-REFILL", "PREPAID-DATA-10", "PREPAID-DATA-10", "ROUTER-6", "PHONE-ASTER-5",
			"PHONE-KEY-2");

	private static final List<String> UNREACHABLE = List.of("no reception at home",
			"number belongs to somebody else now", "never answers, mailbox full", "disconnected",
			"works nights, asked not to be called");

	private static final List<List<String>> CALLS = List.of(
			List.of("Asked about the bill", "Went through the lines of the last bill together. Clear now."),
			List.of("Internet was slow in the evening", "Restarted the router, measured again: full speed."),
			List.of("Asked when the technician comes", "Confirmed the morning. Bell is broken, please knock."),
			List.of("Wants a paper bill", "Explained where bills are on the self-service pages. Content with that."),
			List.of("Asked what calls abroad cost", "Told the prices with and without the International pack."),
			List.of("New card for payments", "Was shown where to change the card on the self-service pages."),
			List.of("Asked about a larger phone plan",
					"Will think about Mobile L. No sales call wanted before summer."),
			List.of("Thanked for the quick repair", "Line works again since the morning."));

	private static final List<String> NOTES = List.of("Prefers to be written to rather than called.",
			"Speaks slowly on the phone, give time.", "Asked twice about the same bill; explained in writing.",
			"Dog in the yard, technicians should call from the gate.",
			"Considering to leave because of the price; offer the loyalty discount at renewal.",
			"Moved the router to the kitchen on our advice.");

	/** Percent off for whoever has been a customer for twelve years. */
	private static final BigDecimal LOYALTY = new BigDecimal("5");

	private final Random random;

	private final Days days;

	private final Assortment assortment;

	private final List<String> phones = new ArrayList<>();

	private final Set<String> mails = new HashSet<>();

	private int firm;

	private int billed;

	Townspeople(Random random, Days days, Assortment assortment, Set<String> takenPhones) {
		this.random = random;
		this.days = days;
		this.assortment = assortment;
		for (Names.City city : Names.CITIES) {
			for (String area : city.areaCodes()) {
				for (int line = 100; line < 200; line++) {
					this.phones.add(area + "-555-0" + line);
				}
			}
		}
		Collections.shuffle(this.phones, random);
		this.phones.removeAll(takenPhones);
	}

	/** Somebody new; every tenth is a firm. */
	NewCustomer somebody() {
		Names.City city = one(Names.CITIES);
		LocalDate since = LocalDate.of(1997, 1, 1).plusDays(skewed(daysSince1997()));
		Tier tier = tier(since);
		List<NewContactPoint> points = new ArrayList<>();
		NewCustomer customer;
		if (chance(10) && this.firm < Names.FIRMS.size()) {
			String name = Names.FIRMS.get(this.firm++);
			customer = NewCustomer.organization(name);
			points.add(phone(city).labelled("office"));
			points.add(NewContactPoint.email(mail("office", slug(name) + ".example")).preferring());
		}
		else {
			Names.People people = one(Names.PEOPLE);
			String given = one(people.given());
			String family = one((chance(12) ? one(Names.PEOPLE) : people).family());
			customer = NewCustomer.person(given, family)
				.speaking(chance(people.language().equals("en") ? 100 : 45) ? people.language() : "en");
			points.add(phone(city).labelled("mobile"));
			if (chance(30)) {
				NewContactPoint work = phone(city).labelled("work");
				points.add(chance(30) ? work.preferring() : work);
			}
			if (chance(88)) {
				points.add(NewContactPoint.email(mail(slug(given) + "." + slug(family), one(Names.MAIL))));
			}
		}
		if (chance(8)) {
			points.set(0, points.getFirst().unreachable(one(UNREACHABLE)));
		}
		points.add(NewContactPoint.postal(address(city)).labelled("home"));
		return customer.since(since).withTier(tier).with(points.toArray(NewContactPoint[]::new));
	}

	/** What happened to somebody. */
	Draft life(long customerId, NewCustomer customer, String name) {
		Draft draft = new Draft(customerId, name);
		LocalDate since = customer.customerSince();
		LocalDate first = latest(since.plusDays(3), this.days.today().minusMonths(6 + this.random.nextInt(19)));
		if (!this.days.past(first)) {
			first = since;
		}
		Books books = draft.open("Main account", this.days.at(first, 6, 0));
		String place = customer.contactPoints().getLast().typed().lines().findFirst().orElseThrow();
		String mobile = "+1 " + customer.contactPoints().getFirst().typed();
		List<NewContract> contracts = contracts(draft, since, place, mobile);
		boolean loyal = customer.customerSince().isBefore(this.days.today().minusYears(12));
		draft.contracts()
			.addAll(!loyal ? contracts
					: contracts.stream()
						.map((contract) -> contract.less(ContractDiscount.ofPercent(LOYALTY, null)))
						.toList());
		bills(draft, books, contracts, first, loyal);
		purchases(draft, books, first);
		conversations(draft, first);
		return draft;
	}

	private List<NewContract> contracts(Draft draft, LocalDate since, String place, String mobile) {
		List<String> codes = new ArrayList<>();
		if (chance(85)) {
			codes.add(one(List.of("MOBILE-S", "MOBILE-M", "MOBILE-M", "MOBILE-L", "MOBILE-XL")));
		}
		if (codes.isEmpty() || chance(60)) {
			codes.add(one(List.of("FIBRE-100", "FIBRE-100", "FIBRE-500", "FIBRE-500", "FIBRE-1000")));
		}
		if (codes.size() == 2 && chance(45)) {
			codes.add(one(List.of("TV-BASIC", "TV-BASIC", "TV-PLUS", "LANDLINE")));
		}
		if (codes.getFirst().startsWith("MOBILE") && chance(15)) {
			codes.add("INTL-PACK");
		}
		List<NewContract> contracts = new ArrayList<>();
		LocalDate today = this.days.today();
		for (String code : codes) {
			int age = Math.toIntExact(Math.min(today.toEpochDay() - since.toEpochDay(), 1500));
			LocalDate started = today.minusDays((age > 0) ? this.random.nextInt(age) : 0);
			LocalDate ended = (chance(4) && age > 200) ? latest(started.plusDays(60), today.minusDays(30)) : null;
			boolean line = code.startsWith("MOBILE") || code.startsWith("INTL");
			contracts.add(new NewContract(draft.id(), 1, code, line ? mobile : place,
					chance(40) ? "12 months" : chance(50) ? "24 months" : "monthly",
					this.assortment.price(code, started), started,
					(ended != null && ended.isBefore(today)) ? ended : null));
		}
		return contracts;
	}

	private void bills(Draft draft, Books books, List<NewContract> contracts, LocalDate first, boolean loyal) {
		int day = one(List.of(1, 1, 5, 10, 15, 20));
		Habit habit = one(Habit.OFTEN);
		LocalDate today = this.days.today();
		LocalDate issued = first.withDayOfMonth(day);
		NewChoice choice = Donors.of(this.billed++);
		if (choice != null) {
			draft.give(new Donors.Giving(choice, this.days.at(first, 0, 5), draft.self(Channel.PORTAL)));
		}
		for (; this.days.past(issued); issued = issued.plusMonths(1)) {
			if (issued.isBefore(first)) {
				continue;
			}
			List<NewInvoice.Line> lines = lines(contracts, issued, loyal);
			if (lines.isEmpty()) {
				continue;
			}
			if (choice != null) {
				lines = Donors.with(choice, lines);
			}
			NewInvoice invoice = new NewInvoice(issued, issued.plusDays(14), issued.minusMonths(1), issued.minusDays(1),
					lines);
			Instant at = this.days.at(issued, 6, 0);
			books.bill(at, Crew.BILLING, invoice);
			boolean recent = issued.isAfter(today.minusMonths(2));
			if (recent) {
				told(draft, books, issued, invoice.dueOn());
			}
			Money total = Books.total(invoice);
			pay(draft, books, habit, invoice, total, recent && !issued.isAfter(today.minusMonths(1)), recent);
		}
		if (chance(7)) {
			Instant at = this.days.at(today.minusDays(2 + this.random.nextInt(40)), 11, this.random.nextInt(60));
			Money amount = Assortment.usd(one(List.of("5.00", "7.50", "10.00", "15.00")));
			books.move(at, Crew.ADA, Movement.credit(amount, "Credit: service was interrupted", null),
					"Credit of " + Books.show(amount) + " given: service was interrupted");
		}
	}

	private List<NewInvoice.Line> lines(List<NewContract> contracts, LocalDate issued, boolean loyal) {
		List<NewInvoice.Line> lines = new ArrayList<>();
		Money sum = Money.zero(Assortment.USD);
		for (NewContract contract : contracts) {
			boolean began = contract.startedOn().isBefore(issued);
			boolean runs = contract.endedOn() == null || !contract.endedOn().isBefore(issued.minusMonths(1));
			if (began && runs) {
				lines.add(new NewInvoice.Line(contract.productCode(), Assortment.item(contract.productCode()).name(), 1,
						contract.monthly(), Assortment.TAX));
				sum = sum.plus(contract.monthly());
			}
		}
		if (lines.isEmpty()) {
			return lines;
		}
		if (loyal) {
			Money discount = Amounts.percent(sum, LOYALTY);
			lines.add(new NewInvoice.Line(null, "Thank you for your loyalty, 5 %", 1, discount.negated(),
					Assortment.TAX));
		}
		if (chance(22)) {
			int minutes = 2 + this.random.nextInt(70);
			lines.add(new NewInvoice.Line(null, "Calls abroad, " + minutes + " min", minutes,
					Assortment.usd("0.19").multipliedBy(minutes), Assortment.TAX));
		}
		return lines;
	}

	private void told(Draft draft, Books books, LocalDate issued, LocalDate due) {
		boolean text = chance(40);
		Actor writer = Crew.writing(Crew.BILLING, text ? Channel.SMS : Channel.EMAIL);
		Instant at = this.days.at(issued, 9, this.random.nextInt(60));
		books.tell(at, (then) -> {
			String amount = Books.show(then.balance());
			String summary = (text ? "Text message: “" : "E-mail: “")
					+ (then.balance().isPositive() ? amount + " is due by " + due + "”" : "Nothing to pay this month”");
			return then.stating(draft.contact(at, InteractionKind.MESSAGE, Direction.OUT, writer, summary, null));
		});
	}

	private void pay(Draft draft, Books books, Habit habit, NewInvoice invoice, Money total, boolean twice,
			boolean recent) {
		LocalDate due = invoice.dueOn();
		int minute = this.random.nextInt(60);
		switch (habit) {
			case AUTOMATIC -> paid(books, due, 4, minute, Crew.COLLECTING, total, PaymentMethod.CARD, "Card on file");
			case ONLINE -> paid(books, due.minusDays(1 + this.random.nextInt(8)), 8 + this.random.nextInt(14), minute,
					draft.self(Channel.PORTAL), total, PaymentMethod.CARD, "On line");
			case TRANSFER, GENEROUS -> {
				LocalDate on = due.minusDays(this.random.nextInt(4));
				paid(books, on, 10, minute, Crew.BANK, total, PaymentMethod.BANK_TRANSFER,
						"Bill " + invoice.issuedOn());
				if (twice) {
					paid(books, on.plusDays(2), 10, minute, Crew.BANK, total, PaymentMethod.BANK_TRANSFER,
							"Bill " + invoice.issuedOn());
				}
			}
			case LATE -> {
				LocalDate on = due.plusDays(2 + this.random.nextInt(16));
				if (on.isAfter(due.plusDays(9)) && this.days.past(due.plusDays(9))) {
					lateFee(books, due.plusDays(9), due.plusDays(30));
				}
				paid(books, on, 9 + this.random.nextInt(9), minute, Crew.JONAS, total, PaymentMethod.CASH, null);
			}
			case PARTIAL -> {
				Money part = total.dividedBy(2, RoundingMode.DOWN);
				paid(books, due, 12, minute, draft.self(Channel.PORTAL), part, PaymentMethod.CARD, "On line");
				if (!recent || chance(50)) {
					paid(books, due.plusDays(12), 12, minute, draft.self(Channel.PORTAL), total.minus(part),
							PaymentMethod.CARD, "On line");
				}
			}
			case STOPPED -> {
				if (!recent) {
					paid(books, due, 10, minute, Crew.BANK, total, PaymentMethod.CHEQUE, "Cheque " + (1000 + minute));
				}
				else if (this.days.past(due.plusDays(9))) {
					lateFee(books, due.plusDays(9), due.plusDays(30));
				}
			}
		}
	}

	private void lateFee(Books books, LocalDate on, LocalDate due) {
		Money fee = Assortment.usd("5.00");
		books.move(this.days.at(on, 11, 20), Crew.REMINDERS, Books.charge(fee, due, "Late fee"),
				"Late fee of " + Books.show(fee) + " charged");
	}

	private void paid(Books books, LocalDate on, int hour, int minute, Actor actor, Money amount, PaymentMethod method,
			String reference) {
		if (on.isBefore(this.days.today())) {
			books.pay(this.days.at(on, hour, minute), actor, amount, method, reference);
		}
	}

	private void purchases(Draft draft, Books books, LocalDate first) {
		int number = this.random.nextInt(4);
		for (int i = 0; i < number; i++) {
			LocalDate on = between(first, this.days.today());
			Instant at = this.days.at(on, 10 + this.random.nextInt(9), this.random.nextInt(60));
			boolean shop = chance(65);
			List<NewOrderLine> lines = new ArrayList<>();
			Set<String> codes = new HashSet<>();
			for (int line = 0; line <= this.random.nextInt(3); line++) {
				String code = one(GOODS);
				if (codes.add(code)) {
					lines.add(new NewOrderLine(code, Assortment.item(code).name(), chance(85) ? 1 : 2,
							this.assortment.price(code, on), null, null));
				}
			}
			PaymentMethod method = (shop && chance(50)) ? PaymentMethod.CASH : PaymentMethod.CARD;
			String shopName = shop ? one(Names.SHOPS) : null;
			draft.buy(
					books, new NewOrder(draft.id(), 1, OrderKind.SALE, shop ? SoldThrough.SHOP : SoldThrough.WEB,
							shopName, Assortment.USD.getCode(), at, null, lines),
					method, shop ? Crew.JONAS : Crew.WEB_SHOP);
			NewOrderLine line = lines.getFirst();
			if (chance(12) && this.days.past(on.plusDays(9))) {
				draft.buy(books,
						new NewOrder(draft.id(), 1, OrderKind.RETURN, SoldThrough.SHOP, one(Names.SHOPS),
								Assortment.USD.getCode(), this.days.at(on.plusDays(8), 15, this.random.nextInt(60)),
								null, List.of(new NewOrderLine(line.productCode(), line.description(), -line.quantity(),
										line.unitPrice(), null, null))),
						method, Crew.JONAS);
			}
		}
	}

	private void conversations(Draft draft, LocalDate first) {
		for (int i = this.random.nextInt(4); i > 0; i--) {
			List<String> call = one(CALLS);
			Instant at = this.days.at(between(first, this.days.today()), 8 + this.random.nextInt(11),
					this.random.nextInt(60));
			draft.say(draft.contact(at, InteractionKind.CALL, Direction.IN, Crew.ADA_CALLING, call.getFirst(),
					call.getLast()));
		}
		if (chance(30)) {
			Instant at = this.days.at(between(first, this.days.today()), 9 + this.random.nextInt(8),
					this.random.nextInt(60));
			draft.say(draft
				.contact(at, InteractionKind.NOTE, Direction.NONE, chance(70) ? Crew.ADA : Crew.RUTH, one(NOTES), null)
				.forStaffOnly());
		}
	}

	private Tier tier(LocalDate since) {
		int years = (int) ChronoUnit.YEARS.between(since, this.days.today());
		int draw = this.random.nextInt(100) + years;
		return (draw > 112) ? Tier.PLATINUM : (draw > 97) ? Tier.GOLD : (draw > 78) ? Tier.SILVER : Tier.STANDARD;
	}

	private int daysSince1997() {
		return Math.toIntExact(this.days.today().toEpochDay() - LocalDate.of(1997, 1, 1).toEpochDay());
	}

	/** Later is likelier. */
	private int skewed(int bound) {
		return Math.max(this.random.nextInt(bound), this.random.nextInt(bound));
	}

	private NewContactPoint phone(Names.City city) {
		for (int i = 0; i < this.phones.size(); i++) {
			if (city.areaCodes().contains(this.phones.get(i).substring(0, 3))) {
				return NewContactPoint.phone(this.phones.remove(i));
			}
		}
		return NewContactPoint.phone(this.phones.removeFirst());
	}

	private String mail(String local, String domain) {
		String address = local + "@" + domain;
		for (int next = 2; !this.mails.add(address); next++) {
			address = local + next + "@" + domain;
		}
		return address;
	}

	private String address(Names.City city) {
		return (1 + this.random.nextInt(240)) + " " + one(city.streets()) + "\n" + city.name() + " " + city.zip()
				+ String.format(Locale.ROOT, "%02d", 1 + this.random.nextInt(40));
	}

	static String slug(String name) {
		return Normalizer.normalize(name.replace("ß", "ss").replace("ø", "o").replace("ı", "i"), Normalizer.Form.NFD)
			.replaceAll("\\p{M}", "")
			.toLowerCase(Locale.ROOT)
			.replaceAll("[^a-z0-9]+", "-")
			.replaceAll("^-|-$", "");
	}

	private LocalDate between(LocalDate from, LocalDate to) {
		int length = Math.toIntExact(to.toEpochDay() - from.toEpochDay());
		return from.plusDays((length > 0) ? this.random.nextInt(length) : 0);
	}

	private static LocalDate latest(LocalDate one, LocalDate other) {
		return one.isAfter(other) ? one : other;
	}

	private boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	private <T> T one(List<T> of) {
		return of.get(this.random.nextInt(of.size()));
	}

	/** How somebody pays. */
	private enum Habit {

		AUTOMATIC, ONLINE, TRANSFER, GENEROUS, LATE, PARTIAL, STOPPED;

		static final List<Habit> OFTEN = List.of(AUTOMATIC, AUTOMATIC, AUTOMATIC, AUTOMATIC, ONLINE, ONLINE, ONLINE,
				ONLINE, TRANSFER, TRANSFER, TRANSFER, GENEROUS, LATE, LATE, PARTIAL, STOPPED);

	}

}
