package app.accord.joining;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Ledger;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.Link;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedField;
import app.accord.linked.LinkedSet;
import app.accord.linked.Side;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.relationship.Relationships;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Joins two customers who are the same. No row is moved or overwritten: one record is put
 * under the other, and whose values are shown is written beside them. Every balance is
 * proved to be the same before and after, in the same transaction.
 */
@Service
public class Joining {

	private final LinkedCustomers linked;

	private final Customers customers;

	private final BillingAccounts accounts;

	private final Relationships relationships;

	private final Ledger ledger;

	private final Positions positions;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	Joining(LinkedCustomers linked, Customers customers, BillingAccounts accounts, Relationships relationships,
			Ledger ledger, Positions positions, RepeatableWrites repeatable, Timeline timeline, LiveChanges live,
			BusinessCalendar calendar) {
		this.linked = linked;
		this.customers = customers;
		this.accounts = accounts;
		this.relationships = relationships;
		this.ledger = ledger;
		this.positions = positions;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/**
	 * Joins them.
	 * @param leading whose number names both from now on
	 * @param other the one that is put under it, with all that stands under it already
	 * @param choices whose value is shown; where nothing is said, the proposal of
	 * {@link JoinPreviews}
	 * @param reason why they are the same; must be given
	 * @param key the write's idempotency key, or null
	 * @throws NotFound if there is no such customer
	 * @throws Refusal by the field: with, reason
	 */
	@Transactional
	public Answer<Joined> join(Actor actor, CustomerNumber leading, CustomerNumber other,
			Map<LinkedField, Side> choices, String reason, String key) {
		requireBoth(leading, other);
		String why = Reasons.stripped("reason", reason, "Say how you know that they are the same customer.");
		List<LinkedSet> sets = this.linked.hold(leading.customerId(), other.customerId());
		long record = this.repeatable.record(sets.getFirst(), key);
		return this.repeatable.once(record, key,
				List.of("join", leading, other, new TreeMap<>(choices), why, actor.id()), Joined.class,
				() -> join(actor, sets.getFirst(), sets.getLast(), choices, why));
	}

	private void requireBoth(CustomerNumber leading, CustomerNumber other) {
		for (CustomerNumber number : List.of(leading, other)) {
			if (!this.customers.exists(number.customerId())) {
				throw new NotFound("There is no customer %s. Please check the number.".formatted(number));
			}
		}
		if (leading.equals(other)) {
			throw new Refusal("with", "That is the same record. Choose another one.");
		}
	}

	private Joined join(Actor actor, LinkedSet leading, LinkedSet joined, Map<LinkedField, Side> choices, String why) {
		if (leading.leading() == joined.leading()) {
			throw new Refusal("with", "They are one customer already: somebody has joined them as %s."
				.formatted(CustomerNumber.of(leading.leading())));
		}
		this.relationships.between(CustomerNumber.of(leading.leading()), CustomerNumber.of(joined.leading()))
			.stream()
			.findFirst()
			.ifPresent((tie) -> {
				throw new Refusal("with",
						"%s is noted as %s: that can’t be one customer. End it on the page of their people first, if it is wrong."
							.formatted(tie.otherName(), tie.title()));
			});
		TreeMap<LinkedField, Side> shown = new TreeMap<>();
		JoinPreviews
			.fields(this.customers.read(CustomerNumber.of(leading.leading())),
					this.customers.read(CustomerNumber.of(joined.leading())))
			.forEach((field) -> shown.put(field.field(), field.proposal()));
		shown.putAll(choices);
		lockAccounts(leading, joined);
		TreeMap<String, String> before = balances(leading);
		before.putAll(balances(joined));
		Link link = this.linked.join(actor, leading, joined, shown, why, this.calendar.now());
		LinkedSet all = this.linked.of(leading.leading());
		TreeMap<String, String> after = balances(all);
		if (!before.equals(after)) {
			throw new IllegalStateException("Joining changed a balance: %s became %s".formatted(before, after));
		}
		List<String> proof = after.entrySet().stream().map((one) -> one.getKey() + " " + one.getValue()).toList();
		tell(actor, leading, joined, why, proof);
		mark(this.live, all.members());
		return new Joined(link.linkId(), CustomerNumber.of(all.leading()).toString(), numbers(all.members()), proof);
	}

	// Nobody can post to an account between the two readings.
	private void lockAccounts(LinkedSet one, LinkedSet other) {
		TreeSet<AccountNumber> numbers = new TreeSet<>(
				Comparator.comparing(AccountNumber::customerId).thenComparing(AccountNumber::no));
		this.accounts.of(one.leading()).stream().map(BillingAccount::number).forEach(numbers::add);
		this.accounts.of(other.leading()).stream().map(BillingAccount::number).forEach(numbers::add);
		numbers.forEach(this.ledger::lock);
	}

	private TreeMap<String, String> balances(LinkedSet set) {
		TreeMap<String, String> balances = new TreeMap<>();
		this.accounts.of(set.leading()).forEach((account) -> {
			Position position = this.positions.of(account.number());
			balances.put(account.number().toString(), Amounts.plain(position.balance()) + " " + account.currency());
		});
		return balances;
	}

	private void tell(Actor actor, LinkedSet leading, LinkedSet joined, String why, List<String> proof) {
		String numbers = String.join(", ", numbers(joined.members()));
		CustomerNumber lead = CustomerNumber.of(leading.leading());
		String body = proof.isEmpty() ? "No billing accounts."
				: "Balances, the same before and after: " + String.join("; ", proof) + ".";
		this.timeline.record(
				NewInteraction
					.change(leading.leading(), this.calendar.now(), InteractionKind.DATA, actor,
							"%s joined with this record.".formatted(numbers))
					.saying(body)
					.because(why)
					.forStaffOnly());
		this.timeline.record(
				NewInteraction
					.change(joined.leading(), this.calendar.now(), InteractionKind.DATA, actor,
							"Joined with %s, whose number leads.".formatted(lead))
					.because(why)
					.forStaffOnly());
		this.timeline.record(NewInteraction.change(leading.leading(), this.calendar.now(), InteractionKind.DATA, actor,
				"Your customer numbers %s and %s are kept together now. Each of them goes on working.".formatted(lead,
						numbers)));
	}

	static List<String> numbers(List<Long> records) {
		return records.stream().map(CustomerNumber::of).map(CustomerNumber::toString).toList();
	}

	/** Has every open screen of these records read again. */
	static void mark(LiveChanges live, List<Long> records) {
		for (Topic topic : Topic.values()) {
			live.mark(records, topic);
		}
	}

}
