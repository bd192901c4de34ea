package app.accord.payment;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

import app.accord.billing.Dispute;
import app.accord.billing.Position;
import app.accord.billing.Standing;
import app.accord.billing.Standings;

import org.joda.money.Money;

import org.springframework.stereotype.Component;

/** How much auto-pay would charge an account now. */
@Component
class Chargeable {

	private final Standings standings;

	Chargeable(Standings standings) {
		this.standings = standings;
	}

	/**
	 * What is open and due up to that day, less what is disputed or covered by
	 * instalments.
	 */
	Money on(Position position, LocalDate dueOn) {
		if (!position.balance().isPositive()) {
			return Money.zero(position.balance().getCurrencyUnit());
		}
		Standing standing = this.standings.of(position.account());
		Map<Integer, Money> disputed = new HashMap<>();
		standing.disputes()
			.stream()
			.filter(Dispute::open)
			.forEach((dispute) -> disputed.merge(dispute.invoice().no(), dispute.amount(), Money::plus));
		return AutoPayRules.amount(position, dueOn, disputed, standing.arranged());
	}

}
