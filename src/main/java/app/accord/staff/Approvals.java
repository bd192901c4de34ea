package app.accord.staff;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.idempotency.KeyReused;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval.State;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Requests that go beyond somebody's limit. A second person, not the requester and with a
 * limit that suffices, approves or refuses; what is approved is carried out at once, in
 * the same transaction and so once. The customer is told of what is done, never of a
 * request.
 */
@Component
public class Approvals {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final Clock clock;

	private final Authority authority;

	private final Timeline timeline;

	private final TransactionTemplate transaction;

	private final ObjectProvider<ApprovedAction> actions;

	private final RowMapper<Approval> row;

	private final LinkedCustomers linked;

	Approvals(JdbcClient jdbc, JsonMapper json, Clock clock, Authority authority, Timeline timeline,
			TransactionTemplate transaction, ObjectProvider<ApprovedAction> actions, LinkedCustomers linked) {
		this.linked = linked;
		this.jdbc = jdbc;
		this.json = json;
		this.clock = clock;
		this.authority = authority;
		this.timeline = timeline;
		this.transaction = transaction;
		this.actions = actions;
		this.row = (row, number) -> {
			Timestamp decided = row.getTimestamp("decided_at");
			return new Approval(row.getLong("customer_id"), row.getLong("approval_no"),
					(Integer) row.getObject("account_no"), Permission.valueOf(row.getString("action")),
					row.getString("kind"), Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")),
					row.getString("summary"), row.getString("reason"),
					json.readValue(row.getString("details"), new TypeReference<Map<String, String>>() {
					}), State.valueOf(row.getString("state")),
					new Actor(ActorKind.STAFF, row.getString("requested_by"), row.getString("requested_name"),
							Channel.valueOf(row.getString("channel"))),
					row.getTimestamp("requested_at").toInstant(), row.getString("decided_by"),
					row.getString("decided_name"), (decided != null) ? decided.toInstant() : null,
					row.getString("decision_reason"));
		};
	}

	/**
	 * Asks for an approval.
	 * @param requester an employee
	 * @param key the request's idempotency key, or null; the same key for something else
	 * is refused
	 * @return the request, or the one made before with that key
	 */
	@Transactional
	public Approval request(NewApproval asked, Actor requester, String key) {
		if (requester.kind() != ActorKind.STAFF) {
			throw new IllegalArgumentException("Only an employee asks for an approval.");
		}
		Reasons.stripped(asked.reason());
		action(asked.kind());
		String details = this.json.writeValueAsString(new TreeMap<>(asked.details()));
		Instant now = this.clock.instant();
		Optional<Long> made = this.jdbc
			.sql("""
					insert into approval (customer_id, approval_no, account_no, action, kind, amount_minor, currency, summary,
						reason, details, state, request_key, requested_by, requested_name, channel, requested_at)
					values (?, nextval('approval_seq'), ?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', ?, ?, ?, ?, ?)
					on conflict (customer_id, request_key) do nothing returning approval_no
					""")
			.param(asked.customerId())
			.param(asked.accountNo())
			.param(asked.action().name())
			.param(asked.kind())
			.param(Amounts.minor(asked.amount().abs()))
			.param(asked.amount().getCurrencyUnit().getCode())
			.param(asked.summary())
			.param(asked.reason().strip())
			.param(details)
			.param(key)
			.param(requester.id())
			.param(requester.name())
			.param(requester.channel().name())
			.param(Timestamp.from(now))
			.query(Long.class)
			.optional();
		if (made.isEmpty()) {
			return repeated(asked, requester, key);
		}
		Approval approval = read(asked.customerId(), made.get());
		tell(approval, requester, "Approval asked for: " + approval.summary(), approval.reason());
		return approval;
	}

	private Approval repeated(NewApproval asked, Actor requester, String key) {
		Approval first = this.jdbc.sql("select * from approval where customer_id = ? and request_key = ?")
			.param(asked.customerId())
			.param(key)
			.query(this.row)
			.single();
		boolean same = first.requester().id().equals(requester.id()) && first.kind().equals(asked.kind())
				&& first.amount().isEqual(asked.amount().abs()) && first.reason().equals(asked.reason().strip())
				&& first.details().equals(asked.details());
		if (!same) {
			throw new KeyReused(key);
		}
		return first;
	}

	/**
	 * Approves a request and carries it out, once: of two who approve it at the same time
	 * one does, the other is told. Not to be called in a transaction.
	 * @return the request as it stands then: carried out, or lapsed with the sentence
	 * that says why it could not be done any more
	 * @throws Refusal with a sentence if this person can't decide it
	 */
	public Approval approve(long customerId, long no, Actor approver) {
		try {
			return this.transaction.execute((status) -> {
				Approval locked = lockForDecision(customerId, no, approver);
				if (!locked.pending()) {
					return locked;
				}
				action(locked.kind()).carryOut(locked, approver);
				return decide(locked, State.CARRIED_OUT, approver, null, "Approved: " + locked.summary());
			});
		}
		catch (NotPossible ex) {
			throw ex.refusal();
		}
		catch (Refusal ex) {
			return lapse(customerId, no, approver, ex.getMessage());
		}
	}

	/**
	 * Refuses a request.
	 * @param reason for the requester, at most 500 characters
	 * @throws Refusal with a sentence if this person can't decide it
	 */
	public Approval refuse(long customerId, long no, String reason, Actor approver) {
		Reasons.stripped(reason);
		try {
			return this.transaction.execute((status) -> {
				Approval locked = lockForDecision(customerId, no, approver);
				return locked.pending()
						? decide(locked, State.REFUSED, approver, reason.strip(), "Refused: " + locked.summary())
						: locked;
			});
		}
		catch (NotPossible ex) {
			throw ex.refusal();
		}
	}

	/**
	 * Takes a request back.
	 * @throws Refusal if it is somebody else's or has been decided
	 */
	@Transactional
	public Approval withdraw(long customerId, long no, Actor requester) {
		Approval locked = lock(customerId, no);
		if (!locked.requester().id().equals(requester.id())) {
			throw new Refusal("Only " + locked.requester().name() + " can take this request back.");
		}
		if (locked.state() == State.WITHDRAWN) {
			return locked;
		}
		if (!locked.pending()) {
			throw new Refusal(alreadyDecided(locked));
		}
		return decide(locked, State.WITHDRAWN, requester, null, "Request taken back: " + locked.summary());
	}

	/**
	 * A request.
	 * @throws NotFound if there is none of that number
	 */
	@Transactional(readOnly = true)
	public Approval read(long customerId, long no) {
		return this.jdbc.sql("select * from approval where customer_id = ? and approval_no = ?")
			.param(customerId)
			.param(no)
			.query(this.row)
			.optional()
			.orElseThrow(() -> new NotFound("There is no such request."));
	}

	/**
	 * A page of all requests, newest first; of those waiting, oldest first.
	 * @param states only these; empty: all
	 * @param query part of a requester's or decider's name, of the summary or reason;
	 * blank: all
	 * @param page from 0
	 */
	@Transactional(readOnly = true)
	public List<Approval> page(Collection<State> states, String query, int page, int size) {
		boolean waiting = states.equals(List.of(State.PENDING));
		return this.jdbc
			.sql("""
					select * /* across customers: reports */ from approval where state = any (:states)
					and (:query = '' or position(:query in lower(requested_name || ' ' || coalesce(decided_name, '') || ' '
					  || summary || ' ' || reason || ' AP-' || customer_id || '-' || approval_no)) > 0)
					order by
					"""
					+ (waiting ? " requested_at, approval_no" : " requested_at desc, approval_no desc")
					+ " limit :size offset :offset")
			.param("states", names(states))
			.param("query", tidy(query))
			.param("size", Math.clamp(size, 1, 200))
			.param("offset", (long) page * size)
			.query(this.row)
			.list();
	}

	/** How many {@link #page} has in all. */
	@Transactional(readOnly = true)
	public long count(Collection<State> states, String query) {
		return this.jdbc.sql("""
				select count(*) /* across customers: reports */ from approval where state = any (:states)
				and (:query = '' or position(:query in lower(requested_name || ' ' || coalesce(decided_name, '') || ' '
				  || summary || ' ' || reason || ' AP-' || customer_id || '-' || approval_no)) > 0)
				""").param("states", names(states)).param("query", tidy(query)).query(Long.class).single();
	}

	/** A customer's requests that wait for a decision. */
	@Transactional(readOnly = true)
	public List<Approval> waitingFor(long customerId) {
		return this.jdbc.sql("""
				select * from approval where customer_id = any (?) and state = 'PENDING' order by requested_at
				""").param(this.linked.of(customerId).ids()).query(this.row).list();
	}

	/** How many requests wait that this employee can decide. */
	@Transactional(readOnly = true)
	public int waitingForDecisionBy(String username) {
		List<Approval> waiting = this.jdbc.sql("""
				select * /* across customers: dispatch */ from approval where state = 'PENDING' limit 500
				""").query(this.row).list();
		if (waiting.isEmpty()) {
			return 0;
		}
		Function<AuthorityLimit, String> what = (limit) -> limit.action() + limit.currency();
		Map<String, AuthorityLimit> limits = this.authority.limitsOf(username)
			.stream()
			.collect(Collectors.toMap(what, Function.identity()));
		return (int) waiting.stream().filter((approval) -> {
			AuthorityLimit limit = limits.get(approval.action() + approval.amount().getCurrencyUnit().getCode());
			return limit != null && limit.covers(approval.amount()) && !approval.requester().id().equals(username);
		}).count();
	}

	private Approval lapse(long customerId, long no, Actor approver, String sentence) {
		return this.transaction.execute((status) -> {
			Approval locked = lock(customerId, no);
			return locked.pending() ? decide(locked, State.LAPSED, approver, sentence,
					"Approved, but no longer possible: " + locked.summary()) : locked;
		});
	}

	/**
	 * Locks a request for this person's decision. One that this very person has decided
	 * already is given as it stands.
	 */
	private Approval lockForDecision(long customerId, long no, Actor approver) {
		try {
			Approval locked = lock(customerId, no);
			if (locked.requester().id().equals(approver.id())) {
				throw new Refusal("You asked for this yourself: a second person has to decide it.");
			}
			if (!locked.pending() && !approver.id().equals(locked.decidedBy())) {
				throw new Refusal(alreadyDecided(locked));
			}
			if (locked.pending()) {
				this.authority.requireApprover(approver, locked.action(), locked.amount());
			}
			return locked;
		}
		catch (Refusal ex) {
			throw new NotPossible(ex);
		}
	}

	private Approval decide(Approval locked, State next, Actor decider, String reason, String summary) {
		if (!locked.state().mayBecome(next)) {
			throw new IllegalStateException("A request can't go from " + locked.state() + " to " + next + ".");
		}
		this.jdbc.sql("""
				update approval set state = ?, decided_by = ?, decided_name = ?, decided_at = ?, decision_reason = ?
				where customer_id = ? and approval_no = ?
				""")
			.param(next.name())
			.param(decider.id())
			.param(decider.name())
			.param(Timestamp.from(this.clock.instant()))
			.param(reason)
			.param(locked.customerId())
			.param(locked.no())
			.update();
		tell(locked, decider, summary, reason);
		return read(locked.customerId(), locked.no());
	}

	private void tell(Approval approval, Actor actor, String summary, String reason) {
		if (approval.customerId() == 0) {
			return;
		}
		this.timeline.record(
				NewInteraction
					.change(approval.customerId(), this.clock.instant(), InteractionKind.BILLING, actor,
							summary + " (" + approval.number() + ")")
					.because(reason)
					.forStaffOnly());
	}

	private Approval lock(long customerId, long no) {
		return this.jdbc.sql("select * from approval where customer_id = ? and approval_no = ? for update")
			.param(customerId)
			.param(no)
			.query(this.row)
			.optional()
			.orElseThrow(() -> new NotFound("There is no such request."));
	}

	private ApprovedAction action(String kind) {
		return this.actions.stream()
			.filter((action) -> action.kind().equals(kind))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Nothing carries out “" + kind + "”."));
	}

	private static String alreadyDecided(Approval approval) {
		return "This request was decided already by " + approval.deciderName() + ": " + approval.state().label() + ".";
	}

	private static String[] names(Collection<State> states) {
		return (states.isEmpty() ? List.of(State.values()) : states).stream().map(Enum::name).toArray(String[]::new);
	}

	private static String tidy(String query) {
		return (query != null) ? query.strip().toLowerCase(java.util.Locale.ROOT) : "";
	}

	/** This person can't decide it; differs from an action that can't be done. */
	private static final class NotPossible extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient Refusal refusal;

		NotPossible(Refusal refusal) {
			super(refusal);
			this.refusal = refusal;
		}

		Refusal refusal() {
			return this.refusal;
		}

	}

}
