package app.accord.desk;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

import jakarta.servlet.http.HttpServletResponse;

import app.accord.actor.Actor;
import app.accord.catalog.Products;
import app.accord.invoicing.Taxes;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The rates of tax, with those that held before and those to come. */
@Controller
class TaxPage {

	private final Taxes taxes;

	private final BusinessCalendar calendar;

	private final Products products;

	TaxPage(Taxes taxes, BusinessCalendar calendar, Products products) {
		this.products = products;
		this.taxes = taxes;
		this.calendar = calendar;
	}

	@GetMapping("/desk/prices/taxes")
	String show(Model model) {
		model.addAttribute("form", new Form("", "STANDARD", "Sales tax", "", this.calendar.today().toString(), ""));
		return page(model);
	}

	@PostMapping("/desk/prices/taxes")
	String set(@ModelAttribute("form") Form form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		return Forms.attempt(errors, () -> {
			this.taxes.set(actor, form.place(), form.taxClass(), form.name(), form.rate(), form.day(), form.reason());
			return true;
		}).map((set) -> {
			after.addFlashAttribute("toast", "The rate is set.");
			return "redirect:/desk/prices/taxes";
		}).orElseGet(() -> Forms.again(response, page(model)));
	}

	/** Says by which class a product is taxed, and how many units its price is for. */
	@PostMapping("/desk/prices/taxes/products")
	String assign(@RequestParam String product, @RequestParam String productClass,
			@RequestParam(defaultValue = "1") int pricedPer, Actor actor, RedirectAttributes after) {
		try {
			this.products.bill(actor, product, productClass, pricedPer);
			after.addFlashAttribute("toast", "Saved. It holds for bills from now on.");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/prices/taxes";
	}

	private String page(Model model) {
		model.addAttribute("rates", this.taxes.all());
		model.addAttribute("classes", this.taxes.classes());
		model.addAttribute("today", this.calendar.today());
		return "desk/taxes";
	}

	/** What is typed to set a rate. */
	record Form(String place, String taxClass, String name, String percent, String startsOn, String reason) {

		BigDecimal rate() {
			try {
				return new BigDecimal(this.percent.strip().replace(',', '.').replaceFirst("\\s*%$", ""));
			}
			catch (NumberFormatException | NullPointerException ex) {
				throw new Refusal("percent", "Write a percentage such as 8.875.");
			}
		}

		LocalDate day() {
			try {
				return LocalDate.parse(this.startsOn);
			}
			catch (DateTimeParseException | NullPointerException ex) {
				throw new Refusal("startsOn", "Choose a day.");
			}
		}

	}

}
