package app.accord.message;

/** Hands messages of one medium over to the world. Called outside of transactions. */
interface Transport {

	/**
	 * Hands a message over, once; what it may take is bounded.
	 * @return what handed it over
	 * @throws DeliveryFailure if it did not, or may not have
	 */
	SentBy handOver(Envelope envelope);

	/**
	 * What is handed over.
	 *
	 * @param recipient address or number
	 * @param recipientName the customer's name
	 * @param mailId the same for every try
	 * @param letter what it says
	 */
	record Envelope(String recipient, String recipientName, String mailId, Written.Letter letter) {
	}

}
