package app.accord.relationship;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Typed;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.relationship.RelationshipRows.Row;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes what two customers are to each other, who may speak for whom and who is asked to
 * pay, and ends it again. Both customers are locked in the order of their ids; both sides
 * are written, told of in both histories and shown on open screens of both.
 */
@Service
public class Relationships {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

	private final RelationshipRows rows;

	private final LinkedCustomers linked;

	private final Customers customers;

	private final BillingAccounts accounts;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	Relationships(RelationshipRows rows, LinkedCustomers linked, Customers customers, BillingAccounts accounts,
			RepeatableWrites repeatable, Timeline timeline, LiveChanges live, BusinessCalendar calendar) {
		this.rows = rows;
		this.linked = linked;
		this.customers = customers;
		this.accounts = accounts;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/** All that a customer's records ever had, newest first, ended ones included. */
	@Transactional(readOnly = true)
	public List<Relationship> of(long customerId) {
		return shown(this.rows.of(this.linked.of(customerId).members()));
	}

	/** What holds between two customers today or will; nearly always nothing. */
	@Transactional(readOnly = true)
	public List<Relationship> between(CustomerNumber one, CustomerNumber other) {
		LocalDate today = this.calendar.today();
		return shown(this.rows.between(this.linked.of(one.customerId()), this.linked.of(other.customerId()))).stream()
			.filter((each) -> each.open(today))
			.toList();
	}

	/**
	 * Notes what another customer is to a customer.
	 * @param key the write's idempotency key, or null
	 * @throws Refusal by the fields {@code other}, {@code role}, {@code called},
	 * {@code until} or {@code reason}
	 */
	@Transactional
	public Answer<Noted> relate(Actor actor, NewRelation asked, String key) {
		if (asked.role() == null || !asked.role().relation()) {
			throw new Refusal("role", "Choose what they are to each other.");
		}
		String why = Reasons.stripped("reason", asked.reason(), "Say how you know it.");
		String called = called(asked.called());
		Pair pair = pair(asked.customer(), asked.other());
		return once(pair, asked.customer(), key, Arrays.asList("relate", asked, actor.id()), () -> {
			LocalDate from = from(asked.from());
			days(from, asked.until());
			fits(pair, asked.role());
			refuseAgain(pair, from, asked.until(), asked.role(), "role",
					"%s is noted as %s already.".formatted(pair.there().name(), asked.role().label()));
			long id = this.rows.add(new Row(pair.own().leading(), 0, pair.other().leading(), asked.role(), called, from,
					asked.until(), Set.of(), null, null, null, this.calendar.now(), actor, why, null));
			String title = (called != null) ? called : asked.role().label();
			tell(actor, pair,
					staff("%s noted as %s%s".formatted(named(pair.there()), title, until(asked.until())), why),
					staff("Noted as %s of %s%s".formatted(title, named(pair.here()), until(asked.until())), why));
			return id;
		});
	}

	/**
	 * Notes that somebody may speak and act for a customer.
	 * @param key the write's idempotency key, or null
	 * @throws Refusal by the fields {@code other}, {@code scopes}, {@code proof},
	 * {@code proofSeenOn}, {@code until} or {@code reason}
	 */
	@Transactional
	public Answer<Noted> authorise(Actor actor, NewAuthority asked, String key) {
		if (asked.scopes() == null || asked.scopes().isEmpty()) {
			throw new Refusal("scopes", "Tick what the person may do.");
		}
		String proof = Reasons.stripped("proof", asked.proof(),
				"Say what was shown: a signed letter, a passport with the customer on the line.");
		String why = Reasons.stripped("reason", asked.reason(), "Say who asked for it, and how.");
		Pair pair = pair(asked.customer(), asked.person());
		return once(pair, asked.customer(), key, Arrays.asList("authorise", asked.customer(), asked.person(),
				Scope.whole(asked.scopes()), proof, asked.proofSeenOn(), asked.from(), asked.until(), why, actor.id()),
				() -> {
					LocalDate today = this.calendar.today();
					LocalDate from = from(asked.from());
					days(from, asked.until());
					LocalDate seen = (asked.proofSeenOn() != null) ? asked.proofSeenOn() : today;
					if (seen.isAfter(today)) {
						throw new Refusal("proofSeenOn", "Nobody has seen it yet: choose a day that has come.");
					}
					if (asked.until() != null && asked.until().isBefore(today)) {
						throw new Refusal("until", "That day is over. Choose a later one, or none.");
					}
					refuseAgain(pair, from, asked.until(), Role.REPRESENTATIVE, "other",
							"%s may speak for %s already. End that first, then say anew how far."
								.formatted(pair.there().name(), pair.here().name()));
					Set<Scope> scopes = Scope.whole(asked.scopes());
					long id = this.rows
						.add(new Row(pair.own().leading(), 0, pair.other().leading(), Role.REPRESENTATIVE, null, from,
								asked.until(), scopes, proof, seen, null, this.calendar.now(), actor, why, null));
					String may = Scope.sentence(scopes);
					tell(actor, pair, open("%s %s%s".formatted(pair.there().name(), may, until(asked.until()))),
							open("%s for %s%s".formatted(capital(may), pair.here().name(), until(asked.until()))));
					return id;
				});
	}

	/**
	 * Has an account's bills, reminders and pay links go to another customer, who may pay
	 * it. The account stays its customer's.
	 * @param key the write's idempotency key, or null
	 * @throws Refusal by the fields {@code account}, {@code other}, {@code until} or
	 * {@code reason}
	 */
	@Transactional
	public Answer<Noted> namePayer(Actor actor, NewPayer asked, String key) {
		String why = Reasons.stripped("reason", asked.reason(), "Say how the payer agreed.");
		BillingAccount account = this.accounts.find(asked.account())
			.orElseThrow(() -> new Refusal("account", "There is no account of that number."));
		CustomerNumber owner = account.number().customer();
		Pair pair = pair(owner, asked.payer());
		return once(pair, owner, key, Arrays.asList("payer", asked, actor.id()), () -> {
			LocalDate from = from(asked.from());
			days(from, asked.until());
			this.rows.payers(account.number().customerId(), account.number().no())
				.stream()
				.filter((row) -> row.meets(from, asked.until()))
				.findFirst()
				.ifPresent((row) -> {
					throw new Refusal("other", "%s is asked to pay %s already. End that first."
						.formatted(this.customers.read(CustomerNumber.of(row.otherId())).name(), account.number()));
				});
			long id = this.rows.add(new Row(account.number().customerId(), 0, pair.other().leading(), Role.PAYER, null,
					from, asked.until(), Set.of(), null, null, account.number().no(), this.calendar.now(), actor, why,
					null));
			tell(actor, pair,
					open("%s is asked to pay account %s%s: bills, reminders and pay links go there"
						.formatted(pair.there().name(), account.number(), until(asked.until()))),
					open("Asked to pay account %s of %s%s: its bills, reminders and pay links come here"
						.formatted(account.number(), pair.here().name(), until(asked.until()))));
			return id;
		});
	}

	/**
	 * Ends it, at once: whoever is just looking sees nothing more.
	 * @param customer either side
	 * @param reason why; must be given
	 * @param key the write's idempotency key, or null
	 * @throws NotFound if this customer has nothing of that number
	 * @throws Refusal if it has ended already
	 */
	@Transactional
	public Answer<Noted> end(Actor actor, CustomerNumber customer, long id, String reason, String key) {
		String why = Reasons.stripped("reason", reason, "Say why it ends.");
		Row found = find(customer, id);
		List<LinkedSet> sets = this.linked.hold(customer.customerId(), found.otherId());
		Pair pair = new Pair(sets.getFirst(), sets.getLast(), this.customers.read(customer),
				this.customers.read(CustomerNumber.of(found.otherId())));
		return once(pair, customer, key, Arrays.asList("end", customer, id, why, actor.id()), () -> {
			Row row = find(customer, id);
			if (row.end() != null) {
				throw new Refusal("That has ended already. Reload the page to see how it stands.");
			}
			this.rows.end(row, actor, this.calendar.now(), why);
			boolean staffOnly = row.role().relation();
			tell(actor, pair, line(staffOnly, ended(row, pair.there()), why),
					line(staffOnly, ended(counterpart(row), pair.here()), why));
			return id;
		});
	}

	/** What ended, in words, for the history of the one whose side that is. */
	private static String ended(Row row, CustomerProfile other) {
		AccountNumber account = account(row);
		return switch (row.role()) {
			case REPRESENTATIVE -> other.name() + " may not act for this customer any more";
			case REPRESENTED -> "May not act for " + other.name() + " any more";
			case PAYER -> other.name() + " is not asked to pay account " + account + " any more";
			case PAID_FOR -> "Not asked to pay account " + account + " of " + other.name() + " any more";
			default -> named(other) + " is not noted as " + ((row.called() != null) ? row.called() : row.role().label())
					+ " any more";
		};
	}

	private static Row counterpart(Row row) {
		return new Row(row.otherId(), row.id(), row.customerId(), row.role().counterpart(), null, row.from(),
				row.until(), row.scopes(), row.proof(), row.proofSeenOn(), row.accountNo(), row.at(), row.actor(),
				row.reason(), row.end());
	}

	private Row find(CustomerNumber customer, long id) {
		return this.rows.of(this.linked.of(customer.customerId()).members())
			.stream()
			.filter((row) -> row.id() == id)
			.findFirst()
			.orElseThrow(() -> new NotFound("%s has nothing of that number.".formatted(customer)));
	}

	/** Locks both and reads who they are. */
	private Pair pair(CustomerNumber customer, CustomerNumber other) {
		if (other == null || !this.customers.exists(other.customerId())) {
			throw new Refusal("other", "Choose the other customer.");
		}
		if (!this.customers.exists(customer.customerId())) {
			throw new NotFound("There is no customer %s. Please check the number.".formatted(customer));
		}
		List<LinkedSet> sets = this.linked.hold(customer.customerId(), other.customerId());
		return new Pair(sets.getFirst(), sets.getLast(), this.customers.read(customer), this.customers.read(other));
	}

	private Answer<Noted> once(Pair pair, CustomerNumber asked, String key, Object content, LongSupplier write) {
		long record = this.repeatable.record(pair.own(), key);
		return this.repeatable.once(record, key, content, Noted.class, () -> {
			if (pair.own().leading() == pair.other().leading()) {
				throw new Refusal("other", pair.own().several()
						? "These records are joined: they are one customer, who is nothing to itself. Choose another."
						: "That is the same customer. Choose another.");
			}
			return new Noted(asked.toString(), write.getAsLong());
		});
	}

	private void refuseAgain(Pair pair, LocalDate from, LocalDate until, Role role, String field, String sentence) {
		boolean there = this.rows.between(pair.own(), pair.other())
			.stream()
			.anyMatch((row) -> row.role() == role && row.meets(from, until));
		if (there) {
			throw new Refusal(field, sentence);
		}
	}

	private static void fits(Pair pair, Role role) {
		if (!role.fits(pair.here().kind(), pair.there().kind())
				|| !role.counterpart().fits(pair.there().kind(), pair.here().kind())) {
			throw new Refusal("role", "%s can’t be that: %s. Choose another word, or another customer.".formatted(
					pair.there().name(), "one of them is a person and the other an organisation, or neither fits"));
		}
	}

	private static void days(LocalDate from, LocalDate until) {
		if (until != null && until.isBefore(from)) {
			throw new Refusal("until", "The last day is before the first. Check both.");
		}
	}

	private LocalDate from(LocalDate asked) {
		return (asked != null) ? asked : this.calendar.today();
	}

	private static String called(String typed) {
		String called = Typed.clean(typed);
		if (called != null && called.length() > 60) {
			throw new Refusal("called", "Keep it under 60 characters.");
		}
		return called;
	}

	private void tell(Actor actor, Pair pair, Line here, Line there) {
		tell(actor, pair.own().leading(), here);
		tell(actor, pair.other().leading(), there);
		for (LinkedSet set : List.of(pair.own(), pair.other())) {
			this.live.mark(set.members(), Topic.CUSTOMER);
			this.live.mark(set.members(), Topic.ACCOUNT);
		}
	}

	private void tell(Actor actor, long customerId, Line line) {
		NewInteraction entry = NewInteraction.change(customerId, this.calendar.now(), InteractionKind.DATA, actor,
				line.words());
		this.timeline.record(line.staffOnly() ? entry.because(line.why()).forStaffOnly() : entry);
	}

	private static Line staff(String words, String why) {
		return new Line(words, why, true);
	}

	private static Line open(String words) {
		return new Line(words, null, false);
	}

	private static Line line(boolean staffOnly, String words, String why) {
		return staffOnly ? staff(words, why) : open(words);
	}

	private static String named(CustomerProfile customer) {
		return customer.name() + " (" + customer.number() + ")";
	}

	private static String until(LocalDate until) {
		return (until != null) ? " until " + DAY.format(until) : "";
	}

	private static String capital(String words) {
		return Character.toUpperCase(words.charAt(0)) + words.substring(1);
	}

	/** As one side reads it. */
	List<Relationship> shown(List<Row> rows) {
		Map<Long, CustomerProfile> others = rows.isEmpty() ? new HashMap<>()
				: this.customers.readAll(rows.stream().map(Row::otherId).distinct().toList());
		return rows.stream()
			.filter((row) -> others.containsKey(row.otherId()))
			.map((row) -> shown(row, others.get(row.otherId())))
			.toList();
	}

	private static Relationship shown(Row row, CustomerProfile other) {
		return new Relationship(row.id(), CustomerNumber.of(row.customerId()), other.number(), other.name(), row.role(),
				row.called(), row.from(), row.until(), row.scopes(), row.proof(), row.proofSeenOn(), account(row),
				row.at(), row.actor(), row.reason(), row.end());
	}

	private static AccountNumber account(Row row) {
		return (row.accountNo() != null)
				? AccountNumber.of((row.role() == Role.PAYER) ? row.customerId() : row.otherId(), row.accountNo())
				: null;
	}

	private record Pair(LinkedSet own, LinkedSet other, CustomerProfile here, CustomerProfile there) {
	}

	private record Line(String words, String why, boolean staffOnly) {
	}

}
