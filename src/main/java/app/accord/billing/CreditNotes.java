package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.Series;
import app.accord.fact.Fact;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.Authority;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/**
 * Credit notes: an issued bill never changes, so what was wrong with it is taken back by
 * a document with a number of its own. It lowers that bill; what was paid of it already
 * becomes the customer's credit.
 */
@Component
public class CreditNotes {

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Ledger ledger;

	private final Positions positions;

	private final LateFees lateFees;

	private final CustomerSeries series;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final Authority authority;

	private final Approvals approvals;

	private final BusinessCalendar calendar;

	private final UnpaidDonations donations;

	private final SingletonSupplier<List<AfterCrediting>> after;

	CreditNotes(JdbcClient client, JdbcTemplate jdbc, Ledger ledger, Positions positions, LateFees lateFees,
			CustomerSeries series, RepeatableWrites repeatable, Timeline timeline, Authority authority,
			Approvals approvals, BusinessCalendar calendar, UnpaidDonations donations,
			ObjectProvider<AfterCrediting> after) {
		this.donations = donations;
		this.after = SingletonSupplier.of(() -> after.orderedStream().toList());
		this.client = client;
		this.jdbc = jdbc;
		this.ledger = ledger;
		this.positions = positions;
		this.lateFees = lateFees;
		this.series = series;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.authority = authority;
		this.approvals = approvals;
		this.calendar = calendar;
	}

	/**
	 * Issues a credit note.
	 * @param key the write's idempotency key, or null
	 * @throws NotFound if there is no such bill
	 * @throws Refusal with a sentence, if it goes beyond what is left of the bill
	 */
	@Transactional
	public Answer<Issued> issue(NewCreditNote note, Actor actor, String key) {
		return issue(note, actor, key, (amount) -> this.authority.require(actor, Permission.CREDIT_NOTE, amount));
	}

	/**
	 * Asks a second person to let this credit note be issued.
	 * @param key the request's idempotency key, or null
	 * @throws Refusal with a sentence, if it goes beyond what is left of the bill
	 */
	@Transactional
	public Approval ask(NewCreditNote note, Actor actor, String key) {
		Reasons.require(note.reason());
		AccountNumber account = accountOf(note.invoice());
		LockedAccount locked = this.ledger.lock(account);
		Money total = sum(lines(locked, note), locked.currency());
		Map<String, String> details = new TreeMap<>(Map.of("invoice", note.invoice().toString()));
		if (note.amount() != null) {
			details.put("amount", Amounts.plain(note.amount()));
		}
		note.nets().forEach((line, net) -> details.put("line " + line, Amounts.plain(net)));
		return this.approvals.request(new NewApproval(account.customerId(), account.no(), Permission.CREDIT_NOTE,
				ApprovedCorrections.CREDIT_NOTE, total,
				"Credit note of " + Amounts.show(total) + " for bill " + note.invoice(), note.reason(), details), actor,
				key);
	}

	Answer<Issued> issue(NewCreditNote note, Actor actor, String key, Consumer<Money> authorized) {
		Reasons.require(note.reason());
		AccountNumber account = accountOf(note.invoice());
		LockedAccount locked = this.ledger.lock(account);
		return this.repeatable.once(account.customerId(), key, Arrays.asList("credit note", actor.id(), note.invoice(),
				note.amount(), new TreeMap<>(note.nets()), note.reason()), Issued.class, () -> {
					List<CreditNote.Line> lines = lines(locked, note);
					authorized.accept(sum(lines, locked.currency()));
					return answer(post(locked, note, lines, actor));
				});
	}

	/**
	 * Issues a credit note to an account that this transaction has locked and not posted
	 * to since.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	CreditNote issue(LockedAccount account, NewCreditNote note, Actor actor) {
		return post(account, note, lines(account, note), actor);
	}

	private List<CreditNote.Line> lines(LockedAccount account, NewCreditNote note) {
		if (note.amount() != null) {
			account.requireCurrency(note.amount());
		}
		note.nets().values().forEach(account::requireCurrency);
		Remainder remainder = remainder(note.invoice(), account.currency());
		if (!remainder.total().isPositive()) {
			throw new Refusal("amount", "Nothing is left of this bill: all of it has been credited.");
		}
		if (note.amount() != null && !note.amount().isPositive()) {
			throw new Refusal("amount", "The amount must be above zero.");
		}
		return (note.amount() != null) ? remainder.ofAmount(note.amount())
				: (note.nets().isEmpty() ? remainder.whole() : remainder.ofLines(note.nets()));
	}

	private static Money sum(List<CreditNote.Line> lines, String currency) {
		return lines.stream()
			.map((line) -> line.net().plus(line.tax()))
			.reduce(Amounts.ofMinor(currency, 0), Money::plus);
	}

	/** What is left of a bill's total after the credit notes on it. */
	@Transactional(readOnly = true)
	public Money left(InvoiceNumber invoice) {
		return remainder(invoice, currencyOf(accountOf(invoice))).total();
	}

	/**
	 * What is left of a bill, line by line: net and tax not credited yet.
	 */
	@Transactional(readOnly = true)
	public List<CreditNote.Line> leftByLine(InvoiceNumber invoice) {
		return remainder(invoice, currencyOf(accountOf(invoice))).whole();
	}

	/** The credit note of that number, with its lines. */
	@Transactional(readOnly = true)
	public Optional<CreditNote> find(CreditNoteNumber number) {
		return this.client.sql("""
				select n.*, a.currency from credit_note n join billing_account a using (customer_id, account_no)
				where n.customer_id = ? and n.credit_note_no = ?
				""")
			.param(number.customerId())
			.param(number.no())
			.query(row((currency) -> lines(number, currency)))
			.optional();
	}

	/** The credit notes on a bill, oldest first, without their lines. */
	@Transactional(readOnly = true)
	public List<CreditNote> of(InvoiceNumber invoice) {
		return this.client.sql("""
				select n.*, a.currency from credit_note n join billing_account a using (customer_id, account_no)
				where n.customer_id = ? and n.invoice_no = ? order by n.credit_note_no
				""").param(invoice.customerId()).param(invoice.no()).query(row((currency) -> List.of())).list();
	}

	/**
	 * A page of an account's credit notes, newest first, without their lines.
	 * @param page from 0
	 * @param size credit notes a page, at most 200
	 */
	@Transactional(readOnly = true)
	public List<CreditNote> page(AccountNumber account, int page, int size) {
		int limit = Math.clamp(size, 1, 200);
		return this.client.sql("""
				select n.*, a.currency from credit_note n join billing_account a using (customer_id, account_no)
				where n.customer_id = ? and n.account_no = ? order by n.credit_note_no desc limit ? offset ?
				""")
			.param(account.customerId())
			.param(account.no())
			.param(limit)
			.param((long) page * limit)
			.query(row((currency) -> List.of()))
			.list();
	}

	/** How many credit notes an account has. */
	@Transactional(readOnly = true)
	public long count(AccountNumber account) {
		return this.client.sql("select count(*) from credit_note where customer_id = ? and account_no = ?")
			.param(account.customerId())
			.param(account.no())
			.query(Long.class)
			.single();
	}

	private CreditNote post(LockedAccount account, NewCreditNote note, List<CreditNote.Line> lines, Actor actor) {
		AccountNumber number = account.number();
		Instant now = this.calendar.now();
		LocalDate today = this.calendar.today();
		CreditNoteNumber own = CreditNoteNumber.of(number.customerId(),
				this.series.next(number.customerId(), Series.CREDIT_NOTE));
		Money zero = Amounts.ofMinor(account.currency(), 0);
		Money net = lines.stream().map(CreditNote.Line::net).reduce(zero, Money::plus);
		Money tax = lines.stream().map(CreditNote.Line::tax).reduce(zero, Money::plus);
		List<Movement> movements = new ArrayList<>();
		if (!remainder(note.invoice(), account.currency()).total().isGreaterThan(net.plus(tax))) {
			movements.addAll(this.donations.takenBack(number, note.invoice().no(), null, today));
		}
		movements.addAll(movements(own, note, net, tax));
		List<LedgerEntry> entries = this.ledger.post(account, movements, now, actor, note.reason());
		CreditNote made = new CreditNote(own, number, note.invoice(), now, today, note.reason(), net, tax,
				net.plus(tax), entries.getLast().seq(), actor.name(), actor.channel(), lines);
		insert(made, actor);
		this.timeline.record(NewInteraction
			.change(number.customerId(), now, InteractionKind.BILLING, actor,
					"Credit note " + own + " for bill " + note.invoice() + ": " + Amounts.show(made.total()))
			.because(note.reason())
			.aboutEntry(number.no(), made.postingSeq()));
		this.lateFees.reconsider(number);
		this.after.obtain().forEach((follower) -> follower.credited(made));
		return made;
	}

	private static List<Movement> movements(CreditNoteNumber own, NewCreditNote note, Money net, Money tax) {
		List<Movement> movements = new ArrayList<>();
		if (net.isPositive()) {
			movements.add(new Movement(EntryKind.CREDIT_NOTE, LedgerAccount.REVENUE, LedgerAccount.RECEIVABLE, net,
					null, "Credit note " + own + " for bill " + note.invoice(), own.toString(), note.invoice().no(),
					null));
		}
		if (tax.isPositive()) {
			movements.add(new Movement(EntryKind.CREDIT_NOTE, LedgerAccount.TAX_PAYABLE, LedgerAccount.RECEIVABLE, tax,
					null, "Tax on credit note " + own, own.toString(), note.invoice().no(), null));
		}
		return movements;
	}

	private void insert(CreditNote note, Actor actor) {
		this.client
			.sql("""
					insert into credit_note (customer_id, credit_note_no, account_no, invoice_no, issued_at, issued_on, reason,
						net_minor, tax_minor, total_minor, posting_seq, actor_kind, actor_name, channel)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
					""")
			.params(note.number().customerId(), note.number().no(), note.account().no(), note.invoice().no(),
					java.sql.Timestamp.from(note.issuedAt()), note.issuedOn(), note.reason(), Amounts.minor(note.net()),
					Amounts.minor(note.tax()), Amounts.minor(note.total()), note.postingSeq(), actor.kind().name(),
					actor.name(), actor.channel().name())
			.update();
		this.jdbc.batchUpdate(
				"""
						insert into credit_note_line (customer_id, credit_note_no, line_no, invoice_no, invoice_line_no, description,
							net_minor, tax_percent, tax_minor)
						values (?, ?, ?, ?, ?, ?, ?, ?, ?)
						""",
				note.lines(), 500, (statement, line) -> {
					statement.setLong(1, note.number().customerId());
					statement.setInt(2, note.number().no());
					statement.setInt(3, line.lineNo());
					statement.setInt(4, note.invoice().no());
					statement.setInt(5, line.invoiceLineNo());
					statement.setString(6, line.description());
					statement.setLong(7, Amounts.minor(line.net()));
					statement.setBigDecimal(8, line.taxPercent());
					statement.setLong(9, Amounts.minor(line.tax()));
				});
	}

	Issued answer(CreditNote note) {
		Position position = this.positions.of(note.account());
		return new Issued(note.number().toString(), note.invoice().toString(), Amounts.plain(note.net()),
				Amounts.plain(note.tax()), Amounts.plain(note.total()), note.postingSeq(), position.facts(),
				position.duesStated());
	}

	private Remainder remainder(InvoiceNumber invoice, String currency) {
		return new Remainder(this.client
			.sql("""
					select l.line_no, l.description, l.tax_percent, l.net_minor - coalesce(n.net_minor, 0) as net_minor,
					  l.tax_minor - coalesce(n.tax_minor, 0) as tax_minor
					from invoice_line l
					left join (select invoice_line_no, sum(net_minor) as net_minor, sum(tax_minor) as tax_minor
					           from credit_note_line where customer_id = :customer and invoice_no = :invoice
					           group by invoice_line_no) n on n.invoice_line_no = l.line_no
					where l.customer_id = :customer and l.invoice_no = :invoice and l.kind not in ('DONATION', 'CREDIT_KEPT')
					order by l.line_no
					""")
			.param("customer", invoice.customerId())
			.param("invoice", invoice.no())
			.query((row, n) -> new Remainder.Line(row.getInt("line_no"), row.getString("description"),
					Amounts.ofMinor(currency, row.getLong("net_minor")),
					row.getBigDecimal("tax_percent").stripTrailingZeros(),
					Amounts.ofMinor(currency, row.getLong("tax_minor"))))
			.list());
	}

	AccountNumber accountOf(InvoiceNumber invoice) {
		return this.client.sql("select account_no from invoice where customer_id = ? and invoice_no = ?")
			.param(invoice.customerId())
			.param(invoice.no())
			.query(Integer.class)
			.optional()
			.map((no) -> AccountNumber.of(invoice.customerId(), no))
			.orElseThrow(() -> new NotFound("There is no bill " + invoice + "."));
	}

	private String currencyOf(AccountNumber account) {
		return this.client.sql("select currency from billing_account where customer_id = ? and account_no = ?")
			.param(account.customerId())
			.param(account.no())
			.query(String.class)
			.single();
	}

	private List<CreditNote.Line> lines(CreditNoteNumber number, String currency) {
		return this.client
			.sql("select * from credit_note_line where customer_id = ? and credit_note_no = ? order by line_no")
			.param(number.customerId())
			.param(number.no())
			.query((row, n) -> new CreditNote.Line(row.getInt("line_no"), row.getInt("invoice_line_no"),
					row.getString("description"), Amounts.ofMinor(currency, row.getLong("net_minor")),
					row.getBigDecimal("tax_percent").stripTrailingZeros(),
					Amounts.ofMinor(currency, row.getLong("tax_minor"))))
			.list();
	}

	private static RowMapper<CreditNote> row(Function<String, List<CreditNote.Line>> lines) {
		return (row, n) -> {
			long customerId = row.getLong("customer_id");
			String currency = row.getString("currency");
			return new CreditNote(CreditNoteNumber.of(customerId, row.getInt("credit_note_no")),
					AccountNumber.of(customerId, row.getInt("account_no")),
					InvoiceNumber.of(customerId, row.getInt("invoice_no")), row.getTimestamp("issued_at").toInstant(),
					row.getObject("issued_on", LocalDate.class), row.getString("reason"),
					Amounts.ofMinor(currency, row.getLong("net_minor")),
					Amounts.ofMinor(currency, row.getLong("tax_minor")),
					Amounts.ofMinor(currency, row.getLong("total_minor")), row.getLong("posting_seq"),
					row.getString("actor_name"), Channel.valueOf(row.getString("channel")), lines.apply(currency));
		};
	}

	/**
	 * The answer to a credit note.
	 *
	 * @param number its number
	 * @param invoice the bill
	 * @param net before tax, plain decimal
	 * @param tax the tax
	 * @param total both
	 * @param seq the ledger entry it was posted with
	 * @param position the facts of the account's position after it
	 * @param due what that position consists of, by due date
	 */
	public record Issued(String number, String invoice, String net, String tax, String total, long seq,
			List<Fact> position, List<Position.DueStated> due) {

		/** Its number. */
		public CreditNoteNumber creditNote() {
			return CreditNoteNumber.parse(this.number);
		}

	}

}
