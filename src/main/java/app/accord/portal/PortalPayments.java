package app.accord.portal;

import java.util.List;

import app.accord.billing.Allocations;
import app.accord.customer.Page;
import app.accord.customer.ReceiptNumber;
import app.accord.payment.Payment;
import app.accord.payment.Payments;
import app.accord.security.CustomerPrincipal;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The payments we have received from the customer, each with its receipt. */
@Controller
class PortalPayments {

	private static final int SIZE = 20;

	private final Mine mine;

	private final Payments payments;

	private final Allocations allocations;

	PortalPayments(Mine mine, Payments payments, Allocations allocations) {
		this.mine = mine;
		this.payments = payments;
		this.allocations = allocations;
	}

	@GetMapping("/portal/payments")
	String list(@AuthenticationPrincipal CustomerPrincipal me, @RequestParam(required = false) String account,
			@RequestParam(defaultValue = "1") int page, Model model) {
		this.mine.list(me, account, page, model, (number, index) -> new Page<>(this.payments.page(number, index, SIZE),
				index, SIZE, this.payments.count(number)));
		return "portal/payments";
	}

	@GetMapping("/portal/receipts/{number}")
	String receipt(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Model model) {
		Payment payment = this.payments.find(this.mine.number(me, number, ReceiptNumber::parse))
			.orElseThrow(Mine::notFound);
		model.addAttribute("payment", payment);
		model.addAttribute("paid", this.allocations.of(payment.account()).getOrDefault(payment.entrySeq(), List.of()));
		return "portal/receipt";
	}

}
