package app.accord.staff;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.money.Amounts;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.security.StaffRole;

import org.joda.money.Money;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who may do what alone, and up to which amount. The role that counts is the one in the
 * database at the instant of the act, not the one that somebody signed in with: the
 * employee's row stays locked against change until the act is committed.
 */
@Component
public class Authority {

	private static final RowMapper<AuthorityLimit> LIMIT = (row, number) -> {
		String currency = row.getString("currency");
		long minor = row.getLong("limit_minor");
		Money amount = row.wasNull() ? null : Amounts.ofMinor(currency, minor);
		return new AuthorityLimit(StaffRole.valueOf(row.getString("role")), Permission.valueOf(row.getString("action")),
				currency, amount, row.getString("set_by"), row.getTimestamp("set_at").toInstant(),
				row.getString("reason"));
	};

	private final JdbcClient jdbc;

	private final Clock clock;

	Authority(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Refuses what goes beyond the actor's limit. Customers, programs and Accord itself
	 * have none: what they may do is decided where they come in.
	 * @param actor who acts
	 * @param action what is to be done
	 * @param amount for how much; its sign does not matter
	 * @throws OverLimit if a second person has to approve it
	 * @throws Refusal if the actor does not work here any more
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void require(Actor actor, Permission action, Money amount) {
		if (actor.kind() != ActorKind.STAFF) {
			return;
		}
		Employee employee = lockedEmployee(actor.id()).orElse(null);
		if (employee == null) {
			// Nobody of that name can sign in, so an import speaks for somebody
			// elsewhere.
			return;
		}
		requireActive(employee);
		AuthorityLimit limit = limit(employee.role(), action, amount.getCurrencyUnit().getCode());
		if (!limit.covers(amount)) {
			throw new OverLimit(action, amount, sentence(limit, amount));
		}
	}

	/**
	 * Whether the actor may do that alone.
	 * @param amount for how much; its sign does not matter
	 */
	@Transactional(readOnly = true)
	public boolean allows(Actor actor, Permission action, Money amount) {
		return actor.kind() != ActorKind.STAFF || roleOf(actor.id())
			.map((role) -> limit(role, action, amount.getCurrencyUnit().getCode()).covers(amount))
			.orElse(false);
	}

	/**
	 * How far an employee may go alone.
	 * @param currency ISO 4217
	 * @return the limit of the employee's role; empty for somebody who can't sign in
	 */
	@Transactional(readOnly = true)
	public Optional<AuthorityLimit> limitOf(String username, Permission action, String currency) {
		return roleOf(username).map((role) -> limit(role, action, currency));
	}

	/** The limits of all roles in that currency, by role and action. */
	@Transactional(readOnly = true)
	public Map<StaffRole, Map<Permission, AuthorityLimit>> table(String currency) {
		Map<StaffRole, Map<Permission, AuthorityLimit>> table = new EnumMap<>(StaffRole.class);
		for (StaffRole role : StaffRole.values()) {
			Map<Permission, AuthorityLimit> limits = new EnumMap<>(Permission.class);
			for (Permission action : Permission.values()) {
				limits.put(action, AuthorityLimit.none(role, action, currency));
			}
			table.put(role, limits);
		}
		this.jdbc.sql("""
				select distinct on (role, action) * from authority_limit where currency = ?
				order by role, action, authority_limit_id desc
				""")
			.param(currency)
			.query(LIMIT)
			.list()
			.forEach((limit) -> table.get(limit.role()).put(limit.action(), limit));
		return table;
	}

	/** The currencies in which limits were ever set. */
	@Transactional(readOnly = true)
	public List<String> currencies() {
		return this.jdbc.sql("""
				select currency from authority_limit group by currency order by min(authority_limit_id)
				""").query(String.class).list();
	}

	/** What was changed last, newest first, the defaults left out. */
	@Transactional(readOnly = true)
	public List<AuthorityLimit> history(int most) {
		return this.jdbc.sql("""
				select * from authority_limit where reason is distinct from 'Default'
				order by authority_limit_id desc limit ?
				""").param(most).query(LIMIT).list();
	}

	/**
	 * Sets a limit from now on; what held before is kept.
	 * @param amount the most that is done alone; zero: always needs approval; null:
	 * without limit
	 * @param currency ISO 4217
	 * @throws Refusal for an amount below zero or without a reason
	 */
	@Transactional
	public void set(StaffRole role, Permission action, String currency, Money amount, String reason, Actor actor) {
		if (amount != null && amount.isNegative()) {
			throw new Refusal("amount", "A limit is zero or more.");
		}
		Reasons.require("reason", reason, "Say why in a few words: it is kept with the change.");
		this.jdbc.sql("""
				insert into authority_limit (role, action, currency, limit_minor, set_by, set_at, reason)
				values (?, ?, ?, ?, ?, ?, ?)
				""")
			.param(role.name())
			.param(action.name())
			.param(currency)
			.param((amount != null) ? Amounts.minor(amount) : null)
			.param(actor.name())
			.param(Timestamp.from(this.clock.instant()))
			.param(reason.strip())
			.update();
	}

	/** What the employee may approve: role and limits as they are now. */
	List<AuthorityLimit> limitsOf(String username) {
		return roleOf(username).map((role) -> this.jdbc.sql("""
				select distinct on (action, currency) * from authority_limit where role = ?
				order by action, currency, authority_limit_id desc
				""").param(role.name()).query(LIMIT).list()).orElse(List.of());
	}

	/** Refuses an approver whose own limit does not cover it; locks the row as above. */
	void requireApprover(Actor approver, Permission action, Money amount) {
		Employee employee = lockedEmployee(approver.id())
			.orElseThrow(() -> new Refusal("Only an employee can decide this."));
		requireActive(employee);
		AuthorityLimit limit = limit(employee.role(), action, amount.getCurrencyUnit().getCode());
		if (!limit.covers(amount)) {
			if (!action.counted()) {
				throw new Refusal("Your role may not decide this. A supervisor or administrator has to.");
			}
			throw new Refusal("This is beyond your own limit of " + Amounts.show(limit.amount())
					+ ". Somebody with a higher one has to decide it.");
		}
	}

	private AuthorityLimit limit(StaffRole role, Permission action, String currency) {
		return this.jdbc.sql("""
				select * from authority_limit where role = ? and action = ? and currency = ?
				order by authority_limit_id desc limit 1
				""")
			.param(role.name())
			.param(action.name())
			.param(currency)
			.query(LIMIT)
			.optional()
			.orElseGet(() -> AuthorityLimit.none(role, action, currency));
	}

	private Optional<StaffRole> roleOf(String username) {
		return this.jdbc.sql("select role from staff_member where username = ? and disabled_at is null")
			.param(username)
			.query(String.class)
			.optional()
			.map(StaffRole::valueOf);
	}

	private Optional<Employee> lockedEmployee(String username) {
		return this.jdbc.sql("select role, disabled_at from staff_member where username = ? for share")
			.param(username)
			.query((row, number) -> new Employee(StaffRole.valueOf(row.getString("role")),
					row.getTimestamp("disabled_at") == null))
			.optional();
	}

	private static void requireActive(Employee employee) {
		if (!employee.active()) {
			throw new Refusal("Your access has ended. Ask an administrator.");
		}
	}

	private static String sentence(AuthorityLimit limit, Money amount) {
		List<String> words = new ArrayList<>();
		words.add("A supervisor must approve " + Amounts.show(amount.abs()) + ":");
		words.add(limit.amount().isZero() ? "you can’t do this alone."
				: "your own limit is " + Amounts.show(limit.amount()) + ".");
		return String.join(" ", words);
	}

	private record Employee(StaffRole role, boolean active) {
	}

}
