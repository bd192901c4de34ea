package app.accord.message;

import java.util.Optional;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;

/**
 * Says who reads what is written about an account, where that isn't its customer: a bean
 * of the module that knows who pays for whom.
 */
public interface Readership {

	/**
	 * Who reads it as of now; empty where it is the account's customer.
	 * @param kind what is written
	 */
	Optional<CustomerNumber> readerOf(AccountNumber account, String kind);

}
