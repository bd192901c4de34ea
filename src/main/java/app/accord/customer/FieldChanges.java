package app.accord.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Objects;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.linked.LinkedCustomers;
import app.accord.refusal.NotFound;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who changed which field of a customer's record; only added to. */
@Component
public class FieldChanges {

	private final JdbcClient jdbc;

	private final LinkedCustomers linked;

	private final BusinessCalendar calendar;

	FieldChanges(JdbcClient jdbc, LinkedCustomers linked, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.linked = linked;
		this.calendar = calendar;
	}

	/**
	 * The changes of a customer's fields, newest first, of all records that are joined.
	 * @param page from 0
	 * @param size entries a page, at most 200
	 */
	@Transactional(readOnly = true)
	public Page<FieldChange> page(long customerId, int page, int size) {
		int limit = Math.clamp(size, 1, 200);
		Long[] records = this.linked.of(customerId).ids();
		List<FieldChange> items = this.jdbc.sql("""
				select * from customer_field_change where customer_id = any (?) order by change_id desc limit ? offset ?
				""").param(records).param(limit).param((long) page * limit).query(FieldChanges::change).list();
		long total = this.jdbc.sql("select count(*) from customer_field_change where customer_id = any (?)")
			.param(records)
			.query(Long.class)
			.single();
		return new Page<>(items, page, limit, total);
	}

	/**
	 * The changes of these records that were made after something of the timeline or a
	 * link, oldest first: they are numbered with them.
	 */
	@Transactional(readOnly = true)
	public List<FieldChange> since(List<Long> records, long number) {
		return this.jdbc
			.sql("select * from customer_field_change where customer_id = any (?) and change_id > ? order by change_id")
			.param(records.toArray(Long[]::new))
			.param(number)
			.query(FieldChanges::change)
			.list();
	}

	/** That change and those that were made at once with it. */
	@Transactional(readOnly = true)
	public List<FieldChange> together(CustomerNumber record, long changeId) {
		List<FieldChange> found = this.jdbc.sql("""
				select * from customer_field_change where customer_id = ? and together = (
					select together from customer_field_change where customer_id = ? and change_id = ?)
				order by change_id
				""")
			.param(record.customerId())
			.param(record.customerId())
			.param(changeId)
			.query(FieldChanges::change)
			.list();
		if (found.isEmpty()) {
			throw new NotFound("There is no such change.");
		}
		return found;
	}

	/**
	 * Notes a change if there is one.
	 * @param ownValue what the record itself had before: of several that are joined, not
	 * always what was shown
	 * @param together the first change that was made at once; null: this is it
	 * @return the first change that was made at once; null if there is none
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	Long note(Actor actor, long customerId, CustomerField field, Integer contactPoint, String oldValue, String newValue,
			String ownValue, String reason, Long together) {
		if (Objects.equals(oldValue, newValue)) {
			return together;
		}
		long id = this.jdbc.sql("select nextval('interaction_seq')").query(Long.class).single();
		this.jdbc.sql("""
				insert into customer_field_change (customer_id, change_id, together, at, field, contact_point_id,
					old_value, new_value, own_value, actor_kind, actor_id, actor_name, channel, reason)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(customerId)
			.param(id)
			.param((together != null) ? together : id)
			.param(Timestamp.from(this.calendar.now()))
			.param(field.name())
			.param(contactPoint)
			.param(oldValue)
			.param(newValue)
			.param(ownValue)
			.param(actor.kind().name())
			.param(actor.id())
			.param(actor.name())
			.param(actor.channel().name())
			.param(reason)
			.update();
		return (together != null) ? together : id;
	}

	private static FieldChange change(ResultSet row, int number) throws SQLException {
		return new FieldChange(CustomerNumber.of(row.getLong("customer_id")), row.getLong("change_id"),
				row.getLong("together"), row.getTimestamp("at").toInstant(),
				CustomerField.valueOf(row.getString("field")), (Integer) row.getObject("contact_point_id"),
				row.getString("old_value"), row.getString("new_value"), row.getString("own_value"),
				new Actor(ActorKind.valueOf(row.getString("actor_kind")), row.getString("actor_id"),
						row.getString("actor_name"), Channel.valueOf(row.getString("channel"))),
				row.getString("reason"));
	}

}
