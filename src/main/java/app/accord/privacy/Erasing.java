package app.accord.privacy;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.customer.ContactKind;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.Link;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.ApprovedAction;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Erases a person and keeps the books (GDPR, article 17 with 3 b): one asks, a second
 * person approves, and all of it is one transaction. Amounts, numbers and days of bills
 * and entries stay as they are; nothing that is left says whose they were, but the name
 * and address that the law wants with bills, apart and until their day.
 */
@Component
public class Erasing implements ApprovedAction {

	/** The kind of its approvals. */
	static final String KIND = "erasure";

	private final JdbcClient jdbc;

	private final LinkedCustomers linked;

	private final Customers customers;

	private final BillingAccounts accounts;

	private final Obstacles obstacles;

	private final Fingerprints fingerprints;

	private final OtherNames otherNames;

	private final Wishes wishes;

	private final Approvals approvals;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final int years;

	private final String currency;

	Erasing(JdbcClient jdbc, LinkedCustomers linked, Customers customers, BillingAccounts accounts, Obstacles obstacles,
			Fingerprints fingerprints, OtherNames otherNames, Wishes wishes, Approvals approvals, Timeline timeline,
			LiveChanges live, BusinessCalendar calendar, @Value("${accord.books.years:10}") int years,
			@Value("${accord.currency:USD}") String currency) {
		this.jdbc = jdbc;
		this.linked = linked;
		this.customers = customers;
		this.accounts = accounts;
		this.obstacles = obstacles;
		this.fingerprints = fingerprints;
		this.otherNames = otherNames;
		this.wishes = wishes;
		this.approvals = approvals;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
		this.years = years;
		this.currency = currency;
	}

	/**
	 * What it would do, or that it was done.
	 * @throws NotFound if there is no such customer
	 */
	@Transactional(readOnly = true)
	public ErasurePreview preview(CustomerNumber number) {
		CustomerProfile person = this.customers.find(number.customerId())
			.orElseThrow(() -> new NotFound("There is no customer %s.".formatted(number)));
		LinkedSet set = this.linked.of(person.customerId());
		Approval waiting = this.approvals.waitingFor(person.customerId())
			.stream()
			.filter((approval) -> approval.kind().equals(KIND))
			.findFirst()
			.orElse(null);
		LocalDate until = booksUntil(set);
		return new ErasurePreview(person, this.obstacles.of(set, (waiting != null) ? waiting.no() : 0), goes(set), List
			.of("The record itself: it is called “Erased person %s” from then on, wherever it shows."
				.formatted(person.number()),
					"Purchases, contracts and payments: what, when and how much stays, not for whom and where.",
					"The person’s own name wherever it says who did something.",
					"Names, nicknames and misspelt names in what was written of bills and payments, as far as they can be"
							+ " told; read these over where somebody may be described without a name."),
				stays(set, until), until, waiting, done(set).orElse(null),
				this.wishes.waiting(person.number()).orElse(null));
	}

	/**
	 * Asks a second person to have it done.
	 * @param reason how the person asked, and how we know who it is; it goes with the
	 * person
	 * @param key the request's idempotency key, or null
	 * @throws Refusal with what has to be settled first
	 */
	@Transactional
	public Approval ask(Actor actor, CustomerNumber number, String reason, String key) {
		ErasurePreview preview = preview(number);
		if (preview.done() != null) {
			throw new Refusal("This person was erased already.");
		}
		if (preview.waiting() != null && key == null) {
			return preview.waiting();
		}
		if (!preview.obstacles().isEmpty()) {
			throw new Refusal("Settle this first: " + String.join(" ", preview.obstacles()));
		}
		String words = Reasons.stripped("reason", reason,
				"Say how they asked for it, and how you know that it is them.");
		long leading = preview.person().customerId();
		return this.approvals.request(
				new NewApproval(leading, null, Permission.ERASURE, KIND, Money.zero(CurrencyUnit.of(this.currency)),
						"Erase the person %s".formatted(preview.person().number()), words, Map.of()),
				actor, key);
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void carryOut(Approval approval, Actor approver) {
		LinkedSet set = this.linked.hold(approval.customerId()).getFirst();
		this.jdbc
			.sql("""
					select account_no from billing_account where customer_id = any (?) order by customer_id, account_no for update
					""")
			.param(set.ids())
			.query(Integer.class)
			.list();
		List<String> first = this.obstacles.of(set, approval.no());
		if (!first.isEmpty()) {
			throw new Refusal("Settle this first: " + String.join(" ", first));
		}
		Instant now = this.calendar.now();
		keepForBooks(set);
		suppress(set);
		for (long record : set.members()) {
			this.jdbc
				.sql("""
						insert into customer_erased (customer_id, at, approval_no, actor_kind, actor_id, actor_name, channel)
						values (?, ?, ?, ?, ?, ?, ?) on conflict (customer_id) do nothing
						""")
				.params(record, Timestamp.from(now), approval.no(), approver.kind().name(), approver.id(),
						approver.name(), approver.channel().name())
				.update();
		}
		this.wishes.answer(set, "Erased.");
		erase(set, now);
		this.timeline.record(NewInteraction.change(
				set.leading(), now, InteractionKind.DATA, new Actor(ActorKind.STAFF, approval.requester().id(),
						approval.requester().name(), approval.requester().channel()),
				"Personal data erased; the books are kept."));
		for (Topic topic : Topic.values()) {
			this.live.mark(set.members(), topic);
		}
	}

	private void erase(LinkedSet set, Instant now) {
		TreeSet<String> said = new TreeSet<>();
		TreeSet<Long> formerly = new TreeSet<>();
		this.customers.readAll(set.members())
			.values()
			.forEach((each) -> each.contactPoints().stream().map(ContactPointView::shown).forEach(said::add));
		for (Link link : this.linked.history(set)) {
			formerly.add(link.customerId());
			formerly.add(link.underId());
		}
		formerly.removeAll(set.members());
		OtherNames.Called called = this.otherNames.in(set);
		this.jdbc.sql("select erase_person(?, ?, ?, ?, ?)")
			.param(set.ids())
			.param(set.members().stream().map(Erasing::pseudonym).toArray(String[]::new))
			.param(said.toArray(String[]::new))
			.param(formerly.toArray(Long[]::new))
			.param(Timestamp.from(now))
			.query((row) -> {
			});
		this.otherNames.erase(set, called);
	}

	/** What an erased customer is called. */
	static String pseudonym(long customerId) {
		return "Erased person " + CustomerNumber.of(customerId);
	}

	private void keepForBooks(LinkedSet set) {
		LocalDate until = booksUntil(set);
		if (until == null || until.isBefore(this.calendar.today())) {
			return;
		}
		for (BillingAccount account : this.accounts.of(set.members())) {
			this.jdbc
				.sql("""
						insert into kept_for_books (customer_id, name, address, until_day)
						select c.customer_id, c.name, (select p.typed from contact_point p where p.customer_id = c.customer_id
							and p.kind = 'POSTAL' order by p.ended_at desc nulls first, p.preferred desc, p.contact_point_id limit 1), ?
						from shown_customer c where c.customer_id = ?
						and not exists (select from customer_erased e where e.customer_id = c.customer_id)
						on conflict (customer_id) do nothing
						""")
				.params(until, account.number().customerId())
				.update();
		}
	}

	private void suppress(LinkedSet set) {
		this.jdbc.sql("""
				select distinct kind, canonical from contact_point
				where customer_id = any (?) and kind in ('PHONE', 'EMAIL') and canonical is not null
				""")
			.param(set.ids())
			.query((row, no) -> Map.entry(ContactKind.valueOf(row.getString(1)), row.getString(2)))
			.list()
			.forEach((point) -> this.fingerprints.suppress(point.getKey(), point.getValue(), this.calendar.today()));
	}

	/**
	 * The end of the year of the last entry or bill, and the years for which books are
	 * kept.
	 */
	private LocalDate booksUntil(LinkedSet set) {
		return this.jdbc.sql("""
				select max(at) from (select at from ledger_entry where customer_id = any (:records)
				union all select issued_at from invoice where customer_id = any (:records)) as books
				""")
			.param("records", set.ids())
			.query((row, no) -> Optional.ofNullable(row.getTimestamp(1)))
			.single()
			.map((last) -> LocalDate.of(this.calendar.dayOf(last.toInstant()).getYear() + this.years, 12, 31))
			.orElse(null);
	}

	private Optional<Erased> done(LinkedSet set) {
		return this.jdbc.sql("""
				select e.*, k.name, k.address, k.until_day from customer_erased e
				left join kept_for_books k on k.customer_id = e.customer_id
				where e.customer_id = any (?) order by e.customer_id = ? desc, k.name is null limit 1
				""")
			.param(set.ids())
			.param(set.leading())
			.query((row, no) -> new Erased(row.getTimestamp("at").toInstant(),
					"AP-" + row.getLong("customer_id") + "-" + row.getLong("approval_no"), row.getString("actor_name"),
					(row.getString("name") == null) ? null
							: new Erased.Kept(row.getString("name"), row.getString("address"),
									row.getObject("until_day", LocalDate.class))))
			.optional();
	}

	private List<String> goes(LinkedSet set) {
		Map<String, String> what = new LinkedHashMap<>();
		what.put("contact_point", "telephone numbers, e-mail and postal addresses");
		what.put("portal_credential", "sign-in to the customer pages, at once");
		what.put("message", "messages: words and addresses; that something was sent, and when, stays");
		what.put("interaction",
				"entries of the history: what was said, noted and changed; of money and services only names,"
						+ " numbers and addresses");
		what.put("customer_field_change", "changes to the record: old and new values");
		what.put("saved_card", "saved cards; the gateway is told to forget them");
		what.put("bank_payer", "bank accounts that they paid from");
		what.put("import_link", "things that other systems told us, with their copies in import files");
		what.put("autopay_mandate", "agreements to automatic payment: ended, and their words erased");
		List<String> lines = new ArrayList<>();
		lines.add("The name, and everything that they are found by");
		what.forEach((table, words) -> {
			long rows = count(table, set);
			if (rows > 0) {
				lines.add("%,d %s".formatted(rows, words));
			}
		});
		return lines;
	}

	private List<String> stays(LinkedSet set, LocalDate until) {
		List<String> lines = new ArrayList<>();
		long bills = count("invoice", set);
		long entries = count("ledger_entry", set);
		if (bills + entries > 0) {
			lines.add(
					"%,d bills and %,d entries of the ledger with their amounts, numbers and days: the books (GDPR article 17 (3) b)."
						.formatted(bills, entries));
		}
		if (until != null) {
			lines.add(
					"Name and address for those bills, apart, read by billers and administrators only, deleted after %s."
						.formatted(DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).format(until)));
		}
		if (count("bank_allocation", set) > 0) {
			lines.add("What the bank’s statements say: vouchers of the books.");
		}
		lines.add(
				"A fingerprint of each e-mail address and telephone number, of which nothing can be read: so that no bought"
						+ " list brings them back.");
		lines.add("Who of us did what, and when.");
		return lines;
	}

	private long count(String table, LinkedSet set) {
		return this.jdbc.sql("select count(*) from " + table + " where customer_id = any (?)")
			.param(set.ids())
			.query(Long.class)
			.single();
	}

}
