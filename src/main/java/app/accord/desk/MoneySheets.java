package app.accord.desk;

import app.accord.billing.BillingAccounts;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.CustomerProfile;
import app.accord.refusal.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the sheets for money show beside their fields. */
@Component
class MoneySheets {

	private final OnDesk onDesk;

	private final BillingAccounts accounts;

	private final Positions positions;

	MoneySheets(OnDesk onDesk, BillingAccounts accounts, Positions positions) {
		this.onDesk = onDesk;
		this.accounts = accounts;
		this.positions = positions;
	}

	/**
	 * Puts the customer, the accounts and the chosen one's position within the template's
	 * reach.
	 * @param account as typed; the first one where it is none of the customer's
	 */
	Position show(Model model, CustomerProfile customer, String account) {
		Position position = this.positions.of(chosen(customer, account));
		model.addAttribute("customer", customer);
		model.addAttribute("accounts", this.accounts.of(customer.customerId()));
		model.addAttribute("position", position);
		return position;
	}

	private app.accord.customer.AccountNumber chosen(CustomerProfile customer, String account) {
		try {
			return this.onDesk.account(customer, account).number();
		}
		catch (Refusal ex) {
			return this.onDesk.account(customer, null).number();
		}
	}

}
