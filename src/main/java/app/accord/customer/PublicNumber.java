package app.accord.customer;

/**
 * A number that is shown to people. It contains the customer and ends with a check digit,
 * so that a slip of the pen is noticed and nobody reaches another customer by guessing.
 */
public sealed interface PublicNumber permits CustomerNumber, AccountNumber, InvoiceNumber, OrderNumber, ContractNumber,
		ReceiptNumber, AttemptNumber, CreditNoteNumber, DisputeNumber, ArrangementNumber, CaseNumber {

	/**
	 * The customer whom the number belongs to.
	 * @return the customer's id
	 */
	long customerId();

	/** The number of the customer whom it belongs to. */
	default CustomerNumber customer() {
		return CustomerNumber.of(customerId());
	}

}
