package app.accord.counter;

import java.util.Set;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AttemptNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.MalformedNumber;
import app.accord.live.LiveStreams;
import app.accord.payment.CardSales;
import app.accord.payment.Charging;
import app.accord.payment.PaymentAttempt;
import app.accord.refusal.NotFound;
import app.accord.speaking.Speaking;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A customer at the counter: who it is, what is owed, what was bought, this sale. */
@Controller
class CounterCustomer {

	private final Till till;

	private final CustomerPages pages;

	private final Selling selling;

	private final BillingAccounts accounts;

	private final Charging charging;

	private final CardSales sales;

	private final LiveStreams live;

	private final Speaking speaking;

	CounterCustomer(Till till, CustomerPages pages, Selling selling, BillingAccounts accounts, Charging charging,
			CardSales sales, LiveStreams live, Speaking speaking) {
		this.speaking = speaking;
		this.charging = charging;
		this.sales = sales;
		this.till = till;
		this.pages = pages;
		this.selling = selling;
		this.accounts = accounts;
		this.live = live;
	}

	/** The page; asked for by htmx, its parts that change by themselves. */
	@GetMapping("/counter/customers/{number}")
	String show(@PathVariable String number, @RequestParam(required = false) String rung,
			@RequestHeader(name = "HX-Request", required = false) String part, Model model) {
		CustomerProfile customer = this.till.customer(number);
		model.addAttribute("page", this.pages.of(customer));
		model.addAttribute("sale", this.selling.sale(customer, rungUp(customer, rung)));
		model.addAttribute("cashKey", UUID.randomUUID().toString());
		return (part != null) ? "counter/customer :: who" : "counter/customer";
	}

	/** What was rung up for a card payment that came to nothing. */
	private SaleForm rungUp(CustomerProfile customer, String payment) {
		try {
			if (payment != null) {
				PaymentAttempt attempt = this.charging.read(AttemptNumber.parse(payment));
				if (customer.has(attempt.account().customerId()) && attempt.state() != PaymentAttempt.State.SUCCEEDED) {
					return this.sales.of(attempt)
						.map((sale) -> SaleForm.again(attempt.account(), sale))
						.orElseGet(SaleForm::empty);
				}
			}
		}
		catch (MalformedNumber | NotFound ex) {
			// A page without it does.
		}
		return SaleForm.empty();
	}

	@GetMapping("/counter/customers/{number}/purchases")
	String purchases(@PathVariable String number, Model model) {
		model.addAttribute("page", this.pages.of(this.till.customer(number)));
		return "counter/customer :: purchases";
	}

	/** Products by name or code, for the list under the field. */
	@GetMapping("/counter/customers/{number}/products")
	String products(@PathVariable String number, @ModelAttribute("form") SaleForm form, BindingResult errors,
			Model model) {
		CustomerProfile customer = this.till.customer(number);
		boolean asked = form.product() != null && !form.product().isBlank();
		model.addAttribute("page", this.pages.of(customer));
		model.addAttribute("asked", asked);
		model.addAttribute("problem", errors.hasErrors() ? errors.getAllErrors().getFirst().getDefaultMessage() : null);
		model.addAttribute("quotes",
				errors.hasErrors() ? java.util.List.of()
						: asked ? this.selling.find(customer, form) : this.selling.again(customer,
								this.pages.of(customer).again().stream().map((quote) -> quote.productCode()).toList(),
								form.promotion()));
		return "counter/customer :: products";
	}

	/** With whom the clerk is speaking from now on. */
	@PostMapping("/counter/customers/{number}/speaking-with")
	String speakWith(@PathVariable String number, @RequestParam(defaultValue = "") String person,
			@RequestHeader(name = "HX-Request", required = false) String part, HttpSession session, Model model,
			HttpServletResponse response) {
		CustomerProfile customer = this.till.customer(number);
		this.speaking.with(session, customer.customerId(), person);
		// The sale asks again what may be put on the account.
		response.setHeader("HX-Trigger", "accord:account");
		model.addAttribute("page", this.pages.of(customer));
		return (part != null) ? "counter/customer :: who" : "redirect:/counter/customers/" + customer.number();
	}

	/** Opens an account for a customer who has none yet. */
	@PostMapping("/counter/customers/{number}/accounts")
	String open(@PathVariable String number, Actor actor) {
		CustomerProfile customer = this.till.customer(number);
		this.accounts.openFirst(customer.customerId(), "Main", this.till.currency(), actor);
		return "redirect:/counter/customers/" + customer.number();
	}

	@GetMapping("/counter/live")
	SseEmitter live(@RequestParam String customer) {
		return this.live.open(Set.of(this.till.customer(customer).customerId()));
	}

}
