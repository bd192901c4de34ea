package app.accord.privacy;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.LedgerChecks;
import app.accord.billing.Positions;
import app.accord.care.CameBy;
import app.accord.care.CaseKind;
import app.accord.care.CasePriority;
import app.accord.care.Cases;
import app.accord.care.NewCase;
import app.accord.customer.CaseNumber;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.NewContactPoint;
import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.Noting;
import app.accord.payment.PaymentMethod;
import app.accord.payment.TakingPayment;
import app.accord.search.CustomerSearch;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.testing.Cast;
import app.accord.testing.TestDatabase;
import app.accord.testing.Visitor;
import org.joda.money.Money;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody of a whole company is erased, and then looked for everywhere. */
public final class SomebodyErased {

	/**
	 * Kept on purpose, and said to be: the books' name and address, the bank's vouchers,
	 * the gateway's own books.
	 */
	private static final Set<String> KEPT = Set.of("public.kept_for_books", "public.bank_line", "public.bank_file",
			"public.bank_file_remark", "sandbox.intent", "sandbox.card");

	private static final Actor ADA = Cast.agent();

	private final ApplicationContext program;

	private final TestDatabase database;

	private final int port;

	private final Customers customers;

	private final CustomerSearch search;

	private final BillingAccounts accounts;

	/** In that program with the sample company. */
	public SomebodyErased(ApplicationContext program, TestDatabase database, int port) {
		this.program = program;
		this.database = database;
		this.port = port;
		this.customers = program.getBean(Customers.class);
		this.search = program.getBean(CustomerSearch.class);
		this.accounts = program.getBean(BillingAccounts.class);
	}

	/** Takes anybody of no story, and fails if anything is left but the books. */
	public void check(Random random) throws SQLException {
		CustomerProfile person = anybody(random);
		settle(person);
		note(person);
		Set<String> words = words(person);
		assertThat(WholeDatabase.finds(this.database, words, KEPT)).as("%s is there", words).isNotEmpty();
		List<String> books = books();
		Actor one = new Actor(ActorKind.STAFF, "supervisor", "Ruth Bauer", Channel.DESK);
		Actor other = new Actor(ActorKind.STAFF, "admin", "Sam Thornton", Channel.DESK);
		Approval asked = this.program.getBean(Erasing.class)
			.ask(one, person.number(), "By letter; " + person.name() + " signed it", null);
		Approval done = this.program.getBean(Approvals.class).approve(person.customerId(), asked.no(), other);
		assertThat(done.state()).as(done.decisionReason()).isEqualTo(Approval.State.CARRIED_OUT);
		assertThat(WholeDatabase.finds(this.database, words, KEPT)).as("%s", words).isEmpty();
		assertThat(books()).isEqualTo(books);
		assertThat(this.program.getBean(LedgerChecks.class).violations()).isEmpty();
		assertThat(this.customers.read(person.number()).name()).isEqualTo("Erased person " + person.number());
		for (String word : words) {
			assertThat(this.search.find(word, 0, 200).items()).noneMatch((hit) -> person.has(hit.customerId()));
		}
		everyPageOpens(person);
	}

	/**
	 * Somebody of the sample with bills, an e-mail address, and a name and address that
	 * nobody else has; none of those who sign in in other tests' stories.
	 */
	private CustomerProfile anybody(Random random) throws SQLException {
		List<String> ids = WholeDatabase.query(this.database, """
				select c.customer_id::text from customer c
				where exists (select from invoice i where i.customer_id = c.customer_id)
				and exists (select from contact_point p where p.customer_id = c.customer_id and p.kind = 'EMAIL')
				and (select count(*) from customer o where strpos(lower(o.name), lower(c.name)) > 0) = 1
				and not exists (select from directory d join directory o on o.kind = d.kind and o.value = d.value
				  and o.customer_id <> d.customer_id where d.customer_id = c.customer_id)
				and not exists (select from portal_credential p where p.customer_id = c.customer_id
				  and p.username <> 'none-' || c.customer_id)
				and not exists (select from contact_point p join contact_point o on o.typed = p.typed
				  and o.customer_id <> p.customer_id where p.customer_id = c.customer_id)
				and not exists (select from linked_customer l where l.customer_id = c.customer_id)
				order by 1
				""");
		return this.customers.read(CustomerNumber.of(Long.parseLong(ids.get(random.nextInt(ids.size())))));
	}

	/** Pays what is owed, pays back what is not, and ends everything that runs. */
	private void settle(CustomerProfile person) throws SQLException {
		String records = "customer_id = " + person.customerId();
		for (String end : List.of(
				"update contract set status = 'TERMINATED', ended_on = current_date where " + records
						+ " and status not in ('TERMINATED', 'CANCELLED', 'ABORTED')",
				"update usage_record set invoice_no = 1 where " + records,
				"update one_off_charge set invoice_no = 1 where " + records,
				"update orders set status = 'COMPLETED' where " + records,
				"update dispute set state = 'WITHDRAWN', decided_at = now() where " + records + " and state = 'OPEN'",
				"update payment_arrangement set state = 'CANCELLED', decided_at = now(), ended_at = now() where "
						+ records + " and state in ('REQUESTED', 'KEPT')",
				"update payment_attempt set state = 'DECLINED' where " + records
						+ " and state in ('CREATED', 'SENT', 'REQUIRES_ACTION', 'UNKNOWN')")) {
			WholeDatabase.execute(this.database, end);
		}
		Cases cases = this.program.getBean(Cases.class);
		cases.ofCustomer(person.customerId(), true)
			.forEach((open) -> cases.cancel(ADA, open.number(), "Settled with " + person.name(), null));
		for (BillingAccount account : this.accounts.of(person.customerId())) {
			Money balance = this.program.getBean(Positions.class).of(account.number()).balance();
			if (balance.isPositive()) {
				this.program.getBean(TakingPayment.class)
					.take(account.number(), balance, PaymentMethod.CASH, null, ADA, UUID.randomUUID().toString());
			}
			if (balance.isNegative()) {
				this.program.getBean(Adjusting.class)
					.charge(account.number(), balance.abs(), LocalDate.of(2027, 1, 9), "Settled", ADA, null);
			}
		}
	}

	/** Everything else that people write about somebody. */
	private void note(CustomerProfile person) {
		this.program.getBean(Noting.class)
			.note(ADA, person.customerId(), InteractionKind.CALL, Direction.IN, person.name() + " called",
					"Call back on " + person.contactPoints().getFirst().shown(), true);
		for (BillingAccount account : this.accounts.of(person.customerId())) {
			this.program.getBean(Adjusting.class)
				.charge(account.number(), Money.parse(account.currency() + " 1.00"), LocalDate.of(2027, 1, 9),
						"Copy of a bill for " + person.name(), ADA, null);
			this.program.getBean(Adjusting.class)
				.credit(account.number(), Money.parse(account.currency() + " 1.00"),
						"Not charged to " + person.name().toUpperCase(Locale.ROOT), ADA, null);
		}
		Actor self = new Actor(ActorKind.CUSTOMER, person.number().toString(), person.name(), Channel.PORTAL);
		Cases cases = this.program.getBean(Cases.class);
		CaseNumber solved = CaseNumber.parse(
				cases
					.open(self,
							new NewCase(person.customerId(), CaseKind.FAULT, null, person.name() + " can’t call",
									"Call " + person.contactPoints().getFirst().shown(), CameBy.WEB, null),
							null)
					.value());
		cases.note(ADA, solved, person.name() + " is right.", null);
		cases.change(ADA, solved, CaseKind.COMPLAINT, CasePriority.LOW, person.name() + " is cross", null);
		cases.resolve(ADA, solved, "Dear " + person.name() + ", it works.", null);
		this.customers.addContactPoint(self, person.number(),
				NewContactPoint.email("second-" + person.customerId() + "@canary.example"));
		this.customers.rename(self, person.number(), person.name() + "-Canaryson", person.givenName(),
				person.familyName());
	}

	private Set<String> words(CustomerProfile person) {
		Set<String> words = new TreeSet<>(
				Set.of(person.name(), "second-" + person.customerId() + "@canary.example", "Canaryson"));
		for (ContactPointView point : person.contactPoints()) {
			words.add(point.typed());
			words.add(point.shown());
			if (point.canonical() != null) {
				words.add(point.canonical());
			}
		}
		return words;
	}

	/** What may not change: every amount, number, day and party of the books. */
	private List<String> books() throws SQLException {
		List<String> books = new ArrayList<>();
		books.addAll(WholeDatabase.query(this.database,
				"""
						select md5(string_agg(concat_ws('|', customer_id, account_no, seq, posting_seq, kind, debit, credit, amount_minor,
						  balance_after_minor, at, due_on, invoice_no, reverses_seq), E'\\n' order by customer_id, account_no, seq))
						from ledger_entry
						"""));
		books.addAll(WholeDatabase.query(this.database,
				"select md5(string_agg(t::text, E'\\n' order by t::text)) from invoice t"));
		books.addAll(WholeDatabase.query(this.database,
				"""
						select md5(string_agg(concat_ws('|', customer_id, invoice_no, line_no, quantity, net_minor, tax_minor), E'\\n'
						  order by customer_id, invoice_no, line_no)) from invoice_line
						"""));
		books.addAll(WholeDatabase.query(this.database, """
				select debit || ' ' || sum(amount_minor) from ledger_entry group by debit
				union all select credit || ' ' || sum(amount_minor) from ledger_entry group by credit order by 1
				"""));
		return books;
	}

	private void everyPageOpens(CustomerProfile person) throws SQLException {
		Visitor admin = new Visitor(this.port);
		admin.signIn("desk", "admin", "demo");
		String customer = "/desk/customers/" + person.number();
		Set<String> pages = new HashSet<>();
		for (String page : List.of("", "/bills", "/payments", "/entries", "/purchases", "/history", "/messages",
				"/fields", "/account", "/cards", "/donations", "/cases", "/personal-data", "/merge")) {
			pages.add(customer + page);
		}
		for (String bill : WholeDatabase.query(this.database,
				"select invoice_no::text from invoice where customer_id = " + person.customerId())) {
			InvoiceNumber number = InvoiceNumber.of(person.customerId(), Integer.parseInt(bill));
			pages.add("/desk/invoices/" + number);
			assertThat(admin.file("/desk/invoices/" + number + ".pdf").statusCode()).isEqualTo(200);
		}
		this.program.getBean(Cases.class)
			.ofCustomer(person.customerId(), false)
			.forEach((one) -> pages.add("/desk/cases/" + one.number()));
		for (String page : pages) {
			HttpResponse<String> answer = admin.get(page);
			assertThat(answer.statusCode()).as(page).isIn(200, 302);
			assertThat(answer.body()).as(page).doesNotContain(person.name());
		}
		assertThat(admin.get(customer).body()).contains("Erased person " + person.number());
	}

}
