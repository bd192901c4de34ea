package app.accord.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.billing.Allocation;
import app.accord.billing.Dispute;
import app.accord.billing.OpenItem;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.billing.Standing;
import app.accord.billing.Standings;
import app.accord.billing.TakingOver;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;

import org.joda.money.Money;

import org.springframework.stereotype.Component;

/** How much auto-pay would charge an account now, and for what. */
@Component
class Chargeable {

	private final Standings standings;

	private final Positions positions;

	private final TakingOver takingOver;

	Chargeable(Standings standings, Positions positions, TakingOver takingOver) {
		this.standings = standings;
		this.positions = positions;
		this.takingOver = takingOver;
	}

	/**
	 * What is open and due up to that day, less what is disputed, covered by instalments
	 * or collected by the system that a bill was taken over from.
	 */
	Money on(Position position, LocalDate dueOn) {
		if (!position.balance().isPositive()) {
			return Money.zero(position.balance().getCurrencyUnit());
		}
		Standing standing = this.standings.of(position.account());
		return AutoPayRules.amount(position, dueOn, kept(position, standing), standing.arranged());
	}

	/** The account's bills that another system collects. */
	Set<Integer> collectedElsewhere(AccountNumber account) {
		return this.takingOver.collectedElsewhere(account);
	}

	/**
	 * Which bills money that was charged is meant for, due first first. Money that is
	 * meant for nothing pays what was due first: it would pay just what was not to be
	 * charged, and leave open what was.
	 * @return empty where nothing was left out
	 */
	List<Allocation> meant(AccountNumber account, Money amount) {
		Position position = this.positions.of(account);
		Map<Integer, Money> kept = kept(position, this.standings.of(account));
		List<Allocation> meant = new ArrayList<>();
		if (kept.isEmpty()) {
			return meant;
		}
		Money rest = amount;
		for (Map.Entry<Integer, Money> bill : open(position).entrySet()) {
			Money most = bill.getValue().minus(kept.getOrDefault(bill.getKey(), rest.minus(rest)));
			Money part = most.isGreaterThan(rest) ? rest : most;
			if (part.isPositive()) {
				meant.add(new Allocation(InvoiceNumber.of(account.customerId(), bill.getKey()), part));
				rest = rest.minus(part);
			}
		}
		return meant;
	}

	/** What is not to be charged of each of the customer's bills. */
	private Map<Integer, Money> kept(Position position, Standing standing) {
		Map<Integer, Money> kept = new HashMap<>();
		standing.disputes()
			.stream()
			.filter(Dispute::open)
			.forEach((dispute) -> kept.merge(dispute.invoice().no(), dispute.amount(), Money::plus));
		Map<Integer, Money> open = open(position);
		collectedElsewhere(position.account()).stream()
			.filter(open::containsKey)
			.forEach((bill) -> kept.put(bill, open.get(bill)));
		return kept;
	}

	private static Map<Integer, Money> open(Position position) {
		Map<Integer, Money> open = new LinkedHashMap<>();
		for (OpenItem item : position.items()) {
			if (item.invoiceNo() != null) {
				open.merge(item.invoiceNo(), item.open(), Money::plus);
			}
		}
		return open;
	}

}
