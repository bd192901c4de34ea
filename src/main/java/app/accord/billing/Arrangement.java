package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.ArrangementNumber;
import app.accord.fact.Fact;
import app.accord.refusal.Refusal;

import org.joda.money.Money;

/**
 * How a customer pays what is owed: in instalments, or on a day that was promised.
 *
 * @param number its number
 * @param account the account
 * @param state how far it is
 * @param total what it covers: the instalments add up to it
 * @param besides what was owed besides when it was made, due later
 * @param asOf the ledger entry up to which it covers what is owed
 * @param instalments the earliest first
 * @param reason why, as it was asked for
 * @param askedAt when, UTC
 * @param askedBy by whom
 * @param channel from where
 * @param decidedAt when it was agreed to or declined, or null
 * @param decidedBy by whom, or null
 * @param answer what the customer was told, or null
 * @param endedAt when it was done, broken or ended, or null
 * @param version counts its changes
 */
public record Arrangement(ArrangementNumber number, AccountNumber account, ArrangementState state, Money total,
		Money besides, long asOf, List<Instalment> instalments, String reason, Instant askedAt, String askedBy,
		Channel channel, Instant decidedAt, String decidedBy, String answer, Instant endedAt, int version) {

	/** Days by which money may come later than an instalment's day: banks take them. */
	static final int DAYS_OF_GRACE = 2;

	/**
	 * What is not paid yet of what it covers, at a position of its account: what is open
	 * of entries up to {@link #asOf}, less what was never part of it.
	 */
	public Money left(Position position) {
		Money open = position.items()
			.stream()
			.filter((item) -> item.seq() <= this.asOf)
			.map(OpenItem::open)
			.reduce(this.total.minus(this.total), Money::plus)
			.minus(this.besides);
		if (open.isNegative()) {
			return this.total.minus(this.total);
		}
		return open.isGreaterThan(this.total) ? this.total : open;
	}

	/** What is paid of it at a position of its account. */
	public Money paid(Position position) {
		return this.total.minus(left(position));
	}

	/** The instalments with how much of each is paid, the first first. */
	public List<Progress> progress(Position position) {
		Money rest = paid(position);
		List<Progress> progress = new ArrayList<>();
		for (Instalment instalment : this.instalments) {
			Money paid = instalment.amount().isGreaterThan(rest) ? rest : instalment.amount();
			rest = rest.minus(paid);
			progress.add(new Progress(instalment, paid, instalment.dueOn().isBefore(position.today())));
		}
		return progress;
	}

	/** The first instalment that is not paid whole, or null. */
	public Progress next(Position position) {
		return progress(position).stream().filter((each) -> !each.whole()).findFirst().orElse(null);
	}

	/** What the ledger makes of it on the day of a position. */
	ArrangementState judged(Position position) {
		if (left(position).isZero()) {
			return ArrangementState.DONE;
		}
		LocalDate inTime = position.today().minusDays(DAYS_OF_GRACE);
		boolean late = progress(position).stream()
			.anyMatch((each) -> !each.whole() && each.instalment().dueOn().isBefore(inTime));
		return late ? ArrangementState.BROKEN : ArrangementState.KEPT;
	}

	/** Whether it is one promise rather than instalments. */
	public boolean promise() {
		return this.instalments.size() == 1;
	}

	/** Its state as a fact. */
	public Fact stateFact() {
		Instant at = (this.endedAt != null) ? this.endedAt : ((this.decidedAt != null) ? this.decidedAt : this.askedAt);
		return Fact.ofCode("arrangement-state", this.number.toString(), this.version, at, this.state.name());
	}

	/**
	 * Splits an amount into equal instalments a month apart; what doesn't divide goes to
	 * the first ones, a unit each.
	 * @param count 1 to 24
	 * @param first the first instalment's day; later ones are on the same day of the
	 * month, or its last
	 */
	public static List<Instalment> plan(Money total, int count, LocalDate first) {
		if (count < 1 || count > 24) {
			throw new Refusal("count", "Choose 1 to 24 instalments.");
		}
		long minor = total.getAmountMinorLong();
		if (minor < count) {
			throw new Refusal("count", "That is too little for so many instalments.");
		}
		List<Instalment> instalments = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			long part = minor / count + ((i < minor % count) ? 1 : 0);
			instalments.add(new Instalment(first.plusMonths(i), Money.ofMinor(total.getCurrencyUnit(), part)));
		}
		return instalments;
	}

	/**
	 * A part that is to be paid.
	 *
	 * @param dueOn by when
	 * @param amount how much, above zero
	 */
	public record Instalment(LocalDate dueOn, Money amount) {
	}

	/**
	 * How much of an instalment is paid.
	 *
	 * @param instalment the instalment
	 * @param paid how much
	 * @param past whether its day is past
	 */
	public record Progress(Instalment instalment, Money paid, boolean past) {

		/** Whether all of it is paid. */
		public boolean whole() {
			return this.paid.isEqual(this.instalment.amount());
		}

		/** What is to be paid yet. */
		public Money open() {
			return this.instalment.amount().minus(this.paid);
		}

	}

}
