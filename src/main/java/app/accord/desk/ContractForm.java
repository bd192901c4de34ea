package app.accord.desk;

import java.math.BigDecimal;
import java.time.LocalDate;

import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.subscription.ContractChange;
import app.accord.subscription.ContractDiscount;
import app.accord.subscription.ContractTerms;

/**
 * What is typed to give a contract other terms.
 *
 * @param on first day, ISO
 * @param pricing KEEP, LIST or AGREED
 * @param price what a month of one costs, if it is AGREED
 * @param off NONE, PERCENT or AMOUNT
 * @param discount how many percent, or how much a month
 * @param until last day of the discount, ISO; empty: none
 */
record ContractForm(String on, String product, String quantity, String pricing, String price, String off,
		String discount, String until, String reason, String idempotencyKey, String ask) {

	/** What holds, to be changed from that day on. */
	static ContractForm of(ContractTerms terms, LocalDate on) {
		ContractDiscount discount = terms.discount();
		String off = (discount == null) ? "NONE" : (discount.percent() != null) ? "PERCENT" : "AMOUNT";
		String typed = (discount == null) ? ""
				: (discount.percent() != null) ? discount.percent().toPlainString() : Amounts.plain(discount.amount());
		return new ContractForm(on.toString(), terms.productCode(), Integer.toString(terms.quantity()), "KEEP", "", off,
				typed, (discount != null && discount.until() != null) ? discount.until().toString() : "", "",
				Forms.newKey(), null);
	}

	/**
	 * The change that is asked for.
	 * @param currency the contract's
	 * @throws Refusal by the field
	 */
	ContractChange change(String currency) {
		ContractChange change = ContractChange.from(Forms.day("on", this.on))
			.to(this.product)
			.times(pieces())
			.less(discount(currency));
		return switch ((this.pricing != null) ? this.pricing : "") {
			case "KEEP" -> change;
			case "LIST" -> change.atListPrice();
			case "AGREED" -> change.at(Forms.amount("price", this.price, currency));
			default -> throw new Refusal("pricing", "Choose a price.");
		};
	}

	private int pieces() {
		if (this.quantity == null || !this.quantity.strip().matches("\\d{1,5}")) {
			throw new Refusal("quantity", "Write how many, 1 to 10,000.");
		}
		return Integer.parseInt(this.quantity.strip());
	}

	private ContractDiscount discount(String currency) {
		LocalDate last = (this.until != null && !this.until.isBlank()) ? Forms.day("until", this.until) : null;
		return switch ((this.off != null) ? this.off : "") {
			case "NONE" -> null;
			case "PERCENT" -> ContractDiscount.ofPercent(percent(), last);
			case "AMOUNT" -> ContractDiscount.ofAmount(Forms.amount("discount", this.discount, currency), last);
			default -> throw new Refusal("off", "Choose a discount, or none.");
		};
	}

	private BigDecimal percent() {
		String typed = (this.discount != null) ? this.discount.strip().replace("%", "").strip().replace(',', '.') : "";
		if (!typed.matches("\\d{1,3}(\\.\\d{1,4})?")) {
			throw new Refusal("discount", "Write a percentage above 0 and up to 100, such as 10 or 12.5.");
		}
		return new BigDecimal(typed);
	}

}
