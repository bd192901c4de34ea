package app.accord.billing;

import java.util.List;

/**
 * What else must hold between the ledger and a module's own books; a bean of that module.
 */
public interface BookCheck {

	/** What is checked, for people: {@code Captures are receipts}. */
	String name();

	/**
	 * What does not hold.
	 * @return one sentence for each violation, at most 100; empty if all is right
	 */
	List<String> violations();

}
