package app.accord.payment;

/**
 * Is told, in the transaction that notes it, how an attempt to pay turned out. A bean of
 * whoever plans by it.
 */
public interface AfterAttempt {

	/**
	 * The attempt's verdict is known.
	 * @param attempt with its state SUCCEEDED or DECLINED
	 * @param doubted whether it was not known for a while, so that the customer waits for
	 * word
	 */
	void settled(PaymentAttempt attempt, boolean doubted);

}
