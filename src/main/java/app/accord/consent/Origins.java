package app.accord.consent;

import java.util.regex.Pattern;

/** Where a yes can come from. A list that was bought is no such place. */
public final class Origins {

	/** The longest words for one. */
	public static final int LONGEST = 200;

	/** Why a bought list is refused. */
	public static final String BOUGHT_IS_NONE = "A list that was bought gives no consent: the customer agreed to nothing with you.";

	private static final Pattern BOUGHT = Pattern
		.compile("(?i).*\\b(bought|purchased|rented|acquired|list broker|address broker|data broker|third[- ]party list"
				+ "|gekauft|adresshändler)\\b.*");

	private Origins() {
	}

	/** Whether these words tell of a list that was bought. */
	public static boolean bought(String words) {
		return words != null && BOUGHT.matcher(words).matches();
	}

}
