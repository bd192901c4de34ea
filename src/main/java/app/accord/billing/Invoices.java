package app.accord.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

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

import org.joda.money.Money;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/** Bills: issued once, posted to the ledger in the same transaction, never changed. */
@Component
public class Invoices {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

	/** A row is a bill with the day it is due now, and what was taken off it since. */
	private static final String SELECT = """
			select i.*, coalesce((select m.to_day from due_date_move m where m.customer_id = i.customer_id
			                      and m.invoice_no = i.invoice_no order by m.move_no desc limit 1), i.due_on) as now_due_on,
			  t.credited_minor, t.written_off_minor
			from invoice i
			cross join lateral (
			  select coalesce(sum(e.amount_minor) filter (where e.kind = 'CREDIT_NOTE'), 0) as credited_minor,
			    coalesce(sum(e.amount_minor) filter (where e.kind = 'WRITE_OFF'), 0) as written_off_minor
			  from ledger_entry e
			  where e.customer_id = i.customer_id and e.account_no = i.account_no and e.invoice_no = i.invoice_no
			    and e.credit = 'RECEIVABLE'
			    and %s) t
			"""
		.formatted(Ledger.notReversed("e", "seq"));

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Ledger ledger;

	private final Positions positions;

	private final CustomerSeries series;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	private final SingletonSupplier<List<AfterBilling>> after;

	Invoices(JdbcClient client, JdbcTemplate jdbc, Ledger ledger, Positions positions, CustomerSeries series,
			Timeline timeline, BusinessCalendar calendar, ObjectProvider<AfterBilling> after) {
		this.after = SingletonSupplier.of(() -> after.orderedStream().toList());
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
		tell(List.of(new Issued(number, account, now, invoice, seq)));
		return number;
	}

	/** Does what follows from new bills. */
	void tell(List<Issued> issued) {
		List<IssuedBill> bills = issued.stream()
			.map((bill) -> new IssuedBill(bill.number(), bill.account(), bill.at(), bill.invoice().issuedOn(),
					bill.invoice().dueOn(), bill.invoice().total(), bill.postingSeq(), bill.invoice().last()))
			.toList();
		if (!bills.isEmpty()) {
			this.after.obtain().forEach((follower) -> follower.issued(bills));
		}
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
		return this.client.sql(SELECT + """
				where i.customer_id = :customer and i.account_no = :account and i.posting_seq <= :seq
				order by i.issued_at desc, i.invoice_no desc limit :size offset :offset
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

	/** Whether there is a bill of that number. */
	@Transactional(readOnly = true)
	public boolean exists(InvoiceNumber number) {
		return this.client.sql("select exists (select from invoice where customer_id = ? and invoice_no = ?)")
			.param(number.customerId())
			.param(number.no())
			.query(Boolean.class)
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
			return this.client.sql(SELECT + "where i.customer_id = ? and i.invoice_no = ?")
				.param(number.customerId())
				.param(number.no())
				.query(row(position, lines(number, position)))
				.optional();
		});
	}

	/**
	 * What a bill moves: its net amount, its tax, each donation, and what is kept as
	 * credit.
	 */
	static List<Movement> movements(InvoiceNumber number, NewInvoice invoice) {
		if (invoice.total().isNegative()) {
			throw new Refusal("A bill can't be below zero. Give a credit instead.");
		}
		List<Movement> movements = new ArrayList<>();
		Money kept = kept(invoice, NewInvoice.Line::net);
		Money keptTax = kept(invoice, NewInvoice.Line::tax);
		move(movements, EntryKind.INVOICE, LedgerAccount.REVENUE, invoice.net().minus(kept), invoice, "Bill " + number,
				number);
		move(movements, EntryKind.TAX, LedgerAccount.TAX_PAYABLE, invoice.tax().minus(keptTax), invoice,
				"Tax on bill " + number, number);
		invoice.lines()
			.stream()
			.filter((line) -> line.kind() == LineKind.DONATION && line.net().isPositive())
			.forEach((line) -> movements.add(new Movement(EntryKind.DONATION, LedgerAccount.RECEIVABLE,
					LedgerAccount.DONATIONS_PAYABLE, line.net(), invoice.dueOn(),
					line.description() + ", bill " + number, line.source().reference(), number.no(), null)));
		return movements;
	}

	private static Money kept(NewInvoice invoice, Function<NewInvoice.Line, Money> amount) {
		return invoice.lines()
			.stream()
			.filter((line) -> line.kind() == LineKind.CREDIT_KEPT)
			.map(amount)
			.reduce(Money.zero(invoice.lines().getFirst().net().getCurrencyUnit()), Money::plus);
	}

	/**
	 * Below zero the customer owes less: the bill's credit lines outweigh its charges.
	 */
	private static void move(List<Movement> movements, EntryKind kind, LedgerAccount account, Money amount,
			NewInvoice invoice, String description, InvoiceNumber number) {
		boolean more = amount.isPositive();
		boolean kept = invoice.lines().stream().anyMatch((line) -> line.kind() == LineKind.CREDIT_KEPT);
		if (!amount.isZero()) {
			movements.add(new Movement(kept ? EntryKind.CREDIT : kind, more ? LedgerAccount.RECEIVABLE : account,
					more ? account : LedgerAccount.RECEIVABLE, amount.abs(), more ? invoice.dueOn() : null,
					(more || !kept) ? description : description + ": kept as credit", number.toString(), number.no(),
					null));
		}
	}

	static NewInteraction issuing(InvoiceNumber number, AccountNumber account, Instant at, NewInvoice invoice, long seq,
			Actor actor) {
		Money total = invoice.total();
		NewInteraction issuing = NewInteraction.change(number.customerId(), at, InteractionKind.BILLING, actor,
				(invoice.last() ? "Final bill " : "Bill ") + number + " issued: " + Amounts.show(total)
						+ (total.isPositive() ? ", to be paid by " + DAY.format(invoice.dueOn()) : ", nothing to pay"));
		return (seq > 0) ? issuing.aboutEntry(account.no(), seq) : issuing;
	}

	void insert(List<Issued> invoices) {
		this.jdbc.batchUpdate("""
				insert into invoice (customer_id, invoice_no, account_no, issued_at, issued_on, due_on, period_start,
					period_end, net_minor, tax_minor, donation_minor, total_minor, posting_seq, is_final)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
			statement.setLong(11, Amounts.minor(invoice.donation()));
			statement.setLong(12, Amounts.minor(invoice.total()));
			statement.setLong(13, issued.postingSeq());
			statement.setBoolean(14, invoice.last());
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
					net_minor, tax_percent, tax_minor, kind, contract_no, period_start, period_end, monthly_minor,
					takes_back, tax_class, reference, working)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
			LineSource source = line.source();
			statement.setString(10, line.kind().name());
			statement.setObject(11, source.contractNo(), Types.INTEGER);
			statement.setObject(12, source.from(), Types.DATE);
			statement.setObject(13, source.to(), Types.DATE);
			statement.setObject(14, (source.monthly() != null) ? Amounts.minor(source.monthly()) : null, Types.BIGINT);
			statement.setBoolean(15, source.takesBack());
			statement.setString(16, source.taxClass());
			statement.setString(17, source.reference());
			statement.setString(18, source.working());
		});
	}

	private List<Invoice.Line> lines(InvoiceNumber number, Position position) {
		String currency = position.balance().getCurrencyUnit().getCode();
		return this.client.sql("select * from invoice_line where customer_id = ? and invoice_no = ? order by line_no")
			.param(number.customerId())
			.param(number.no())
			.query((row, n) -> new Invoice.Line(row.getInt("line_no"), LineKind.valueOf(row.getString("kind")),
					row.getString("product_code"), row.getString("description"), row.getInt("quantity"),
					Amounts.ofMinor(currency, row.getLong("net_minor")),
					row.getBigDecimal("tax_percent").stripTrailingZeros(),
					Amounts.ofMinor(currency, row.getLong("tax_minor")), source(row, currency)))
			.list();
	}

	private static LineSource source(ResultSet row, String currency) throws SQLException {
		Long monthly = (Long) row.getObject("monthly_minor");
		return new LineSource((Integer) row.getObject("contract_no"), row.getObject("period_start", LocalDate.class),
				row.getObject("period_end", LocalDate.class),
				(monthly != null) ? Amounts.ofMinor(currency, monthly) : null, row.getBoolean("takes_back"),
				row.getString("tax_class"), row.getString("reference"), row.getString("working"));
	}

	private static RowMapper<Invoice> row(Position position, List<Invoice.Line> lines) {
		String currency = position.balance().getCurrencyUnit().getCode();
		return (row, n) -> new Invoice(new InvoiceNumber(row.getLong("customer_id"), row.getInt("invoice_no")),
				position.account(), row.getTimestamp("issued_at").toInstant(),
				row.getObject("issued_on", LocalDate.class), row.getObject("now_due_on", LocalDate.class),
				row.getObject("due_on", LocalDate.class), row.getObject("period_start", LocalDate.class),
				row.getObject("period_end", LocalDate.class), Amounts.ofMinor(currency, row.getLong("net_minor")),
				Amounts.ofMinor(currency, row.getLong("tax_minor")),
				Amounts.ofMinor(currency, row.getLong("donation_minor")),
				Amounts.ofMinor(currency, row.getLong("total_minor")), row.getLong("posting_seq"),
				row.getBoolean("is_final"), position.openOf(row.getInt("invoice_no")),
				Amounts.ofMinor(currency, row.getLong("credited_minor")),
				Amounts.ofMinor(currency, row.getLong("written_off_minor")), position, lines);
	}

	/** An issued bill, to be stored. */
	record Issued(InvoiceNumber number, AccountNumber account, Instant at, NewInvoice invoice, long postingSeq) {
	}

}
