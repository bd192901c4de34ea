package app.accord.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.Series;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The accounts to which histories of another system are posted. */
@Component
public class HistoryAccounts {

	private final BillingAccounts accounts;

	private final CustomerSeries series;

	private final BusinessCalendar calendar;

	HistoryAccounts(BillingAccounts accounts, CustomerSeries series, BusinessCalendar calendar) {
		this.accounts = accounts;
		this.series = series;
		this.calendar = calendar;
	}

	/**
	 * Each customer's oldest account in a currency, opened where there is none.
	 * @param since by customer, the day from which an account is opened
	 * @param name what an opened account is called
	 * @param currency ISO 4217
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Map<Long, AccountNumber> of(Map<Long, LocalDate> since, String name, String currency) {
		Map<Long, AccountNumber> found = new HashMap<>();
		this.accounts.of(since.keySet())
			.stream()
			.filter((account) -> account.currency().equals(currency))
			.forEach((account) -> found.putIfAbsent(account.number().customerId(), account.number()));
		Map<Long, Integer> without = new HashMap<>();
		since.keySet().stream().filter((id) -> !found.containsKey(id)).forEach((id) -> without.put(id, 1));
		if (without.isEmpty()) {
			return found;
		}
		List<BillingAccount> opened = new ArrayList<>();
		this.series.nextAll(Series.ACCOUNT, without).forEach((id, no) -> {
			AccountNumber number = AccountNumber.of(id, no);
			opened.add(new BillingAccount(number, name, currency, this.calendar.startOf(since.get(id))));
			found.put(id, number);
		});
		this.accounts.openAll(opened);
		return found;
	}

}
