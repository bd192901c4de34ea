package app.accord.donation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The organisations that customers can give to. What is changed about one is kept with
 * who did it.
 */
@Component
public class NonProfits {

	private static final int LONGEST_NAME = 100;

	private static final int LONGEST_TEXT = 500;

	static final RowMapper<NonProfit> ROW = (row, n) -> new NonProfit(row.getString("code"), row.getString("name"),
			row.getString("description"), row.getString("bank_account"), row.getBoolean("active"),
			row.getInt("version"));

	private final JdbcClient jdbc;

	private final BusinessCalendar calendar;

	NonProfits(JdbcClient jdbc, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	/** All, by name; those that can't be chosen any more last. */
	@Transactional(readOnly = true)
	public List<NonProfit> all() {
		return this.jdbc.sql("select * from non_profit order by active desc, lower(name), code").query(ROW).list();
	}

	/** Those that can be chosen, by name. */
	@Transactional(readOnly = true)
	public List<NonProfit> toChoose() {
		return all().stream().filter(NonProfit::active).toList();
	}

	/** The one of that code. */
	@Transactional(readOnly = true)
	public Optional<NonProfit> find(String code) {
		return this.jdbc.sql("select * from non_profit where code = ?").param(code).query(ROW).optional();
	}

	/**
	 * Adds one; customers can choose it from now on.
	 * @param bankAccount may be null
	 * @throws Refusal by its field
	 */
	@Transactional
	public NonProfit add(Actor actor, String code, String name, String description, String bankAccount) {
		String upper = (code != null) ? code.strip().toUpperCase(Locale.ROOT) : "";
		if (!upper.matches("[A-Z0-9][A-Z0-9-]{0,19}")) {
			throw new Refusal("code", "A code has up to 20 letters, digits and dashes, such as FOODBANK.");
		}
		NonProfit added = new NonProfit(upper, name(name), description(description), bankAccount(bankAccount), true, 0);
		int rows = this.jdbc.sql("""
				insert into non_profit (code, name, description, bank_account, active) values (?, ?, ?, ?, true)
				on conflict (code) do nothing
				""").params(added.code(), added.name(), added.description(), added.bankAccount()).update();
		if (rows == 0) {
			throw new Refusal("code", "There is a non-profit of that code already.");
		}
		note(upper, actor, "Added"
				+ ((added.bankAccount() != null) ? ", paid to " + added.bankAccount() : ", no bank account yet"));
		return added;
	}

	/**
	 * Changes one.
	 * @param version as it was read; somebody else's change in between is refused
	 * @throws Refusal by its field
	 */
	@Transactional
	public NonProfit change(Actor actor, NonProfit changed) {
		NonProfit before = find(changed.code()).orElseThrow(() -> new NotFound("There is no non-profit of that code."));
		NonProfit after = new NonProfit(before.code(), name(changed.name()), description(changed.description()),
				bankAccount(changed.bankAccount()), changed.active(), changed.version());
		List<String> changes = changes(before, after);
		if (changes.isEmpty()) {
			return before;
		}
		int rows = this.jdbc.sql("""
				update non_profit set name = ?, description = ?, bank_account = ?, active = ?, version = version + 1
				where code = ? and version = ?
				""")
			.params(after.name(), after.description(), after.bankAccount(), after.active(), after.code(),
					after.version())
			.update();
		if (rows == 0) {
			throw new Refusal("Somebody else has just changed it. Look at it again, then change it.");
		}
		changes.forEach((change) -> note(after.code(), actor, change));
		return after;
	}

	/** What was changed about them, newest first. */
	@Transactional(readOnly = true)
	public List<Change> history(int most) {
		return this.jdbc.sql("""
				select c.*, n.name from non_profit_change c join non_profit n using (code)
				order by c.change_id desc limit ?
				""")
			.param(most)
			.query((row, n) -> new Change(row.getString("code"), row.getString("name"),
					row.getTimestamp("at").toInstant(), row.getString("actor_name"), row.getString("change")))
			.list();
	}

	private static List<String> changes(NonProfit before, NonProfit after) {
		List<String> changes = new ArrayList<>();
		if (!before.name().equals(after.name())) {
			changes.add("Name changed from “" + before.name() + "” to “" + after.name() + "”");
		}
		if (!before.description().equals(after.description())) {
			changes.add("Description changed");
		}
		if (!Objects.equals(before.bankAccount(), after.bankAccount())) {
			changes
				.add("Bank account changed from " + shown(before.bankAccount()) + " to " + shown(after.bankAccount()));
		}
		if (before.active() != after.active()) {
			changes.add(after.active() ? "Can be chosen again" : "Ended: bills don’t give to it any more");
		}
		return changes;
	}

	private static String shown(String bankAccount) {
		return (bankAccount != null) ? bankAccount : "none";
	}

	private static String name(String typed) {
		if (typed == null || typed.isBlank() || typed.strip().length() > LONGEST_NAME) {
			throw new Refusal("name", "Write a name of up to " + LONGEST_NAME + " characters.");
		}
		return typed.strip();
	}

	private static String description(String typed) {
		if (typed == null || typed.isBlank() || typed.strip().length() > LONGEST_TEXT) {
			throw new Refusal("description", "Say in a sentence or two what it does: customers choose by it. At most "
					+ LONGEST_TEXT + " characters.");
		}
		return typed.strip();
	}

	private static String bankAccount(String typed) {
		if (typed == null || typed.isBlank()) {
			return null;
		}
		String tidy = typed.strip().replaceAll("\\s+", " ");
		if (!tidy.matches("[\\p{Alnum}][\\p{Alnum} /.-]{3,59}")) {
			throw new Refusal("bankAccount", "Write an IBAN, or routing and account number.");
		}
		return tidy;
	}

	private void note(String code, Actor actor, String change) {
		this.jdbc.sql("""
				insert into non_profit_change (code, at, actor_id, actor_name, change) values (?, ?, ?, ?, ?)
				""").params(code, Timestamp.from(this.calendar.now()), actor.id(), actor.name(), change).update();
	}

	/**
	 * A change of a non-profit.
	 *
	 * @param code which
	 * @param name its name today
	 * @param at when, UTC
	 * @param by who
	 * @param change a sentence
	 */
	public record Change(String code, String name, Instant at, String by, String change) {
	}

}
