package app.accord.counter;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.customer.CustomerProfile;
import app.accord.idempotency.RepeatableWrites;
import app.accord.money.Amounts;
import app.accord.payment.Charging;
import app.accord.payment.PaymentMethod;
import app.accord.payment.Receipt;
import app.accord.payment.TakingPayment;
import app.accord.refusal.Refusal;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Cash towards what a customer owes. */
@Controller
class CounterPayment {

	private final Till till;

	private final TakingPayment taking;

	private final Charging charging;

	private final CustomerPages pages;

	private final Selling selling;

	private final RepeatableWrites repeatable;

	CounterPayment(Till till, TakingPayment taking, Charging charging, CustomerPages pages, Selling selling,
			RepeatableWrites repeatable) {
		this.repeatable = repeatable;
		this.charging = charging;
		this.till = till;
		this.taking = taking;
		this.pages = pages;
		this.selling = selling;
	}

	@PostMapping("/counter/customers/{number}/payments")
	String take(@PathVariable String number, @ModelAttribute("cash") Cash cash, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		CustomerProfile customer = this.till.customer(number);
		Receipt[] receipt = new Receipt[1];
		if (Forms.done(errors, () -> receipt[0] = take(customer, cash, actor, after))) {
			return "redirect:/counter/receipts/" + receipt[0].receipt();
		}
		response.setStatus(422);
		model.addAttribute("page", this.pages.of(customer));
		model.addAttribute("sale", this.selling.sale(customer, SaleForm.empty()));
		model.addAttribute("cashKey", UUID.randomUUID().toString());
		model.addAttribute("cashProblem", errors.getAllErrors().getFirst().getDefaultMessage());
		model.addAttribute("cashOpen", (cash != null && cash.account() != null) ? cash.account()
				: Objects.toString(Till.numberOf(this.till.account(customer, null)), null));
		return "counter/customer";
	}

	private Receipt take(CustomerProfile customer, Cash cash, Actor actor, RedirectAttributes after) {
		BillingAccount account = this.till.account(customer, cash.account());
		if (account == null) {
			throw new Refusal("The customer has no account yet. Open one first.");
		}
		Money amount = Amounts.read(cash.amount(), account.currency())
			.orElseThrow(() -> new Refusal("amount", "Write an amount such as 20.00."));
		boolean exact = cash.tendered() == null || cash.tendered().isBlank();
		Money tendered = exact ? amount : Amounts.read(cash.tendered(), account.currency())
			.orElseThrow(() -> new Refusal("tendered", "Write the cash handed over, such as 40.00."));
		if (tendered.isLessThan(amount)) {
			throw new Refusal("tendered",
					"That is less than the amount to be paid. Take the rest, or lower the amount.");
		}
		if (!this.repeatable.done(account.number().customerId(), cash.key())) {
			this.charging.clearTheWay(account.number(), actor);
		}
		Receipt receipt = this.taking
			.takeInPerson(account.number(), amount, PaymentMethod.CASH, null, List.of(), cash.seen(), actor, cash.key())
			.value();
		after.addAttribute("change", Amounts.plain(tendered.minus(amount)));
		return receipt;
	}

	/**
	 * Cash as it is typed.
	 *
	 * @param account towards which account
	 * @param amount how much of it is paid
	 * @param tendered what was handed over; empty: exactly the amount
	 * @param seen the ledger position that the page showed
	 * @param idempotencyKey the same for each sending of the same page
	 */
	record Cash(String account, String amount, String tendered, Long seen, String idempotencyKey) {

		String key() {
			return Till.key(this.idempotencyKey);
		}

	}

}
