package app.accord.donation;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.billing.CompanyJournal;
import app.accord.billing.LedgerAccount;
import app.accord.billing.NewCompanyEntry;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.donation.PayableDonations.Item;
import app.accord.donation.PayoutPreview.Line;
import app.accord.donation.PayoutPreview.Why;
import app.accord.donation.PayoutPreview.Withheld;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.ApprovedAction;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Paying the non-profits what customers have given. The rules:
 * <ul>
 * <li>Only donations whose bill is paid in full are paid out, each once.
 * <li>One person proposes what the preview shows, always a second one approves it. Paid
 * is exactly what was proposed: if anything of it is not so any more, nothing is paid and
 * the request lapses with the reason.
 * <li>A donation that is taken back after it was paid out is deducted from the
 * non-profit's next payout.
 * </ul>
 */
@Component
public class Payouts implements ApprovedAction {

	/** What carries out an approved payout. */
	static final String KIND = "donation-payout";

	private static final String PAYOUT = "payout";

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final PayableDonations payable;

	private final NonProfits nonProfits;

	private final CompanyJournal journal;

	private final Approvals approvals;

	private final BusinessCalendar calendar;

	Payouts(JdbcClient client, JdbcTemplate jdbc, PayableDonations payable, NonProfits nonProfits,
			CompanyJournal journal, Approvals approvals, BusinessCalendar calendar) {
		this.client = client;
		this.jdbc = jdbc;
		this.payable = payable;
		this.nonProfits = nonProfits;
		this.journal = journal;
		this.approvals = approvals;
		this.calendar = calendar;
	}

	/** What a payout would pay now. */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public PayoutPreview preview(String currency) {
		return sorted(currency).preview();
	}

	/**
	 * Proposes to pay what the preview showed; a second person decides.
	 * @param expected the total that the preview showed
	 * @param reason for the second person
	 * @param key the request's idempotency key
	 * @return the payout's number
	 * @throws Refusal if the preview is not true any more, or another payout of that
	 * currency waits
	 */
	@Transactional
	public long propose(String currency, Money expected, String reason, Actor actor, String key) {
		one();
		Optional<Long> before = proposedWith(actor, key);
		if (before.isPresent()) {
			return before.get();
		}
		waiting(currency).ifPresent((other) -> {
			throw new Refusal("Payout " + other.no() + " over " + Amounts.show(other.amount())
					+ " waits for approval. Let it be decided first.");
		});
		Sorted sorted = sorted(currency);
		PayoutPreview preview = sorted.preview();
		if (!preview.total().isPositive()) {
			throw new Refusal("There is nothing to pay out in " + currency + " now.");
		}
		if (!preview.total().isEqual(expected)) {
			throw new Refusal("What can be paid out has changed since you looked: it is "
					+ Amounts.show(preview.total()) + " now. Look at it again.");
		}
		long no = this.client.sql("select nextval('donation_payout_seq')").query(Long.class).single();
		Approval approval = this.approvals.request(
				new NewApproval(0, null, Permission.DONATION_PAYOUT, KIND, preview.total(),
						"Payout " + no + " of donations: " + Amounts.show(preview.total()) + " to "
								+ names(preview.lines()),
						reason, Map.of(PAYOUT, Long.toString(no))),
				actor, requestKey(actor, key));
		keep(no, preview, approval, actor);
		keepItems(no, sorted.paid());
		return no;
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	@Transactional
	public void carryOut(Approval approval, Actor approver) {
		one();
		Payout payout = read(Long.parseLong(approval.details().get(PAYOUT)));
		requireStillSo(payout);
		this.jdbc.batchUpdate("""
				insert into donation_paid_out (customer_id, account_no, entry_seq, payout_no) values (?, ?, ?, ?)
				""", items(payout.no()), 1000, (statement, item) -> {
			statement.setLong(1, item.account().customerId());
			statement.setInt(2, item.account().no());
			statement.setLong(3, item.seq());
			statement.setLong(4, payout.no());
		});
		payout.lines()
			.forEach((line) -> this.journal.post(new NewCompanyEntry(LedgerAccount.DONATIONS_PAYABLE,
					LedgerAccount.BANK, line.amount(), "Payout " + payout.no() + " of donations to " + line.name(),
					line.nonProfit(), "donation-payout-" + payout.no() + "-" + line.nonProfit()), approver));
		this.client.sql("insert into donation_payout_done (payout_no, paid_at, approved_by) values (?, ?, ?)")
			.params(payout.no(), Timestamp.from(this.calendar.now()), approver.name())
			.update();
	}

	/** A page of all payouts, newest first, without their lines. */
	@Transactional(readOnly = true)
	public List<Payout> latest(int most) {
		return this.client.sql("""
				select p.*, d.paid_at from donation_payout p left join donation_payout_done d using (payout_no)
				order by p.payout_no desc limit ?
				""").param(most).query((row, n) -> payout(row, List.of())).list();
	}

	/**
	 * The payout of that number.
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public Payout read(long no) {
		List<Line> lines = this.client.sql("""
				select l.*, p.currency from donation_payout_line l join donation_payout p using (payout_no)
				where l.payout_no = ? order by lower(l.name), l.non_profit
				""")
			.param(no)
			.query((row, n) -> new Line(row.getString("non_profit"), row.getString("name"),
					row.getString("bank_account"),
					Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")), row.getInt("donations")))
			.list();
		return this.client.sql("""
				select p.*, d.paid_at from donation_payout p left join donation_payout_done d using (payout_no)
				where p.payout_no = ?
				""")
			.param(no)
			.query((row, n) -> payout(row, lines))
			.optional()
			.orElseThrow(() -> new NotFound("There is no payout " + no + "."));
	}

	/**
	 * Each donation that a payout covers, in the order of customer and entry.
	 * @param each is given them one by one
	 */
	@Transactional(readOnly = true)
	public void eachDonation(long no, Consumer<Covered> each) {
		items(no).forEach((item) -> each
			.accept(new Covered(item.nonProfit(), item.account(), item.bill(), item.seq(), item.amount())));
	}

	private void requireStillSo(Payout payout) {
		Set<String> payableNow = new HashSet<>();
		this.payable.in(payout.amount().getCurrencyUnit().getCode())
			.stream()
			.filter(Item::settled)
			.forEach((item) -> payableNow.add(item.entry()));
		long gone = items(payout.no()).stream().filter((item) -> !payableNow.contains(item.entry())).count();
		if (gone > 0) {
			throw new Refusal(((gone == 1) ? "A donation" : gone + " donations")
					+ " in it can’t be paid out any more: the bill is open again, or the donation was taken back or "
					+ "paid out. Propose a new payout.");
		}
		payout.lines().forEach((line) -> {
			NonProfit now = this.nonProfits.find(line.nonProfit()).orElseThrow();
			if (!line.bankAccount().equals(now.bankAccount())) {
				throw new Refusal("The bank account of " + line.name()
						+ " was changed after this payout was proposed. Propose a new one.");
			}
		});
	}

	private void keep(long no, PayoutPreview preview, Approval approval, Actor actor) {
		this.client.sql("""
				insert into donation_payout (payout_no, currency, amount_minor, proposed_at, proposed_by, approval_no)
				values (?, ?, ?, ?, ?, ?)
				""")
			.params(no, preview.currency(), Amounts.minor(preview.total()), Timestamp.from(this.calendar.now()),
					actor.name(), approval.no())
			.update();
		this.jdbc.batchUpdate("""
				insert into donation_payout_line (payout_no, non_profit, name, bank_account, amount_minor, donations)
				values (?, ?, ?, ?, ?, ?)
				""", preview.lines(), 100, (statement, line) -> {
			statement.setLong(1, no);
			statement.setString(2, line.nonProfit());
			statement.setString(3, line.name());
			statement.setString(4, line.bankAccount());
			statement.setLong(5, Amounts.minor(line.amount()));
			statement.setInt(6, line.donations());
		});
	}

	private void keepItems(long no, List<Item> items) {
		this.jdbc.batchUpdate(
				"""
						insert into donation_payout_item (customer_id, account_no, entry_seq, payout_no, non_profit, amount_minor)
						values (?, ?, ?, ?, ?, ?)
						""",
				items, 1000, (statement, item) -> {
					statement.setLong(1, item.account().customerId());
					statement.setInt(2, item.account().no());
					statement.setLong(3, item.seq());
					statement.setLong(4, no);
					statement.setString(5, item.nonProfit());
					statement.setLong(6, Amounts.minor(item.amount()));
				});
	}

	private List<Item> items(long no) {
		return this.client.sql("""
				/* across customers: reports */
				select i.*, p.currency, e.invoice_no from donation_payout_item i
				join donation_payout p on p.payout_no = i.payout_no
				join ledger_entry e on e.customer_id = i.customer_id and e.account_no = i.account_no
				  and e.seq = i.entry_seq
				where i.payout_no = ? order by i.customer_id, i.account_no, i.entry_seq
				""")
			.param(no)
			.query((row, n) -> new Item(AccountNumber.of(row.getLong("customer_id"), row.getInt("account_no")),
					row.getLong("entry_seq"), row.getString("non_profit"),
					InvoiceNumber.of(row.getLong("customer_id"), row.getInt("invoice_no")),
					Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")), true))
			.list();
	}

	private Payout payout(java.sql.ResultSet row, List<Line> lines) throws java.sql.SQLException {
		Timestamp paid = row.getTimestamp("paid_at");
		return new Payout(row.getLong("payout_no"),
				Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")),
				row.getTimestamp("proposed_at").toInstant(), row.getString("proposed_by"),
				this.approvals.read(0, row.getLong("approval_no")), (paid != null) ? paid.toInstant() : null, lines);
	}

	private Optional<Payout> waiting(String currency) {
		return this.client.sql("""
				select p.payout_no from donation_payout p
				join approval a on a.customer_id = 0 and a.approval_no = p.approval_no
				where p.currency = ? and a.state = 'PENDING' order by p.payout_no limit 1
				""").param(currency).query(Long.class).optional().map(this::read);
	}

	private Optional<Long> proposedWith(Actor actor, String key) {
		return this.client.sql("""
				select p.payout_no from donation_payout p
				join approval a on a.customer_id = 0 and a.approval_no = p.approval_no
				where a.request_key = ?
				""").param(requestKey(actor, key)).query(Long.class).optional();
	}

	private static String requestKey(Actor actor, String key) {
		return KIND + "-" + actor.id() + "-" + key;
	}

	/** Payouts are proposed and carried out one after the other. */
	private void one() {
		this.client.sql("select pg_advisory_xact_lock(hashtextextended('donation-payout', 0))::text")
			.query(String.class)
			.list();
	}

	private Sorted sorted(String currency) {
		Map<String, NonProfit> known = this.nonProfits.all()
			.stream()
			.collect(Collectors.toMap(NonProfit::code, Function.identity()));
		Map<String, List<Item>> settled = new TreeMap<>();
		Map<String, Map<Why, List<Item>>> not = new TreeMap<>();
		for (Item item : this.payable.in(currency)) {
			if (item.settled()) {
				settled.computeIfAbsent(item.nonProfit(), (key) -> new ArrayList<>()).add(item);
			}
			else {
				withhold(not, Why.BILL_OPEN, List.of(item));
			}
		}
		Map<String, List<Item>> paid = new LinkedHashMap<>();
		settled.forEach((code, items) -> {
			NonProfit nonProfit = known.get(code);
			if (nonProfit == null || nonProfit.bankAccount() == null) {
				withhold(not, Why.NO_BANK_ACCOUNT, items);
			}
			else if (!sum(items, currency).isPositive()) {
				withhold(not, Why.TAKEN_BACK, items);
			}
			else {
				paid.put(code, items);
			}
		});
		return new Sorted(currency, known, paid, not);
	}

	private static void withhold(Map<String, Map<Why, List<Item>>> withheld, Why why, List<Item> items) {
		items.forEach((item) -> withheld.computeIfAbsent(item.nonProfit(), (key) -> new EnumMap<>(Why.class))
			.computeIfAbsent(why, (key) -> new ArrayList<>())
			.add(item));
	}

	private static Money sum(List<Item> items, String currency) {
		return items.stream().map(Item::amount).reduce(Amounts.ofMinor(currency, 0), Money::plus);
	}

	private static String names(List<Line> lines) {
		return (lines.size() > 3) ? lines.size() + " non-profits"
				: lines.stream().map(Line::name).collect(Collectors.joining(", "));
	}

	/**
	 * A donation that a payout covers.
	 *
	 * @param nonProfit whose, by code
	 * @param account of which account
	 * @param bill with which bill it was given
	 * @param seq its ledger entry
	 * @param amount below zero if it was deducted
	 */
	public record Covered(String nonProfit, AccountNumber account, InvoiceNumber bill, long seq, Money amount) {
	}

	/** What was not paid out yet, sorted by what becomes of it. */
	private record Sorted(String currency, Map<String, NonProfit> known, Map<String, List<Item>> payable,
			Map<String, Map<Why, List<Item>>> not) {

		List<Item> paid() {
			return this.payable.values().stream().flatMap(List::stream).toList();
		}

		PayoutPreview preview() {
			List<Line> lines = new ArrayList<>();
			this.payable.forEach((code, items) -> lines.add(new Line(code, this.known.get(code).name(),
					this.known.get(code).bankAccount(), sum(items, this.currency), items.size())));
			List<Withheld> withheld = new ArrayList<>();
			this.not.forEach((code,
					byWhy) -> byWhy.forEach((why,
							items) -> withheld.add(new Withheld(code,
									Optional.ofNullable(this.known.get(code)).map(NonProfit::name).orElse(code), why,
									sum(items, this.currency), items.size()))));
			return new PayoutPreview(this.currency, lines, withheld);
		}

	}

}
