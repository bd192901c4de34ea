package app.accord.counter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.idempotency.RepeatableWrites;
import app.accord.money.Amounts;
import app.accord.payment.CardWay;
import app.accord.payment.Charging;
import app.accord.payment.RingingUp;
import app.accord.payment.Sale;
import app.accord.payment.SaleDone;
import app.accord.refusal.Refusal;
import app.accord.speaking.Deed;
import app.accord.speaking.Speaking;
import app.accord.ui.Forms;
import app.accord.ui.Shell;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** This sale: putting things into the basket, and ringing it up. */
@Controller
class CounterSale {

	private static final Map<String, Sale.Settlement> SETTLEMENTS = Map.of("CASH", Sale.Settlement.CASH, "CARD",
			Sale.Settlement.CARD, "ON_ACCOUNT", Sale.Settlement.ON_ACCOUNT);

	private final Till till;

	private final Selling selling;

	private final CustomerPages pages;

	private final RingingUp ringingUp;

	private final Charging charging;

	private final TillTerminal terminal;

	private final RepeatableWrites repeatable;

	private final Shell shell;

	private final Speaking speaking;

	CounterSale(Till till, Selling selling, CustomerPages pages, RingingUp ringingUp, Charging charging,
			TillTerminal terminal, RepeatableWrites repeatable, Shell shell, Speaking speaking) {
		this.speaking = speaking;
		this.charging = charging;
		this.terminal = terminal;
		this.repeatable = repeatable;
		this.till = till;
		this.selling = selling;
		this.pages = pages;
		this.ringingUp = ringingUp;
		this.shell = shell;
	}

	/** Changes the basket, which only the page keeps. */
	@PostMapping("/counter/customers/{number}/basket")
	String change(@PathVariable String number, @ModelAttribute("form") SaleForm form, BindingResult errors,
			@RequestHeader(name = "HX-Request", required = false) String part, Model model) {
		CustomerProfile customer = this.till.customer(number);
		show(customer, form, errors, model);
		return (part != null) ? "counter/customer :: sale" : "counter/customer";
	}

	@PostMapping("/counter/customers/{number}/sales")
	String sell(@PathVariable String number, @ModelAttribute("form") SaleForm form, BindingResult errors, Actor actor,
			@RequestParam(required = false) String way, Model model, HttpServletResponse response,
			RedirectAttributes after) {
		CustomerProfile customer = this.till.customer(number);
		String[] next = new String[1];
		if (Forms.done(errors, () -> next[0] = sell(customer, form, way, actor, after))) {
			return next[0];
		}
		response.setStatus(422);
		show(customer, form, errors, model);
		return "counter/customer";
	}

	private String sell(CustomerProfile customer, SaleForm form, String way, Actor actor, RedirectAttributes after) {
		SaleView sale = this.selling.sale(customer, form);
		if (sale.account() == null) {
			throw new Refusal("The customer has no account yet. Open one first.");
		}
		Sale.Settlement settlement = SETTLEMENTS.get(String.valueOf(form.settlement()).toUpperCase(Locale.ROOT));
		if (settlement == null) {
			throw new Refusal("Choose how it is paid: cash, card or on the account.");
		}
		if (settlement == Sale.Settlement.ON_ACCOUNT) {
			this.speaking.require(customer, Deed.ORDERING);
		}
		String currency = sale.account().currency();
		Money expected = Amounts.read(form.expectedTotal(), currency).orElse(sale.total());
		List<Sale.Line> lines = sale.lines()
			.stream()
			.map((line) -> new Sale.Line(line.quote().productCode(), line.quantity(),
					sale.promotion().isEmpty() ? null : sale.promotion()))
			.toList();
		Sale rung = new Sale(sale.account().number(), this.shell.shop(), lines, expected, settlement,
				tendered(form, settlement, currency));
		String key = Till.key(form.idempotencyKey());
		if (settlement == Sale.Settlement.CARD) {
			CardWay card = this.terminal.way(way, rung.account(), actor, key);
			return CounterCard.page(this.ringingUp.byCard(rung, card, actor, key));
		}
		if (!this.repeatable.done(customer.customerId(), key)) {
			this.charging.clearTheWay(rung.account(), actor);
		}
		SaleDone done = this.ringingUp.sell(rung, actor, key).value();
		if (done.change() != null) {
			after.addAttribute("change", done.change());
		}
		return "redirect:/counter/orders/" + done.order();
	}

	private static Money tendered(SaleForm form, Sale.Settlement settlement, String currency) {
		if (settlement != Sale.Settlement.CASH || form.tendered() == null || form.tendered().isBlank()) {
			return null;
		}
		return Amounts.read(form.tendered(), currency)
			.orElseThrow(() -> new Refusal("tendered", "Write the cash handed over as an amount, such as 40.00."));
	}

	private void show(CustomerProfile customer, SaleForm form, BindingResult errors, Model model) {
		SaleForm readable = (errors.getTarget() != null) ? form : SaleForm.empty();
		model.addAttribute("page", this.pages.of(customer));
		model.addAttribute("sale", this.selling.sale(customer, readable));
		model.addAttribute("saleProblem",
				errors.hasErrors() ? errors.getAllErrors().getFirst().getDefaultMessage() : null);
		model.addAttribute("cashKey", UUID.randomUUID().toString());
	}

}
