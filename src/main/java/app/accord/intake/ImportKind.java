package app.accord.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a file holds: one kind of record. Each has a simple format of our own; its columns
 * are recognised under other names too.
 */
public enum ImportKind {

	/** People and companies. */
	CUSTOMERS("Customers", "customer", "customers", "Whom you deal with, and how to reach them.", Set.of(), List
		.of(column(Target.EXTERNAL_ID, "external_id", false, "4711",
				"The customer’s id in the other system. By it the next file, and files of other kinds, name the customer."),
				column(Target.KIND, "kind", false, "person", "“person” or “company”."),
				column(Target.NAME, "name", false, "Marta Feld",
						"The whole name; needed where given and family name are empty."),
				column(Target.GIVEN_NAME, "given_name", false, "Marta", "A person’s given name."),
				column(Target.FAMILY_NAME, "family_name", false, "Feld", "A person’s family name."),
				column(Target.ORGANIZATION, "company", false, "", "The name of a company."),
				column(Target.EMAIL, "email", false, "marta.feld@example.com", "An e-mail address. May stand twice."),
				column(Target.PHONE, "phone", false, "+1 212 555 0143", "A telephone number. May stand twice."),
				column(Target.STREET, "street", false, "12 Elm Street", "Street and number."),
				column(Target.CITY, "city", false, "Troy", "Town."),
				column(Target.REGION, "region", false, "NY", "State or region."),
				column(Target.POSTCODE, "postcode", false, "12180", "Postcode."),
				column(Target.COUNTRY, "country", false, "USA", "Country."),
				column(Target.LANGUAGE, "language", false, "en", "Language code."),
				column(Target.TIER, "tier", false, "Gold", "Standard, Silver, Gold or Platinum; for new customers."),
				column(Target.CUSTOMER_SINCE, "customer_since", false, "2019-05-02",
						"First day as a customer; for new customers."))),

	/** Contact points of customers, and who is reached by them. */
	CONTACTS("Contacts", "contact", "contacts",
			"Further ways to reach customers that you have: a row adds what is new.",
			Set.of(Target.CUSTOMER, Target.LABEL),
			List.of(customer(), customerSource(),
					column(Target.PERSON, "person", false, "Ina Berg",
							"Who is reached, where it is not the customer in person.", "contact", "contactperson"),
					column(Target.LABEL, "label", false, "purchasing", "What it is called: home, work, purchasing.",
							"role", "department"),
					column(Target.EMAIL, "email", false, "ina.berg@example.com", "An e-mail address."),
					column(Target.PHONE, "phone", false, "+1 212 555 0170", "A telephone number."),
					column(Target.ADDRESS, "address", false, "", "A whole postal address."))),

	/** What is sold. */
	PRODUCTS("Products", "product", "products", "What you sell, with its list price.",
			Set.of(Target.CODE, Target.TITLE, Target.PRICE),
			List.of(column(Target.CODE, "code", true, "LAMP-20", "The product’s code, letters and digits.",
					"productcode", "sku", "itemcode", "articlenumber"),
					column(Target.TITLE, "name", true, "Desk lamp", "What customers read.", "productname", "title"),
					column(Target.PRODUCT_KIND, "kind", false, "goods", "“goods” or “service”; goods if empty.",
							"type"),
					column(Target.UNIT, "unit", false, "each", "“each” or “month”; each if empty.", "per"),
					column(Target.TEXT, "description", false, "With a long arm", "What it is."),
					column(Target.PRICE, "price", true, "49.90", "List price of one.", "listprice", "unitprice"),
					currency(),
					column(Target.FROM, "from", false, "2026-01-01",
							"The day from which the price holds; at once if empty.", "validfrom"))),

	/** What customers bought. */
	PURCHASES("Purchases", "purchase", "purchases",
			"What customers bought elsewhere, paid and done. Rows with one number, one below the other, are the lines of one purchase.",
			Set.of(Target.CUSTOMER, Target.NUMBER, Target.DAY, Target.QUANTITY, Target.PRICE),
			List.of(customer(), customerSource(),
					column(Target.NUMBER, "number", true, "536365", "The purchase’s number in the other system.",
							"invoiceno", "ordernumber", "orderno", "orderid"),
					column(Target.DAY, "date", true, "2024-12-01 08:26", "When it was bought; a time of day if known.",
							"invoicedate", "orderdate", "day"),
					column(Target.CODE, "product", false, "LAMP-20", "The product’s code, where you have it here.",
							"productcode", "stockcode", "sku"),
					column(Target.TEXT, "description", false, "Desk lamp",
							"What was bought; needed where there is no product.", "productname", "item"),
					column(Target.QUANTITY, "quantity", true, "2", "How many; below zero where they were taken back.",
							"qty"),
					column(Target.PRICE, "price", true, "49.90", "Price of one.", "unitprice"),
					column(Target.DEDUCTION, "discount", false, "", "What was taken off the line as a whole."),
					currency(),
					column(Target.SOLD_THROUGH, "channel", false, "web", "“shop”, “web” or “phone”; shop if empty."),
					column(Target.PLACE, "place", false, "", "Which shop or site."),
					column(Target.METHOD, "method", false, "card",
							"How it was paid: cash, card, transfer or cheque; transfer if empty."))),

	/** Bills that another system issued. */
	BILLS("Bills", "bill", "bills",
			"Bills that were issued elsewhere. They make the opening position of the account and are never chased for the past.",
			Set.of(Target.CUSTOMER, Target.NUMBER, Target.ISSUED, Target.AMOUNT),
			List.of(customer(), customerSource(),
					column(Target.NUMBER, "number", true, "R-2024-118", "The bill’s number in the other system.",
							"invoicenumber", "invoiceno", "billnumber"),
					column(Target.ISSUED, "issued", true, "2024-11-30", "The bill’s date.", "invoicedate", "billdate",
							"issuedate"),
					column(Target.DUE, "due", false, "2024-12-14", "When it was to be paid; on its date if empty.",
							"duedate", "dueon"),
					column(Target.AMOUNT, "amount", true, "110.27", "What was to be paid, tax included.", "total",
							"totalamount"),
					column(Target.TAX, "tax", false, "9.10", "The tax in it.", "vat", "taxamount"), currency(),
					column(Target.TEXT, "description", false, "Services in November", "What it was for."),
					column(Target.PERIOD_FROM, "period_from", false, "2024-11-01", "First day of its period."),
					column(Target.PERIOD_TO, "period_to", false, "2024-11-30", "Last day of its period."),
					column(Target.PAID_ON, "paid_on", false, "2024-12-10",
							"When it was paid as a whole. Leave it empty where you import the payments as well.",
							"paiddate", "paymentdate"))),

	/** Money that another system received. */
	PAYMENTS("Payments", "payment", "payments", "Money that was received elsewhere, or paid back.",
			Set.of(Target.CUSTOMER, Target.NUMBER, Target.DAY, Target.AMOUNT),
			List.of(customer(), customerSource(),
					column(Target.NUMBER, "number", true, "P-9921", "The payment’s number in the other system.",
							"paymentid", "receipt", "paymentnumber", "transactionid"),
					column(Target.DAY, "date", true, "2024-12-10", "When it was received.", "paymentdate", "paidon",
							"receivedon"),
					column(Target.AMOUNT, "amount", true, "110.27", "How much; below zero where it was paid back."),
					currency(),
					column(Target.METHOD, "method", false, "transfer",
							"Cash, card, transfer or cheque; transfer if empty.", "paymentmethod"),
					column(Target.REFERENCE, "reference", false, "Thank you", "What the payer wrote."),
					column(Target.BILL, "bill", false, "R-2024-118",
							"The number of the bill it was meant for. Import the bills first.", "billnumber",
							"invoicenumber"))),

	/** What was said and written. */
	INTERACTIONS("Interactions", "entry", "entries", "Calls, mails, notes and visits of the past.",
			Set.of(Target.CUSTOMER, Target.DAY, Target.CHANNEL, Target.TEXT),
			List.of(customer(), customerSource(),
					column(Target.NUMBER, "number", false, "T-77", "Its number in the other system.", "ticketid",
							"activityid", "id"),
					column(Target.DAY, "date", true, "2024-03-05 14:02", "When it was; a time of day if known.", "when",
							"createdat", "activitydate"),
					column(Target.CHANNEL, "channel", true, "phone",
							"“phone”, “email”, “sms”, “letter”, “web”, “shop” or “note”.", "via", "viachannel"),
					column(Target.DIRECTION, "direction", false, "in",
							"“in” where the customer wrote or called, “out” where you did; needed but for a note."),
					column(Target.SUBJECT, "subject", false, "Engraving is wrong",
							"One line; the text’s beginning if empty.", "title"),
					column(Target.TEXT, "text", true, "He says that the name is not KC.", "What was said.", "body",
							"notes", "message", "comment", "description"),
					column(Target.EMPLOYEE, "employee", false, "Dana Reyes", "Who dealt with it.", "agent", "owner",
							"createdby"),
					column(Target.VISIBLE, "customer_sees", false, "no",
							"“yes” where the customer may read it on the portal; for staff only if empty."))),

	/** What customers agreed to and refused. */
	CONSENT("Consent", "answer", "answers",
			"What customers agreed to and what they refused. What they say later counts more, and never is refusal undone by an older yes.",
			Set.of(Target.CUSTOMER, Target.PURPOSE, Target.CHANNEL, Target.ANSWER, Target.DAY),
			List.of(customer(), customerSource(),
					column(Target.PURPOSE, "purpose", true, "offers", "“offers”, “surveys” or “partners”.", "topic"),
					column(Target.CHANNEL, "channel", true, "email", "“email”, “phone”, “sms”, “post” or “all”.",
							"via"),
					column(Target.ANSWER, "answer", true, "yes", "“yes” or “no”.", "consent", "optin", "status"),
					column(Target.DAY, "date", true, "2024-02-01", "When the customer said so.", "when", "consentdate",
							"givenon"),
					column(Target.ORIGIN, "origin", false, "web form",
							"Where and how the customer said so; a yes needs it. A list that was bought gives no consent.",
							"source", "from", "evidence")));

	private final String label;

	private final String one;

	private final String many;

	private final String about;

	private final Set<Target> telling;

	private final List<Column> columns;

	ImportKind(String label, String one, String many, String about, Set<Target> telling, List<Column> columns) {
		this.label = label;
		this.one = one;
		this.many = many;
		this.about = about;
		this.telling = telling;
		this.columns = columns;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

	/** What one record is called in a sentence. */
	public String one() {
		return this.one;
	}

	/** What records are called in a sentence. */
	public String many() {
		return this.many;
	}

	/** What it is for, a sentence. */
	public String about() {
		return this.about;
	}

	/** The columns of our own format, in order. */
	public List<Column> columns() {
		return this.columns;
	}

	/** Whether rows name a customer who is known already. */
	public boolean ofCustomers() {
		return names(Target.CUSTOMER);
	}

	/** Whether rows may change what is known; of others, what is known stays as it is. */
	public boolean changes() {
		return this == CUSTOMERS || this == PRODUCTS;
	}

	/** Whether rows have amounts of money. */
	public boolean money() {
		return names(Target.CURRENCY);
	}

	/** What its columns may say; leaving out comes first. */
	public List<Target> targets() {
		if (this == CUSTOMERS) {
			return Arrays.stream(Target.values()).filter(Target::ofCustomers).toList();
		}
		return Stream.concat(Stream.of(Target.IGNORED), this.columns.stream().map(Column::target)).toList();
	}

	/**
	 * An empty file of our own format as CSV: the names of the columns, and one row to be
	 * written over.
	 */
	public String template() {
		return CsvLine.of(this.columns.stream().map(Column::name).toList()) + "\r\n"
				+ CsvLine.of(this.columns.stream().map(Column::example).toList()) + "\r\n";
	}

	boolean names(Target target) {
		return this.columns.stream().anyMatch((column) -> column.target() == target);
	}

	/** The meaning of a column of that name, as far as the name alone tells. */
	Target meaning(String name) {
		if (this == CUSTOMERS) {
			return Columns.meaning(name);
		}
		String folded = Columns.folded(name);
		return this.columns.stream()
			.filter((column) -> column.called(folded))
			.map(Column::target)
			.findFirst()
			.orElse(Target.IGNORED);
	}

	/** What a file with these columns holds; customers where nothing says otherwise. */
	static ImportKind of(List<String> header) {
		ImportKind best = CUSTOMERS;
		long most = 0;
		for (ImportKind kind : values()) {
			Set<Target> named = header.stream().map(kind::meaning).collect(Collectors.toSet());
			if (kind != CUSTOMERS && named.containsAll(kind.telling) && named.size() > most) {
				best = kind;
				most = named.size();
			}
		}
		return best;
	}

	private static Column column(Target target, String name, boolean required, String example, String about,
			String... aliases) {
		return new Column(target, name, required, example, about, List.of(aliases));
	}

	private static Column customer() {
		return column(Target.CUSTOMER, "customer", true, "4711",
				"Our customer number (C-10428-7), or the customer’s id in the other system.", "customerid",
				"requesterid", "customernumber", "customerno", "clientid", "kundennummer", "kundennr");
	}

	private static Column customerSource() {
		return column(Target.CUSTOMER_SOURCE, "customer_source", false, "",
				"The name of the source whose ids name the customers, where it differs from row to row.");
	}

	private static Column currency() {
		return column(Target.CURRENCY, "currency", false, "USD",
				"Three letters; where empty, the currency that is chosen for the file.", "currencycode");
	}

	/**
	 * A column of our own format.
	 *
	 * @param target what it says
	 * @param name in the file's header
	 * @param required whether a row without it is refused
	 * @param example a value
	 * @param about what stands in it, a sentence
	 * @param aliases other names by which it is recognised, folded
	 */
	public record Column(Target target, String name, boolean required, String example, String about,
			List<String> aliases) {

		boolean called(String folded) {
			return Columns.folded(this.name).equals(folded) || this.aliases.contains(folded);
		}

	}

}
