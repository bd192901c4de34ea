package app.accord.desk;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import app.accord.billing.Allocations;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.csv.Csv;
import app.accord.payment.Payment;
import app.accord.payment.Payments;
import app.accord.customer.CustomerProfile;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The payments of an account. */
@Controller("deskPaymentList")
class PaymentList {

	private final OnDesk onDesk;

	private final BillingAccounts accounts;

	private final Payments payments;

	private final Allocations allocations;

	PaymentList(OnDesk onDesk, BillingAccounts accounts, Payments payments, Allocations allocations) {
		this.allocations = allocations;
		this.onDesk = onDesk;
		this.accounts = accounts;
		this.payments = payments;
	}

	@GetMapping("/desk/customers/{number}/payments")
	String show(@PathVariable String number, @RequestParam(required = false) String account,
			@RequestParam(defaultValue = "1") int page, @RequestParam(required = false) String receipt, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		BillingAccount shown = this.onDesk.account(customer, account);
		model.addAttribute("customer", customer);
		model.addAttribute("wanted", receipt);
		model.addAttribute("paid", this.allocations.of(shown.number()));
		model.addAttribute("list", AccountList.of(customer, shown, this.accounts.of(customer.customerId()), page,
				this.payments.count(shown.number()), (at, size) -> this.payments.page(shown.number(), at, size)));
		return "desk/payments";
	}

	@GetMapping("/desk/customers/{number}/payments.csv")
	void download(@PathVariable String number, @RequestParam(required = false) String account,
			HttpServletResponse response) throws IOException {
		BillingAccount shown = this.onDesk.account(this.onDesk.customer(number), account);
		Csv.write(response, "payments-" + shown.number(),
				List.of("receipt", "received", "amount", "currency", "method", "reference", "taken by", "channel",
						"entry", "reversed"),
				AccountList
					.<Payment>all(this.payments.count(shown.number()),
							(at, size) -> this.payments.page(shown.number(), at, size))
					.map((payment) -> Arrays.asList(payment.receipt(), payment.receivedAt(),
							payment.amount().getAmount(), payment.currency(), payment.method().label(),
							payment.reference(), payment.actorName(), payment.channel(), payment.entrySeq(),
							payment.reversed() ? "yes" : "no")));
	}

}
