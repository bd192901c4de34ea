package app.accord.catalog;

import java.time.Instant;
import java.util.List;

import app.accord.customer.CustomerNumber;
import app.accord.fact.Fact;
import org.joda.money.Money;

/**
 * What a product costs a customer at an instant, and why.
 *
 * @param productCode the product
 * @param productName what people call it
 * @param unit what the price is for
 * @param customer for whom, or null: for anybody
 * @param currency ISO 4217 code
 * @param at the instant asked about, UTC
 * @param listPrice before promotions; null if it has no price then
 * @param deductions what was taken off; at most one
 * @param finalPrice what it costs; null if it has no price then
 * @param notApplied promotions that take nothing off, each with the reason
 * @param holdsSince since when this answer holds, UTC
 * @param holdsUntil when it may change, UTC; null if nothing is planned
 * @param why the answer in sentences
 */
public record Quote(String productCode, String productName, ProductUnit unit, CustomerNumber customer, String currency,
		Instant at, Money listPrice, List<Deduction> deductions, Money finalPrice, List<NotApplied> notApplied,
		Instant holdsSince, Instant holdsUntil, List<String> why) {

	/** Whether it has a price at that instant. */
	public boolean priced() {
		return this.listPrice != null;
	}

	/**
	 * The fact "price". Its subject names the product, the code of the promotion that was
	 * given by code, and the customer: {@code FIBER-300+SPRING@C-10428-7}.
	 */
	public Fact fact() {
		String subject = this.productCode + byCode() + ((this.customer != null) ? "@" + this.customer : "");
		long asOf = this.holdsSince.getEpochSecond();
		return (this.finalPrice != null) ? Fact.ofMoney("price", subject, asOf, this.at, this.finalPrice)
				: new Fact("price", subject, asOf, this.at, null, this.currency);
	}

	private String byCode() {
		return this.deductions.stream()
			.filter(Deduction::byCode)
			.map((deduction) -> "+" + deduction.promotionCode())
			.findFirst()
			.orElse("");
	}

}
