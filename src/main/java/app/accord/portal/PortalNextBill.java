package app.accord.portal;

import app.accord.billing.BillingAccount;
import app.accord.invoicing.NextBills;
import app.accord.security.CustomerPrincipal;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The customer's next bill, as it stands today. */
@Controller
class PortalNextBill {

	private final Mine mine;

	private final NextBills nextBills;

	PortalNextBill(Mine mine, NextBills nextBills) {
		this.mine = mine;
		this.nextBills = nextBills;
	}

	@GetMapping("/portal/accounts/{number}/next-bill")
	String show(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Model model) {
		BillingAccount account = this.mine.account(me, number);
		model.addAttribute("account", account);
		model.addAttribute("next", this.nextBills.of(account.number()).orElse(null));
		return "portal/next-bill";
	}

}
