package app.accord.dunning;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Tier;
import app.accord.dunning.ReminderPolicy.Step;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The policies by which reminders are sent: reference data. */
@Component
public class ReminderPolicies {

	private static final int MOST_STEPS = 12;

	private final JdbcClient jdbc;

	private final Clock clock;

	ReminderPolicies(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** The policies that hold, by name and currency. */
	@Transactional(readOnly = true)
	public List<ReminderPolicy> list() {
		Map<String, ReminderPolicy> policies = new LinkedHashMap<>();
		this.jdbc.sql("""
				select p.*, s.step_no, s.action, s.days_overdue, s.minimum_minor, s.fee_minor
				from reminder_policy p left join reminder_step s using (policy_code)
				where p.ended_at is null order by p.name, p.currency, s.step_no
				""").query((row) -> {
			String currency = row.getString("currency");
			String kind = row.getString("customer_kind");
			String tier = row.getString("tier");
			String code = row.getString("policy_code");
			ReminderPolicy policy = policies.get(code);
			if (policy == null) {
				policy = new ReminderPolicy(code, row.getString("name"), currency,
						(kind != null) ? CustomerKind.valueOf(kind) : null, (tier != null) ? Tier.valueOf(tier) : null,
						row.getInt("crossing_days"), row.getInt("fee_due_days"), new ArrayList<>(),
						row.getString("set_by"), row.getTimestamp("set_at").toInstant(), row.getInt("version"));
				policies.put(code, policy);
			}
			if (row.getString("action") != null) {
				long fee = row.getLong("fee_minor");
				Money charged = row.wasNull() ? null : Amounts.ofMinor(currency, fee);
				policy.steps()
					.add(new Step(row.getInt("step_no"), StepAction.valueOf(row.getString("action")),
							row.getInt("days_overdue"), Amounts.ofMinor(currency, row.getLong("minimum_minor")),
							charged));
			}
		});
		return List.copyOf(policies.values());
	}

	/** The policy of that name, if it holds. */
	@Transactional(readOnly = true)
	public Optional<ReminderPolicy> find(String code) {
		return list().stream().filter((policy) -> policy.code().equals(code)).findFirst();
	}

	/**
	 * The policy for an account: the one chosen for the customer, or the one that says
	 * most about whom it is for and fits.
	 * @param chosen a policy's code, or null
	 * @return empty if none is for that currency: nobody is reminded then
	 */
	Optional<ReminderPolicy> forAccount(CustomerProfile customer, String currency, String chosen) {
		List<ReminderPolicy> all = list().stream().filter((policy) -> policy.currency().equals(currency)).toList();
		return all.stream()
			.filter((policy) -> policy.code().equals(chosen))
			.findFirst()
			.or(() -> all.stream()
				.filter((policy) -> policy.fits(customer))
				.max(Comparator.comparing(ReminderPolicy::precision)));
	}

	/**
	 * Sets a policy: a new one, or one that is there, which then holds for every further
	 * step. What was sent stays.
	 * @throws Refusal by the field: code, name, tier, crossingDays, feeDueDays, steps
	 */
	@Transactional
	public void set(Actor actor, ReminderPolicy policy) {
		check(policy);
		boolean taken = list().stream()
			.anyMatch((other) -> !other.code().equals(policy.code()) && other.currency().equals(policy.currency())
					&& other.kind() == policy.kind() && other.tier() == policy.tier());
		if (taken) {
			throw new Refusal("tier", "Another policy is for just these customers already. Change that one.");
		}
		this.jdbc
			.sql("""
					insert into reminder_policy (policy_code, name, currency, customer_kind, tier, crossing_days, fee_due_days,
						set_by, set_at)
					values (:code, :name, :currency, :kind, :tier, :crossing, :feeDue, :by, :at)
					on conflict (policy_code) do update set name = :name, customer_kind = :kind, tier = :tier,
						crossing_days = :crossing, fee_due_days = :feeDue, set_by = :by, set_at = :at, ended_at = null,
						version = reminder_policy.version + 1
					""")
			.param("code", policy.code())
			.param("name", policy.name().strip())
			.param("currency", policy.currency())
			.param("kind", (policy.kind() != null) ? policy.kind().name() : null)
			.param("tier", (policy.tier() != null) ? policy.tier().name() : null)
			.param("crossing", policy.crossingDays())
			.param("feeDue", policy.feeDueDays())
			.param("by", actor.name())
			.param("at", Timestamp.from(this.clock.instant()))
			.update();
		this.jdbc.sql("delete from reminder_step where policy_code = ?").param(policy.code()).update();
		for (Step step : policy.steps()) {
			this.jdbc.sql("""
					insert into reminder_step (policy_code, step_no, action, days_overdue, minimum_minor, fee_minor)
					values (?, ?, ?, ?, ?, ?)
					""")
				.param(policy.code())
				.param(step.no())
				.param(step.action().name())
				.param(step.daysOverdue())
				.param(Amounts.minor(step.minimum()))
				.param((step.fee() != null) ? Amounts.minor(step.fee()) : null)
				.update();
		}
	}

	/**
	 * Ends a policy: its customers are reminded by another one that fits.
	 * @throws Refusal if it is the one for everybody else
	 */
	@Transactional
	public void end(Actor actor, String code) {
		ReminderPolicy policy = find(code).orElseThrow(() -> new Refusal("There is no such policy any more."));
		if (policy.precision() == 0) {
			throw new Refusal("This is the policy for everybody who has no other one. Change it instead.");
		}
		this.jdbc
			.sql("update reminder_policy set ended_at = ?, set_by = ?, version = version + 1 where policy_code = ?")
			.param(Timestamp.from(this.clock.instant()))
			.param(actor.name())
			.param(code)
			.update();
	}

	private static void check(ReminderPolicy policy) {
		require(policy.code() != null && policy.code().matches("[A-Z0-9][A-Z0-9-]{0,39}"), "code",
				"A code is capital letters, digits and dashes, such as STANDARD-USD.");
		require(policy.name() != null && !policy.name().isBlank() && policy.name().length() <= 80, "name",
				"Give it a short name.");
		require(policy.crossingDays() >= 0 && policy.crossingDays() <= 14, "crossingDays", "Choose 0 to 14 days.");
		require(policy.feeDueDays() >= 1 && policy.feeDueDays() <= 60, "feeDueDays", "Choose 1 to 60 days.");
		require(!policy.steps().isEmpty(), "steps", "A policy needs at least one step.");
		require(policy.steps().size() <= MOST_STEPS, "steps", "A policy has at most 12 steps.");
		Step before = null;
		for (Step step : policy.steps()) {
			require(step.daysOverdue() >= 1 && step.daysOverdue() <= 720, "steps", "Days overdue are 1 to 720.");
			require(!step.minimum().isNegative(), "steps", "A least amount can’t be below zero.");
			require((step.fee() != null) == (step.action() == StepAction.LATE_FEE)
					&& (step.fee() == null || step.fee().isPositive()), "steps",
					"A late fee says how much it is, above zero; other steps have none.");
			if (before != null) {
				require(step.daysOverdue() > before.daysOverdue(), "steps",
						"Each step comes later than the one before.");
				require(before.action() != StepAction.END, "steps", "Nothing comes after the end.");
			}
			require(before != null || step.action() == StepAction.REMINDER, "steps",
					"The first step is a plain reminder: nobody is charged or cut off unheard.");
			before = step;
		}
	}

	private static void require(boolean holds, String field, String sentence) {
		if (!holds) {
			throw new Refusal(field, sentence);
		}
	}

}
