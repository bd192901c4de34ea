package app.accord.desk;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import app.accord.banking.BankLine;
import app.accord.banking.BankLines;
import app.accord.billing.Arrangements;
import app.accord.billing.Disputes;
import app.accord.csv.Csv;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.donation.NonProfits;
import app.accord.dunning.Check;
import app.accord.dunning.Reminders;
import app.accord.invoicing.BillRun;
import app.accord.invoicing.BillRuns;
import app.accord.payment.UnsettledPayments;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists of work about money, as files for spreadsheets. */
@Controller
class MoneyFiles {

	private static final int MOST = 1000;

	private final Approvals approvals;

	private final Disputes disputes;

	private final Arrangements arrangements;

	private final BillRuns runs;

	private final BankLines lines;

	private final UnsettledPayments unsettled;

	private final Reminders reminders;

	private final NonProfits nonProfits;

	private final Customers customers;

	private final BusinessCalendar calendar;

	MoneyFiles(Approvals approvals, Disputes disputes, Arrangements arrangements, BillRuns runs, BankLines lines,
			UnsettledPayments unsettled, Reminders reminders, NonProfits nonProfits, Customers customers,
			BusinessCalendar calendar) {
		this.approvals = approvals;
		this.disputes = disputes;
		this.arrangements = arrangements;
		this.runs = runs;
		this.lines = lines;
		this.unsettled = unsettled;
		this.reminders = reminders;
		this.nonProfits = nonProfits;
		this.customers = customers;
		this.calendar = calendar;
	}

	@GetMapping("/desk/approvals/list.csv")
	void approvals(@RequestParam(defaultValue = "PENDING") String state, @RequestParam(defaultValue = "") String q,
			HttpServletResponse response) throws IOException {
		List<Approval.State> states = Forms.named(Approval.State.class, state).stream().toList();
		Csv.write(response, "approvals",
				List.of("number", "what", "why", "amount", "currency", "asked by", "asked", "state", "decided by",
						"decided", "answer"),
				AccountList.<Approval>until((page, size) -> this.approvals.page(states, q, page, size))
					.map((each) -> Arrays.asList(each.number(), each.summary(), each.reason(),
							each.action().counted() ? each.amount().getAmount() : null, Csv.currency(each.amount()),
							each.requester().name(), each.requestedAt(), each.state().label(), each.deciderName(),
							each.decidedAt(), each.decisionReason())));
	}

	@GetMapping("/desk/disputes/list.csv")
	void disputes(HttpServletResponse response) throws IOException {
		Csv.write(response, "waiting-for-an-answer",
				List.of("number", "customer", "account", "bill", "amount", "currency", "why", "since"),
				Stream.concat(
						this.disputes.undecided(MOST)
							.stream()
							.map((each) -> Arrays.asList(each.number(), name(each.number().customerId()),
									each.account(), each.invoice(), each.amount().getAmount(),
									Csv.currency(each.amount()), each.reason(), each.openedAt())),
						this.arrangements.unanswered(MOST)
							.stream()
							.map((each) -> Arrays.asList(each.number(), name(each.number().customerId()),
									each.account(), null, each.total().getAmount(), Csv.currency(each.total()),
									each.reason(), each.askedAt()))));
	}

	@GetMapping("/desk/bill-runs/list.csv")
	void billRuns(HttpServletResponse response) throws IOException {
		Csv.write(response, "bill-runs",
				List.of("run", "bill date", "state", "accounts", "started by", "started", "approved by", "approved",
						"ended"),
				AccountList.<BillRun>until(this.runs::list)
					.map((each) -> Arrays.asList(each.id(), each.billDate(), each.state(), each.accounts(),
							each.startedBy(), each.startedAt(), each.approvedBy(), each.approvedAt(), each.endedAt())));
	}

	@GetMapping("/desk/banking/list.csv")
	void transfers(HttpServletResponse response) throws IOException {
		Csv.write(response, "bank-transfers-waiting",
				List.of("booked", "amount", "currency", "payer", "payer's account", "text", "likeliest account",
						"confidence", "why"),
				AccountList.<BankLine>until(this.lines::waiting)
					.map((each) -> Arrays.asList(each.bookedOn(), each.amount().getAmount(),
							Csv.currency(each.amount()), each.payerName(), each.payerAccount(), each.text(),
							each.best(), each.confidence(), each.why())));
	}

	@GetMapping("/desk/payments/unsettled/list.csv")
	void unsettled(HttpServletResponse response) throws IOException {
		Csv.write(response, "unsettled-payments",
				List.of("number", "customer", "account", "amount", "currency", "state", "since", "asked"),
				this.unsettled.list()
					.stream()
					.map((each) -> Arrays.asList(each.number(), name(each.account().customerId()), each.account(),
							each.amount().getAmount(), Csv.currency(each.amount()), each.state(), each.stateSince(),
							each.asks())));
	}

	@GetMapping("/desk/reminders/list.csv")
	void reminders(@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
			@RequestParam(required = false) String outcome, HttpServletResponse response) throws IOException {
		LocalDate on = (day != null) ? day : this.calendar.today();
		Check.Outcome chosen = Forms.named(Check.Outcome.class, outcome).orElse(null);
		Csv.write(response, "reminders-" + on,
				List.of("customer", "account", "what came of it", "step", "overdue", "currency", "why"),
				AccountList.<Check>until((page, size) -> this.reminders.day(on, chosen, page, size))
					.map((each) -> Arrays.asList(name(each.account().customerId()), each.account(), each.outcome(),
							each.action(), Csv.amount(each.asked()), Csv.currency(each.asked()), each.reason())));
	}

	@GetMapping("/desk/donations/non-profits/list.csv")
	void nonProfits(HttpServletResponse response) throws IOException {
		Csv.write(response, "non-profits", List.of("code", "name", "description", "bank account", "active"),
				this.nonProfits.all()
					.stream()
					.map((each) -> Arrays.asList(each.code(), each.name(), each.description(), each.bankAccount(),
							each.active() ? "yes" : "no")));
	}

	private String name(long customerId) {
		return this.customers.find(customerId).map(CustomerProfile::name).orElse("");
	}

}
