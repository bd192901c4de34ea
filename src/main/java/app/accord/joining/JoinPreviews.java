package app.accord.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import app.accord.billing.BillingAccounts;
import app.accord.billing.Dispute;
import app.accord.billing.Disputes;
import app.accord.billing.Invoices;
import app.accord.billing.Positions;
import app.accord.care.Cases;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.PortalAccess;
import app.accord.customer.Reachable;
import app.accord.interaction.Audience;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedField;
import app.accord.linked.Side;
import app.accord.message.Messages;
import app.accord.order.Orders;
import app.accord.payment.AutoPay;
import app.accord.payment.SavedCards;
import app.accord.refusal.Refusal;
import app.accord.relationship.Relationships;
import app.accord.subscription.Contracts;
import app.accord.subscription.ServiceView;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Shows two customers side by side. */
@Component
public class JoinPreviews {

	private final Customers customers;

	private final BillingAccounts accounts;

	private final Positions positions;

	private final Invoices invoices;

	private final Disputes disputes;

	private final AutoPay autoPay;

	private final SavedCards cards;

	private final Contracts contracts;

	private final Orders orders;

	private final Messages messages;

	private final Timeline timeline;

	private final PortalAccess access;

	private final Relationships relationships;

	private final Cases cases;

	private final BusinessCalendar calendar;

	JoinPreviews(Customers customers, BillingAccounts accounts, Positions positions, Invoices invoices,
			Disputes disputes, AutoPay autoPay, SavedCards cards, Contracts contracts, Orders orders, Messages messages,
			Timeline timeline, PortalAccess access, Relationships relationships, Cases cases,
			BusinessCalendar calendar) {
		this.cases = cases;
		this.relationships = relationships;
		this.calendar = calendar;
		this.customers = customers;
		this.accounts = accounts;
		this.positions = positions;
		this.invoices = invoices;
		this.disputes = disputes;
		this.autoPay = autoPay;
		this.cards = cards;
		this.contracts = contracts;
		this.orders = orders;
		this.messages = messages;
		this.timeline = timeline;
		this.access = access;
	}

	/**
	 * Both side by side, with whose values are proposed.
	 * @param leading whose number will name both
	 * @throws Refusal by the field {@code with} if they are one customer already
	 */
	@Transactional(readOnly = true)
	public JoinPreview of(CustomerNumber leading, CustomerNumber other) {
		JoinSide first = side(leading);
		JoinSide second = side(other);
		if (first.profile().number().equals(second.profile().number())) {
			throw new Refusal("with", leading.equals(other) ? "That is the same record. Choose another one."
					: "%s and %s are one customer already.".formatted(leading, other));
		}
		return new JoinPreview(first, second, fields(first.profile(), second.profile()), warnings(first, second));
	}

	/** One side. */
	@Transactional(readOnly = true)
	public JoinSide side(CustomerNumber number) {
		CustomerProfile profile = this.customers.read(number);
		long id = profile.customerId();
		List<JoinSide.Account> own = this.accounts.of(id)
			.stream()
			.map((account) -> new JoinSide.Account(account, this.positions.of(account.number()),
					(int) this.disputes.of(account.number()).stream().filter(Dispute::open).count(),
					this.autoPay.of(account.number()).active()))
			.toList();
		List<ServiceView> services = this.contracts.list(id);
		return new JoinSide(profile, own, services.size(), (int) services.stream().filter(ServiceView::running).count(),
				this.orders.list(id, 0, 1).total(),
				own.stream().mapToLong((account) -> this.invoices.count(account.account().number())).sum(),
				this.cases.ofCustomer(id, true).size(), this.messages.page(id, 0, 1).total(),
				this.timeline.count(id, Audience.STAFF, List.of()), this.cards.of(id).size(),
				this.access.logins(profile.numbers().stream().map(CustomerNumber::customerId).toList())
					.values()
					.stream()
					.sorted()
					.toList(),
				this.relationships.of(id).stream().filter((tie) -> tie.open(this.calendar.today())).toList());
	}

	static List<FieldProposal> fields(CustomerProfile one, CustomerProfile other) {
		List<FieldProposal> fields = new ArrayList<>();
		boolean fuller = other.name().length() > one.name().length()
				&& other.name().toLowerCase(Locale.ROOT).contains(one.name().toLowerCase(Locale.ROOT));
		fields.add(new FieldProposal(LinkedField.NAME, "Name", one.name(), other.name(),
				fuller ? Side.JOINED : Side.LEADING,
				fuller ? "It is the fuller name." : "It is the name under the number that leads."));
		boolean chosen = "en".equals(one.language()) && !"en".equals(other.language());
		fields.add(new FieldProposal(LinkedField.LANGUAGE, "Language", one.language(), other.language(),
				chosen ? Side.JOINED : Side.LEADING,
				chosen ? "Somebody has chosen it; the other is what records begin with."
						: "It is the language under the number that leads."));
		boolean higher = other.tier().compareTo(one.tier()) > 0;
		fields.add(new FieldProposal(LinkedField.TIER, "Tier", one.tier().label(), other.tier().label(),
				higher ? Side.JOINED : Side.LEADING, "It is the higher tier."));
		boolean earlier = other.customerSince().isBefore(one.customerSince());
		fields.add(new FieldProposal(LinkedField.CUSTOMER_SINCE, "Customer since", one.customerSince().toString(),
				other.customerSince().toString(), earlier ? Side.JOINED : Side.LEADING, "It is the earlier day."));
		fields.add(first(LinkedField.PHONE, "Phone tried first", one.phones(), other.phones()));
		fields.add(first(LinkedField.EMAIL, "E-mail tried first", one.emails(), other.emails()));
		fields.add(first(LinkedField.POSTAL, "Address tried first", one.postals(), other.postals()));
		return List.copyOf(fields);
	}

	private static FieldProposal first(LinkedField field, String label, List<ContactPointView> one,
			List<ContactPointView> other) {
		ContactPointView leading = one.stream().findFirst().orElse(null);
		ContactPointView joined = other.stream().findFirst().orElse(null);
		boolean better = worth(joined) > worth(leading);
		Function<ContactPointView, String> shown = (point) -> (point != null) ? point.shown() : null;
		String why = better ? ((leading == null) ? "The other has none." : "It is known to reach the customer better.")
				: (joined == null) ? "The other has none." : "It is the one under the number that leads.";
		return new FieldProposal(field, label, shown.apply(leading), shown.apply(joined),
				better ? Side.JOINED : Side.LEADING, why);
	}

	private static int worth(ContactPointView point) {
		return (point == null) ? -1
				: (point.reachable() == Reachable.YES) ? 2 : (point.reachable() == Reachable.UNKNOWN) ? 1 : 0;
	}

	private static List<String> warnings(JoinSide one, JoinSide other) {
		List<String> warnings = new ArrayList<>();
		one.ties().stream().filter((tie) -> tie.other().equals(other.profile().number())).forEach((tie) -> {
			String what = tie.role().relation() ? "is noted as " + tie.title() + " of " + one.profile().name()
					: tie.role().label();
			warnings.add("%s: %s. They can’t be joined while that holds: are they really one?"
				.formatted(tie.otherName(), what));
		});
		if (!one.ties().isEmpty() || !other.ties().isEmpty()) {
			warnings.add("There are people and organisations around them. Joined, each of these is shown for both; "
					+ "check whether whoever may speak for one may hear of both.");
		}
		if (one.profile().kind() != other.profile().kind()) {
			warnings
				.add("One is a person, the other an organisation. Join them only if one of them was entered wrongly.");
		}
		if (one.openDisputes() + other.openDisputes() > 0) {
			warnings.add("There are disputed bills. They stay with their accounts and are decided there.");
		}
		if (one.openCases() + other.openCases() > 0) {
			warnings.add("There are open cases. They keep their numbers and are shown together.");
		}
		if (!one.logins().isEmpty() && !other.logins().isEmpty()) {
			warnings.add("Both can sign in to the portal. Each login goes on working and will see everything of both.");
		}
		List<String> currencies = java.util.stream.Stream.concat(one.accounts().stream(), other.accounts().stream())
			.map((account) -> account.account().currency())
			.distinct()
			.sorted(Comparator.naturalOrder())
			.toList();
		if (currencies.size() > 1) {
			warnings.add("The accounts are kept in different currencies: %s. They stay separate."
				.formatted(String.join(", ", currencies)));
		}
		return warnings;
	}

}
