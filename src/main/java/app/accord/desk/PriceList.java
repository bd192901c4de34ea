package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.catalog.NewProduct;
import app.accord.catalog.PriceBook;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.catalog.Products;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The price book: what everything costs now, and next. */
@Controller("deskPriceList")
class PriceList {

	private static final int SIZE = 25;

	private final Products products;

	private final PriceBook prices;

	private final BusinessCalendar calendar;

	PriceList(Products products, PriceBook prices, BusinessCalendar calendar) {
		this.products = products;
		this.prices = prices;
		this.calendar = calendar;
	}

	@GetMapping("/desk/prices")
	String show(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "USD") String currency,
			@RequestParam(defaultValue = "1") int page, Model model) {
		String shown = AccountSheet.CURRENCIES.contains(currency) ? currency : "USD";
		model.addAttribute("query", q);
		model.addAttribute("currency", shown);
		model.addAttribute("currencies", AccountSheet.CURRENCIES);
		model.addAttribute("list", this.prices.page(q, shown, this.calendar.now(), Math.max(0, page - 1), SIZE));
		return "desk/prices";
	}

	@GetMapping("/desk/prices/products/new")
	String showNew(Model model) {
		model.addAttribute("form", new Form("", "", "SERVICE", "MONTH", ""));
		return "desk/prices :: newProduct";
	}

	@PostMapping("/desk/prices/products")
	String add(@ModelAttribute("form") Form form, BindingResult errors, Actor actor, HttpServletResponse response) {
		return Forms.attempt(errors, () -> {
			this.products.add(actor,
					new NewProduct(form.code(), form.name(),
							Forms.choice(ProductKind.class, form.kind(), "kind", "Choose one."),
							Forms.choice(ProductUnit.class, form.unit(), "unit", "Choose one."), form.description()));
			return form.code().strip().toUpperCase(java.util.Locale.ROOT);
		}).map((code) -> {
			response.setHeader("HX-Redirect", "/desk/prices/products/" + code);
			return "desk/sheets :: done";
		}).orElseGet(() -> Forms.again(response, "desk/prices :: newProduct"));
	}

	/** What is typed to add a product. */
	record Form(String code, String name, String kind, String unit, String description) {
	}

}
