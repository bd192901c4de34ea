package app.accord.sandbox;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.sandbox.Intent.Kind;
import app.accord.sandbox.Intent.State;
import app.accord.sandbox.Intent.Wanted;
import app.accord.sandbox.Misbehaviour.Fault;

import org.joda.money.Money;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The sandbox's own books, in a schema of their own. What is asked for twice with one id
 * is done once; with other content it is refused.
 */
class SandboxBooks {

	private static final RowMapper<Intent> ROW = (row, number) -> {
		Timestamp expires = row.getTimestamp("expires_at");
		return new Intent(row.getObject("intent_id", UUID.class), row.getString("reference"),
				Kind.valueOf(row.getString("kind")), State.valueOf(row.getString("state")),
				Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")), row.getString("description"),
				row.getString("account"), row.getString("customer"), row.getString("return_url"),
				row.getBoolean("save_card"), row.getString("page_key"), (expires != null) ? expires.toInstant() : null,
				row.getString("decline_code"), row.getString("card_tail"), row.getString("card_token"),
				row.getInt("mute_asks"), row.getString("content_hash"), row.getString("terminal"));
	};

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	SandboxBooks(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	Instant now() {
		return this.clock.instant();
	}

	LocalDate today() {
		return now().atZone(ZoneOffset.UTC).toLocalDate();
	}

	/** Notes what is wanted, once; a page is open then, a charge is not made yet. */
	Intent want(Wanted wanted) {
		return this.transaction.execute((status) -> insert(wanted, State.OPEN));
	}

	/** Charges a kept card, once. */
	Intent charge(Wanted wanted, Fault fault) {
		return this.transaction.execute((status) -> {
			Intent intent = lock(insert(wanted, State.OPEN).id());
			if (intent.state() != State.OPEN || intent.kind() != Kind.CHARGE) {
				return intent;
			}
			Optional<TestCard> card = card(wanted.card());
			String decline = card.isEmpty() ? "no_such_card" : declined(fault, card.get().declineOffSession());
			if (decline != null) {
				return decline(intent, card.orElse(null), decline);
			}
			succeed(intent, card.get(), wanted.card());
			if (fault == Fault.CAPTURE_TWICE) {
				capture(intent);
			}
			return get(intent.id());
		});
	}

	/**
	 * Has a terminal ask for a card, once.
	 * @throws TerminalRefused if it is switched off or busy
	 */
	Intent present(Wanted wanted, Fault fault) {
		return this.transaction.execute((status) -> {
			Terminal terminal = terminal(wanted.terminal());
			Optional<Intent> before = find(wanted.id());
			if (before.isEmpty() && !terminal.online()) {
				throw new TerminalRefused("terminal_offline");
			}
			if (before.isEmpty() && atTerminal(terminal.id()).isPresent()) {
				throw new TerminalRefused("terminal_busy");
			}
			Intent intent = insert(wanted, State.OPEN);
			String decline = declined(fault, null);
			return (decline != null && intent.state() == State.OPEN) ? decline(intent, null, decline) : intent;
		});
	}

	/** A card is held to the terminal. */
	Optional<Intent> tap(String terminal, TestCard card) {
		return this.transaction.execute((status) -> onTerminal(terminal).map((intent) -> {
			if (card.declineOnPage() != null) {
				return decline(intent, card, card.declineOnPage());
			}
			succeed(intent, card, null);
			if (card == TestCard.ANSWER_LOST) {
				mute(intent, 2);
			}
			return get(intent.id());
		}));
	}

	/** The customer presses the terminal's red button. */
	Optional<Intent> refuse(String terminal) {
		return this.transaction
			.execute((status) -> onTerminal(terminal).map((intent) -> decline(intent, null, "canceled_at_terminal")));
	}

	/** Nobody holds a card to the terminal: it stops asking. */
	Optional<Intent> runOut(String terminal) {
		return this.transaction.execute((status) -> onTerminal(terminal).map((intent) -> {
			move(intent, State.EXPIRED, null, null, null);
			report("intent.expired", intent.id().toString(), this.clock.instant());
			return get(intent.id());
		}));
	}

	/** Switches a terminal on or off. */
	void plug(String terminal, boolean online) {
		this.transaction.executeWithoutResult(
				(status) -> this.jdbc.sql("update sandbox.terminal set online = ? where terminal_id = ?")
					.param(online)
					.param(terminal)
					.update());
	}

	List<Terminal> terminals() {
		return this.jdbc.sql("select terminal_id as id, name, online from sandbox.terminal order by name desc")
			.query(Terminal.class)
			.list();
	}

	Terminal terminal(String id) {
		return terminals().stream()
			.filter((terminal) -> terminal.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new Refusal("There is no terminal " + id + "."));
	}

	/** What a terminal asks a card for now, if anything. */
	Optional<Intent> atTerminal(String terminal) {
		return lastAtTerminal(terminal).filter((intent) -> intent.state() == State.OPEN && !expired(intent));
	}

	/** What a terminal asked a card for last. */
	Optional<Intent> lastAtTerminal(String terminal) {
		return this.jdbc.sql("select * from sandbox.intent where terminal = ? order by created_at desc limit 1")
			.param(terminal)
			.query(ROW)
			.optional();
	}

	private Optional<Intent> onTerminal(String terminal) {
		return atTerminal(terminal).map((intent) -> lock(intent.id()))
			.filter((intent) -> intent.state() == State.OPEN && !expired(intent));
	}

	static String declined(Fault fault, String otherwise) {
		return switch (fault) {
			case DECLINE -> "do_not_honor";
			case DECLINE_FUNDS -> "insufficient_funds";
			case DECLINE_LOST -> "lost_card";
			default -> otherwise;
		};
	}

	/** The customer pays on the page with that card. */
	Intent pay(String pageKey, TestCard card) {
		return this.transaction.execute((status) -> {
			Intent intent = lock(onPage(pageKey).id());
			if (intent.state() != State.OPEN || expired(intent)) {
				return onPage(pageKey);
			}
			if (card.declineOnPage() != null) {
				return tried(intent, card, card.declineOnPage());
			}
			if (card == TestCard.CHALLENGE) {
				move(intent, State.CHALLENGE, null, card.tail(), null);
				return get(intent.id());
			}
			succeed(intent, card, keep(intent, card));
			if (card == TestCard.ANSWER_LOST) {
				mute(intent, 2);
			}
			return get(intent.id());
		});
	}

	/** Takes the amount of something that is paid once more, by a mistake of its own. */
	void captureAgain(UUID id) {
		this.transaction.executeWithoutResult((status) -> {
			Intent intent = lock(id);
			if (intent.state() != State.SUCCEEDED) {
				throw new Refusal("Intent " + id + " is not paid.");
			}
			capture(intent);
		});
	}

	/** The customer confirms with the bank, or doesn't. */
	Intent confirm(String pageKey, boolean yes) {
		return this.transaction.execute((status) -> {
			Intent intent = lock(onPage(pageKey).id());
			if (intent.state() != State.CHALLENGE) {
				return intent;
			}
			if (!yes) {
				return tried(intent, TestCard.CHALLENGE, "authentication_failed");
			}
			succeed(intent, TestCard.CHALLENGE, keep(intent, TestCard.CHALLENGE));
			return get(intent.id());
		});
	}

	/** The customer leaves the page without paying. */
	Intent leave(String pageKey) {
		return this.transaction.execute((status) -> {
			Intent intent = lock(onPage(pageKey).id());
			if (intent.state().settled()) {
				return intent;
			}
			if (intent.declineCode() != null) {
				return decline(intent, null, intent.declineCode());
			}
			move(intent, State.EXPIRED, null, null, null);
			report("intent.expired", intent.id().toString(), this.clock.instant());
			return get(intent.id());
		});
	}

	/**
	 * Calls off what is not paid yet. What nobody has heard of can't be asked for any
	 * more afterwards.
	 */
	Intent cancel(Wanted wanted) {
		return this.transaction.execute((status) -> {
			Intent intent = lock(find(wanted.id()).orElseGet(() -> insert(wanted, State.CANCELED)).id());
			if (!intent.state().settled()) {
				move(intent, State.CANCELED, null, null, null);
			}
			return get(intent.id());
		});
	}

	/** As it stands; a page that is past its time is closed. */
	Optional<Intent> ask(UUID id) {
		return this.transaction.execute((status) -> find(id).map((found) -> {
			Intent intent = lock(found.id());
			if (intent.muteAsks() > 0) {
				mute(intent, intent.muteAsks() - 1);
				return intent;
			}
			if (!intent.state().settled() && expired(intent)) {
				move(intent, State.EXPIRED, null, null, null);
			}
			return get(id);
		}));
	}

	Refunded refund(String askedAs, String capture, long minor) {
		return this.transaction.execute((status) -> {
			Optional<Refunded> before = (askedAs != null) ? refund(askedAs) : Optional.empty();
			if (before.isPresent()) {
				return before.get();
			}
			Captured captured = this.jdbc.sql(
					"select reference, intent_id, amount_minor, currency, at from sandbox.capture where reference = ? for update")
				.param(capture)
				.query(Captured.class)
				.optional()
				.orElseThrow(() -> new Refusal("There is no capture " + capture + "."));
			long gone = this.jdbc.sql(
					"select coalesce(sum(amount_minor), 0) from sandbox.refund where capture = ? and state = 'SUCCEEDED'")
				.param(capture)
				.query(Long.class)
				.single();
			if (minor <= 0 || gone + minor > captured.amountMinor()) {
				throw new Refusal("Only " + (captured.amountMinor() - gone) + " is left of " + capture + ".");
			}
			String reference = reference("re");
			this.jdbc.sql("""
					insert into sandbox.refund (reference, asked_as, capture, amount_minor, currency, state, at)
					values (?, ?, ?, ?, ?, 'SUCCEEDED', ?)
					""")
				.param(reference)
				.param(askedAs)
				.param(capture)
				.param(minor)
				.param(captured.currency())
				.param(Timestamp.from(this.clock.instant()))
				.update();
			report("refund.created", reference, this.clock.instant());
			return new Refunded(reference, askedAs, capture, minor, captured.currency(), "SUCCEEDED");
		});
	}

	Optional<Refunded> refund(String askedAs) {
		return this.jdbc.sql(
				"select reference, asked_as, capture, amount_minor, currency, state from sandbox.refund where asked_as = ?")
			.param(askedAs)
			.query(Refunded.class)
			.optional();
	}

	String dispute(String capture, String reason) {
		return this.transaction.execute((status) -> {
			String reference = reference("dp");
			Timestamp now = Timestamp.from(this.clock.instant());
			int made = this.jdbc
				.sql("""
						insert into sandbox.dispute (reference, capture, amount_minor, currency, reason, state, at, changed_at)
						select ?, reference, amount_minor, currency, ?, 'OPEN', ?, ? from sandbox.capture where reference = ?
						""")
				.param(reference)
				.param(reason)
				.param(now)
				.param(now)
				.param(capture)
				.update();
			if (made == 0) {
				throw new Refusal("There is no capture " + capture + ".");
			}
			report("dispute.opened", reference, this.clock.instant());
			return reference;
		});
	}

	void decide(String dispute, boolean won) {
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.sql("update sandbox.dispute set state = ?, changed_at = ? where reference = ? and state = 'OPEN'")
				.param(won ? "WON" : "LOST")
				.param(Timestamp.from(this.clock.instant()))
				.param(dispute)
				.update();
			report("dispute.closed", dispute, this.clock.instant());
		});
	}

	/** Lines of the books after that place, oldest first. */
	List<Map<String, Object>> lines(Instant since, String after, String reference, int limit) {
		return this.jdbc
			.sql("""
					select *, extract(epoch from at)::text || ' ' || reference as place from (
					  select 'CAPTURE' as kind, c.reference, c.intent_id::text as our_id, i.account, null as capture,
					    c.amount_minor, c.currency, c.at, null as state, null as why, i.card_tail
					  from sandbox.capture c join sandbox.intent i on i.intent_id = c.intent_id
					  union all
					  select 'REFUND', r.reference, r.asked_as, null, r.capture, r.amount_minor, r.currency, r.at, r.state,
					    null, null from sandbox.refund r
					  union all
					  select 'DISPUTE', d.reference, null, null, d.capture, d.amount_minor, d.currency, d.changed_at,
					    d.state, d.reason, null from sandbox.dispute d) as line
					where (:reference::text is null and at >= :since and extract(epoch from at)::text || ' ' || reference > :after)
					  or reference = :reference
					order by extract(epoch from at)::text || ' ' || reference limit :limit
					""")
			.param("since", Timestamp.from(since))
			.param("after", (after == null) ? "" : after)
			.param("reference", reference)
			.param("limit", limit)
			.query()
			.listOfRows();
	}

	/** The place of a line in the books. */
	String place(Map<String, Object> line) {
		return line.get("place").toString();
	}

	Optional<Captured> captureOf(Intent intent) {
		return this.jdbc.sql("""
				select reference, intent_id, amount_minor, currency, at from sandbox.capture where intent_id = ?
				order by at, reference limit 1
				""").param(intent.id()).query(Captured.class).optional();
	}

	List<Captured> newestCaptures(int count) {
		return this.jdbc.sql(
				"select reference, intent_id, amount_minor, currency, at from sandbox.capture order by at desc limit ?")
			.param(count)
			.query(Captured.class)
			.list();
	}

	List<Map<String, Object>> disputes() {
		return this.jdbc.sql("select * from sandbox.dispute order by at desc limit 20").query().listOfRows();
	}

	Optional<Intent> find(UUID id) {
		return this.jdbc.sql("select * from sandbox.intent where intent_id = ?").param(id).query(ROW).optional();
	}

	Intent onPage(String pageKey) {
		return this.jdbc.sql("select * from sandbox.intent where page_key = ?")
			.param(pageKey)
			.query(ROW)
			.optional()
			.orElseThrow(() -> new Refusal("There is no such payment page."));
	}

	/** Reports that are due, oldest first. */
	List<Event> dueReports(int most) {
		return this.jdbc.sql("""
				select event_id, type, subject, at, tries from sandbox.event where next_try_at <= ?
				order by at, event_id limit ?
				""").param(Timestamp.from(this.clock.instant())).param(most).query(Event.class).list();
	}

	/** When the next report is due, if any waits. */
	Optional<Instant> nextReport() {
		return this.jdbc.sql("select min(next_try_at) from sandbox.event where next_try_at is not null")
			.query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
			.single();
	}

	void reported(Event event, boolean delivered, Instant nextTry) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.sql("""
				update sandbox.event set tries = tries + 1, delivered_at = case when ? then ?::timestamptz end,
					next_try_at = ?
				where event_id = ?
				""")
			.param(delivered)
			.param(Timestamp.from(this.clock.instant()))
			.param((nextTry != null) ? Timestamp.from(nextTry) : null)
			.param(event.eventId())
			.update());
	}

	private Intent insert(Wanted wanted, State state) {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.sql("""
				insert into sandbox.intent (intent_id, reference, kind, state, amount_minor, currency, description,
					account, customer, return_url, save_card, page_key, expires_at, content_hash, terminal, created_at,
					changed_at)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				on conflict (intent_id) do nothing
				""")
			.param(wanted.id())
			.param(reference("in"))
			.param(wanted.kind().name())
			.param(state.name())
			.param(Amounts.minor(wanted.amount()))
			.param(wanted.amount().getCurrencyUnit().getCode())
			.param(wanted.description())
			.param(wanted.account())
			.param(wanted.customer())
			.param(wanted.returnUrl())
			.param(wanted.saveCard())
			.param((wanted.kind() == Kind.PAGE || wanted.kind() == Kind.SAVING) ? key() : null)
			.param((wanted.expiresAt() != null) ? Timestamp.from(wanted.expiresAt()) : null)
			.param(wanted.content())
			.param(wanted.terminal())
			.param(now)
			.param(now)
			.update();
		Intent intent = get(wanted.id());
		if (state == State.OPEN && intent.state() != State.CANCELED && !intent.contentHash().equals(wanted.content())) {
			throw new Refusal("Intent " + wanted.id() + " was asked for with other content.");
		}
		return intent;
	}

	private void succeed(Intent intent, TestCard card, String token) {
		move(intent, State.SUCCEEDED, null, card.tail(), token);
		if (intent.kind() != Kind.SAVING) {
			capture(intent);
		}
		report("intent.succeeded", intent.id().toString(),
				(card == TestCard.ANSWER_LOST) ? this.clock.instant().plusSeconds(20) : this.clock.instant());
	}

	private void capture(Intent intent) {
		this.jdbc.sql("""
				insert into sandbox.capture (reference, intent_id, amount_minor, currency, at) values (?, ?, ?, ?, ?)
				""")
			.param(reference("ch"))
			.param(intent.id())
			.param(Amounts.minor(intent.amount()))
			.param(intent.amount().getCurrencyUnit().getCode())
			.param(Timestamp.from(this.clock.instant()))
			.update();
	}

	private Intent decline(Intent intent, TestCard card, String code) {
		move(intent, State.DECLINED, code, (card != null) ? card.tail() : intent.cardTail(), null);
		report("intent.declined", intent.id().toString(), this.clock.instant());
		return get(intent.id());
	}

	/** A card was tried on the page and declined: another one may be. */
	private Intent tried(Intent intent, TestCard card, String code) {
		move(intent, State.OPEN, code, card.tail(), null);
		return get(intent.id());
	}

	private String keep(Intent intent, TestCard card) {
		if (!intent.saveCard() && intent.kind() != Kind.SAVING) {
			return null;
		}
		String token = "card_" + key();
		this.jdbc.sql("insert into sandbox.card (token, number_tail, customer, created_at) values (?, ?, ?, ?)")
			.param(token)
			.param(card.tail())
			.param(intent.customer())
			.param(Timestamp.from(this.clock.instant()))
			.update();
		return token;
	}

	/** Forgets a card: its token stands for nothing any more. */
	void forget(String token) {
		this.jdbc.sql("update sandbox.card set number_tail = '', customer = null where token = ?")
			.param(token)
			.update();
		this.jdbc.sql("update sandbox.intent set card_token = null where card_token = ?").param(token).update();
	}

	/** The test card that a token stands for. */
	private Optional<TestCard> card(String token) {
		if (token == null) {
			return Optional.empty();
		}
		if (token.startsWith("tok_")) {
			return TestCard.ofTail(token.substring(4));
		}
		return this.jdbc.sql("select number_tail from sandbox.card where token = ?")
			.param(token)
			.query(String.class)
			.optional()
			.flatMap(TestCard::ofTail);
	}

	private void move(Intent intent, State state, String declineCode, String tail, String token) {
		this.jdbc.sql("""
				update sandbox.intent set state = ?, decline_code = ?, card_tail = coalesce(?, card_tail),
					card_token = ?, changed_at = ? where intent_id = ?
				""")
			.param(state.name())
			.param(declineCode)
			.param(tail)
			.param(token)
			.param(Timestamp.from(this.clock.instant()))
			.param(intent.id())
			.update();
	}

	private void mute(Intent intent, int asks) {
		this.jdbc.sql("update sandbox.intent set mute_asks = ? where intent_id = ?")
			.param(asks)
			.param(intent.id())
			.update();
	}

	private void report(String type, String subject, Instant from) {
		this.jdbc.sql("insert into sandbox.event (event_id, type, subject, at, next_try_at) values (?, ?, ?, ?, ?)")
			.param(reference("ev"))
			.param(type)
			.param(subject)
			.param(Timestamp.from(this.clock.instant()))
			.param(Timestamp.from(from))
			.update();
	}

	private boolean expired(Intent intent) {
		return intent.expiresAt() != null && intent.expiresAt().isBefore(this.clock.instant());
	}

	private Intent lock(UUID id) {
		return this.jdbc.sql("select * from sandbox.intent where intent_id = ? for update")
			.param(id)
			.query(ROW)
			.single();
	}

	private Intent get(UUID id) {
		return find(id).orElseThrow();
	}

	private String key() {
		byte[] bytes = new byte[18];
		this.random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	private String reference(String prefix) {
		byte[] bytes = new byte[9];
		this.random.nextBytes(bytes);
		return prefix + "_" + HexFormat.of().formatHex(bytes);
	}

	/** The sandbox's capture. */
	record Captured(String reference, UUID intentId, long amountMinor, String currency, Instant at) {

		Money amount() {
			return Amounts.ofMinor(this.currency, this.amountMinor);
		}

	}

	/** The sandbox's refund. */
	record Refunded(String reference, String askedAs, String capture, long amountMinor, String currency, String state) {
	}

	/** A card terminal. */
	record Terminal(String id, String name, boolean online) {
	}

	/** A terminal can't ask for a card. */
	static final class TerminalRefused extends RuntimeException {

		private static final long serialVersionUID = 1L;

		TerminalRefused(String code) {
			super(code, null, false, false);
		}

	}

	/** Something to be reported. */
	record Event(String eventId, String type, String subject, Instant at, int tries) {
	}

}
