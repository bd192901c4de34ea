package app.accord.billing;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.ArrangementNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.Series;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
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
import app.accord.time.Instants;

import org.joda.money.Money;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Payment arrangements. A customer asks, an employee agrees; whether one is kept, broken
 * or done is read from the ledger, when money is posted and once a day.
 */
@Component
public class Arrangements implements AfterPosting {

	private static final Actor RULE = Actor.system("payment arrangements");

	private static final String SELECT = """
			select p.*, a.currency from payment_arrangement p join billing_account a using (customer_id, account_no)
			""";

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Ledger ledger;

	private final Positions positions;

	private final CustomerSeries series;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final LiveChanges live;

	private final Authority authority;

	private final Approvals approvals;

	private final BusinessCalendar calendar;

	private final TransactionTemplate transaction;

	Arrangements(JdbcClient client, JdbcTemplate jdbc, Ledger ledger, Positions positions, CustomerSeries series,
			RepeatableWrites repeatable, Timeline timeline, LiveChanges live, Authority authority, Approvals approvals,
			BusinessCalendar calendar, TransactionTemplate transaction) {
		this.client = client;
		this.jdbc = jdbc;
		this.ledger = ledger;
		this.positions = positions;
		this.series = series;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.live = live;
		this.authority = authority;
		this.approvals = approvals;
		this.calendar = calendar;
		this.transaction = transaction;
	}

	/**
	 * Makes an arrangement. One that an employee or program makes is agreed to at once;
	 * one that the customer asks for waits for an answer.
	 * @param instalments with ascending days from today on within two years, adding up to
	 * at most what is owed
	 * @param reason why
	 * @param key the write's idempotency key, or null
	 * @return its number as text
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Answer<String> make(AccountNumber account, List<Arrangement.Instalment> instalments, String reason,
			Actor actor, String key) {
		return make(account, instalments, reason, actor, key,
				(total) -> this.authority.require(actor, Permission.ARRANGEMENT, total));
	}

	/**
	 * Asks a second person to let this arrangement be made.
	 * @param key the request's idempotency key, or null
	 */
	@Transactional
	public Approval ask(AccountNumber account, List<Arrangement.Instalment> instalments, String reason, Actor actor,
			String key) {
		Reasons.require("reason", reason, "Say why in a few words.");
		Money total = total(this.ledger.lock(account), instalments);
		Map<String, String> details = new TreeMap<>();
		instalments
			.forEach((instalment) -> details.put(instalment.dueOn().toString(), Amounts.plain(instalment.amount())));
		return this.approvals.request(new NewApproval(account.customerId(), account.no(), Permission.ARRANGEMENT,
				ApprovedCorrections.ARRANGEMENT, total, "Payment arrangement: " + words(total, instalments), reason,
				details), actor, key);
	}

	Answer<String> make(AccountNumber account, List<Arrangement.Instalment> instalments, String reason, Actor actor,
			String key, Consumer<Money> authorized) {
		Reasons.require("reason", reason, "Say why in a few words.");
		LockedAccount locked = this.ledger.lock(account);
		return this.repeatable.once(account.customerId(), key,
				Arrays.asList("arrangement", actor.id(), account, instalments, reason), String.class, () -> {
					Money total = total(locked, instalments);
					authorized.accept(total);
					return make(locked, total, instalments, reason, actor).toString();
				});
	}

	/**
	 * Agrees to what a customer asked for.
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Arrangement agree(ArrangementNumber number, Actor actor) {
		return agree(number, actor, (total) -> this.authority.require(actor, Permission.ARRANGEMENT, total));
	}

	/**
	 * Asks a second person to agree to what a customer asked for.
	 * @param key the request's idempotency key, or null
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Approval askToAgree(ArrangementNumber number, Actor actor, String key) {
		Arrangement asked = locked(number, ArrangementState.KEPT);
		return this.approvals.request(new NewApproval(number.customerId(), asked.account().no(), Permission.ARRANGEMENT,
				ApprovedCorrections.AGREEMENT, asked.total(),
				"Payment arrangement " + number + ": " + words(asked.total(), asked.instalments()), asked.reason(),
				Map.of("arrangement", number.toString())), actor, key);
	}

	Arrangement agree(ArrangementNumber number, Actor actor, Consumer<Money> authorized) {
		Arrangement asked = locked(number, ArrangementState.KEPT);
		authorized.accept(asked.total());
		move(asked, ArrangementState.KEPT, null, actor,
				"Payment arrangement " + number + " agreed: " + words(asked.total(), asked.instalments()));
		return get(number);
	}

	/**
	 * Declines what a customer asked for.
	 * @param answer what the customer is told
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Arrangement decline(ArrangementNumber number, String answer, Actor actor) {
		Reasons.require("answer", answer, "Say why not: the customer reads it.");
		Arrangement asked = locked(number, ArrangementState.DECLINED);
		move(asked, ArrangementState.DECLINED, answer, actor, "Payment arrangement " + number + " declined");
		return get(number);
	}

	/**
	 * Ends an arrangement, or takes back a request.
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Arrangement cancel(ArrangementNumber number, String reason, Actor actor) {
		Reasons.require(reason);
		Arrangement ended = locked(number, ArrangementState.CANCELLED);
		move(ended, ArrangementState.CANCELLED, reason, actor, "Payment arrangement " + number + " ended");
		return get(number);
	}

	/** The arrangement of that number. */
	@Transactional(readOnly = true)
	public Optional<Arrangement> find(ArrangementNumber number) {
		return this.client.sql(SELECT + "where p.customer_id = ? and p.arrangement_no = ?")
			.param(number.customerId())
			.param(number.no())
			.query(row())
			.optional();
	}

	/**
	 * The arrangement of that number.
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public Arrangement get(ArrangementNumber number) {
		return find(number).orElseThrow(() -> new NotFound("There is no payment arrangement " + number + "."));
	}

	/** The arrangements of an account, the newest first. */
	@Transactional(readOnly = true)
	public List<Arrangement> of(AccountNumber account) {
		return this.client.sql(SELECT + "where p.customer_id = ? and p.account_no = ? order by p.arrangement_no desc")
			.param(account.customerId())
			.param(account.no())
			.query(row())
			.list();
	}

	/** The arrangement of an account that is being kept, or that waits for an answer. */
	@Transactional(readOnly = true)
	public Optional<Arrangement> current(AccountNumber account) {
		return this.client
			.sql(SELECT + "where p.customer_id = ? and p.account_no = ? and p.state in ('REQUESTED', 'KEPT')")
			.param(account.customerId())
			.param(account.no())
			.query(row())
			.optional();
	}

	/**
	 * Requests that nobody has answered yet, the oldest first.
	 * @param size at most so many
	 */
	@Transactional(readOnly = true)
	public List<Arrangement> unanswered(int size) {
		return this.client
			.sql("/* across customers: reports */ " + SELECT
					+ "where p.state = 'REQUESTED' order by p.asked_at, p.customer_id, p.arrangement_no limit ?")
			.param(size)
			.query(row())
			.list();
	}

	/** Judges each arrangement that is being kept, each in a transaction of its own. */
	public void judgeAll() {
		this.client
			.sql("""
					/* across customers: dispatch */
					select customer_id, account_no from payment_arrangement where state = 'KEPT' order by customer_id, account_no
					""")
			.query((row, n) -> AccountNumber.of(row.getLong("customer_id"), row.getInt("account_no")))
			.list()
			.forEach((account) -> this.transaction.executeWithoutResult((status) -> {
				this.ledger.lock(account);
				judge(account);
			}));
	}

	@Override
	public void posted(LockedAccount account, List<LedgerEntry> entries) {
		if (entries.stream().anyMatch((entry) -> entry.amount().isNegative())) {
			judge(account.number());
		}
	}

	private void judge(AccountNumber account) {
		current(account).filter((each) -> each.state() == ArrangementState.KEPT).ifPresent((kept) -> {
			Position position = this.positions.of(account);
			ArrangementState judged = kept.judged(position);
			if (judged == ArrangementState.DONE) {
				move(kept, judged, null, RULE, "Payment arrangement " + kept.number() + " is paid");
			}
			else if (judged == ArrangementState.BROKEN) {
				Arrangement.Progress missed = kept.next(position);
				move(kept, judged, null, RULE, "Payment arrangement " + kept.number() + " was not kept: "
						+ Amounts.show(missed.open()) + " was to be paid by " + missed.instalment().dueOn());
			}
		});
	}

	private ArrangementNumber make(LockedAccount account, Money total, List<Arrangement.Instalment> instalments,
			String reason, Actor actor) {
		AccountNumber number = account.number();
		Position position = this.positions.of(number);
		Instant now = this.calendar.now();
		boolean asked = actor.kind() == ActorKind.CUSTOMER;
		ArrangementNumber own = ArrangementNumber.of(number.customerId(),
				this.series.next(number.customerId(), Series.ARRANGEMENT));
		this.client
			.sql("""
					insert into payment_arrangement (customer_id, arrangement_no, account_no, state, total_minor, besides_minor,
						as_of, reason, asked_at, asked_by_kind, asked_by, channel, decided_at, decided_by)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
					""")
			.params(Arrays.asList(own.customerId(), own.no(), number.no(),
					(asked ? ArrangementState.REQUESTED : ArrangementState.KEPT).name(), Amounts.minor(total),
					Amounts.minor(position.balance().minus(total)), position.asOf(), reason, Timestamp.from(now),
					actor.kind().name(), actor.name(), actor.channel().name(), asked ? null : Timestamp.from(now),
					asked ? null : actor.name()))
			.update();
		this.jdbc.batchUpdate("""
				insert into arrangement_instalment (customer_id, arrangement_no, instalment_no, due_on, amount_minor)
				values (?, ?, ?, ?, ?)
				""", instalments, 100, (statement, instalment) -> {
			statement.setLong(1, own.customerId());
			statement.setInt(2, own.no());
			statement.setInt(3, instalments.indexOf(instalment) + 1);
			statement.setObject(4, instalment.dueOn());
			statement.setLong(5, Amounts.minor(instalment.amount()));
		});
		this.timeline.record(
				NewInteraction
					.change(number.customerId(), now, InteractionKind.BILLING, actor,
							"Payment arrangement " + own + (asked ? " asked for: " : " agreed: ")
									+ words(total, instalments))
					.because(reason));
		this.live.mark(number.customerId(), Topic.ACCOUNT);
		return own;
	}

	private Money total(LockedAccount account, List<Arrangement.Instalment> instalments) {
		current(account.number()).ifPresent((other) -> {
			throw new Refusal((other.state() == ArrangementState.KEPT)
					? "There is an arrangement for this account already, " + other.number() + ". End it first."
					: "Request " + other.number() + " waits for an answer. Answer it first.");
		});
		Position position = this.positions.of(account.number());
		if (instalments.isEmpty() || instalments.size() > 24) {
			throw new Refusal("count", "Choose 1 to 24 instalments.");
		}
		LocalDate before = position.today().minusDays(1);
		Money total = Amounts.ofMinor(account.currency(), 0);
		for (Arrangement.Instalment instalment : instalments) {
			account.requireCurrency(instalment.amount());
			if (!instalment.amount().isPositive()) {
				throw new Refusal("amount", "Each instalment is above zero.");
			}
			if (!instalment.dueOn().isAfter(before)) {
				throw new Refusal("firstOn", before.isBefore(position.today()) ? "The first day can’t be in the past."
						: "Each instalment is due after the one before it.");
			}
			before = instalment.dueOn();
			total = total.plus(instalment.amount());
		}
		if (before.isAfter(position.today().plusYears(2))) {
			throw new Refusal("firstOn", "The last instalment must be within two years.");
		}
		if (total.isGreaterThan(position.balance())) {
			throw new Refusal("amount",
					position.balance().isPositive()
							? "Only " + Amounts.show(position.balance()) + " is owed. Arrange at most that."
							: "Nothing is owed.");
		}
		return total;
	}

	private Arrangement locked(ArrangementNumber number, ArrangementState next) {
		this.ledger.lock(get(number).account());
		Arrangement arrangement = get(number);
		if (!arrangement.state().mayBecome(next)) {
			throw new Refusal("Payment arrangement " + number + " is "
					+ arrangement.state().name().toLowerCase(Locale.ROOT) + " already.");
		}
		return arrangement;
	}

	private void move(Arrangement from, ArrangementState to, String answer, Actor actor, String summary) {
		Instant now = this.calendar.now();
		boolean deciding = from.state() == ArrangementState.REQUESTED;
		this.client
			.sql("""
					update payment_arrangement set state = :state, version = version + 1, answer = coalesce(:answer, answer),
						decided_at = case when :deciding then :at::timestamptz else decided_at end,
						decided_by = case when :deciding then :by else decided_by end,
						ended_at = case when :state = 'KEPT' then null else :at::timestamptz end
					where customer_id = :customer and arrangement_no = :no and state = :from
					""")
			.param("state", to.name())
			.param("answer", answer)
			.param("deciding", deciding)
			.param("at", Timestamp.from(now))
			.param("by", actor.name())
			.param("customer", from.number().customerId())
			.param("no", from.number().no())
			.param("from", from.state().name())
			.update();
		this.timeline
			.record(NewInteraction.change(from.number().customerId(), now, InteractionKind.BILLING, actor, summary)
				.because(answer));
		this.live.mark(from.number().customerId(), Topic.ACCOUNT);
	}

	private static String words(Money total, List<Arrangement.Instalment> instalments) {
		LocalDate first = instalments.getFirst().dueOn();
		return (instalments.size() == 1) ? Amounts.show(total) + " by " + first
				: Amounts.show(total) + " in " + instalments.size() + " instalments from " + first;
	}

	private RowMapper<Arrangement> row() {
		return (row, n) -> {
			long customerId = row.getLong("customer_id");
			String currency = row.getString("currency");
			ArrangementNumber number = ArrangementNumber.of(customerId, row.getInt("arrangement_no"));
			return new Arrangement(number, AccountNumber.of(customerId, row.getInt("account_no")),
					ArrangementState.valueOf(row.getString("state")),
					Amounts.ofMinor(currency, row.getLong("total_minor")),
					Amounts.ofMinor(currency, row.getLong("besides_minor")), row.getLong("as_of"),
					instalments(number, currency), row.getString("reason"), row.getTimestamp("asked_at").toInstant(),
					row.getString("asked_by"), Channel.valueOf(row.getString("channel")),
					Instants.of(row.getTimestamp("decided_at")), row.getString("decided_by"), row.getString("answer"),
					Instants.of(row.getTimestamp("ended_at")), row.getInt("version"));
		};
	}

	private List<Arrangement.Instalment> instalments(ArrangementNumber number, String currency) {
		return this.client.sql("""
				select * from arrangement_instalment where customer_id = ? and arrangement_no = ? order by instalment_no
				""")
			.param(number.customerId())
			.param(number.no())
			.query((row, n) -> new Arrangement.Instalment(row.getObject("due_on", LocalDate.class),
					Amounts.ofMinor(currency, row.getLong("amount_minor"))))
			.list();
	}

}
