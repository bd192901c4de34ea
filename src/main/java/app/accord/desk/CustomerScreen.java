package app.accord.desk;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import app.accord.billing.BillingAccounts;
import app.accord.billing.Positions;
import app.accord.care.Cases;
import app.accord.consent.Consents;
import app.accord.customer.CustomerProfile;
import app.accord.interaction.Audience;
import app.accord.interaction.Timeline;
import app.accord.joining.Parting;
import app.accord.order.Orders;
import app.accord.payment.Payments;
import app.accord.payment.Verdicts;
import app.accord.relationship.Relationships;
import app.accord.subscription.Contracts;
import app.accord.subscription.ServiceView;
import app.accord.time.BusinessCalendar;
import org.thymeleaf.context.LazyContextVariable;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * What the parts of the customer page show. Each is read only if the part that is asked
 * for shows it.
 */
@Component
class CustomerScreen {

	private static final int LATEST = 5;

	private static final int MOST_SERVICES = 12;

	private final BillingAccounts accounts;

	private final Positions positions;

	private final Payments payments;

	private final Verdicts verdicts;

	private final Timeline timeline;

	private final Contracts contracts;

	private final Orders orders;

	private final BusinessCalendar calendar;

	private final Parting parting;

	private final Relationships relationships;

	private final Consents consents;

	private final Cases cases;

	CustomerScreen(BillingAccounts accounts, Positions positions, Payments payments, Verdicts verdicts,
			Timeline timeline, Contracts contracts, Orders orders, BusinessCalendar calendar, Parting parting,
			Relationships relationships, Consents consents, Cases cases) {
		this.cases = cases;
		this.consents = consents;
		this.relationships = relationships;
		this.parting = parting;
		this.accounts = accounts;
		this.positions = positions;
		this.payments = payments;
		this.verdicts = verdicts;
		this.timeline = timeline;
		this.contracts = contracts;
		this.orders = orders;
		this.calendar = calendar;
	}

	/** Puts everything that the page can show within the template's reach. */
	void show(Model model, CustomerProfile customer, String filter, int size) {
		model.addAttribute("customer", customer);
		model.addAttribute("years", customer.yearsOn(this.calendar.today()));
		lazily(model, "accounts", () -> accounts(customer.customerId()));
		lazily(model, "services", () -> services(customer.customerId()));
		lazily(model, "purchases", () -> this.orders.list(customer.customerId(), 0, LATEST));
		lazily(model, "cases", () -> this.cases.ofCustomer(customer.customerId(), true));
		lazily(model, "links", () -> this.parting.links(customer.number()));
		lazily(model, "people",
				() -> new PeoplePage.Ties(this.relationships.of(customer.customerId()), this.calendar.today()));
		lazily(model, "consents", () -> this.consents.of(customer.customerId()));
		lazily(model, "timeline", () -> timeline(customer.customerId(), filter, size));
	}

	private List<AccountStanding> accounts(long customerId) {
		return this.accounts.of(customerId)
			.stream()
			.map((account) -> new AccountStanding(account, this.positions.of(account.number()),
					this.payments.page(account.number(), 0, 1).stream().findFirst().orElse(null),
					this.verdicts.of(account.number())))
			.toList();
	}

	// What runs stands first, then what ended last.
	private List<ServiceView> services(long customerId) {
		return this.contracts.list(customerId)
			.stream()
			.sorted(Comparator.comparing((ServiceView service) -> !service.running())
				.thenComparing(ServiceView::startedOn, Comparator.reverseOrder()))
			.limit(MOST_SERVICES)
			.toList();
	}

	private TimelineView timeline(long customerId, String filter, int size) {
		int wanted = Math.clamp(size, 1, TimelineView.MOST);
		var entries = this.timeline.page(customerId, Audience.STAFF, TimelineView.groups(filter), 0, wanted + 1);
		boolean more = entries.size() > wanted;
		return new TimelineView(more ? entries.subList(0, wanted) : entries, TimelineView.filter(filter), wanted, more);
	}

	private static <T> void lazily(Model model, String name, Supplier<T> read) {
		model.addAttribute(name, new LazyContextVariable<T>() {
			@Override
			protected T loadValue() {
				return read.get();
			}
		});
	}

}
