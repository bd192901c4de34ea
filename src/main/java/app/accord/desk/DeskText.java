package app.accord.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import app.accord.actor.Channel;
import app.accord.billing.Explanation;
import app.accord.customer.CustomerNumber;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContactKind;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Reachable;
import app.accord.interaction.Direction;
import app.accord.interaction.Interaction;
import app.accord.interaction.InteractionKind;
import app.accord.money.Amounts;
import app.accord.order.OrderKind;
import app.accord.order.PurchaseView;
import app.accord.subscription.ContractDiscount;
import app.accord.time.BusinessCalendar;
import app.accord.ui.FactText;
import org.joda.money.Money;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Words that only the desk uses. Templates call it as {@code @deskText}. */
@Component
class DeskText {

	private final BusinessCalendar calendar;

	private final FactText text;

	DeskText(BusinessCalendar calendar, FactText text) {
		this.calendar = calendar;
		this.text = text;
	}

	/** An amount with its sign: {@code +$8.21}, {@code −$5.00}. */
	public String signed(Money amount) {
		String shown = Amounts.show(amount.abs(), LocaleContextHolder.getLocale());
		return amount.isZero() ? shown : (amount.isNegative() ? "−" : "+") + shown;
	}

	/** An amount for an address or a field: {@code 97.06}. */
	public String plain(Money amount) {
		return Amounts.plain(amount);
	}

	/** The ways to reach somebody at once, best first; at most four. */
	public List<ContactPointView> ways(CustomerProfile customer) {
		return customer.contactPoints()
			.stream()
			.filter((point) -> point.kind() != ContactKind.POSTAL && point.readable())
			.sorted(Comparator.comparing((ContactPointView point) -> point.reachable() == Reachable.NO)
				.thenComparing((point) -> !point.preferred())
				.thenComparing(ContactPointView::kind))
			.limit(4)
			.toList();
	}

	/** Whether none of the known ways reaches them. */
	public boolean unreachable(CustomerProfile customer) {
		return ways(customer).stream().allMatch((point) -> point.reachable() == Reachable.NO);
	}

	/** What is open, bill by bill, first due first. */
	public List<OpenBill> openBills(List<AccountStanding> accounts) {
		Map<Object, OpenBill> bills = new LinkedHashMap<>();
		accounts.forEach((account) -> account.position()
			.items()
			.forEach((item) -> bills.merge(OpenBill.key(account, item), OpenBill.of(account, item), OpenBill::plus)));
		return bills.values().stream().sorted(Comparator.comparing(OpenBill::dueOn)).limit(8).toList();
	}

	/** What an amount was, in a few words: {@code the balance from … to …}. */
	public String was(Explanation.Occurrence occurrence) {
		return what(occurrence.kind(), occurrence.subject()) + " "
				+ (occurrence.until() != null
						? "from " + this.text.when(occurrence.from()) + " to " + this.text.when(occurrence.until())
						: "since " + this.text.when(occurrence.from()));
	}

	/** Where an amount nearly was so: {@code the balance, 3 Nov, 14:02}. */
	public String nearest(Explanation.Nearest nearest) {
		return what(nearest.kind(), nearest.subject()) + ", " + this.text.when(nearest.at());
	}

	/** What the customer was told of an amount, each telling once, oldest first. */
	public List<Explanation.Told> told(Explanation explanation) {
		return explanation.occurrences()
			.stream()
			.flatMap((occurrence) -> occurrence.told().stream())
			.distinct()
			.sorted(Comparator.comparing(Explanation.Told::at))
			.toList();
	}

	private static String what(Explanation.Kind kind, String subject) {
		return switch (kind) {
			case BALANCE -> "the balance";
			case AMOUNT_DUE -> "the amount due";
			case INVOICE_TOTAL -> "the total of " + subject;
			case ONLY_TOLD -> "only told";
		};
	}

	/** A language by its code: {@code English}. */
	public String language(String code) {
		return Locale.forLanguageTag(code).getDisplayName(LocaleContextHolder.getLocale());
	}

	/** Where something took place, as people say it. */
	public String channel(Channel channel) {
		return switch (channel) {
			case DESK -> "desk";
			case PORTAL -> "portal";
			case COUNTER -> "counter";
			case API -> "another system";
			case EMAIL -> "e-mail";
			case SMS -> "text message";
			case POST -> "letter";
			case PHONE -> "telephone";
			case WEB -> "web";
			case SHOP -> "shop";
			case SYSTEM -> "automatic";
		};
	}

	/** Which way a contact went, before its summary; empty for what is none. */
	public String contact(Interaction entry) {
		if (entry.summary().startsWith("Call")) {
			return "";
		}
		if (entry.kind() == InteractionKind.CALL) {
			return (entry.direction() == Direction.OUT) ? "We called" : "Call from customer";
		}
		return (entry.kind() == InteractionKind.NOTE) ? "Note" : "";
	}

	/** The mark in front of an entry of the timeline. */
	public String dot(Interaction entry) {
		return switch (entry.kind()) {
			case CALL, VISIT -> "dot dot-call";
			case MESSAGE, NOTE, CASE -> "dot dot-message";
			case BILLING, PAYMENT -> "dot dot-money";
			default -> "dot dot-change";
		};
	}

	/** The account that an entry of the timeline is about, or null. */
	public AccountNumber account(Interaction entry) {
		return (entry.accountNo() != null) ? AccountNumber.of(entry.customerId(), entry.accountNo()) : null;
	}

	/** What was bought, in one line. */
	public String bought(PurchaseView purchase) {
		if (purchase.lines().isEmpty()) {
			return purchase.number().toString();
		}
		String first = purchase.lines().getFirst().description();
		int more = purchase.lines().size() - 1;
		return (purchase.kind() == OrderKind.RETURN ? "Returned: " : "") + first
				+ ((more > 0) ? " and " + more + " more" : "");
	}

	/** A discount that was agreed: {@code 10% off until 31 Dec 2026}. */
	public String discount(ContractDiscount discount) {
		return ((discount.percent() != null) ? discount.percent().toPlainString() + "%"
				: this.text.money(discount.amount())) + " off"
				+ ((discount.until() != null) ? " until " + this.text.day(discount.until()) : "");
	}

	/** Where a purchase was made: the shop's name, or how. */
	public String soldThrough(PurchaseView purchase) {
		String how = switch (purchase.soldThrough()) {
			case SHOP -> "Shop";
			case WEB -> "Web";
			case PHONE -> "By telephone";
		};
		return (purchase.place() != null) ? how + ", " + purchase.place() : how;
	}

	/** An instant for machines, in UTC. */
	public String iso(Instant instant) {
		return instant.toString();
	}

	/** The day of an instant, for a heading or a column. */
	public java.time.LocalDate day(Instant instant) {
		return this.calendar.dayOf(instant);
	}

	/** A length of time in words: {@code 5 minutes}, {@code second}. */
	public String duration(Duration duration) {
		if (duration.toSeconds() < 1) {
			return "moment";
		}
		long hours = duration.toHours();
		long minutes = duration.toMinutes();
		if (hours > 0 && duration.equals(Duration.ofHours(hours))) {
			return (hours == 1) ? "hour" : hours + " hours";
		}
		if (minutes > 0 && duration.equals(Duration.ofMinutes(minutes))) {
			return (minutes == 1) ? "minute" : minutes + " minutes";
		}
		return (duration.toSeconds() == 1) ? "second" : duration.toSeconds() + " seconds";
	}

	/** The number of a record. */
	public String record(long customerId) {
		return CustomerNumber.of(customerId).toString();
	}

}
