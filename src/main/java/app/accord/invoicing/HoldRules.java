package app.accord.invoicing;

import java.math.BigDecimal;
import java.util.Optional;

import app.accord.money.Amounts;

import org.joda.money.Money;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which bills a person looks at before they are issued. Properties
 * {@code accord.billing.hold.times-last} (a bill so many times the last one, or that part
 * of it; 0: never), {@code accord.billing.hold.change-at-least} (changes of less than
 * that are never held; whole units of the currency) and {@code accord.billing.hold.above}
 * (bills above that; 0: never).
 */
@Component
public class HoldRules {

	private final BigDecimal times;

	private final BigDecimal change;

	private final BigDecimal above;

	HoldRules(@Value("${accord.billing.hold.times-last:3}") BigDecimal times,
			@Value("${accord.billing.hold.change-at-least:50}") BigDecimal change,
			@Value("${accord.billing.hold.above:2000}") BigDecimal above) {
		this.times = times;
		this.change = change;
		this.above = above;
	}

	/** So many times the last bill is held. */
	public BigDecimal times() {
		return this.times;
	}

	/** A change of less is never held. */
	public BigDecimal change() {
		return this.change;
	}

	/** A bill above it is held. */
	public BigDecimal above() {
		return this.above;
	}

	/**
	 * Why a bill is held.
	 * @param last what the bill before came to, in minor units; null: there was none
	 */
	Optional<Held> of(Money total, Long last, boolean finalBill) {
		String now = Amounts.show(total, java.util.Locale.US);
		if (this.above.signum() > 0 && total.getAmount().compareTo(this.above) > 0) {
			return Optional.of(new Held(Rule.ABOVE_LIMIT, "%s is above the limit of %s.".formatted(now,
					Amounts.show(Money.of(total.getCurrencyUnit(), this.above), java.util.Locale.US))));
		}
		if (last == null || last == 0 || finalBill || this.times.signum() == 0) {
			return Optional.empty();
		}
		Money before = Money.ofMinor(total.getCurrencyUnit(), last);
		if (total.minus(before).abs().getAmount().compareTo(this.change) < 0) {
			return Optional.empty();
		}
		String then = Amounts.show(before, java.util.Locale.US);
		if (total.getAmount().compareTo(before.getAmount().multiply(this.times)) >= 0) {
			return Optional.of(new Held(Rule.MUCH_HIGHER, "%s, where the last bill came to %s.".formatted(now, then)));
		}
		if (total.getAmount().multiply(this.times).compareTo(before.getAmount()) <= 0) {
			return Optional.of(new Held(Rule.MUCH_LOWER, "%s, where the last bill came to %s.".formatted(now, then)));
		}
		return Optional.empty();
	}

	/** Why bills are held. */
	public enum Rule {

		/** The bill is above a limit. */
		ABOVE_LIMIT("Above the limit"),

		/** It is several times the last one. */
		MUCH_HIGHER("Much higher than the last bill"),

		/** It is a fraction of the last one. */
		MUCH_LOWER("Much lower than the last bill");

		private final String words;

		Rule(String words) {
			this.words = words;
		}

		/** As people read it. */
		public String words() {
			return this.words;
		}

	}

	record Held(Rule rule, String sentence) {
	}

}
