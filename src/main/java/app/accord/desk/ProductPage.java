package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.catalog.NewPrice;
import app.accord.catalog.PriceBook;
import app.accord.catalog.ProductView;
import app.accord.catalog.Products;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A product with all its prices: what it cost, costs and will cost. */
@Controller("deskProductPage")
class ProductPage {

	private final Products products;

	private final PriceBook prices;

	private final Moments moments;

	private final BusinessCalendar calendar;

	ProductPage(Products products, PriceBook prices, Moments moments, BusinessCalendar calendar) {
		this.products = products;
		this.prices = prices;
		this.moments = moments;
		this.calendar = calendar;
	}

	@GetMapping("/desk/prices/products/{code}")
	String show(@PathVariable String code, Model model) {
		show(model, code);
		model.addAttribute("form", new Form("", "USD", "", "", ""));
		return "desk/product";
	}

	@PostMapping("/desk/prices/products/{code}/prices")
	String setPrice(@PathVariable String code, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		ProductView product = show(model, code);
		return Forms.attempt(errors, () -> price(actor, product, form)).map((price) -> {
			after.addFlashAttribute("toast", "The price of " + product.name() + " is set.");
			return "redirect:/desk/prices/products/" + product.code();
		}).orElseGet(() -> Forms.again(response, "desk/product"));
	}

	@PostMapping("/desk/prices/products/{code}/retirement")
	String retire(@PathVariable String code, Actor actor, RedirectAttributes after) {
		this.products.retire(actor, code);
		after.addFlashAttribute("toast", "It is no longer sold.");
		return "redirect:/desk/prices/products/" + code;
	}

	private NewPrice price(Actor actor, ProductView product, Form form) {
		if (!AccountSheet.CURRENCIES.contains(form.currency())) {
			throw new Refusal("currency", "Choose the currency.");
		}
		NewPrice price = new NewPrice(product.code(), Forms.amount("amount", form.amount(), form.currency()),
				this.moments.read("startsAt", form.startsAt()), this.moments.read("endsAt", form.endsAt()),
				form.reason());
		this.prices.setPrice(actor, price);
		return price;
	}

	private ProductView show(Model model, String code) {
		ProductView product = this.products.find(code)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		model.addAttribute("product", product);
		model.addAttribute("prices", this.prices.prices(product.code()));
		model.addAttribute("now", this.calendar.now());
		model.addAttribute("currencies", AccountSheet.CURRENCIES);
		return product;
	}

	/** What is typed to set a price; the moments in the company's time zone, or empty. */
	record Form(String amount, String currency, String startsAt, String endsAt, String reason) {
	}

}
