package app.accord.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.joda.money.Money;

/**
 * The days of one contract in one period: what each should have been charged by and what
 * it was billed by already. The next bill's lines are the difference, so that all bills
 * together come to what should have been charged, to the cent.
 */
final class DayCharges {

	private final Period period;

	private final Rate.Layer layer;

	private final Rate[] should;

	private final BilledLine[] billed;

	private Money billedNet;

	/**
	 * @param layer whether they are charges, or what is taken off them
	 */
	DayCharges(Period period, Rate.Layer layer, List<BilledLine> lines) {
		this.period = period;
		this.layer = layer;
		this.should = new Rate[period.days()];
		this.billed = new BilledLine[period.days()];
		for (BilledLine line : lines) {
			if (line.rate().layer() == layer && period.contains(line.from())) {
				this.billedNet = (this.billedNet != null) ? this.billedNet.plus(line.net()) : line.net();
				for (int day = index(line.from()); day <= index(line.to()); day++) {
					this.billed[day] = line.takesBack() ? null : line;
				}
			}
		}
	}

	int days() {
		return this.should.length;
	}

	LocalDate day(int index) {
		return this.period.from().plusDays(index);
	}

	void should(int day, Rate rate) {
		this.should[day] = rate;
	}

	Rate should(int day) {
		return this.should[day];
	}

	/** What that day was billed by; null: not at all, or it was given back. */
	Rate billed(int day) {
		return (this.billed[day] != null) ? this.billed[day].rate() : null;
	}

	/** Whether that day is billed as it should be. */
	boolean settled(int day) {
		return this.billed[day] != null && this.billed[day].rate().equals(this.should[day]);
	}

	/**
	 * What is still to be billed, below zero what is to be given back: days that are
	 * given back first. What the rounding of the parts leaves over is in the last of
	 * them.
	 */
	List<Part> difference() {
		List<Part> parts = new ArrayList<>();
		for (int day = 0; day < days();) {
			int from = day;
			BilledLine line = this.billed[day];
			boolean wrong = line != null && !settled(day);
			do {
				day++;
			}
			while (day < days() && wrong && this.billed[day] != null && !settled(day)
					&& this.billed[day].rate().equals(line.rate())
					&& this.billed[day].taxPercent().compareTo(line.taxPercent()) == 0);
			if (wrong) {
				parts.add(part(from, day, line.rate(), true, line.taxPercent(), line.taxClass()));
			}
		}
		for (int day = 0; day < days();) {
			int from = day;
			Rate rate = this.should[day];
			boolean missing = rate != null && !settled(day);
			do {
				day++;
			}
			while (day < days() && missing && !settled(day) && rate.equals(this.should[day]));
			if (missing) {
				parts.add(part(from, day, rate, false, null, null));
			}
		}
		return evened(parts);
	}

	private List<Part> evened(List<Part> parts) {
		if (parts.isEmpty() || (this.billedNet == null && parts.stream().noneMatch(Part::takesBack))) {
			return parts;
		}
		Money rest = shouldTotal(parts.getFirst().net()).minus(this.billedNet);
		for (Part part : parts) {
			rest = rest.minus(part.net());
		}
		if (!rest.isZero()) {
			int last = parts.size() - 1;
			for (int i = 0; i < parts.size(); i++) {
				if (parts.get(i).takesBack()) {
					last = i;
				}
			}
			parts.set(last, parts.get(last).plus(rest));
		}
		return parts;
	}

	/** What all of its days come to, each stretch of one rate rounded by itself. */
	private Money shouldTotal(Money like) {
		Money total = Money.zero(like.getCurrencyUnit());
		for (int day = 0; day < days();) {
			int from = day;
			Rate rate = this.should[day];
			do {
				day++;
			}
			while (day < days() && Objects.equals(rate, this.should[day]));
			if (rate != null) {
				total = total.plus(signed(Proration.of(rate.monthly(), day - from, this.period.basisDays()), false));
			}
		}
		return total;
	}

	private Part part(int from, int until, Rate rate, boolean takesBack, BigDecimal taxPercent, String taxClass) {
		Money amount = Proration.of(rate.monthly(), until - from, this.period.basisDays());
		return new Part(day(from), day(until - 1), until - from, this.period.basisDays(), rate,
				signed(amount, takesBack), takesBack, taxPercent, taxClass, null);
	}

	private Money signed(Money amount, boolean takesBack) {
		return ((this.layer != Rate.Layer.CHARGE) != takesBack) ? amount.negated() : amount;
	}

	private int index(LocalDate day) {
		return Math.toIntExact(day.toEpochDay() - this.period.from().toEpochDay());
	}

	/**
	 * A stretch of days to be billed or given back.
	 *
	 * @param taxPercent the rate they were taxed at, if they are given back; else null
	 * @param evened what was added so that the period adds up, or null
	 */
	record Part(LocalDate from, LocalDate to, int days, int basisDays, Rate rate, Money net, boolean takesBack,
			BigDecimal taxPercent, String taxClass, Money evened) {

		Part plus(Money rest) {
			return new Part(this.from, this.to, this.days, this.basisDays, this.rate, this.net.plus(rest),
					this.takesBack, this.taxPercent, this.taxClass, rest);
		}

	}

}
