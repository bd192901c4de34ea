package app.accord.payment;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import app.accord.billing.OpenItem;
import app.accord.billing.Position;

import org.joda.money.Money;

/**
 * When auto-pay charges, how much, and when it tries again. Pure: the same question
 * always has the same answer.
 */
final class AutoPayRules {

	/** The first try is so many days before the due date. */
	static final int DAYS_BEFORE = 3;

	/** The customer knows of it so many days before, where the due date leaves room. */
	static final int KNOWN_BEFORE = 2;

	/** The announcement goes so many days before the first try. */
	static final int ANNOUNCED_BEFORE = 4;

	/**
	 * After the bank said <i>not now</i>, the card is tried again so many days after the
	 * first try: on the due date, and twice after it.
	 */
	static final List<Integer> AGAIN_AFTER = List.of(3, 6, 10);

	/** However often the gateway can't be reached, it is asked no more than so often. */
	static final int MOST_BEGUN = 12;

	/**
	 * After the customer was told that auto-pay has failed, no reminder goes for so many
	 * days.
	 */
	static final int DAYS_TO_ANSWER = 5;

	/** Failures that are ours, not the card's: the customer isn't troubled with them. */
	private static final Set<DeclineCode> OURS = Set.of(DeclineCode.NOT_REACHED, DeclineCode.BUSY, DeclineCode.NOT_SENT,
			DeclineCode.CALLED_OFF);

	private AutoPayRules() {
	}

	/**
	 * The day of the first try: {@value #DAYS_BEFORE} days before the due date; later,
	 * but no later than the due date, if the customer would otherwise know of it for less
	 * than {@value #KNOWN_BEFORE} days; never today.
	 * @param today the day on which it is planned
	 */
	static LocalDate firstOn(LocalDate today, LocalDate dueOn) {
		LocalDate first = dueOn.minusDays(DAYS_BEFORE);
		LocalDate known = today.plusDays(KNOWN_BEFORE);
		if (first.isBefore(known)) {
			first = known.isAfter(dueOn) ? dueOn : known;
		}
		return first.isAfter(today) ? first : today.plusDays(1);
	}

	/** The day on which it is announced: not before today. */
	static LocalDate announcedOn(LocalDate today, LocalDate firstOn) {
		LocalDate day = firstOn.minusDays(ANNOUNCED_BEFORE);
		return day.isBefore(today) ? today : day;
	}

	/**
	 * How much to charge: everything that is open and due up to the bill's due date, less
	 * what is not to be charged of those bills and what instalments cover. Never below
	 * zero.
	 * @param kept what is not to be charged of each of the customer's bills, by its
	 * number: it is disputed, or another system collects it
	 */
	static Money amount(Position position, LocalDate dueOn, Map<Integer, Money> kept, Money arranged) {
		Money none = Money.zero(position.balance().getCurrencyUnit());
		Money due = none;
		Map<Integer, Money> open = new HashMap<>();
		for (OpenItem item : position.items()) {
			if (!item.dueOn().isAfter(dueOn)) {
				due = due.plus(item.open());
				if (item.invoiceNo() != null) {
					open.merge(item.invoiceNo(), item.open(), Money::plus);
				}
			}
		}
		for (Map.Entry<Integer, Money> bill : open.entrySet()) {
			Money part = kept.getOrDefault(bill.getKey(), none);
			due = due.minus(part.isGreaterThan(bill.getValue()) ? bill.getValue() : part);
		}
		Money rest = due.minus(arranged);
		return rest.isNegative() ? none : rest;
	}

	/**
	 * The day of the next try after a failure.
	 * @param tries how many times the bank has said no by now, this one included
	 * @param begun how many times the gateway was asked by now
	 * @param code why
	 * @param today the day of the failure
	 * @return empty: it is not tried again. After a hard decline it never is
	 */
	static Optional<LocalDate> againOn(LocalDate firstOn, int tries, int begun, DeclineCode code, LocalDate today) {
		if (ours(code)) {
			return (begun < MOST_BEGUN) ? Optional.of(today.plusDays(1)) : Optional.empty();
		}
		if (!code.soft()) {
			return Optional.empty();
		}
		if (tries > AGAIN_AFTER.size()) {
			return Optional.empty();
		}
		LocalDate again = firstOn.plusDays(AGAIN_AFTER.get(tries - 1));
		return Optional.of(again.isAfter(today) ? again : today.plusDays(1));
	}

	/** Whether the failure is ours and not the card's. */
	static boolean ours(DeclineCode code) {
		return OURS.contains(code);
	}

	/** Whether the bank will never take that card again. */
	static boolean spoilsCard(DeclineCode code) {
		return switch (code) {
			case EXPIRED_CARD, LOST_CARD, STOLEN_CARD, WRONG_DATA, NOT_SUPPORTED, SUSPECTED_FRAUD -> true;
			default -> false;
		};
	}

}
