package app.accord.invoicing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import app.accord.customer.AccountNumber;

import org.joda.money.Money;

/** Adds lines to bills whose total is known. A module declares it as a bean. */
public interface BillSupplement {

	/**
	 * Called once for many bills, for previews too: it writes nothing and reads in few
	 * statements.
	 * @param totals what each bill comes to without supplements, zero or more
	 * @param billDate the bills' date
	 * @return the lines to add; accounts that get none may be left out
	 */
	Map<AccountNumber, List<SupplementLine>> linesFor(Map<AccountNumber, Money> totals, LocalDate billDate);

}
