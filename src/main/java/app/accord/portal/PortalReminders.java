package app.accord.portal;

import app.accord.billing.BillingAccount;
import app.accord.dunning.Reminders;
import app.accord.security.CustomerPrincipal;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What happens if a customer doesn't pay: plainly, with the days. */
@Controller
class PortalReminders {

	private final Mine mine;

	private final Reminders reminders;

	PortalReminders(Mine mine, Reminders reminders) {
		this.mine = mine;
		this.reminders = reminders;
	}

	@GetMapping("/portal/accounts/{number}/reminders")
	String show(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Model model) {
		BillingAccount account = this.mine.account(me, number);
		model.addAttribute("account", account);
		model.addAttribute("card", this.reminders.of(account.number()));
		return "portal/reminders";
	}

}
