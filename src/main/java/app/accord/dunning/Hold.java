package app.accord.dunning;

/** What stands against asking somebody for money at this moment. */
public enum Hold {

	/** Nobody knows yet whether a payment went through. */
	PAYMENT_CHECKED("A payment is being checked with the bank: nobody is asked to pay meanwhile."),

	/** A payment page is open, or the bank waits for the customer. */
	CUSTOMER_PAYING("The customer is just paying, or is to confirm a payment with the bank."),

	/** Auto-pay is going to pay it, or has just failed and told the customer. */
	AUTO_PAY("Auto-pay is about to pay it, or has just asked the customer for another card.");

	private final String sentence;

	Hold(String sentence) {
		this.sentence = sentence;
	}

	/** Why, for employees. */
	public String sentence() {
		return this.sentence;
	}

}
