package app.accord.security;

import java.io.Serializable;
import java.util.Set;

/**
 * That a customer who is signed in acts for another one, in this one request.
 *
 * @param number the number of the one who is signed in
 * @param of the name of the one who is acted for
 * @param accounts the numbers of the accounts that are within reach of what is asked for;
 * null: all
 */
public record OnBehalf(String number, String of, Set<String> accounts) implements Serializable {

	/** Whether that account is within reach. */
	public boolean reaches(String account) {
		return this.accounts == null || this.accounts.contains(account);
	}

}
