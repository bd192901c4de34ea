package app.accord.billing;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.Series;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Bills: issued once, posted to the ledger in the same transaction, never changed. */
@Component
public class Invoices {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Ledger ledger;

	private final Positions positions;

	private final CustomerSeries series;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	Invoices(JdbcClient client, JdbcTemplate jdbc, Ledger ledger, Positions positions, CustomerSeries series,
			Timeline timeline, BusinessCalendar calendar) {
		this.client = client;
		this.jdbc = jdbc;
		this.ledger = ledger;
		this.positions = positions;
		this.series = series;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * Issues a bill: its lines, its entries in the ledger and the timeline's entry, in
	 * one transaction.
	 */
	@Transactional
	public InvoiceNumber issue(AccountNumber account, NewInvoice invoice, Actor actor) {
		Instant now = this.calendar.now();
		LockedAccount locked = this.ledger.lock(account);
		InvoiceNumber number = new InvoiceNumber(account.customerId(),
				this.series.next(account.customerId(), Series.INVOICE));
		List<Movement> movements = movements(number, invoice);
		long seq = movements.isEmpty() ? locked.lastSeq()
				: this.ledger.post(locked, movements, now, actor, null).getLast().seq();
		insert(List.of(new Issued(number, account, now, invoice, seq)));
		this.timeline.record(issuing(number, account, now, invoice, seq, actor));
		return number;
	}

	/**
	 * A page of an account's bills, newest first, without their lines.
	 * @param page from 0
	 * @param size bills a page, at most 200
	 */
	@Transactional(readOnly = true)
	public List<Invoice> page(AccountNumber account, int page, int size) {
		Position position = this.positions.of(account);
		int limit = Math.clamp(size, 1, 200);
		return this.client.sql("""
				select * from invoice where customer_id = :customer and account_no = :account and posting_seq <= :seq
				order by issued_at desc, invoice_no desc limit :size offset :offset
				""")
			.param("customer", account.customerId())
			.param("account", account.no())
			// A bill issued since the position was read would look as if it were paid.
			.param("seq", position.asOf())
			.param("size", limit)
			.param("offset", (long) page * limit)
			.query(row(position, List.of()))
			.list();
	}

	/** How many bills an account has. */
	@Transactional(readOnly = true)
	public long count(AccountNumber account) {
		return this.client.sql("select count(*) from invoice where customer_id = ? and account_no = ?")
			.param(account.customerId())
			.param(account.no())
			.query(Long.class)
			.single();
	}

	/** The bill of that number, with its lines. */
	@Transactional(readOnly = true)
	public Optional<Invoice> find(InvoiceNumber number) {
		Optional<AccountNumber> account = this.client
			.sql("select account_no from invoice where customer_id = ? and invoice_no = ?")
			.param(number.customerId())
			.param(number.no())
			.query(Integer.class)
			.optional()
			.map((no) -> new AccountNumber(number.customerId(), no));
		return account.flatMap((of) -> {
			Position position = this.positions.of(of);
			return this.client.sql("select * from invoice where customer_id = ? and invoice_no = ?")
				.param(number.customerId())
				.param(number.no())
				.query(row(position, lines(number, position)))
				.optional();
		});
	}

	/** What a bill moves: its net amount and its tax, each if above zero. */
	static List<Movement> movements(InvoiceNumber number, NewInvoice invoice) {
		if (invoice.net().isNegative() || invoice.tax().isNegative()) {
			throw new Refusal("A bill can't be below zero. Give a credit instead.");
		}
		List<Movement> movements = new ArrayList<>();
		if (invoice.net().isPositive()) {
			movements.add(new Movement(EntryKind.INVOICE, LedgerAccount.RECEIVABLE, LedgerAccount.REVENUE,
					invoice.net(), invoice.dueOn(), "Bill " + number, number.toString(), number.no(), null));
		}
		if (invoice.tax().isPositive()) {
			movements.add(new Movement(EntryKind.TAX, LedgerAccount.RECEIVABLE, LedgerAccount.TAX_PAYABLE,
					invoice.tax(), invoice.dueOn(), "Tax on bill " + number, number.toString(), number.no(), null));
		}
		return movements;
	}

	static NewInteraction issuing(InvoiceNumber number, AccountNumber account, Instant at, NewInvoice invoice, long seq,
			Actor actor) {
		String total = Amounts.show(invoice.net().plus(invoice.tax()), Locale.US);
		NewInteraction issuing = NewInteraction.change(number.customerId(), at, InteractionKind.BILLING, actor,
				"Bill " + number + " issued: " + total + ", to be paid by " + DAY.format(invoice.dueOn()));
		return (seq > 0) ? issuing.aboutEntry(account.no(), seq) : issuing;
	}

	void insert(List<Issued> invoices) {
		this.jdbc.batchUpdate("""
				insert into invoice (customer_id, invoice_no, account_no, issued_at, issued_on, due_on, period_start,
					period_end, net_minor, tax_minor, total_minor, posting_seq)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", invoices, 1000, (statement, issued) -> {
			NewInvoice invoice = issued.invoice();
			statement.setLong(1, issued.number().customerId());
			statement.setInt(2, issued.number().no());
			statement.setInt(3, issued.account().no());
			statement.setTimestamp(4, Timestamp.from(issued.at()));
			statement.setObject(5, invoice.issuedOn());
			statement.setObject(6, invoice.dueOn());
			statement.setObject(7, invoice.periodStart());
			statement.setObject(8, invoice.periodEnd());
			statement.setLong(9, Amounts.minor(invoice.net()));
			statement.setLong(10, Amounts.minor(invoice.tax()));
			statement.setLong(11, Amounts.minor(invoice.net().plus(invoice.tax())));
			statement.setLong(12, issued.postingSeq());
		});
		record NumberedLine(InvoiceNumber number, int lineNo, NewInvoice.Line line) {
		}
		List<NumberedLine> lines = new ArrayList<>();
		for (Issued issued : invoices) {
			int lineNo = 0;
			for (NewInvoice.Line line : issued.invoice().lines()) {
				lines.add(new NumberedLine(issued.number(), ++lineNo, line));
			}
		}
		this.jdbc.batchUpdate("""
				insert into invoice_line (customer_id, invoice_no, line_no, product_code, description, quantity,
					net_minor, tax_percent, tax_minor)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", lines, 1000, (statement, numbered) -> {
			NewInvoice.Line line = numbered.line();
			statement.setLong(1, numbered.number().customerId());
			statement.setInt(2, numbered.number().no());
			statement.setInt(3, numbered.lineNo());
			statement.setString(4, line.productCode());
			statement.setString(5, line.description());
			statement.setInt(6, line.quantity());
			statement.setLong(7, Amounts.minor(line.net()));
			statement.setBigDecimal(8, line.taxPercent());
			statement.setLong(9, Amounts.minor(line.tax()));
		});
	}

	private List<Invoice.Line> lines(InvoiceNumber number, Position position) {
		String currency = position.balance().getCurrencyUnit().getCode();
		return this.client.sql("select * from invoice_line where customer_id = ? and invoice_no = ? order by line_no")
			.param(number.customerId())
			.param(number.no())
			.query((row, n) -> new Invoice.Line(row.getInt("line_no"), row.getString("product_code"),
					row.getString("description"), row.getInt("quantity"),
					Amounts.ofMinor(currency, row.getLong("net_minor")),
					row.getBigDecimal("tax_percent").stripTrailingZeros(),
					Amounts.ofMinor(currency, row.getLong("tax_minor"))))
			.list();
	}

	private static RowMapper<Invoice> row(Position position, List<Invoice.Line> lines) {
		String currency = position.balance().getCurrencyUnit().getCode();
		return (row, n) -> new Invoice(new InvoiceNumber(row.getLong("customer_id"), row.getInt("invoice_no")),
				position.account(), row.getTimestamp("issued_at").toInstant(),
				row.getObject("issued_on", LocalDate.class), row.getObject("due_on", LocalDate.class),
				row.getObject("period_start", LocalDate.class), row.getObject("period_end", LocalDate.class),
				Amounts.ofMinor(currency, row.getLong("net_minor")),
				Amounts.ofMinor(currency, row.getLong("tax_minor")),
				Amounts.ofMinor(currency, row.getLong("total_minor")), row.getLong("posting_seq"),
				position.openOf(row.getInt("invoice_no")), position, lines);
	}

	/** An issued bill, to be stored. */
	record Issued(InvoiceNumber number, AccountNumber account, Instant at, NewInvoice invoice, long postingSeq) {
	}

}
