package app.accord.intake;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import app.accord.actor.Actor;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Withdrawals;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes an import back, last row first: fields are put back unless they were changed
 * since, and customers whom it made are taken back unless something hangs on them.
 */
@Component
class Undoing {

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Customers customers;

	private final Withdrawals withdrawals;

	private final Dependents dependents;

	private final ImportLinks links;

	private final BusinessCalendar calendar;

	Undoing(JdbcClient client, JdbcTemplate jdbc, Customers customers, Withdrawals withdrawals, Dependents dependents,
			ImportLinks links, BusinessCalendar calendar) {
		this.client = client;
		this.jdbc = jdbc;
		this.customers = customers;
		this.withdrawals = withdrawals;
		this.dependents = dependents;
		this.links = links;
		this.calendar = calendar;
	}

	/** How much there is to take back. */
	@Transactional(readOnly = true)
	int total(long id) {
		return this.client
			.sql("""
					/* across customers: load */ select
					  (select count(*) from import_made where import_id = :id and undone_at is null and kept_because is null)
					+ (select count(*) from import_change where import_id = :id and undone_at is null and kept_because is null)
					""")
			.param("id", id)
			.query(Integer.class)
			.single();
	}

	/**
	 * Takes back some of it in the caller's transaction.
	 * @return how many were looked at and how many stay; nothing looked at: all done
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	Taking.Step step(long id, String source, int most) {
		Actor actor = Applying.actor(id, source);
		List<Changed> changes = this.client.sql("""
				/* across customers: load */
				select customer_id, change_no, field, point_id, old_value, new_value from import_change
				where import_id = ? and undone_at is null and kept_because is null order by change_no desc limit ?
				""").params(id, most).query(Changed.class).list();
		if (!changes.isEmpty()) {
			int kept = 0;
			for (Changed change : changes) {
				String because = putBack(actor, change);
				mark(id, change, because);
				kept += (because != null && change.field() != Change.Field.LINK) ? 1 : 0;
			}
			return new Taking.Step(changes.size(), kept);
		}
		List<Long> made = this.client.sql("""
				/* across customers: load */ select customer_id from import_made
				where import_id = ? and undone_at is null and kept_because is null order by row_no desc limit ?
				""").params(id, most).query(Long.class).list();
		if (made.isEmpty()) {
			return new Taking.Step(0, 0);
		}
		// Whoever adds something to one of them meanwhile waits for this row first.
		this.client.sql("select 1 from customer where customer_id = any (?) order by customer_id for update")
			.param(made.toArray(Long[]::new))
			.query(Integer.class)
			.list();
		Map<Long, String> hanging = this.dependents.of(made, id);
		List<Long> free = made.stream().filter((customer) -> !hanging.containsKey(customer)).toList();
		this.withdrawals.withdrawAll(actor, free, "The import that made the record was undone.");
		this.links.forgetAll(free);
		Timestamp now = Timestamp.from(this.calendar.now());
		this.jdbc.batchUpdate(
				"update import_made set undone_at = ?, kept_because = ? where customer_id = ? and import_id = ?", made,
				500, (statement, customer) -> {
					statement.setTimestamp(1, hanging.containsKey(customer) ? null : now);
					statement.setString(2, hanging.get(customer));
					statement.setLong(3, customer);
					statement.setLong(4, id);
				});
		return new Taking.Step(made.size(), hanging.size());
	}

	/**
	 * @return why it was not put back, or null
	 */
	private String putBack(Actor actor, Changed change) {
		CustomerNumber number = CustomerNumber.of(change.customerId());
		CustomerProfile now = this.customers.read(number);
		switch (change.field()) {
			case NAME -> {
				if (!Change.Names.of(now.name(), now.givenName(), now.familyName()).equals(change.newValue())) {
					return "The name was changed again since.";
				}
				String[] parts = Change.Names.parts(change.oldValue());
				this.customers.rename(actor, number, parts[0], parts[1], parts[2]);
			}
			case LANGUAGE -> {
				if (!Objects.equals(now.language(), change.newValue())) {
					return "The language was changed again since.";
				}
				this.customers.changeLanguage(actor, number, change.oldValue());
			}
			case EXTERNAL_ID -> {
				this.customers.removeExternalId(actor, number, change.newValue());
				this.links.forget(change.customerId(), change.newValue());
			}
			case POINT_ADDED, POINT_CHANGED -> {
				ContactPointView point = now.contactPoints()
					.stream()
					.filter((view) -> view.id() == change.pointId())
					.findFirst()
					.orElse(null);
				if (point == null) {
					return (change.field() == Change.Field.POINT_ADDED) ? null : "It was removed since.";
				}
				if (!point.typed().equals(app.accord.customer.Typed.clean(change.newValue()))) {
					return "“" + ReadingRows.cut(change.newValue()) + "” was changed again since.";
				}
				if (change.field() == Change.Field.POINT_ADDED) {
					this.customers.endContactPoint(actor, point.owner(), point.id(), "An import was undone.");
				}
				else if (again(now, point, change.oldValue())) {
					return "The customer has “" + ReadingRows.cut(change.oldValue()) + "” again since.";
				}
				else {
					this.customers.changeContactPoint(actor, point.owner(), point.id(), point.label(),
							change.oldValue());
				}
			}
			case LINK -> {
				String[] parts = change.oldValue().split("\n", 2);
				if (parts[1].isEmpty()) {
					this.links.forget(change.customerId(), parts[0]);
				}
				else {
					this.client.sql("""
							update import_link set fields = ? where customer_id = ? and external_id = ? and fields = ?
							""").params(parts[1], change.customerId(), parts[0], change.newValue()).update();
				}
			}
		}
		return null;
	}

	private static boolean again(CustomerProfile now, ContactPointView point, String typed) {
		return now.contactPoints()
			.stream()
			.anyMatch(
					(other) -> other.id() != point.id() && other.kind() == point.kind() && other.typed().equals(typed));
	}

	private void mark(long id, Changed change, String because) {
		this.client.sql("""
				update import_change set undone_at = ?::timestamptz, kept_because = ?::text
				where customer_id = ? and import_id = ? and change_no = ?
				""")
			.param((because == null) ? Timestamp.from(this.calendar.now()) : null)
			.param(because)
			.param(change.customerId())
			.param(id)
			.param(change.changeNo())
			.update();
	}

	@Transactional(readOnly = true)
	List<Taking.Kept> kept(long id, int most) {
		List<Taking.Kept> kept = new ArrayList<>(this.client.sql("""
				/* across customers: load */ select customer_id, kept_because from import_made
				where import_id = ? and kept_because is not null order by row_no limit ?
				""")
			.params(id, most)
			.query((row, no) -> new Taking.Kept(CustomerNumber.of(row.getLong(1)).toString(),
					"The customer stays, because of " + row.getString(2) + "."))
			.list());
		kept.addAll(this.client.sql("""
				/* across customers: load */ select customer_id, kept_because from import_change
				where import_id = ? and kept_because is not null and field <> 'LINK' order by change_no limit ?
				""")
			.params(id, most)
			.query((row, no) -> new Taking.Kept(CustomerNumber.of(row.getLong(1)).toString(), row.getString(2)))
			.list());
		return kept;
	}

	/** A change as it was kept. */
	record Changed(long customerId, long changeNo, Change.Field field, Integer pointId, String oldValue,
			String newValue) {
	}

}
