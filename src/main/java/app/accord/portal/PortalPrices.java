package app.accord.portal;

import java.util.List;

import app.accord.catalog.PriceBook;
import app.accord.catalog.Products;
import app.accord.catalog.Quote;
import app.accord.customer.Typed;
import app.accord.refusal.Refusal;
import app.accord.security.CustomerPrincipal;
import app.accord.time.BusinessCalendar;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;

/** What something costs this customer now, and why. */
@Controller
class PortalPrices {

	private static final int SHOWN = 8;

	private final Mine mine;

	private final Products products;

	private final PriceBook prices;

	private final BusinessCalendar calendar;

	private final String currency;

	PortalPrices(Mine mine, Products products, PriceBook prices, BusinessCalendar calendar,
			@Value("${accord.currency:USD}") String currency) {
		this.mine = mine;
		this.products = products;
		this.prices = prices;
		this.calendar = calendar;
		this.currency = currency;
	}

	@GetMapping("/portal/prices")
	String show(@AuthenticationPrincipal CustomerPrincipal me, @ModelAttribute("form") Asked form, BindingResult errors,
			@RequestHeader(name = "HX-Request", required = false) String part, Model model) {
		boolean asked = !errors.hasErrors() && Typed.clean(form.product()) != null;
		model.addAttribute("page", new Page(asked, errors.hasErrors() ? List.of() : find(me, form)));
		return (part != null) ? "portal/prices :: found" : "portal/prices";
	}

	private List<Quote> find(CustomerPrincipal me, Asked form) {
		String own = this.mine.accounts(me)
			.stream()
			.findFirst()
			.map((account) -> account.currency())
			.orElse(this.currency);
		return this.products.search(Typed.clean(form.product()), 0, SHOWN)
			.items()
			.stream()
			.filter((product) -> !product.retired())
			.map((product) -> quote(me, product.code(), own, form))
			.filter((quote) -> quote != null)
			.toList();
	}

	private Quote quote(CustomerPrincipal me, String product, String own, Asked form) {
		try {
			return this.prices.quote(product, me.customerId(), own, this.calendar.now(), Typed.clean(form.code()));
		}
		catch (Refusal ex) {
			// It was taken from the price book a moment ago.
			return null;
		}
	}

	/**
	 * What is asked for.
	 *
	 * @param product its name or code, or a piece of it
	 * @param code a mailer's code, or empty
	 */
	record Asked(String product, String code) {
	}

	/**
	 * What the page shows.
	 *
	 * @param asked whether something was looked for
	 * @param quotes what it costs, each with the reason
	 */
	record Page(boolean asked, List<Quote> quotes) {
	}

}
