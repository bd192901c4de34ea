package app.accord.donation;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.List;
import java.util.Set;

import app.accord.customer.CustomerNumber;
import app.accord.job.Job;
import app.accord.message.NewMessage;
import app.accord.message.Outbox;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides the receipts of a year: in January by itself for everybody who gave in the year
 * before, once; and whenever somebody asks for one.
 */
@Component
public class DonationReceipts {

	/** The kind of its messages. */
	public static final String KIND = "donation-receipt";

	private static final int AT_ONCE = 500;

	private final Givings givings;

	private final Outbox outbox;

	private final BusinessCalendar calendar;

	private final TransactionTemplate transaction;

	DonationReceipts(Givings givings, Outbox outbox, BusinessCalendar calendar, TransactionTemplate transaction) {
		this.givings = givings;
		this.outbox = outbox;
		this.calendar = calendar;
		this.transaction = transaction;
	}

	/**
	 * Sends a customer the receipt of a year.
	 * @param key the same again sends it once
	 * @throws Refusal if nothing was given in it
	 */
	@Transactional
	public void send(CustomerNumber customer, int year, String key) {
		if (this.givings.year(customer, year).nothing()) {
			throw new Refusal("Nothing was given in " + year + " by bills that were paid.");
		}
		if (key == null || !key.matches("[A-Za-z0-9-]{8,100}")) {
			throw new Refusal("This form is incomplete. Reload the page and try again.");
		}
		decide(customer.customerId(), year, KIND + "-" + year + "-" + key);
	}

	/**
	 * In January, decides the receipts of the year before.
	 * @return how many customers gave in it; 0 in the other months
	 */
	int sendLastYears() {
		LocalDate today = this.calendar.today();
		if (today.getMonth() != Month.JANUARY) {
			return 0;
		}
		int year = today.getYear() - 1;
		int gave = 0;
		List<Long> donors = this.givings.donorsAfter(0, AT_ONCE);
		while (!donors.isEmpty()) {
			Set<Long> givers = this.givings.whoGave(donors, year);
			givers.stream()
				.sorted()
				.forEach((customer) -> this.transaction
					.executeWithoutResult((status) -> decide(customer, year, KIND + "-" + year)));
			gave += givers.size();
			donors = this.givings.donorsAfter(donors.getLast(), AT_ONCE);
		}
		return gave;
	}

	private void decide(long customerId, int year, String key) {
		this.outbox.decide(NewMessage.of(customerId, null, KIND, key).with("year", Integer.toString(year)));
	}

	/** When it is done. */
	@Configuration(proxyBeanMethods = false)
	static class Jobs {

		@Bean
		Job sendingDonationReceipts(DonationReceipts receipts) {
			return Job.daily("Receipts for donations", LocalTime.of(7, 15), receipts::sendLastYears);
		}

	}

}
