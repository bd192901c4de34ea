package app.accord.payment;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The cards that customers have left with the gateway: tokens with brand, last four
 * digits and expiry. A card's number never reaches this program.
 */
@Component
public class SavedCards {

	private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MM/uuuu", Locale.US);

	private static final RowMapper<Row> ROW = (row, number) -> {
		String refused = row.getString("refused_code");
		return new Row(new SavedCard(row.getLong("customer_id"), row.getObject("card_id", UUID.class),
				new CardOnFile(row.getString("token"), row.getString("brand"), row.getString("last_four"),
						row.getObject("expires", LocalDate.class)),
				false, row.getTimestamp("saved_at").toInstant(), row.getString("saved_by"),
				(refused != null) ? DeclineCode.valueOf(refused) : null));
	};

	private final JdbcClient jdbc;

	private final Gateway gateway;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final LinkedCustomers linked;

	SavedCards(JdbcClient jdbc, Gateway gateway, Timeline timeline, LiveChanges live, BusinessCalendar calendar,
			LinkedCustomers linked) {
		this.linked = linked;
		this.jdbc = jdbc;
		this.gateway = gateway;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/**
	 * A customer's cards, those of all records that are joined: each record's default
	 * first, then the newest.
	 */
	@Transactional(readOnly = true)
	public List<SavedCard> of(long customerId) {
		return this.linked.of(customerId).members().stream().flatMap((record) -> own(record).stream()).toList();
	}

	/** The cards of one record: what its accounts can be paid with by themselves. */
	@Transactional(readOnly = true)
	public List<SavedCard> own(long customerId) {
		List<Row> rows = this.jdbc.sql("""
				select * from saved_card where customer_id = ? and removed_at is null
				order by preferred_since desc nulls last, saved_at desc, card_id
				""").param(customerId).query(ROW).list();
		List<SavedCard> cards = new ArrayList<>();
		rows.forEach((row) -> cards.add(row.card(cards.isEmpty())));
		return cards;
	}

	/** The customer's card of that id, unless it was removed. */
	@Transactional(readOnly = true)
	public Optional<SavedCard> find(long customerId, UUID id) {
		return of(customerId).stream().filter((card) -> card.id().equals(id)).findFirst();
	}

	/**
	 * The customer's card of that id.
	 * @throws NotFound if the customer has no such card
	 */
	@Transactional(readOnly = true)
	public SavedCard get(long customerId, UUID id) {
		return find(customerId, id).orElseThrow(() -> new NotFound("There is no such card."));
	}

	/**
	 * Keeps a card. The same card again is the same one, with the gateway's new token.
	 * @param card with its token
	 * @param actor who was there
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public SavedCard keep(long customerId, CardOnFile card, Actor actor) {
		if (card.token() == null) {
			throw new IllegalArgumentException("A card is kept by its token.");
		}
		Instant now = this.calendar.now();
		List<SavedCard> cards = own(customerId);
		Optional<SavedCard> same = cards.stream().filter((one) -> same(one.card(), card)).findFirst();
		if (same.isPresent()) {
			this.jdbc.sql("""
					update saved_card set token = ?, expires = ?, refused_at = null, refused_code = null,
						version = version + 1
					where customer_id = ? and card_id = ?
					""").param(card.token()).param(card.expires()).param(customerId).param(same.get().id()).update();
			return get(customerId, same.get().id());
		}
		UUID id = UUID.randomUUID();
		boolean first = cards.stream().noneMatch((one) -> one.usableOn(this.calendar.today()));
		this.jdbc
			.sql("""
					insert into saved_card (customer_id, card_id, gateway, token, brand, last_four, expires, saved_at, saved_by,
						channel, preferred_since)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
					""")
			.param(customerId)
			.param(id)
			.param(this.gateway.name())
			.param(card.token())
			.param(card.brand())
			.param(card.lastFour())
			.param(card.expires())
			.param(Timestamp.from(now))
			.param(actor.name())
			.param(actor.channel().name())
			.param(first ? Timestamp.from(now) : null)
			.update();
		tell(customerId, actor, card.label() + " saved for payments" + until(card), null);
		return get(customerId, id);
	}

	/** Makes a card the one that is used unless another one is named. */
	@Transactional
	public void prefer(long customerId, UUID id, Actor actor) {
		SavedCard card = get(customerId, id);
		if (card.preferred()) {
			return;
		}
		this.jdbc.sql(
				"update saved_card set preferred_since = ?, version = version + 1 where customer_id = ? and card_id = ?")
			.param(Timestamp.from(this.calendar.now()))
			.param(card.customerId())
			.param(id)
			.update();
		tell(card.customerId(), actor, card.label() + " is now the card that is used first", null);
	}

	/**
	 * Forgets a card. What was paid with it stays as it is.
	 * @param why what the history says, or null
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void remove(long customerId, UUID id, String why, Actor actor) {
		SavedCard card = get(customerId, id);
		this.jdbc.sql("""
				update saved_card set removed_at = ?, removed_by = ?, removed_why = ?, preferred_since = null,
					version = version + 1
				where customer_id = ? and card_id = ? and removed_at is null
				""")
			.param(Timestamp.from(this.calendar.now()))
			.param(actor.name())
			.param(why)
			.param(card.customerId())
			.param(id)
			.update();
		tell(card.customerId(), actor, card.label() + " removed", why);
	}

	/** Notes that the bank will never take a card again. */
	@Transactional(propagation = Propagation.MANDATORY)
	void refused(long customerId, UUID id, DeclineCode code) {
		this.jdbc.sql("""
				update saved_card set refused_at = ?, refused_code = ?, version = version + 1
				where customer_id = ? and card_id = ? and refused_at is null
				""").param(Timestamp.from(this.calendar.now())).param(code.name()).param(customerId).param(id).update();
	}

	/**
	 * Cards whose last day lies from today on and up to that day, of all customers.
	 */
	@Transactional(readOnly = true)
	List<SavedCard> expiringUntil(LocalDate day) {
		return this.jdbc
			.sql("""
					select * /* across customers: dispatch */ from saved_card
					where removed_at is null and refused_at is null and expires between ? and ? order by customer_id, card_id
					""")
			.param(this.calendar.today())
			.param(day)
			.query(ROW)
			.list()
			.stream()
			.map((row) -> row.card(false))
			.toList();
	}

	/**
	 * A customer's card of that id in a form, as typed.
	 * @throws Refusal by the field {@code card}
	 */
	public SavedCard chosen(long customerId, String typed) {
		try {
			return find(customerId, UUID.fromString(String.valueOf(typed)))
				.orElseThrow(() -> new Refusal("card", "Choose one of the saved cards."));
		}
		catch (IllegalArgumentException ex) {
			throw new Refusal("card", "Choose one of the saved cards.");
		}
	}

	private static boolean same(CardOnFile one, CardOnFile other) {
		return one.token().equals(other.token()) || (one.lastFour() != null && one.lastFour().equals(other.lastFour())
				&& one.brand() != null && one.brand().equals(other.brand()) && one.expires() != null
				&& one.expires().equals(other.expires()));
	}

	private static String until(CardOnFile card) {
		return (card.expires() != null) ? ", valid until " + MONTH.format(card.expires()) : "";
	}

	private void tell(long customerId, Actor actor, String summary, String why) {
		this.timeline
			.record(NewInteraction.change(customerId, this.calendar.now(), InteractionKind.PAYMENT, actor, summary)
				.because(why));
		this.live.mark(customerId, Topic.ACCOUNT);
	}

	private record Row(SavedCard read) {

		SavedCard card(boolean preferred) {
			return new SavedCard(this.read.customerId(), this.read.id(), this.read.card(), preferred,
					this.read.savedAt(), this.read.savedBy(), this.read.refused());
		}

	}

}
