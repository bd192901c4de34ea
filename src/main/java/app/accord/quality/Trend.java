package app.accord.quality;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How often a fault was counted over the last months.
 *
 * @param days oldest first; empty before it was counted
 */
public record Trend(List<Day> days) {

	/**
	 * A day on which it was counted.
	 *
	 * @param day which
	 * @param customers how many records had the fault
	 * @param ofAll how many records there were
	 */
	public record Day(LocalDate day, int customers, int ofAll) {
	}

	/** Whether there is something to be drawn. */
	public boolean drawn() {
		return this.days.size() > 1;
	}

	/** The oldest day. */
	public Day first() {
		return this.days.getFirst();
	}

	/** The newest day. */
	public Day last() {
		return this.days.getLast();
	}

	/** The most of a day. */
	public int most() {
		return this.days.stream().mapToInt(Day::customers).max().orElse(0);
	}

	/** One day a week, newest first, for a table. */
	public List<Day> weeks() {
		LocalDate last = last().day();
		return this.days.reversed()
			.stream()
			.filter((each) -> ChronoUnit.DAYS.between(each.day(), last) % 7 == 0)
			.toList();
	}

	/**
	 * The points of a line in an SVG picture of that size: as far apart as their days,
	 * from zero at the bottom to the most at the top.
	 */
	public String line(int width, int height) {
		long span = Math.max(1, ChronoUnit.DAYS.between(first().day(), last().day()));
		double most = Math.max(1, most());
		return this.days.stream()
			.map((each) -> String.format(Locale.ROOT, "%.1f,%.1f",
					2 + (width - 4.0) * ChronoUnit.DAYS.between(first().day(), each.day()) / span,
					height - 2 - (height - 4.0) * each.customers() / most))
			.collect(Collectors.joining(" "));
	}

}
