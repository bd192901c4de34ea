package app.accord.payment;

import app.accord.billing.LedgerAccount;

/** How money was received or paid back. */
public enum PaymentMethod {

	/** Notes and coins at a counter. */
	CASH("Cash", LedgerAccount.CASH),

	/** A card: at a terminal, by telephone or on line; the gateway owes us the money. */
	CARD("Card", LedgerAccount.GATEWAY_CLEARING),

	/** A transfer into the company's bank account. */
	BANK_TRANSFER("Bank transfer", LedgerAccount.BANK),

	/** A cheque. */
	CHEQUE("Cheque", LedgerAccount.BANK);

	private final String label;

	private final LedgerAccount account;

	PaymentMethod(String label, LedgerAccount account) {
		this.label = label;
		this.account = account;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

	/** The company's account that the money goes to. */
	public LedgerAccount account() {
		return this.account;
	}

}
