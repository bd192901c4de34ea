package app.accord.invoicing;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.BillCycles;
import app.accord.billing.Ledger;
import app.accord.customer.AccountNumber;
import app.accord.customer.Typed;
import app.accord.idempotency.RepeatableWrites;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is charged once, with the next bill: an installation, a device. */
@Component
public class OneOffCharges {

	private final JdbcClient client;

	private final Ledger ledger;

	private final BillCycles cycles;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	OneOffCharges(JdbcClient client, Ledger ledger, BillCycles cycles, RepeatableWrites repeatable, Timeline timeline,
			BusinessCalendar calendar) {
		this.client = client;
		this.ledger = ledger;
		this.cycles = cycles;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * Notes a charge for the next bill.
	 * @param productCode the product, or null
	 * @param description what the customer reads on the bill
	 * @param amount before tax, above zero
	 * @param taxClass by which it is taxed; null: STANDARD
	 * @param on the day it is for; null: today
	 * @param key the write's idempotency key, or null
	 * @return its number among the customer's
	 * @throws Refusal by the field
	 */
	@Transactional
	public long add(Actor actor, AccountNumber account, String productCode, String description, Money amount,
			String taxClass, LocalDate on, String key) {
		String text = Typed.clean(description);
		if (text == null || text.length() > 200) {
			throw new Refusal("description", "Say what it is for, in at most 200 characters: it stands on the bill.");
		}
		if (!amount.isPositive()) {
			throw new Refusal("amount", "The amount must be above zero.");
		}
		LocalDate day = (on != null) ? on : this.calendar.today();
		this.ledger.lock(account);
		if (this.cycles.of(account).finalBillOn() != null) {
			throw new Refusal("The account had its final bill. Nothing can be added to it.");
		}
		return this.repeatable
			.once(account.customerId(), key, List.of("one-off", account, text, amount, day), Long.class, () -> {
				long id = this.client.sql("""
						insert into one_off_charge (customer_id, charge_id, account_no, product_code, description,
							amount_minor, tax_class, on_day, recorded_at, actor_name)
						values (?, nextval('usage_seq'), ?, ?, ?, ?, ?, ?, ?, ?) returning charge_id
						""")
					.params(account.customerId(), account.no(), productCode, text, Amounts.minor(amount),
							(taxClass != null) ? taxClass : "STANDARD", day, Timestamp.from(this.calendar.now()),
							actor.name())
					.query(Long.class)
					.single();
				this.timeline.record(NewInteraction.change(account.customerId(), this.calendar.now(),
						InteractionKind.BILLING, actor, "%s before tax is on the next bill: %s"
							.formatted(Amounts.show(amount, java.util.Locale.US), text)));
				return id;
			})
			.value();
	}

}
