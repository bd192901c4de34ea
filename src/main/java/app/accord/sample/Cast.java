package app.accord.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Movement;
import app.accord.billing.NewInvoice;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.Tier;
import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;
import app.accord.order.NewOrder;
import app.accord.order.NewOrderLine;
import app.accord.order.OrderKind;
import app.accord.order.SoldThrough;
import app.accord.payment.PaymentMethod;
import app.accord.subscription.ContractDiscount;
import app.accord.subscription.NewContract;

import org.joda.money.Money;

import static app.accord.sample.Assortment.usd;

/**
 * The customers who can sign in, each in the middle of a story.
 */
final class Cast {

	/** Numbers that nobody else of the sample company may have. */
	static final Set<String> PHONES = Set.of("415-555-0134", "212-555-0147", "718-555-0112", "917-555-0168",
			"973-555-0121", "973-555-0122", "347-555-0155", "617-555-0170", "215-555-0183");

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

	static final Actor AGENCY = new Actor(ActorKind.STAFF, "agency-north", "Sales, agency North", Channel.PHONE);

	private final Days days;

	private final Assortment assortment;

	private final LocalDate today;

	/** The day of the last monthly bill, ten to some twenty days ago. */
	private final LocalDate billed;

	Cast(Days days, Assortment assortment) {
		this.days = days;
		this.assortment = assortment;
		this.today = days.today();
		this.billed = (this.today.getDayOfMonth() >= 10) ? this.today.withDayOfMonth(1)
				: this.today.minusMonths(1).withDayOfMonth(16);
	}

	/** Who they are, and under which name they sign in. */
	List<Role> roles() {
		return List.of(
				new Role("marisol", person("Marisol", "Okafor", 1997, 5, 12, Tier.PLATINUM).with(
						NewContactPoint.phone("+1 415 555 0134")
							.labelled("mobile")
							.unreachable("no reception at home, asked not to be called there"),
						NewContactPoint.phone("212-555-0147").labelled("office, weekdays after 18:00").preferring(),
						NewContactPoint.email("marisol.okafor@postbox.example").reaching(),
						NewContactPoint.postal("12 Canal St\nNew York, NY 10013").labelled("home")), this::marisol),
				new Role("theo",
						person("Theo", "Lindgren", 2011, 9, 3, Tier.GOLD).with(
								NewContactPoint.phone("718-555-0112").labelled("mobile"),
								NewContactPoint.email("theo.lindgren@brightmail.example").reaching(),
								NewContactPoint.postal("88 Bergen St\nBrooklyn, NY 11217").labelled("home")),
						this::theo),
				new Role("priya",
						person("Priya", "Raman", 2018, 2, 20, Tier.SILVER).with(
								NewContactPoint.phone("917-555-0168").labelled("mobile"),
								NewContactPoint.email("priya.raman@inbox.example").preferring().reaching(),
								NewContactPoint.postal("301 E 7th St\nNew York, NY 10009").labelled("home")),
						this::priya),
				new Role("harbor",
						NewCustomer.organization("Harbor & Vine Bakery")
							.since(LocalDate.of(2009, 4, 1))
							.withTier(Tier.GOLD)
							.with(NewContactPoint.phone("973-555-0121").labelled("shop"),
									NewContactPoint.phone("973-555-0122").labelled("bakehouse"),
									NewContactPoint.email("accounts@harborandvine.example").preferring().reaching(),
									NewContactPoint.postal("45 Ferry St\nNewark, NJ 07105").labelled("shop")),
						this::harbor),
				new Role("dmitri",
						person("Dmitri", "Volkov", 2020, 11, 6, Tier.STANDARD).with(
								NewContactPoint.phone("347-555-0155").labelled("mobile"),
								NewContactPoint.email("dmitri.volkov@letterbox.example").reaching(),
								NewContactPoint.postal("17 Ocean Pkwy\nBrooklyn, NY 11218").labelled("home")),
						this::dmitri),
				new Role("ingrid",
						person("Ingrid", "Solberg", 2003, 10, 14, Tier.GOLD).speaking("de")
							.with(NewContactPoint.phone("617-555-0170").labelled("mobile"),
									NewContactPoint.email("ingrid.solberg@mailhaus.example").reaching(),
									NewContactPoint.postal("9 Hanover St\nBoston, MA 02113").labelled("home")),
						this::ingrid),
				new Role("kwame",
						person("Kwame", "Mensah", 2016, 6, 30, Tier.SILVER).with(
								NewContactPoint.phone("215-555-0183").labelled("mobile"),
								NewContactPoint.email("kwame.mensah@postbox.example").reaching(),
								NewContactPoint.postal("230 Spruce St\nPhiladelphia, PA 19106").labelled("home")),
						this::kwame),
				new Role("ana",
						somebody("Ana", "Ruiz", 2012, 4, 2, "646-555-0241", "33 Rivington St\nNew York, NY 10002"),
						(draft) -> mobile(draft, "+1 646 555 0241", true)),
				new Role(null,
						somebody("Ben", "Ruiz", 2012, 4, 2, "646-555-0242", "33 Rivington St\nNew York, NY 10002"),
						(draft) -> mobile(draft, "+1 646 555 0242", true)),
				new Role(null,
						somebody("Lena", "Ruiz", 2022, 8, 29, "646-555-0243", "33 Rivington St\nNew York, NY 10002"),
						(draft) -> mobile(draft, "+1 646 555 0243", true)),
				new Role(null,
						somebody("Milo", "Ruiz", 2024, 9, 2, "646-555-0244", "33 Rivington St\nNew York, NY 10002"),
						(draft) -> mobile(draft, "+1 646 555 0244", false)),
				new Role(null, somebody("Rosa", "Ruiz", 2001, 6, 11, "929-555-0261", "5 Grand Ave\nQueens, NY 11101"),
						(draft) -> mobile(draft, "+1 929 555 0261", false)),
				new Role(null,
						NewCustomer.organization("Tidewater Print & Sign")
							.since(LocalDate.of(2015, 3, 9))
							.withTier(Tier.SILVER)
							.with(NewContactPoint.phone("201-555-0290").labelled("reception"),
									NewContactPoint.email("office@tidewaterprint.example").preferring(),
									NewContactPoint.postal("80 Dock St\nHoboken, NJ 07030").labelled("works")),
						(draft) -> mobile(draft, "80 Dock St", false)),
				new Role(null, contact("Greta", "Sorensen", "201-555-0291", "greta.sorensen@tidewaterprint.example"),
						(draft) -> {
						}),
				new Role(null, contact("Hassan", "Darwish", "201-555-0292", "hassan.darwish@tidewaterprint.example"),
						(draft) -> {
						}),
				new Role(null, contact("Petra", "Novotny", "201-555-0293", "petra.novotny@tidewaterprint.example"),
						(draft) -> {
						}),
				new Role("odile",
						somebody("Odile", "Brandt", 2013, 5, 6, "646-555-0271", "71 Orchard St\nNew York, NY 10002"),
						(draft) -> mobile(draft, "+1 646 555 0271", true)),
				new Role(null,
						somebody("Odile", "Brandt-Keller", this.today.minusMonths(11).getYear(),
								this.today.minusMonths(11).getMonthValue(), 1, "646-555-0272",
								"71 Orchard St\nNew York, NY 10002"),
						(draft) -> mobile(draft, "+1 646 555 0272", true)));
	}

	/** What those of the cast are to each other, in the order of {@link #roles()}. */
	void relate(List<Draft> drafts, Ties ties) {
		Draft ana = named(drafts, "Ana Ruiz");
		Draft ben = named(drafts, "Ben Ruiz");
		Draft lena = named(drafts, "Lena Ruiz");
		Draft milo = named(drafts, "Milo Ruiz");
		Draft rosa = named(drafts, "Rosa Ruiz");
		ties.relation(ana, ben, app.accord.relationship.Role.SPOUSE, "husband");
		for (Draft member : List.of(ben, lena, milo)) {
			ties.relation(ana, member, app.accord.relationship.Role.HOUSEHOLD_MEMBER, null);
		}
		ties.relation(ana, lena, app.accord.relationship.Role.CHILD, "daughter");
		ties.relation(ana, milo, app.accord.relationship.Role.CHILD, "son");
		for (Draft member : List.of(ben, lena, milo)) {
			ties.payer(member, ana);
		}
		ties.relation(rosa, ana, app.accord.relationship.Role.CHILD, "daughter");
		ties.authority(rosa, ana, this.today.plusMonths(10));
		Draft tidewater = named(drafts, "Tidewater Print & Sign");
		ties.relation(tidewater, named(drafts, "Greta Sorensen"), app.accord.relationship.Role.BILLING_CONTACT,
				"accounts payable");
		ties.relation(tidewater, named(drafts, "Hassan Darwish"), app.accord.relationship.Role.TECHNICAL_CONTACT,
				"head of IT");
		ties.relation(tidewater, named(drafts, "Petra Novotny"), app.accord.relationship.Role.DECISION_MAKER, "owner");
	}

	/** The day of the last monthly bill. */
	LocalDate billed() {
		return this.billed;
	}

	static Draft named(List<Draft> drafts, String name) {
		return drafts.stream().filter((draft) -> draft.name().equals(name)).reduce((one, other) -> other).orElseThrow();
	}

	private static NewCustomer somebody(String given, String family, int year, int month, int day, String phone,
			String address) {
		return person(given, family, year, month, day, Tier.STANDARD).with(
				NewContactPoint.phone(phone).labelled("mobile"),
				NewContactPoint.email((given + "." + family + "@postbox.example").toLowerCase(Locale.ROOT)).reaching(),
				NewContactPoint.postal(address).labelled("home"));
	}

	private static NewCustomer contact(String given, String family, String phone, String email) {
		return person(given, family, 2019, 1, 14, Tier.STANDARD).with(NewContactPoint.phone(phone).labelled("office"),
				NewContactPoint.email(email).preferring());
	}

	/** One mobile service, billed each month; what was billed last is open or paid. */
	private void mobile(Draft draft, String place, boolean paid) {
		Books books = draft.open("Main account", this.days.at(this.billed.minusMonths(3), 6, 0));
		contract(draft, "MOBILE-L", place, 14);
		for (int month = 2; month >= 0; month--) {
			LocalDate issued = this.billed.minusMonths(month);
			Money total = bill(draft, books, issued, "MOBILE-L");
			if (month > 0 || paid) {
				pay(books, issued.plusDays(4), 18, draft.self(Channel.PORTAL), total, PaymentMethod.CARD, "On line");
			}
		}
	}

	/**
	 * Told $97.06, sees $110.27; dead spot at home; the visit is moved under her eyes.
	 */
	private void marisol(Draft draft) {
		LocalDate bill = this.billed;
		LocalDate next = bill.plusMonths(1);
		Books books = draft.open("Main account", this.days.at(bill.minusMonths(4), 6, 0));
		draft.contracts()
			.add(new NewContract(draft.id(), 1, "MOBILE-L", "+1 415 555 0134",
					"until " + this.today.plusMonths(7).getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "
							+ this.today.plusMonths(7).getYear(),
					usd("45.00"), this.today.minusMonths(17).withDayOfMonth(1), null));
		draft.contracts()
			.add(new NewContract(draft.id(), 1, "FIBRE-500", "12 Canal St", "monthly", usd("39.00"),
					LocalDate.of(2014, 3, 17), null)
				.less(ContractDiscount.ofAmount(usd("2.80"), null)));
		draft.contracts()
			.add(new NewContract(draft.id(), 1, "TV-BASIC", "12 Canal St", "monthly", usd("9.00"), bill, null)
				.less(ContractDiscount.ofAmount(usd("1.05"), bill.plusMonths(6).minusDays(1))));
		books.move(this.days.at(bill.minusMonths(4), 6, 0), Crew.BILLING,
				Movement.correction(usd("88.40"), bill.minusMonths(4).plusDays(2),
						"Balance brought forward from the old billing system", null),
				"Account moved from the old billing system with a balance of $88.40");
		books.pay(this.days.at(bill.minusMonths(4).plusDays(1), 9, 14), draft.self(Channel.PORTAL), usd("88.40"),
				PaymentMethod.CARD, "•••• 4242");
		for (int month = 3; month >= 1; month--) {
			LocalDate issued = bill.minusMonths(month);
			books.bill(this.days.at(issued, 6, 0), Crew.BILLING, bill(issued, 2, line("MOBILE-L", "45.00"),
					line("FIBRE-500", "39.00"), discount("Loyalty discount, customer since 1997", "-2.80")));
			books.pay(this.days.at(issued.plusDays(1), 9, 14), draft.self(Channel.PORTAL), usd("88.40"),
					PaymentMethod.CARD, "•••• 4242");
		}
		buy(draft, books, this.days.at(bill.minusDays(4), 16, 35), "Market St", PaymentMethod.CASH, "SCREEN-PROTECTOR",
				1);
		// It holds from the bill after this one.
		draft.give(new Donors.Giving(Donors.marisols(), this.days.at(bill.plusDays(3), 20, 16),
				draft.self(Channel.PORTAL)));
		books.bill(this.days.at(bill, 6, 0), Crew.BILLING,
				bill(bill, 2, line("MOBILE-L", "45.00"), line("FIBRE-500", "39.00"), line("TV-BASIC", "9.00"),
						discount("Loyalty discount, customer since 1997", "-2.80"),
						discount("TV Basic, welcome discount", "-1.05")));
		tell(draft, books, this.days.at(bill.plusDays(2), 9, 0), Channel.SMS, "Text message: “%s is due”");
		books.move(this.days.at(bill.plusDays(7), 6, 0), Crew.USAGE, Books.charge(usd("8.21"), next, "Roaming"),
				"Roaming $8.21");
		books.move(this.days.at(bill.plusDays(8), 11, 20), Crew.REMINDERS, Books.charge(usd("5.00"), next, "Late fee"),
				"Late fee $5.00, reminder step 2");
		draft.say(draft.contact(this.days.at(bill.minusDays(18), 17, 42), InteractionKind.CALL, Direction.OUT, AGENCY,
				"Refused: Mobile XL offer", "No sales calls, please, for the next three months."));
		draft.say(draft.contact(this.days.at(bill.minusDays(11), 20, 4), InteractionKind.MESSAGE, Direction.IN,
				draft.self(Channel.WEB), "Web form: “Reception at home”",
				"Since the mall was finished I have no signal inside. I have been a customer for more than twenty "
						+ "years. Please tell me what you will do, and please do not call the mobile: it doesn’t ring."));
		draft.say(draft.contact(this.days.at(bill.minusDays(11), 20, 6), InteractionKind.MESSAGE, Direction.OUT,
				Crew.writing(Crew.SCHEDULING, Channel.EMAIL), "E-mail: “We have your message about reception at home”",
				"You will hear from our network team. We will use your office line, on weekdays after 18:00."));
		draft.say(draft
			.contact(this.days.at(bill.plusDays(1), 10, 25), InteractionKind.NOTE, Direction.NONE, Crew.RUTH,
					"Complaint about reception: network team is measuring at Canal St",
					"Wi-Fi calling would help her at once: her phone supports it and she has Fibre 500.")
			.forStaffOnly());
		String day = weekday(this.today.plusDays(2));
		draft.say(
				draft
					.change(this.days.ago(155), InteractionKind.SERVICE, Crew.SCHEDULING,
							"Automatic: technician visit moved to " + day + " 16:00")
					.because("the crew is delayed"));
		draft.say(draft.contact(this.days.ago(155), InteractionKind.MESSAGE, Direction.OUT,
				Crew.writing(Crew.SCHEDULING, Channel.EMAIL), "E-mail: “Your visit is now " + day + " 16:00”",
				"The technician for 12 Canal St comes on " + day + " at 16:00."));
		draft.say(draft.contact(this.days.ago(34), InteractionKind.CALL, Direction.IN, Crew.ADA_CALLING,
				"Reception at home, 6 min",
				"No signal inside since the mall opened. Asked not to be called on the mobile. "
						+ "Wants the visit after six."));
		draft.say(draft
			.change(this.days.ago(21), InteractionKind.SERVICE, Crew.SCHEDULING,
					"Automatic: technician visit moved to " + day + " 18:30")
			.because("the customer asked for a visit after six"));
		draft.say(draft.contact(this.days.ago(21), InteractionKind.MESSAGE, Direction.OUT,
				Crew.writing(Crew.SCHEDULING, Channel.EMAIL), "E-mail: “Your visit is now " + day + " 18:30”",
				"The technician for 12 Canal St comes on " + day + " at 18:30, not at 16:00. We call your office line "
						+ "before."));
	}

	/** Paid one bill twice: in credit. */
	private void theo(Draft draft) {
		Books books = draft.open("Main account", this.days.at(this.billed.minusMonths(13), 6, 0));
		contract(draft, "MOBILE-M", "+1 718 555 0112", 26);
		contract(draft, "FIBRE-100", "88 Bergen St", 40);
		for (int month = 12; month >= 0; month--) {
			LocalDate issued = this.billed.minusMonths(month);
			Money total = bill(draft, books, issued, "MOBILE-M", "FIBRE-100");
			pay(books, issued.plusDays(6), 10, Crew.BANK, total, PaymentMethod.BANK_TRANSFER, "Lindgren " + issued);
			if (month == 0) {
				pay(books, issued.plusDays(8), 10, Crew.BANK, total, PaymentMethod.BANK_TRANSFER, "Lindgren " + issued);
			}
		}
		draft.say(draft.contact(this.days.at(this.billed.plusDays(9), 14, 2), InteractionKind.CALL, Direction.IN,
				Crew.ADA_CALLING, "Paid the bill twice by mistake",
				"His bank shows two transfers. Told him that the second one is his credit and pays the next bill, or is "
						+ "paid back if he likes. He leaves it."));
	}

	/** Owes nothing: collected automatically. */
	private void priya(Draft draft) {
		Books books = draft.open("Main account", this.days.at(this.billed.minusMonths(19), 6, 0));
		contract(draft, "FIBRE-1000", "301 E 7th St", 20);
		contract(draft, "TV-PLUS", "301 E 7th St", 14);
		for (int month = 18; month >= 0; month--) {
			LocalDate issued = this.billed.minusMonths(month);
			Money total = bill(draft, books, issued, "FIBRE-1000", "TV-PLUS");
			pay(books, issued.plusDays(7), 4, Crew.COLLECTING, total, PaymentMethod.CARD, "Card on file");
		}
		buy(draft, books, this.days.at(this.today.minusDays(50), 12, 11), null, PaymentMethod.CARD, "EARBUDS-2", 1);
		draft.say(draft.contact(this.days.at(this.today.minusDays(23), 18, 30), InteractionKind.CALL, Direction.IN,
				Crew.ADA_CALLING, "Asked whether TV Plus becomes dearer",
				"Told her the price that holds from tomorrow’s date on the price list, and that she is free to leave."));
	}

	/** A firm with two accounts: one to be paid soon, one with something overdue. */
	private void harbor(Draft draft) {
		Books shop = draft.open("Shop, Ferry St", this.days.at(this.billed.minusMonths(11), 6, 0));
		Books bakehouse = draft.open("Bakehouse, Clinton Ave", this.days.at(this.billed.minusMonths(7), 6, 0));
		contract(draft, "FIBRE-500", "45 Ferry St", 30);
		contract(draft, "LANDLINE", "45 Ferry St", 30);
		draft.contracts()
			.add(new NewContract(draft.id(), 2, "FIBRE-100", "210 Clinton Ave", "12 months",
					this.assortment.price("FIBRE-100", this.today.minusMonths(8)), this.today.minusMonths(8), null));
		for (int month = 10; month >= 0; month--) {
			LocalDate issued = this.billed.minusMonths(month);
			Money total = bill(draft, shop, issued, "FIBRE-500", "LANDLINE");
			if (month > 0) {
				pay(shop, issued.plusDays(12), 9, Crew.BANK, total, PaymentMethod.BANK_TRANSFER, "H&V shop " + issued);
			}
		}
		for (int month = 6; month >= 0; month--) {
			LocalDate issued = this.billed.minusMonths(month);
			NewInvoice invoice = new NewInvoice(issued, issued.plusDays(14), issued.minusMonths(1), issued.minusDays(1),
					List.of(line("FIBRE-100", "29.00")));
			bakehouse.bill(this.days.at(issued, 6, 0), Crew.BILLING, invoice);
			if (month > 1) {
				pay(bakehouse, issued.plusDays(12), 9, Crew.BANK, Books.total(invoice), PaymentMethod.BANK_TRANSFER,
						"H&V bakehouse " + issued);
			}
		}
		draft.say(
				draft
					.contact(this.days.at(this.today.minusDays(5), 11, 48), InteractionKind.NOTE, Direction.NONE,
							Crew.GRACE, "Bakehouse bill: the transfer named the wrong account",
							"Their bank is looking for it. No reminder.")
					.forStaffOnly());
	}

	/** Reminded again and again; paid everything yesterday: no reminder may leave now. */
	private void dmitri(Draft draft) {
		Books books = draft.open("Main account", this.days.at(this.billed.minusMonths(9), 6, 0));
		contract(draft, "MOBILE-S", "+1 347 555 0155", 22);
		Money owed = Money.zero(Assortment.USD);
		for (int month = 8; month >= 0; month--) {
			LocalDate issued = this.billed.minusMonths(month);
			Money total = bill(draft, books, issued, "MOBILE-S");
			if (month > 3) {
				pay(books, issued.plusDays(13), 17, Crew.JONAS, total, PaymentMethod.CASH, null);
			}
			else {
				owed = owed.plus(total);
			}
			if (month == 3 || month == 2) {
				LocalDate late = issued.plusDays(24);
				books.move(this.days.at(late, 11, 20), Crew.REMINDERS,
						Books.charge(usd("5.00"), late.plusDays(14), "Late fee"), "Late fee $5.00, reminder step 2");
				owed = owed.plus(usd("5.00"));
			}
			if (month == 3 || month == 2 || month == 1) {
				tell(draft, books, this.days.at(issued.plusDays(25), 9, 0), (month == 2) ? Channel.EMAIL : Channel.SMS,
						(month == 2) ? "E-mail: “Second reminder: %s is overdue”"
								: "Text message: “Please pay %s, it is overdue”");
			}
		}
		draft.say(draft.contact(this.days.at(this.today.minusDays(4), 15, 20), InteractionKind.CALL, Direction.OUT,
				Crew.ADA_CALLING, "Called about the open bills",
				"Was in hospital for two months. Pays everything this week, promised."));
		books.pay(this.days.at(this.today.minusDays(1), 16, 5), Crew.BANK, owed, PaymentMethod.BANK_TRANSFER,
				"Volkov, all open bills");
	}

	/** Comes to the shop for the same things at her own rhythm. */
	private void ingrid(Draft draft) {
		Books books = draft.open("Main account", this.days.at(this.today.minusMonths(15), 6, 0));
		int[] jitter = { 0, 2, -1, 1, 3, -2, 0, 1, -1, 2, 0, -2, 1, 0, 1 };
		for (int visit = 14; visit >= 0; visit--) {
			LocalDate on = this.today.minusDays(27 + 28L * visit + jitter[visit]);
			List<String> codes = new ArrayList<>(List.of("CLEANING-REFILL"));
			if (visit % 3 == 0) {
				codes.add("FILTER-REFILL");
			}
			if (visit == 14) {
				codes.add("CLEANING-KIT");
			}
			if (visit == 5) {
				codes.add("CABLE-USB-C");
			}
			List<NewOrderLine> lines = codes.stream()
				.map((code) -> new NewOrderLine(code, Assortment.item(code).name(), 1, this.assortment.price(code, on),
						null, null))
				.toList();
			draft.buy(books,
					new NewOrder(draft.id(), 1, OrderKind.SALE, SoldThrough.SHOP, "Boylston St",
							Assortment.USD.getCode(), this.days.at(on, 11, 10 + visit), null, lines),
					(visit % 2 == 0) ? PaymentMethod.CARD : PaymentMethod.CASH, Crew.JONAS);
		}
		draft.say(draft.contact(this.days.at(this.today.minusDays(27), 11, 25), InteractionKind.VISIT, Direction.IN,
				Crew.JONAS, "Likes the new refill bottles",
				"Easier to open than the old ones. Would take a larger size."));
		draft
			.say(draft
				.contact(this.days.at(this.today.minusDays(84), 11, 30), InteractionKind.NOTE, Direction.NONE,
						Crew.JONAS, "Speaks German when in a hurry; always asks after the filters", null)
				.forStaffOnly());
	}

	/** The mailer said one price, the till another. */
	private void kwame(Draft draft) {
		Books books = draft.open("Main account", this.days.at(this.billed.minusMonths(6), 6, 0));
		contract(draft, "FIBRE-500", "230 Spruce St", 9);
		for (int month = 5; month >= 0; month--) {
			LocalDate issued = this.billed.minusMonths(month);
			Money total = bill(draft, books, issued, "FIBRE-500");
			if (month > 0) {
				pay(books, issued.plusDays(5), 19, draft.self(Channel.PORTAL), total, PaymentMethod.CARD, "On line");
			}
		}
		String until = DAY.format(this.assortment.mailerLastDay());
		draft.say(draft.contact(this.days.at(this.today.minusDays(12), 8, 0), InteractionKind.MESSAGE, Direction.OUT,
				new Actor(ActorKind.STAFF, "marketer", "Mateo Rivas", Channel.POST),
				"Letter: mailer AUTUMN24, Fibre 1000 for $49.00 a month",
				"“Fibre 1000 for $49.00 instead of $59.00 a month until " + until + ". Name the code AUTUMN24 in the "
						+ "shop, on the web or by telephone.”"));
		draft.say(draft.contact(this.days.at(this.today.minusDays(2), 17, 12), InteractionKind.VISIT, Direction.IN,
				Crew.JONAS, "Was told $69.00 for Fibre 1000 in the shop on Chestnut St",
				"Came with the mailer in his hand; the card on the shelf was an old one. Left without signing."));
		draft.say(draft.contact(this.days.ago(95), InteractionKind.CALL, Direction.IN, Crew.ADA_CALLING,
				"Asks which price is right for Fibre 1000",
				"“The mailer says $49.00, your shop asks $20.00 more.” To be called back with one answer."));
	}

	private void contract(Draft draft, String code, String place, int months) {
		LocalDate since = this.today.minusMonths(months);
		draft.contracts()
			.add(new NewContract(draft.id(), 1, code, place, "24 months", this.assortment.price(code, since), since,
					null));
	}

	private Money bill(Draft draft, Books books, LocalDate issued, String... codes) {
		List<NewInvoice.Line> lines = new ArrayList<>();
		for (String code : codes) {
			draft.contracts()
				.stream()
				.filter((contract) -> contract.productCode().equals(code) && !contract.startedOn().isAfter(issued))
				.forEach((contract) -> lines.add(new NewInvoice.Line(code, Assortment.item(code).name(), 1,
						contract.monthly(), Assortment.TAX)));
		}
		NewInvoice invoice = new NewInvoice(issued, issued.plusDays(14), issued.minusMonths(1), issued.minusDays(1),
				lines);
		books.bill(this.days.at(issued, 6, 0), Crew.BILLING, invoice);
		return Books.total(invoice);
	}

	private static NewInvoice bill(LocalDate issued, int daysToPay, NewInvoice.Line... lines) {
		return new NewInvoice(issued, issued.plusDays(daysToPay), issued, issued.plusMonths(1).minusDays(1),
				List.of(lines));
	}

	private static NewInvoice.Line line(String code, String amount) {
		return new NewInvoice.Line(code, Assortment.item(code).name(), 1, usd(amount), Assortment.TAX);
	}

	private static NewInvoice.Line discount(String description, String amount) {
		return new NewInvoice.Line(null, description, 1, usd(amount), Assortment.TAX);
	}

	private void pay(Books books, LocalDate on, int hour, Actor actor, Money amount, PaymentMethod method,
			String reference) {
		if (on.isBefore(this.today)) {
			books.pay(this.days.at(on, hour, 12), actor, amount, method, reference);
		}
	}

	private void buy(Draft draft, Books books, Instant at, String shop, PaymentMethod method, String code,
			int quantity) {
		draft.buy(books,
				new NewOrder(draft.id(), 1, OrderKind.SALE, (shop != null) ? SoldThrough.SHOP : SoldThrough.WEB, shop,
						Assortment.USD.getCode(), at, null,
						List.of(new NewOrderLine(code, Assortment.item(code).name(), quantity,
								Assortment.item(code).price(), null, null))),
				method, (shop != null) ? Crew.JONAS : Crew.WEB_SHOP);
	}

	/** Writes to the customer what the balance is; {@code %s} stands for it. */
	private void tell(Draft draft, Books books, Instant at, Channel channel, String words) {
		books.tell(at, (then) -> then.stating(draft.contact(at, InteractionKind.MESSAGE, Direction.OUT,
				Crew.writing(Crew.REMINDERS, channel), words.formatted(Books.show(then.balance())), null)));
	}

	private static NewCustomer person(String given, String family, int year, int month, int day, Tier tier) {
		return NewCustomer.person(given, family).since(LocalDate.of(year, month, day)).withTier(tier);
	}

	private static String weekday(LocalDate day) {
		return day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
	}

	/**
	 * A customer with a story.
	 *
	 * @param login signs in by it; null: can't
	 * @param customer who it is
	 * @param story what happened
	 */
	record Role(String login, NewCustomer customer, Story story) {
	}

	/** Notes what the cast are to each other. */
	interface Ties {

		void relation(Draft customer, Draft other, app.accord.relationship.Role role, String called);

		void authority(Draft customer, Draft person, LocalDate until);

		void payer(Draft customer, Draft payer);

	}

	/** Fills in what happened to a customer. */
	interface Story {

		void tell(Draft draft);

	}

}
