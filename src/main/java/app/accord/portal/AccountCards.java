package app.accord.portal;

import app.accord.billing.BillingAccount;
import app.accord.billing.Positions;
import app.accord.payment.PayingOnline;
import app.accord.payment.Payments;

import org.springframework.stereotype.Component;

/** Reads accounts for the portal's start page. */
@Component
class AccountCards {

	private final Positions positions;

	private final Payments payments;

	private final PayingOnline online;

	AccountCards(Positions positions, Payments payments, PayingOnline online) {
		this.positions = positions;
		this.payments = payments;
		this.online = online;
	}

	/** The latest try is asked for first: it may change where the account stands. */
	AccountCard of(BillingAccount account) {
		var attempt = this.online.latest(account.number()).orElse(null);
		var payment = this.payments.page(account.number(), 0, 1).stream().findFirst().orElse(null);
		return new AccountCard(account, this.positions.of(account.number()), payment, attempt);
	}

}
