package app.accord.counter;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import app.accord.billing.BillingAccount;
import app.accord.catalog.PriceBook;
import app.accord.catalog.ProductUnit;
import app.accord.catalog.ProductView;
import app.accord.catalog.Products;
import app.accord.catalog.Quote;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Typed;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

import org.springframework.stereotype.Component;

/** Reads what products cost a customer, one by one and in a basket. */
@Component
class Selling {

	private static final int SHOWN = 6;

	private final Products products;

	private final PriceBook prices;

	private final BusinessCalendar calendar;

	private final Till till;

	Selling(Products products, PriceBook prices, BusinessCalendar calendar, Till till) {
		this.products = products;
		this.prices = prices;
		this.calendar = calendar;
		this.till = till;
	}

	/** The sale after what a button or the scanner asks for, at this moment's prices. */
	SaleView sale(CustomerProfile customer, SaleForm form) {
		BillingAccount account = this.till.account(customer, form.account());
		List<String> notes = new ArrayList<>();
		Basket basket = Basket.read(form.basket()).after(change(form, notes));
		List<SaleView.Line> lines = new ArrayList<>();
		Money total = Amounts.ofMinor(currency(account), 0);
		for (Basket.Item item : basket.items()) {
			Quote quote = quote(customer, item.product(), account, form.promotion(), notes);
			if (quote == null) {
				basket = basket.without(item.product());
			}
			else {
				SaleView.Line line = new SaleView.Line(quote, item.quantity());
				lines.add(line);
				total = total.plus(line.total());
			}
		}
		String promotion = (Typed.clean(form.promotion()) != null) ? Typed.clean(form.promotion()) : "";
		if (!promotion.isEmpty() && !lines.isEmpty()) {
			notes.addAll(whyNot(promotion, lines));
		}
		return new SaleView(account, basket, lines, promotion, total, notes, UUID.randomUUID().toString());
	}

	/** Products by name or code, each with its price for the customer. */
	List<Quote> find(CustomerProfile customer, SaleForm form) {
		BillingAccount account = this.till.account(customer, form.account());
		return this.products.search(Typed.clean(form.product()), 0, SHOWN)
			.items()
			.stream()
			.filter((product) -> !product.retired())
			.map((product) -> this.prices.quote(product.code(), customer.customerId(), currency(account),
					this.calendar.now(), Typed.clean(form.promotion())))
			.toList();
	}

	/** The prices of those products, as far as they are still sold. */
	List<Quote> again(CustomerProfile customer, List<String> codes, String promotion) {
		BillingAccount account = this.till.account(customer, null);
		return codes.stream()
			.distinct()
			.map((code) -> quote(customer, code, account, promotion, new ArrayList<>()))
			.filter((quote) -> quote != null)
			.limit(SHOWN)
			.toList();
	}

	String currency(BillingAccount account) {
		return (account != null) ? account.currency() : this.till.currency();
	}

	private Quote quote(CustomerProfile customer, String product, BillingAccount account, String promotion,
			List<String> notes) {
		try {
			if (this.products.find(product).filter(ProductView::retired).isPresent()) {
				notes.add(product + " is no longer sold.");
				return null;
			}
			Quote quote = this.prices.quote(product, customer.customerId(), currency(account), this.calendar.now(),
					Typed.clean(promotion));
			if (quote.unit() == ProductUnit.MONTH) {
				notes.add(
						"%s is paid by the month: an agent starts it under a contract.".formatted(quote.productName()));
				return null;
			}
			if (quote.priced()) {
				return quote;
			}
			notes.add("%s has no price in %s now.".formatted(quote.productName(), quote.currency()));
		}
		catch (Refusal ex) {
			notes.add(ex.getMessage());
		}
		return null;
	}

	/** A code that takes nothing off anything is explained once. */
	private static List<String> whyNot(String promotion, List<SaleView.Line> lines) {
		boolean given = lines.stream()
			.flatMap((line) -> line.quote().deductions().stream())
			.anyMatch((deduction) -> deduction.promotionCode().equalsIgnoreCase(promotion));
		return given ? List.of()
				: lines.stream()
					.flatMap((line) -> line.quote().notApplied().stream())
					.filter((not) -> not.promotionCode().equalsIgnoreCase(promotion))
					.map((not) -> not.why())
					.distinct()
					.limit(2)
					.toList();
	}

	/** What was scanned, or typed whole, is added at once. */
	private String change(SaleForm form, List<String> notes) {
		String typed = Typed.clean(form.product());
		if (!"typed".equals(form.change())) {
			return form.change();
		}
		if (typed == null) {
			return null;
		}
		ProductView product = this.products.find(typed).orElse(null);
		if (product == null) {
			List<ProductView> found = this.products.search(typed, 0, 2).items();
			product = (found.size() == 1) ? found.getFirst() : null;
			notes.addAll((product != null) ? List.of()
					: List.of(found.isEmpty()
							? "No product is called “%s”. Check the code, or look by name.".formatted(typed)
							: "Several products fit “%s”. Choose one of the list.".formatted(typed)));
		}
		return (product != null) ? "+" + product.code() : null;
	}

}
