package app.accord.payment;

import java.sql.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The auto-pay mandates of billing accounts. Only ever added to. */
@Component
class Mandates {

	private static final RowMapper<Mandate> ROW = (row, number) -> new Mandate(
			new AccountNumber(row.getLong("customer_id"), row.getInt("account_no")), row.getInt("mandate_no"),
			row.getBoolean("active"), row.getObject("card_id", UUID.class), row.getString("consent"),
			row.getTimestamp("set_at").toInstant(), new Actor(ActorKind.valueOf(row.getString("actor_kind")),
					row.getString("actor_id"), row.getString("actor_name"), Channel.valueOf(row.getString("channel"))));

	private final JdbcClient jdbc;

	Mandates(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The mandate that holds; empty if there was never one. */
	@Transactional(readOnly = true)
	Optional<Mandate> current(AccountNumber account) {
		return history(account, 1).stream().findFirst();
	}

	/** An account's mandates, newest first. */
	@Transactional(readOnly = true)
	List<Mandate> history(AccountNumber account, int most) {
		return this.jdbc.sql("""
				select * from autopay_mandate where customer_id = ? and account_no = ?
				order by mandate_no desc limit ?
				""").param(account.customerId()).param(account.no()).param(most).query(ROW).list();
	}

	/** The mandates of a customer's accounts that hold and are active. */
	@Transactional(readOnly = true)
	List<Mandate> activeOf(long customerId) {
		return this.jdbc.sql("""
				select distinct on (account_no) * from autopay_mandate where customer_id = ?
				order by account_no, mandate_no desc
				""").param(customerId).query(ROW).list().stream().filter(Mandate::active).toList();
	}

	/** Which of these accounts have auto-pay on. */
	@Transactional(readOnly = true)
	Set<AccountNumber> activeAmong(List<AccountNumber> accounts) {
		Set<AccountNumber> active = new HashSet<>();
		this.jdbc.sql("""
				select distinct on (m.customer_id, m.account_no) m.customer_id, m.account_no, m.active
				from autopay_mandate m
				join unnest(?::bigint[], ?::integer[]) as w (customer_id, account_no)
				  on m.customer_id = w.customer_id and m.account_no = w.account_no
				order by m.customer_id, m.account_no, m.mandate_no desc
				""")
			.param(accounts.stream().map(AccountNumber::customerId).toArray(Long[]::new))
			.param(accounts.stream().map(AccountNumber::no).toArray(Integer[]::new))
			.query((row) -> {
				if (row.getBoolean("active")) {
					active.add(new AccountNumber(row.getLong("customer_id"), row.getInt("account_no")));
				}
			});
		return active;
	}

	/** Adds a mandate to an account that this transaction has locked. */
	@Transactional(propagation = Propagation.MANDATORY)
	void add(Mandate mandate) {
		this.jdbc.sql("""
				insert into autopay_mandate (customer_id, account_no, mandate_no, active, card_id, consent, set_at,
					actor_kind, actor_id, actor_name, channel)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(mandate.account().customerId())
			.param(mandate.account().no())
			.param(mandate.no())
			.param(mandate.active())
			.param(mandate.cardId())
			.param(mandate.consent())
			.param(Timestamp.from(mandate.setAt()))
			.param(mandate.setBy().kind().name())
			.param(mandate.setBy().id())
			.param(mandate.setBy().name())
			.param(mandate.setBy().channel().name())
			.update();
	}

}
