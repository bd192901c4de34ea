package app.accord.billing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import app.accord.customer.AccountNumber;
import app.accord.refusal.NotFound;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Says what of an account may be chased. */
@Component
public class Standings {

	private final JdbcClient client;

	private final Positions positions;

	private final Disputes disputes;

	private final Arrangements arrangements;

	private final TakingOver takingOver;

	Standings(JdbcClient client, Positions positions, Disputes disputes, Arrangements arrangements,
			TakingOver takingOver) {
		this.takingOver = takingOver;
		this.client = client;
		this.positions = positions;
		this.disputes = disputes;
		this.arrangements = arrangements;
	}

	/**
	 * The standing of an account, now. A disputed amount counts in full as long as that
	 * much is overdue at all, also where money that was meant for another bill has paid
	 * the disputed one.
	 * @throws NotFound if there is none of that number
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Standing of(AccountNumber account) {
		Position position = this.positions.of(account);
		List<Dispute> open = this.disputes.of(account).stream().filter(Dispute::open).toList();
		Arrangement arrangement = this.arrangements.current(account).orElse(null);
		Money zero = position.disputed().minus(position.disputed());
		Money arranged = (arrangement != null && arrangement.state() == ArrangementState.KEPT)
				? arrangement.left(position) : zero;
		Set<Integer> late = open.isEmpty() ? Set.of() : overdueBills(account, position);
		Money disputed = open.stream()
			.filter((dispute) -> late.contains(dispute.invoice().no()))
			.map(Dispute::amount)
			.reduce(zero, Money::plus);
		Set<Integer> openingBills = this.takingOver.opening(account);
		Money opening = opening(position, openingBills, open);
		Money chaseable = position.overdue().minus(disputed).minus(arranged).minus(opening);
		return new Standing(position, position.disputed(), arranged, chaseable.isNegative() ? zero : chaseable, open,
				arrangement, opening, openingBills);
	}

	/** What is open of these bills and overdue, and not disputed. */
	private static Money opening(Position position, Set<Integer> bills, List<Dispute> disputes) {
		Money opening = Money.zero(position.balance().getCurrencyUnit());
		for (OpenItem item : bills.isEmpty() ? List.<OpenItem>of() : position.items()) {
			if (item.invoiceNo() != null && bills.contains(item.invoiceNo())
					&& item.dueOn().isBefore(position.today())) {
				opening = opening.plus(item.open());
			}
		}
		for (Dispute dispute : disputes) {
			if (bills.contains(dispute.invoice().no())) {
				opening = opening.minus(dispute.amount());
			}
		}
		return opening.isNegative() ? opening.minus(opening) : opening;
	}

	private Set<Integer> overdueBills(AccountNumber account, Position position) {
		return new HashSet<>(this.client.sql("""
				select i.invoice_no from invoice i
				where i.customer_id = :customer and i.account_no = :account
				  and i.invoice_no in (select q.invoice_no from dispute q where q.customer_id = :customer
				                       and q.account_no = :account and q.state = 'OPEN')
				  and coalesce((select to_day from due_date_move m where m.customer_id = i.customer_id
				                and m.invoice_no = i.invoice_no order by m.move_no desc limit 1), i.due_on) < :today
				""")
			.param("customer", account.customerId())
			.param("account", account.no())
			.param("today", position.today())
			.query(Integer.class)
			.list());
	}

}
