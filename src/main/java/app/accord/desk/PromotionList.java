package app.accord.desk;

import java.math.BigDecimal;

import app.accord.actor.Actor;
import app.accord.catalog.NewPromotion;
import app.accord.catalog.PriceBook;
import app.accord.customer.Tier;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The promotions: running, to come and over. */
@Controller("deskPromotionList")
@RequestMapping("/desk/prices/promotions")
class PromotionList {

	private static final int SIZE = 25;

	private static final String BACK = "redirect:/desk/prices/promotions";

	private final PriceBook prices;

	private final Moments moments;

	private final BusinessCalendar calendar;

	PromotionList(PriceBook prices, Moments moments, BusinessCalendar calendar) {
		this.prices = prices;
		this.moments = moments;
		this.calendar = calendar;
	}

	@GetMapping
	String show(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("query", q);
		model.addAttribute("now", this.calendar.now());
		model.addAttribute("list", this.prices.promotions(q, Math.max(0, page - 1), SIZE));
		return "desk/promotions";
	}

	@GetMapping("/new")
	String showNew(Model model) {
		model.addAttribute("form", Form.EMPTY);
		model.addAttribute("tiers", Tier.values());
		return "desk/promotions :: newPromotion";
	}

	@PostMapping
	String add(@ModelAttribute("form") Form form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response) {
		model.addAttribute("tiers", Tier.values());
		return Forms.attempt(errors, () -> {
			this.prices.addPromotion(actor, form.promotion(this.moments));
			return true;
		}).map((done) -> {
			response.setHeader("HX-Refresh", "true");
			return "desk/sheets :: done";
		}).orElseGet(() -> Forms.again(response, "desk/promotions :: newPromotion"));
	}

	@PostMapping("/{code}/end")
	String end(@PathVariable String code, Actor actor, RedirectAttributes after) {
		try {
			this.prices.endPromotion(actor, code, null);
			after.addFlashAttribute("toast", "“" + code + "” ends now, everywhere.");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return BACK;
	}

	/** What is typed to add a promotion. */
	record Form(String code, String name, String product, String off, String unit, String needsCode, String minimumTier,
			String minimumYears, String startsAt, String endsAt) {

		static final Form EMPTY = new Form("", "", "", "", "PERCENT", "yes", "", "", "", "");

		NewPromotion promotion(Moments moments) {
			boolean percent = !"AMOUNT".equals(this.unit);
			BigDecimal percentOff = percent ? number("off", this.off, "Write a percentage such as 10 or 12.5.") : null;
			Money amountOff = percent ? null : Forms.amount("off", this.off, "USD");
			if (percent && (percentOff.signum() <= 0 || percentOff.compareTo(new BigDecimal(100)) > 0
					|| percentOff.stripTrailingZeros().scale() > 2)) {
				throw new Refusal("off", "A percentage is above 0 and at most 100, with two decimals at most.");
			}
			if (!percent && !amountOff.isPositive()) {
				throw new Refusal("off", "The amount must be above zero.");
			}
			if (moments.read("endsAt", this.endsAt) == null) {
				throw new Refusal("endsAt", "Say until when it holds.");
			}
			return new NewPromotion(this.code, this.name, blank(this.product) ? null : this.product, percentOff,
					amountOff, this.needsCode != null, tier(), years(), moments.read("startsAt", this.startsAt),
					moments.read("endsAt", this.endsAt));
		}

		private Tier tier() {
			return Forms.named(Tier.class, this.minimumTier).orElse(null);
		}

		private Integer years() {
			if (blank(this.minimumYears)) {
				return null;
			}
			if (!this.minimumYears.strip().matches("[1-9]\\d?")) {
				throw new Refusal("minimumYears", "Write whole years, such as 5, or leave it empty.");
			}
			return Integer.valueOf(this.minimumYears.strip());
		}

		private static BigDecimal number(String field, String typed, String sentence) {
			String text = (typed != null) ? typed.strip().replace("%", "").strip().replace(',', '.') : "";
			if (!text.matches("\\d{1,3}(\\.\\d{1,4})?")) {
				throw new Refusal(field, sentence);
			}
			return new BigDecimal(text);
		}

		private static boolean blank(String typed) {
			return typed == null || typed.isBlank();
		}

	}

}
