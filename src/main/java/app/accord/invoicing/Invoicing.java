package app.accord.invoicing;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.billing.BillBatches;
import app.accord.customer.AccountNumber;
import app.accord.fault.FailPoint;
import app.accord.invoicing.Drafting.Drafted;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Previews and makes the bills of some accounts of a run, each step in one transaction.
 * Both may be repeated: what is billed is never billed again, since an account is only
 * taken when its next bill is planned for the day that was read, and a period is recorded
 * once.
 */
@Component
class Invoicing {

	private static final Logger log = LoggerFactory.getLogger(Invoicing.class);

	/** An account that somebody keeps posting to meanwhile is tried so often. */
	private static final int TRIES = 5;

	private final Drafting drafting;

	private final RunAccounts accounts;

	private final BillBatches batches;

	private final HoldRules rules;

	private final JdbcTemplate jdbc;

	private final BusinessCalendar calendar;

	private final TransactionTemplate transaction;

	Invoicing(Drafting drafting, RunAccounts accounts, BillBatches batches, HoldRules rules, JdbcTemplate jdbc,
			BusinessCalendar calendar, TransactionTemplate transaction) {
		this.drafting = drafting;
		this.accounts = accounts;
		this.batches = batches;
		this.rules = rules;
		this.jdbc = jdbc;
		this.calendar = calendar;
		this.transaction = transaction;
	}

	/** Computes the bills of these accounts and notes what they come to. */
	void preview(long run, LocalDate billDate, List<AccountNumber> due, Rating rating) {
		Map<AccountNumber, Long> last = this.batches
			.lastTotals(due.stream().map(AccountNumber::customerId).distinct().toList());
		List<RunAccounts.Previewed> rows = this.drafting.drafts(due, billDate, rating)
			.stream()
			.map((drafted) -> previewed(drafted, last.get(drafted.billable().number())))
			.toList();
		FailPoint.INVOICING_DRAFTED.reach();
		this.transaction.executeWithoutResult((status) -> this.accounts.previewed(run, rows));
	}

	private RunAccounts.Previewed previewed(Drafted drafted, Long last) {
		AccountNumber account = drafted.billable().number();
		String currency = drafted.billable().currency();
		if (drafted.draft() == null) {
			return new RunAccounts.Previewed(account, RunAccount.State.FAILED, currency, 0, last, null,
					drafted.failure());
		}
		Draft draft = drafted.draft();
		HoldRules.Held held = draft.empty() ? null : this.rules.of(draft.total(), last, draft.last()).orElse(null);
		return new RunAccounts.Previewed(account,
				(held != null) ? RunAccount.State.HELD
						: draft.empty() ? RunAccount.State.EMPTY : RunAccount.State.PREVIEWED,
				currency, Amounts.minor(draft.total()), last, (held != null) ? held.rule() : null,
				(held != null) ? held.sentence() : draft.empty() ? "There is nothing to bill." : null);
	}

	/** Makes the bills of these accounts. */
	void bill(long run, LocalDate billDate, List<RunAccounts.ToBill> toBill, Actor actor, Rating rating) {
		List<RunAccounts.ToBill> left = toBill;
		for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
			left = billOnce(run, billDate, left, actor, rating);
		}
		List<RunAccounts.Settled> busy = left.stream()
			.map((one) -> RunAccounts.Settled.failed(one.account(),
					"Somebody was posting to the account all the time. It is billed with the next run."))
			.toList();
		if (!busy.isEmpty()) {
			this.transaction.executeWithoutResult((status) -> this.accounts.settled(run, busy));
		}
	}

	/** Where one of them can't be billed, they are tried one by one. */
	private List<RunAccounts.ToBill> billOnce(long run, LocalDate billDate, List<RunAccounts.ToBill> toBill,
			Actor actor, Rating rating) {
		try {
			return inOneTransaction(run, billDate, toBill, actor, rating);
		}
		catch (PessimisticLockingFailureException ex) {
			log.debug("Accounts were locked for long; they are tried again.", ex);
			return toBill;
		}
		catch (CannotCreateTransactionException | TransactionSystemException | DataAccessResourceFailureException ex) {
			throw ex;
		}
		catch (DataAccessException | Refusal | IllegalStateException | IllegalArgumentException ex) {
			if (toBill.size() == 1) {
				log.warn("The bill of {} could not be made.", toBill.getFirst().account(), ex);
				String reason = (ex instanceof Refusal) ? ex.getMessage()
						: "The bill could not be stored. Ask an administrator to look into the log.";
				this.transaction.executeWithoutResult((status) -> this.accounts.settled(run,
						List.of(RunAccounts.Settled.failed(toBill.getFirst().account(), reason))));
				return List.of();
			}
			log.info("{} bills could not be made together; they are tried one by one: {}", toBill.size(),
					ex.getMessage());
			List<RunAccounts.ToBill> left = new ArrayList<>();
			toBill.forEach((one) -> left.addAll(billOnce(run, billDate, List.of(one), actor, rating)));
			return left;
		}
	}

	/** Those that were changed meanwhile are given back. */
	private List<RunAccounts.ToBill> inOneTransaction(long run, LocalDate billDate, List<RunAccounts.ToBill> toBill,
			Actor actor, Rating rating) {
		Map<AccountNumber, RunAccounts.ToBill> wanted = toBill.stream()
			.collect(Collectors.toMap(RunAccounts.ToBill::account, (one) -> one));
		Map<AccountNumber, Drafted> drafts = this.drafting.drafts(wanted.keySet(), billDate, rating)
			.stream()
			.collect(Collectors.toMap((drafted) -> drafted.billable().number(), (drafted) -> drafted));
		List<RunAccounts.Settled> settled = new ArrayList<>();
		List<BillBatches.Move> moves = new ArrayList<>();
		for (RunAccounts.ToBill one : toBill) {
			Drafted drafted = drafts.get(one.account());
			if (drafted == null) {
				settled.add(new RunAccounts.Settled(one.account(), RunAccount.State.SKIPPED, null, null, null,
						"It is billed already, or no bill is planned any more."));
			}
			else if (drafted.draft() == null) {
				settled.add(RunAccounts.Settled.failed(one.account(), drafted.failure()));
			}
			else {
				HoldRules.Held held = (one.released() || drafted.draft().empty()) ? null
						: this.rules.of(drafted.draft().total(), one.lastMinor(), drafted.draft().last()).orElse(null);
				if (held != null) {
					settled.add(new RunAccounts.Settled(one.account(), RunAccount.State.HELD, null, null, held.rule(),
							held.sentence()));
				}
				else {
					moves.add(move(drafted));
				}
			}
		}
		List<RunAccounts.ToBill> left = this.transaction.execute((status) -> {
			List<RunAccounts.Settled> all = new ArrayList<>(settled);
			List<BillBatches.Moved> moved = this.batches.issue(actor, moves);
			record(run, moved, drafts);
			for (BillBatches.Moved one : moved) {
				AccountNumber account = one.move().account().number();
				boolean billed = one.number() != null;
				all.add(new RunAccounts.Settled(account, billed ? RunAccount.State.BILLED : RunAccount.State.SKIPPED,
						billed ? Amounts.minor(one.move().invoice().total()) : null, billed ? one.number().no() : null,
						null, billed ? null : "There was nothing to bill."));
			}
			this.accounts.settled(run, all);
			all.forEach((one) -> wanted.remove(one.account()));
			FailPoint.INVOICING_POSTED.reach();
			return List.copyOf(wanted.values());
		});
		FailPoint.INVOICING_BILLED.reach();
		return left;
	}

	private static BillBatches.Move move(Drafted drafted) {
		Draft draft = drafted.draft();
		return new BillBatches.Move(drafted.billable().account(), drafted.billable().cycle().nextBillOn(),
				draft.empty() ? null : draft.invoice(), draft.billedThrough(), draft.nextBillOn(),
				draft.last() ? draft.billDate() : null);
	}

	/** Notes the periods that were opened, and which usage and charges are billed. */
	private void record(long run, List<BillBatches.Moved> moved, Map<AccountNumber, Drafted> drafts) {
		record Opened(BillBatches.Moved moved, Period period, int phases) {
		}
		record Item(AccountNumber account, long id, int invoiceNo) {
		}
		List<Opened> opened = new ArrayList<>();
		List<Item> usage = new ArrayList<>();
		List<Item> oneOffs = new ArrayList<>();
		for (BillBatches.Moved one : moved) {
			AccountNumber account = one.move().account().number();
			Draft draft = drafts.get(account).draft();
			draft.opens().forEach((period) -> opened.add(new Opened(one, period, draft.phases())));
			if (one.number() != null) {
				draft.usage().forEach((id) -> usage.add(new Item(account, id, one.number().no())));
				draft.oneOffs().forEach((id) -> oneOffs.add(new Item(account, id, one.number().no())));
			}
		}
		Timestamp now = Timestamp.from(this.calendar.now());
		this.jdbc.batchUpdate("""
				insert into billing_period (customer_id, account_no, starts_on, ends_on, basis_days, phases_seen,
					invoice_no, bill_run_id, recorded_at)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", opened, 1000, (statement, row) -> {
			AccountNumber account = row.moved().move().account().number();
			statement.setLong(1, account.customerId());
			statement.setInt(2, account.no());
			statement.setObject(3, row.period().from());
			statement.setObject(4, row.period().to());
			statement.setInt(5, row.period().basisDays());
			statement.setInt(6, row.phases());
			statement.setObject(7, (row.moved().number() != null) ? row.moved().number().no() : null, Types.INTEGER);
			statement.setLong(8, run);
			statement.setTimestamp(9, now);
		});
		this.jdbc.batchUpdate("""
				update usage_record set invoice_no = ? where customer_id = ? and usage_id = ? and invoice_no is null
				""", usage, 1000, (statement, row) -> {
			statement.setInt(1, row.invoiceNo());
			statement.setLong(2, row.account().customerId());
			statement.setLong(3, row.id());
		});
		this.jdbc.batchUpdate("""
				update one_off_charge set invoice_no = ? where customer_id = ? and charge_id = ? and invoice_no is null
				""", oneOffs, 1000, (statement, row) -> {
			statement.setInt(1, row.invoiceNo());
			statement.setLong(2, row.account().customerId());
			statement.setLong(3, row.id());
		});
	}

}
