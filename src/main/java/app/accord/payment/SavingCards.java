package app.accord.payment;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Ledger;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.linked.LinkedCustomers;
import app.accord.payment.Gateway.GatewayRefused;
import app.accord.payment.Gateway.GatewayUnclear;
import app.accord.payment.Gateway.Saving;
import app.accord.payment.Gateway.Waiting;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A customer leaves a card on the gateway's page without paying. The gateway is called
 * with no transaction open; a customer who closes the page before coming back is found by
 * asking the gateway later. None of these methods is to be called in a transaction.
 */
@Component
public class SavingCards {

	/** How long the page stays open. */
	static final Duration OPEN = Duration.ofMinutes(35);

	private static final Logger LOG = LoggerFactory.getLogger(SavingCards.class);

	private static final String CONSENT = "Chosen on the payment page: charge this card before each bill is due";

	private static final RowMapper<CardSaving> ROW = (row, number) -> new CardSaving(
			new AccountNumber(row.getLong("customer_id"), row.getInt("account_no")),
			row.getObject("saving_id", UUID.class), CardSaving.State.valueOf(row.getString("state")),
			row.getString("page_reference"), row.getString("page_url"), row.getBoolean("for_autopay"),
			row.getObject("card_id", UUID.class), row.getString("back_to"),
			new Actor(ActorKind.valueOf(row.getString("actor_kind")), row.getString("actor_id"),
					row.getString("actor_name"), Channel.valueOf(row.getString("channel"))),
			row.getTimestamp("created_at").toInstant());

	private final JdbcClient jdbc;

	private final Gateway gateway;

	private final SavedCards cards;

	private final AutoPay autoPay;

	private final BillingAccounts accounts;

	private final Ledger ledger;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	private final LinkedCustomers linked;

	SavingCards(JdbcClient jdbc, Gateway gateway, SavedCards cards, AutoPay autoPay, BillingAccounts accounts,
			Ledger ledger, TransactionTemplate transaction, BusinessCalendar calendar, LinkedCustomers linked) {
		this.linked = linked;
		this.jdbc = jdbc;
		this.gateway = gateway;
		this.cards = cards;
		this.autoPay = autoPay;
		this.accounts = accounts;
		this.ledger = ledger;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/**
	 * Opens a page on which the customer leaves a card.
	 * @param account that it is going to pay
	 * @param forAutoPay whether auto-pay is to be switched on with it
	 * @param returnUrl where the customer comes back to; {@code {saving}} in it becomes
	 * the saving's id
	 * @param backTo where the customer goes on from there, a path of ours
	 * @return the saving, with its page
	 * @throws Refusal with a sentence if the page can't be opened
	 */
	public CardSaving begin(AccountNumber account, boolean forAutoPay, String returnUrl, String backTo, Actor actor) {
		UUID id = UUID.randomUUID();
		Instant now = this.calendar.now();
		String currency = this.accounts.get(account).currency();
		this.jdbc.sql("""
				insert into card_saving (customer_id, saving_id, account_no, state, for_autopay, back_to, actor_kind,
					actor_id, actor_name, channel, created_at, state_since)
				values (?, ?, ?, 'CREATED', ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(account.customerId())
			.param(id)
			.param(account.no())
			.param(forAutoPay)
			.param(backTo)
			.param(actor.kind().name())
			.param(actor.id())
			.param(actor.name())
			.param(actor.channel().name())
			.param(Timestamp.from(now))
			.param(Timestamp.from(now))
			.update();
		Waiting page = open(new Saving(id, CustomerNumber.of(account.customerId()).toString(), currency,
				returnUrl.replace("{saving}", id.toString()), now.plus(OPEN)));
		this.jdbc.sql("""
				update card_saving set state = 'OPEN', page_reference = ?, page_url = ?, state_since = ?
				where customer_id = ? and saving_id = ? and state = 'CREATED'
				""")
			.param(page.pageReference())
			.param(page.pageUrl())
			.param(Timestamp.from(this.calendar.now()))
			.param(account.customerId())
			.param(id)
			.update();
		return read(account.customerId(), id);
	}

	/**
	 * Asked for twice with one id, it is one page: so a lost answer is asked for again.
	 */
	private Waiting open(Saving saving) {
		for (int times = 1;; times++) {
			try {
				return this.gateway.openSaving(saving);
			}
			catch (GatewayUnclear ex) {
				if (times == 2) {
					throw unopened();
				}
			}
			catch (GatewayRefused ex) {
				throw unopened();
			}
		}
	}

	private static Refusal unopened() {
		return new Refusal("The page for leaving a card can’t be opened at the moment. Nothing was saved; please try "
				+ "again in a minute.");
	}

	/**
	 * A saving as it stands.
	 * @throws NotFound if the customer has no such
	 */
	public CardSaving read(long customerId, UUID id) {
		return this.jdbc.sql("select * from card_saving where customer_id = any (?) and saving_id = ?")
			.param(this.linked.of(customerId).ids())
			.param(id)
			.query(ROW)
			.optional()
			.orElseThrow(() -> new NotFound("There is no such page."));
	}

	/**
	 * Asks the gateway whether a card was left, and keeps it.
	 * @return the saving as it stands then
	 */
	public CardSaving look(long customerId, UUID id) {
		CardSaving saving = read(customerId, id);
		if (saving.state() != CardSaving.State.OPEN) {
			return saving;
		}
		try {
			Optional<CardOnFile> card = this.gateway.saved(id, saving.pageReference());
			if (card.isPresent()) {
				this.transaction.executeWithoutResult((status) -> keep(saving, card.get()));
			}
			else if (saving.createdAt().plus(OPEN).plus(OPEN).isBefore(this.calendar.now())) {
				move(saving, CardSaving.State.LEFT, null);
			}
		}
		catch (GatewayUnclear ex) {
			// It is asked again: by the page, by the job.
			LOG.debug("The gateway doesn’t say whether a card was left on page {}", id, ex);
		}
		return read(customerId, id);
	}

	/** Looks after the pages that customers have not come back from. */
	void lookAfterOpen() {
		Instant now = this.calendar.now();
		List<CardSaving> open = this.jdbc.sql("""
				select * /* across customers: dispatch */ from card_saving where state = 'OPEN' and created_at < ?
				order by created_at limit 500
				""").param(Timestamp.from(now.minus(Duration.ofMinutes(3)))).query(ROW).list();
		open.forEach((saving) -> look(saving.account().customerId(), saving.id()));
	}

	private void keep(CardSaving saving, CardOnFile card) {
		this.ledger.lock(saving.account());
		if (read(saving.account().customerId(), saving.id()).state() != CardSaving.State.OPEN) {
			return;
		}
		SavedCard kept = this.cards.keep(saving.account().customerId(), card, saving.actor());
		move(saving, CardSaving.State.SAVED, kept.id());
		if (saving.forAutoPay()) {
			this.autoPay.switchOn(saving.account(), kept.id(), CONSENT, saving.actor(), null);
		}
		this.autoPay.welcome(kept, saving.actor());
	}

	private void move(CardSaving saving, CardSaving.State next, UUID cardId) {
		if (!saving.state().mayBecome(next)) {
			throw new IllegalStateException("A saving can't go from " + saving.state() + " to " + next + ".");
		}
		this.jdbc.sql("""
				update card_saving set state = ?, card_id = ?, state_since = ?
				where customer_id = ? and saving_id = ? and state = ?
				""")
			.param(next.name())
			.param(cardId)
			.param(Timestamp.from(this.calendar.now()))
			.param(saving.account().customerId())
			.param(saving.id())
			.param(saving.state().name())
			.update();
	}

}
