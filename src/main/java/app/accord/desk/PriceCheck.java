package app.accord.desk;

import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.catalog.PriceBook;
import app.accord.catalog.ProductView;
import app.accord.catalog.Products;
import app.accord.customer.CustomerProfile;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What something costs this customer now, and why. */
@Controller("deskPriceCheck")
class PriceCheck {

	private static final int MOST = 7;

	private final OnDesk onDesk;

	private final Products products;

	private final PriceBook prices;

	private final BillingAccounts accounts;

	private final BusinessCalendar calendar;

	PriceCheck(OnDesk onDesk, Products products, PriceBook prices, BillingAccounts accounts,
			BusinessCalendar calendar) {
		this.onDesk = onDesk;
		this.products = products;
		this.prices = prices;
		this.accounts = accounts;
		this.calendar = calendar;
	}

	@GetMapping("/desk/customers/{number}/price-check")
	String check(@PathVariable String number, @RequestParam(defaultValue = "") String q,
			@RequestParam(required = false) String product, @RequestParam(defaultValue = "") String code, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("code", code.strip());
		List<ProductView> found = (product == null && !q.isBlank()) ? this.products.search(q, 0, MOST).items()
				: List.of();
		String chosen = (product != null) ? product : only(found, q);
		if (chosen != null) {
			quote(model, customer, chosen, code);
		}
		else if (!q.isBlank()) {
			model.addAttribute("found", found);
		}
		return "desk/customer :: priceResult";
	}

	private void quote(Model model, CustomerProfile customer, String product, String code) {
		String currency = this.accounts.of(customer.customerId())
			.stream()
			.findFirst()
			.map(BillingAccount::currency)
			.orElse("USD");
		try {
			model.addAttribute("quote", this.prices.quote(product, customer.customerId(), currency, this.calendar.now(),
					code.isBlank() ? null : code.strip()));
		}
		catch (Refusal ex) {
			model.addAttribute("problem", ex.getMessage());
		}
	}

	private static String only(List<ProductView> found, String typed) {
		return found.stream()
			.filter((product) -> found.size() == 1 || product.code().equalsIgnoreCase(typed.strip())
					|| product.name().equalsIgnoreCase(typed.strip()))
			.map(ProductView::code)
			.findFirst()
			.orElse(null);
	}

}
