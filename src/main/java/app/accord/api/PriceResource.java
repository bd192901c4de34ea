package app.accord.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.catalog.PriceBook;
import app.accord.catalog.ProductUnit;
import app.accord.catalog.Products;
import app.accord.catalog.Quote;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.MalformedNumber;
import app.accord.fact.Fact;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.time.BusinessCalendar;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.joda.money.Money;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a product costs. */
@Tag(name = "Prices", description = "What a product costs, for whom, when and why")
@RestController
@RequestMapping("/api/v1/prices")
class PriceResource {

	private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

	private final PriceBook prices;

	private final Products products;

	private final Customers customers;

	private final BillingAccounts accounts;

	private final BusinessCalendar calendar;

	private final String usualCurrency;

	PriceResource(PriceBook prices, Products products, Customers customers, BillingAccounts accounts,
			BusinessCalendar calendar, @Value("${accord.currency:USD}") String usualCurrency) {
		this.prices = prices;
		this.products = products;
		this.customers = customers;
		this.accounts = accounts;
		this.calendar = calendar;
		this.usualCurrency = usualCurrency;
	}

	@Operation(summary = "What a product costs a customer, or anybody, at an instant, and why")
	@GetMapping
	PriceAnswer price(@Parameter(description = "Its code", example = "FIBER-500") @RequestParam String product,
			@Parameter(description = "A customer's number; left out: for anybody",
					example = "C-10428-7") @RequestParam(required = false) String customer,
			@Parameter(description = "ISO 8601 with an offset; now if left out",
					example = "2026-10-20T18:00:00Z") @RequestParam(required = false) String at,
			@Parameter(description = "ISO 4217; the customer's, or the company's, if left out",
					example = "USD") @RequestParam(required = false) String currency,
			@Parameter(description = "A code that was named",
					example = "SPRING") @RequestParam(required = false) String promotion) {
		Long customerId = customer(customer);
		if (this.products.find(product).isEmpty()) {
			throw new NotFound("There is no product of that code. GET /api/v1/products lists them.");
		}
		Quote quote = this.prices.quote(product, customerId,
				(currency != null) ? AmountText.currency(currency.strip()).getCode() : currencyOf(customerId),
				instant(at), promotion);
		return PriceAnswer.of(quote);
	}

	private Long customer(String typed) {
		if (typed == null || typed.isBlank()) {
			return null;
		}
		try {
			CustomerNumber number = CustomerNumber.parse(typed);
			if (!this.customers.exists(number.customerId())) {
				throw new NotFound("There is no customer %s.".formatted(number));
			}
			return number.customerId();
		}
		catch (MalformedNumber ex) {
			throw new BadParameter("customer", ex.getMessage());
		}
	}

	private String currencyOf(Long customerId) {
		return (customerId == null) ? this.usualCurrency
				: this.accounts.of(customerId.longValue())
					.stream()
					.findFirst()
					.map(BillingAccount::currency)
					.orElse(this.usualCurrency);
	}

	private Instant instant(String at) {
		if (at == null || at.isBlank()) {
			return this.calendar.now();
		}
		try {
			// A plus sign that was not escaped in the address arrives as a space.
			Instant instant = OffsetDateTime.parse(at.strip().replace(' ', '+')).toInstant();
			if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
				return instant;
			}
		}
		catch (DateTimeException ex) {
			// Said below.
		}
		throw new BadParameter("at",
				"Write the instant as in 2026-10-20T18:00:00Z, with Z or an offset, between the years 1900 and 3000.");
	}

	private static String plain(Money amount) {
		return (amount != null) ? Amounts.plain(amount) : null;
	}

	/** The answer of the price book. */
	@Schema(name = "Price")
	record PriceAnswer(@Schema(example = "FIBER-500") String product, @Schema(example = "Fiber 500") String productName,
			@Schema(example = "MONTH") ProductUnit unit,
			@Schema(description = "For whom; null: for anybody", example = "C-10428-7") String customer,
			@Schema(example = "USD") String currency,
			@Schema(description = "The instant asked about", example = "2026-10-20T18:00:00Z") Instant at,
			@Schema(description = "What it costs; null if it has no price then", example = "71.20") String price,
			@Schema(description = "Before promotions", example = "89.00") String listPrice,
			List<DeductionAnswer> deductions, List<NotAppliedAnswer> notApplied,
			@Schema(description = "Since when this answer holds", example = "2026-09-01T04:00:00Z") Instant holdsSince,
			@Schema(description = "When it may change; null: nothing is planned",
					example = "2026-11-01T04:00:00Z") Instant holdsUntil,
			@Schema(description = "The answer in sentences",
					example = "[\"Fiber 500 is listed at $89.00.\"]") List<String> why,
			@Schema(description = "The price as the record that every channel shows") Fact fact) {

		static PriceAnswer of(Quote quote) {
			return new PriceAnswer(quote.productCode(), quote.productName(), quote.unit(),
					(quote.customer() != null) ? quote.customer().toString() : null, quote.currency(), quote.at(),
					plain(quote.finalPrice()), plain(quote.listPrice()),
					quote.deductions()
						.stream()
						.map((deduction) -> new DeductionAnswer(deduction.promotionCode(), deduction.name(),
								plain(deduction.amount()), deduction.why()))
						.toList(),
					quote.notApplied()
						.stream()
						.map((not) -> new NotAppliedAnswer(not.promotionCode(), not.name(), not.why()))
						.toList(),
					quote.holdsSince(), quote.holdsUntil(), quote.why(), quote.fact());
		}

	}

	/** What a promotion takes off. */
	@Schema(name = "Deduction")
	record DeductionAnswer(@Schema(example = "SPRING") String promotion, @Schema(example = "Spring offer") String name,
			@Schema(example = "17.80") String amount, @Schema(example = "20 % off for gold customers") String why) {
	}

	/** A promotion that takes nothing off. */
	@Schema(name = "NotApplied")
	record NotAppliedAnswer(@Schema(example = "LOYAL5") String promotion, @Schema(example = "Five years") String name,
			@Schema(example = "For customers of at least five years.") String why) {
	}

}
