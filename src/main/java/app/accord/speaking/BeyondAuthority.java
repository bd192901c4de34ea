package app.accord.speaking;

import app.accord.refusal.Refusal;

/** Somebody asked for what that person may not have done for the customer. */
public class BeyondAuthority extends Refusal {

	private final String page;

	/**
	 * @param page where the customer's page is: {@code /desk/customers/C-10428-7}
	 */
	BeyondAuthority(String sentence, String page) {
		super(sentence);
		this.page = page;
	}

	String page() {
		return this.page;
	}

}
