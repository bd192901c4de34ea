package app.accord.customer;

import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes back customers who were taken on by mistake: nothing finds them any more and no
 * contact point of theirs is used, but what was written in their history stays.
 */
@Component
public class Withdrawals {

	private final JdbcClient client;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	Withdrawals(JdbcClient client, Timeline timeline, LiveChanges live, BusinessCalendar calendar) {
		this.client = client;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/**
	 * Takes them back, in the caller's transaction, which has made sure that nothing
	 * hangs on them. Who is taken back already stays so.
	 * @param reason why, one sentence
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void withdrawAll(Actor actor, Collection<Long> customerIds, String reason) {
		Timestamp now = Timestamp.from(this.calendar.now());
		List<Long> inOrder = customerIds.stream().sorted().toList();
		List<Long> held = this.client.sql("""
				select c.customer_id from customer c where c.customer_id = any (?)
				and not exists (select from customer_withdrawn w where w.customer_id = c.customer_id)
				order by c.customer_id for update of c
				""").param(array(inOrder)).query(Long.class).list();
		this.client.sql("""
				insert into customer_withdrawn (customer_id, at, actor_name, reason)
				select customer_id, ?, ?, ? from unnest(?::bigint[]) as w (customer_id)
				""").params(now, actor.name(), reason, array(held)).update();
		this.client.sql("""
				update contact_point set ended_at = ?, preferred = false, version = version + 1
				where customer_id = any (?) and ended_at is null
				""").params(now, array(held)).update();
		this.client.sql("delete from directory where customer_id = any (?)").param(array(held)).update();
		this.client.sql("delete from customer_search where customer_id = any (?)").param(array(held)).update();
		this.timeline.recordAll(held.stream()
			.map((id) -> NewInteraction
				.change(id, this.calendar.now(), InteractionKind.DATA, actor, "Customer record taken back.")
				.because(reason))
			.toList());
		this.live.mark(held, Topic.CUSTOMER);
	}

	/** Which of them were taken back. */
	@Transactional(readOnly = true)
	public List<Long> among(Collection<Long> customerIds) {
		return this.client.sql("select customer_id from customer_withdrawn where customer_id = any (?)")
			.param(array(customerIds))
			.query(Long.class)
			.list();
	}

	private static Long[] array(Collection<Long> ids) {
		return ids.toArray(Long[]::new);
	}

}
