package app.accord.portal;

import app.accord.billing.BillingAccount;
import app.accord.billing.Positions;
import app.accord.customer.CustomerProfile;
import app.accord.payment.Charging;
import app.accord.payment.Payments;
import app.accord.payment.Verdicts;
import app.accord.relationship.Payers;

import org.springframework.stereotype.Component;

/** Reads accounts for the portal's start page. */
@Component
class AccountCards {

	private final Positions positions;

	private final Payments payments;

	private final Charging charging;

	private final Verdicts verdicts;

	private final Payers payers;

	AccountCards(Positions positions, Payments payments, Charging charging, Verdicts verdicts, Payers payers) {
		this.payers = payers;
		this.positions = positions;
		this.payments = payments;
		this.charging = charging;
		this.verdicts = verdicts;
	}

	/** The latest try is asked for first: it may change where the account stands. */
	AccountCard of(BillingAccount account) {
		this.charging.latest(account.number());
		var payment = this.payments.page(account.number(), 0, 1).stream().findFirst().orElse(null);
		return new AccountCard(account, this.positions.of(account.number()), payment,
				this.verdicts.of(account.number()),
				this.payers.of(account.number()).map(CustomerProfile::name).orElse(null));
	}

}
