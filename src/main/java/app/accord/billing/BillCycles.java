package app.accord.billing;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** When and how each account is billed. */
@Component
public class BillCycles {

	private static final RowMapper<Of> ROW = (row, n) -> new Of(
			new AccountNumber(row.getLong("customer_id"), row.getInt("account_no")),
			new BillCycle(row.getInt("bill_cycle_day"), row.getInt("payment_terms_days"),
					BillMedium.valueOf(row.getString("bill_medium")), row.getString("tax_place"),
					row.getObject("rated_from", LocalDate.class), row.getObject("billed_through", LocalDate.class),
					row.getObject("next_bill_on", LocalDate.class), row.getObject("final_bill_on", LocalDate.class)));

	private static final String PLACE = "[A-Z0-9]+(-[A-Z0-9]+)*";

	private final JdbcClient client;

	private final Ledger ledger;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	BillCycles(JdbcClient client, Ledger ledger, Timeline timeline, LiveChanges live, BusinessCalendar calendar) {
		this.client = client;
		this.ledger = ledger;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/**
	 * The cycle of an account.
	 * @throws NotFound if there is none of that number
	 */
	@Transactional(readOnly = true)
	public BillCycle of(AccountNumber account) {
		return this.client.sql("select * from billing_account where customer_id = ? and account_no = ?")
			.param(account.customerId())
			.param(account.no())
			.query(ROW)
			.optional()
			.map(Of::cycle)
			.orElseThrow(() -> new NotFound("There is no account " + account + "."));
	}

	/** The cycles of all accounts of these customers. */
	@Transactional(readOnly = true)
	public Map<AccountNumber, BillCycle> of(Collection<Long> customerIds) {
		Map<AccountNumber, BillCycle> cycles = new HashMap<>();
		this.client.sql("select * from billing_account where customer_id = any (?)")
			.param(customerIds.toArray(Long[]::new))
			.query(ROW)
			.list()
			.forEach((of) -> cycles.put(of.account(), of.cycle()));
		return cycles;
	}

	/**
	 * Changes day, terms, medium and place of tax from the next bill on. The period that
	 * is running stays as it is.
	 * @param wanted its day, terms, medium and place count
	 * @throws Refusal by the field: day, terms, place
	 */
	@Transactional
	public void change(Actor actor, AccountNumber account, BillCycle wanted, String reason) {
		if (wanted.day() < 1 || wanted.day() > 31) {
			throw new Refusal("day", "The bill's day is a day of the month, 1 to 31.");
		}
		if (wanted.termsDays() < 0 || wanted.termsDays() > 180) {
			throw new Refusal("terms", "A bill is due 0 to 180 days after its date.");
		}
		if (!wanted.taxPlace().matches(PLACE) || wanted.taxPlace().length() > 30) {
			throw new Refusal("place", "A place is a code such as US-NY or DE.");
		}
		this.ledger.lock(account);
		BillCycle before = of(account);
		this.client.sql("""
				update billing_account set bill_cycle_day = ?, payment_terms_days = ?, bill_medium = ?, tax_place = ?
				where customer_id = ? and account_no = ?
				""")
			.params(wanted.day(), wanted.termsDays(), wanted.medium().name(), wanted.taxPlace(), account.customerId(),
					account.no())
			.update();
		this.timeline.record(
				NewInteraction
					.change(account.customerId(), this.calendar.now(), InteractionKind.BILLING, actor,
							"Bills of " + account + ": " + String.join(", ", words(before, wanted)))
					.because(reason));
		this.live.mark(account.customerId(), Topic.ACCOUNT);
	}

	/**
	 * Plans the next bill: for an account whose first bill is still to come, or that was
	 * closed and is used again.
	 * @param firstDay from which on days are charged
	 */
	@Transactional
	public void begin(AccountNumber account, LocalDate firstDay, LocalDate nextBillOn) {
		this.client.sql("""
				update billing_account set rated_from = ?, next_bill_on = ?, final_bill_on = null
				where customer_id = ? and account_no = ?
				""").params(firstDay, nextBillOn, account.customerId(), account.no()).update();
	}

	private static List<String> words(BillCycle before, BillCycle after) {
		List<String> words = new java.util.ArrayList<>();
		if (before.day() != after.day()) {
			words.add("made on day " + after.day() + " of the month instead of " + before.day());
		}
		if (before.termsDays() != after.termsDays()) {
			words.add("due after " + after.termsDays() + " days instead of " + before.termsDays());
		}
		if (before.medium() != after.medium()) {
			words.add("told by " + after.medium().name().toLowerCase(java.util.Locale.ROOT));
		}
		if (!before.taxPlace().equals(after.taxPlace())) {
			words.add("taxed at " + after.taxPlace() + " instead of " + before.taxPlace());
		}
		return words.isEmpty() ? List.of("nothing changed") : words;
	}

	private record Of(AccountNumber account, BillCycle cycle) {
	}

}
