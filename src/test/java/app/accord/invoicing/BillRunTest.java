package app.accord.invoicing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.BillCycle;
import app.accord.billing.BillCycles;
import app.accord.billing.BillingAccounts;
import app.accord.billing.EntryKind;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.billing.Ledger;
import app.accord.billing.LineKind;
import app.accord.billing.Positions;
import app.accord.catalog.NewProduct;
import app.accord.catalog.PricedProduct;
import app.accord.catalog.ProductIntake;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewCustomer;
import app.accord.donation.DonationChoices;
import app.accord.donation.NewChoice;
import app.accord.donation.NonProfits;
import app.accord.donation.RoundUp;
import app.accord.donation.Share;
import app.accord.payment.PaymentMethod;
import app.accord.payment.TakingPayment;
import app.accord.refusal.Refusal;
import app.accord.subscription.ContractHistories;
import app.accord.subscription.BillingTiming;
import app.accord.subscription.ContractChange;
import app.accord.subscription.ContractChanges;
import app.accord.subscription.ContractDiscount;
import app.accord.subscription.Contracts;
import app.accord.subscription.NewContract;
import app.accord.testing.AccordTest;
import app.accord.testing.MovableClock;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Bill runs over stored accounts. */
@AccordTest(properties = { "accord.billing.chunk=7", "accord.zone=UTC" })
class BillRunTest {

	private static final Actor ADA = new Actor(ActorKind.STAFF, "biller", "Grace Oyelaran", Channel.DESK);

	private static final LocalDate FIRST = LocalDate.parse("2031-04-01");

	@Autowired
	private MovableClock clock;

	@Autowired
	private Customers customers;

	@Autowired
	private BillingAccounts accounts;

	@Autowired
	private BillCycles cycles;

	@Autowired
	private Contracts contracts;

	@Autowired
	private ContractChanges changes;

	@Autowired
	private NonProfits nonProfits;

	@Autowired
	private DonationChoices choices;

	@Autowired
	private Ledger ledger;

	@Autowired
	private ProductIntake products;

	@Autowired
	private Invoices invoices;

	@Autowired
	private Positions positions;

	@Autowired
	private TakingPayment payments;

	@Autowired
	private Taxes taxes;

	@Autowired
	private BillRuns runs;

	@Autowired
	private BillRunWork work;

	@Autowired
	private NextBills nextBills;

	@Autowired
	private UsageIntake usage;

	@Autowired
	private OneOffCharges oneOffs;

	@Autowired
	private Invoicing invoicing;

	@Autowired
	private Drafting drafting;

	@Autowired
	private ContractHistories histories;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void prepare() {
		on("2031-03-20");
		service("MOBILE", "45.00", ProductUnit.MONTH);
		service("TV", "20.00", ProductUnit.MONTH);
		service("CALLS", "0.17", ProductUnit.MINUTE);
		if (this.taxes.all().isEmpty()) {
			this.taxes.importRate(ADA, "US", "STANDARD", "Sales tax", new BigDecimal("8.875"),
					LocalDate.parse("2020-01-01"));
		}
	}

	/** What one test leaves is not the next one's. */
	@AfterEach
	void closeTheBooks() {
		this.runs.underWay().filter((run) -> !run.working()).ifPresent((run) -> this.runs.cancel(ADA, run.id()));
		this.jdbc.sql("/* across customers: load */ update billing_account set next_bill_on = null").update();
		this.jdbc.sql("/* across customers: load */ update contract set status = 'ABORTED'").update();
	}

	@Test
	void billsEachAccountOnceAndAsPreviewed() {
		AccountNumber account = account();
		contract(account, "MOBILE", "45.00", "2031-01-01", BillingTiming.ADVANCE);
		contract(account, "TV", "20.00", "2031-03-24", BillingTiming.ADVANCE);
		this.oneOffs.add(ADA, account, new NewOneOff(null, "Installation", usd("30.00"), null, null), "key-" + account);
		on("2031-04-01");
		NextBill next = this.nextBills.of(account).orElseThrow();
		assertThat(next.billDate()).isEqualTo(FIRST);
		BillRun run = preview();
		RunAccount previewed = find(run, account);
		assertThat(previewed.state()).isEqualTo(RunAccount.State.PREVIEWED);
		assertThat(previewed.total()).isEqualTo(next.total());
		assertThat(this.invoices.count(account)).isZero();
		approve(run);
		Invoice bill = only(account);
		assertThat(bill.total()).isEqualTo(next.total());
		assertThat(bill.lines()).extracting((line) -> line.source().working())
			.containsExactlyElementsOf(next.lines().stream().map((line) -> line.source().working()).toList());
		assertThat(this.positions.of(account).balance()).isEqualTo(bill.total());
		assertThat(find(run, account).bill()).isEqualTo(bill.number());
		assertThat(bill.issuedOn()).isEqualTo(FIRST);
		assertThat(bill.dueOn()).isEqualTo(FIRST.plusDays(14));
		BillRun again = preview();
		assertThat(this.runs.accounts(again.id(), List.of(), 0, 100)).isEmpty();
		approve(again);
		assertThat(this.invoices.count(account)).isOne();
		assertThat(this.cycles.of(account).nextBillOn()).isEqualTo(LocalDate.parse("2031-05-01"));
	}

	@Test
	void refusesSecondRunAtOnce() {
		account();
		on("2031-04-01");
		BillRun run = this.runs.start(ADA, FIRST, false);
		assertThatThrownBy(() -> this.runs.start(ADA, FIRST, false)).isInstanceOf(Refusal.class)
			.hasMessageContaining("Another bill run is under way");
		this.runs.cancel(ADA, run.id());
	}

	@Test
	void makesNoBillAfterRunWasCancelled() {
		AccountNumber account = account();
		contract(account, "MOBILE", "45.00", "2031-01-01", BillingTiming.ADVANCE);
		on("2031-04-01");
		BillRun run = preview();
		this.runs.cancel(ADA, run.id());
		assertThatThrownBy(() -> this.runs.approve(ADA, run.id())).isInstanceOf(Refusal.class);
		assertThat(this.invoices.count(account)).isZero();
	}

	@Test
	void holdsOutlierUntilPersonLetsItThrough() {
		AccountNumber account = account();
		ContractNumber contract = contract(account, "MOBILE", "45.00", "2031-01-01", BillingTiming.ADVANCE);
		on("2031-04-01");
		approve(preview());
		this.changes.change(ADA, contract, ContractChange.from(LocalDate.parse("2031-05-01")).at(usd("245.00")),
				"Dearer", null);
		on("2031-05-01");
		BillRun run = preview();
		RunAccount held = find(run, account);
		assertThat(held.state()).isEqualTo(RunAccount.State.HELD);
		assertThat(held.rule()).isEqualTo(HoldRules.Rule.MUCH_HIGHER);
		assertThat(held.reason()).isEqualTo("$266.74, where the last bill came to $67.96.");
		approve(run);
		assertThat(this.invoices.count(account)).isOne();
		assertThat(this.runs.find(run.id()).orElseThrow().state()).isEqualTo(BillRun.State.DONE);
		this.work.automatic();
		assertThat(this.invoices.count(account)).isOne();
		this.work.release(ADA, run.id(), account);
		assertThat(this.invoices.count(account)).isEqualTo(2);
		assertThat(find(run, account).state()).isEqualTo(RunAccount.State.BILLED);
		assertThatThrownBy(() -> this.work.release(ADA, run.id(), account)).isInstanceOf(Refusal.class);
	}

	@Test
	void putsRightWhatChangedAfterItWasBilled() {
		AccountNumber account = account();
		ContractNumber contract = contract(account, "MOBILE", "30.00", "2031-01-01", BillingTiming.ADVANCE);
		on("2031-04-01");
		approve(preview());
		on("2031-04-16");
		this.changes.change(ADA, contract, ContractChange.from(LocalDate.parse("2031-04-16")).to("TV").at(usd("60.00")),
				"wants television", null);
		assertThat(this.contracts.find(contract).orElseThrow().productCode()).isEqualTo("TV");
		on("2031-05-01");
		approve(preview());
		assertThat(this.invoices.find(this.invoices.page(account, 0, 1).getFirst().number()).orElseThrow().lines())
			.extracting((line) -> line.net().getAmount() + " " + line.source().working())
			.containsExactly("-15.00 15 of 30 days × $30.00, given back", "30.00 15 of 30 days × $60.00",
					"60.00 1 month × $60.00");
	}

	@Test
	void billsAsManyAsAgreedLessDiscountWhileItHolds() {
		AccountNumber account = account();
		ContractNumber contract = contract(account, "MOBILE", "30.00", "2031-01-01", BillingTiming.ADVANCE);
		on("2031-04-01");
		approve(preview());
		ContractChange change = ContractChange.from(LocalDate.parse("2031-04-16"))
			.times(3)
			.less(ContractDiscount.ofPercent(BigDecimal.TEN, LocalDate.parse("2031-05-15")));
		NextBill preview = this.nextBills.ifChanged(this.changes.ifChanged(contract, change)).orElseThrow();
		assertThat(this.nextBills.of(account).orElseThrow().total()).isEqualTo(usd("32.66"));
		this.changes.change(ADA, contract, change, "Two more lines", null);
		on("2031-05-01");
		approve(preview());
		Invoice bill = newest(account);
		assertThat(bill.lines())
			.extracting((line) -> line.quantity() + " " + line.description() + " " + line.net().getAmount() + " "
					+ line.source().working())
			.containsExactly("1 Credit: MOBILE -15.00 15 of 30 days × $30.00, given back",
					"3 MOBILE 45.00 15 of 30 days × 3 × $30.00",
					"1 Your discount of 10% on MOBILE -4.50 15 of 30 days × $9.00",
					"3 MOBILE 90.00 1 month × 3 × $30.00",
					"1 Your discount of 10% on MOBILE -4.35 15 of 31 days × $9.00");
		assertThat(bill.total()).isEqualTo(preview.total());
		on("2031-06-01");
		approve(preview());
		assertThat(newest(account).net()).isEqualTo(usd("90.00"));
	}

	@Test
	void roundsBillUpForNonProfitsAsPreviewed() {
		this.nonProfits.add(ADA, "RUNFOOD", "Food Bank", "Meals", null);
		this.nonProfits.add(ADA, "RUNRIVER", "River Watch", "Clean water", null);
		AccountNumber account = account();
		contract(account, "MOBILE", "44.00", "2031-04-01", BillingTiming.ADVANCE);
		this.choices.choose(account,
				NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("RUNFOOD", 60), Share.of("RUNRIVER", 40)), ADA,
				"choice-" + account);
		on("2031-04-01");
		BillRun run = preview();
		assertThat(find(run, account).total()).isEqualTo(usd("48.00"));
		assertThat(this.nextBills.of(account).orElseThrow().donation()).isEqualTo(usd("0.09"));
		approve(run);
		Invoice bill = only(account);
		assertThat(bill.lines()).extracting((line) -> line.kind() + " " + line.net().getAmount())
			.containsExactly("RECURRING 44.00", "DONATION 0.05", "DONATION 0.04");
		assertThat(bill.net()).isEqualTo(usd("44.00"));
		assertThat(bill.tax()).isEqualTo(usd("3.91"));
		assertThat(bill.total()).isEqualTo(usd("48.00"));
		assertThat(this.ledger.all(account)).filteredOn((entry) -> entry.kind() == EntryKind.DONATION)
			.extracting((entry) -> entry.reference() + " " + entry.amount().getAmount())
			.containsExactly("RUNFOOD 0.05", "RUNRIVER 0.04");
		assertThat(this.positions.of(account).balance()).isEqualTo(usd("48.00"));
	}

	@Test
	void keepsCreditOfBillThatWouldBeBelowZero() {
		AccountNumber account = account();
		ContractNumber contract = contract(account, "MOBILE", "30.00", "2031-01-01", BillingTiming.ADVANCE);
		on("2031-04-01");
		approve(preview());
		pay(account);
		on("2031-04-11");
		this.contracts.suspend(ADA, contract, null, "abroad");
		on("2031-05-01");
		approve(preview());
		Invoice bill = newest(account);
		assertThat(bill.total()).isEqualTo(usd("0.00"));
		assertThat(bill.lines()).extracting(Invoice.Line::kind)
			.containsExactly(LineKind.RECURRING, LineKind.CREDIT_KEPT);
		assertThat(this.positions.of(account).balance()).isEqualTo(usd("-21.78"));
	}

	@Test
	void makesFinalBillOnceAndNothingAfterwards() {
		AccountNumber account = account();
		ContractNumber mobile = contract(account, "MOBILE", "30.00", "2031-01-01", BillingTiming.ADVANCE);
		ContractNumber tv = contract(account, "TV", "15.00", "2031-01-01", BillingTiming.ARREARS);
		on("2031-04-01");
		approve(preview());
		on("2031-04-10");
		this.contracts.end(ADA, mobile, null, "moves away");
		this.contracts.end(ADA, tv, LocalDate.parse("2031-04-20"), "moves away");
		on("2031-04-21");
		use(account, "5", "2031-04-15T10:00:00Z");
		this.contracts.carryOut(LocalDate.parse("2031-04-21"));
		this.work.automatic();
		Invoice last = newest(account);
		assertThat(last.last()).isTrue();
		assertThat(last.lines()).extracting((line) -> line.net().getAmount() + " " + line.source().working())
			.containsExactly("-20.00 20 of 30 days × $30.00, given back", "10.00 20 of 30 days × $15.00",
					"0.85 5 minutes × $0.17", "9.15 The credits of this bill are $9.96 more than its charges");
		assertThat(this.cycles.of(account).finalBillOn()).isEqualTo(LocalDate.parse("2031-04-21"));
		long bills = this.invoices.count(account);
		for (String later : List.of("2031-04-22", "2031-05-01", "2031-06-01")) {
			on(later);
			this.work.automatic();
		}
		assertThat(this.invoices.count(account)).isEqualTo(bills);
		assertThat(this.usage.take(List.of(record(account, "9", "2031-04-15T11:00:00Z"))).getFirst().problem())
			.contains("had its final bill");
	}

	@Test
	void billsAgainWhatIsUsedAgain() {
		AccountNumber account = account();
		ContractNumber mobile = contract(account, "MOBILE", "30.00", "2031-01-01", BillingTiming.ADVANCE);
		on("2031-04-01");
		approve(preview());
		on("2031-04-10");
		this.contracts.end(ADA, mobile, null, "moves away");
		on("2031-04-11");
		this.work.automatic();
		assertThat(this.cycles.of(account).nextBillOn()).isNull();
		on("2031-04-21");
		contract(account, "MOBILE", "30.00", "2031-04-21", BillingTiming.ADVANCE);
		this.work.automatic();
		assertThat(this.cycles.of(account).nextBillOn()).isEqualTo(LocalDate.parse("2031-05-01"));
		on("2031-05-01");
		this.work.automatic();
		assertThat(newestLines(account)).extracting((line) -> line.net().getAmount() + " " + line.source().working())
			.containsExactly("10.00 10 of 30 days × $30.00", "30.00 1 month × $30.00");
	}

	@Test
	void takesUsageOnceAndBillsIt() {
		AccountNumber account = account();
		NewUsage record = record(account, "265.1", "2031-03-20T09:00:00Z");
		assertThat(this.usage.take(List.of(record, record))).extracting(UsageIntake.Taken::known)
			.containsExactly(false, true);
		assertThat(this.usage.take(List.of(record)).getFirst().known()).isTrue();
		NewUsage other = new NewUsage(account, "CALLS", BigDecimal.ONE, record.at(), record.externalId());
		assertThat(this.usage.take(List.of(other)).getFirst().problem()).contains("other content");
		assertThat(this.usage.take(List.of(new NewUsage(account, "MOBILE", BigDecimal.ONE, record.at(), "m")))
			.getFirst()
			.problem()).contains("charged by use");
		on("2031-04-01");
		approve(preview());
		assertThat(only(account).net()).isEqualTo(usd("45.07"));
		on("2031-05-01");
		approve(preview());
		assertThat(this.invoices.count(account)).isOne();
	}

	@Test
	void reportsAccountThatCannotBeBilledAndBillsTheOthers() {
		AccountNumber good = account();
		contract(good, "MOBILE", "30.00", "2031-01-01", BillingTiming.ADVANCE);
		AccountNumber bad = account();
		contract(bad, "MOBILE", "30.00", "2031-01-01", BillingTiming.ADVANCE);
		use(bad, "5", "2020-01-15T10:00:00Z");
		on("2031-04-01");
		BillRun run = preview();
		approve(run);
		assertThat(this.invoices.count(good)).isOne();
		assertThat(find(run, bad).state()).isEqualTo(RunAccount.State.FAILED);
		assertThat(find(run, bad).reason()).contains("CALLS was used on 2020-01-15, when it had no price");
		assertThat(this.invoices.count(bad)).isZero();
	}

	/** Nodes that work at once, and one that died with a chunk in hand. */
	@Test
	void isSharedOutAmongNodesAndSurvivesThoseThatDie() throws InterruptedException {
		List<AccountNumber> all = subscribers(60);
		on("2031-04-01");
		BillRun run = this.runs.start(ADA, FIRST, false);
		takenByADeadNode(run, "preview_state", 2);
		atOnce(4, this.work::work);
		assertThat(this.runs.find(run.id()).orElseThrow().state()).isEqualTo(BillRun.State.PREVIEWING);
		this.clock.move(BillRunWork.ABANDONED.plusSeconds(1));
		atOnce(4, this.work::work);
		this.runs.approve(ADA, run.id());
		takenByADeadNode(run, "bill_state", 3);
		atOnce(4, this.work::work);
		this.clock.move(BillRunWork.ABANDONED.plusSeconds(1));
		atOnce(4, this.work::work);
		assertThat(this.runs.find(run.id()).orElseThrow().state()).isEqualTo(BillRun.State.DONE);
		all.forEach((account) -> assertThat(this.invoices.count(account)).isOne());
		RunSums sums = this.runs.sums(run.id());
		assertThat(sums.count(RunAccount.State.BILLED)).isEqualTo(60);
	}

	/** Two nodes that work on the same chunk, since one was taken for dead. */
	@Test
	void billsNobodyTwiceWhenChunkIsWorkedOffTwice() throws InterruptedException {
		List<AccountNumber> all = subscribers(14);
		on("2031-04-01");
		BillRun run = preview();
		this.runs.approve(ADA, run.id());
		List<RunAccounts.ToBill> chunk = all.stream()
			.map((account) -> new RunAccounts.ToBill(account, false, null))
			.toList();
		atOnce(6, () -> this.invoicing.bill(run.id(), FIRST, chunk, ADA, this.drafting.rating()));
		all.forEach((account) -> assertThat(this.invoices.count(account)).isOne());
		this.work.work();
		assertThat(this.runs.sums(run.id()).count(RunAccount.State.BILLED)).isEqualTo(14);
	}

	/** Hermitage's question: a change of plan and payments while the run is at work. */
	@Test
	void billsRightlyWhilePlansChangeAndPaymentsComeIn() throws InterruptedException {
		long seed = Long.getLong("accord.seed", System.nanoTime());
		System.out.println("BillRunTest: -Daccord.seed=" + seed);
		Random random = new Random(seed);
		List<AccountNumber> all = new ArrayList<>();
		List<ContractNumber> plans = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			AccountNumber account = account();
			plans.add(contract(account, "MOBILE", "30.00", "2031-01-01", BillingTiming.ADVANCE));
			all.add(account);
		}
		on("2031-04-01");
		BillRun run = preview();
		this.runs.approve(ADA, run.id());
		AtomicBoolean done = new AtomicBoolean();
		long otherSeed = random.nextLong();
		Thread changes = Thread.ofVirtual().start(() -> {
			Random own = new Random(otherSeed);
			for (int i = 0; !done.get() || i < 40; i++) {
				ContractNumber plan = plans.get(own.nextInt(plans.size()));
				this.changes.change(ADA, plan, ContractChange.from(FIRST.plusDays(own.nextInt(20)))
					.at(usd("%d.%02d".formatted(10 + i / 100, i % 100))), "Change " + i, null);
				this.payments.take(all.get(own.nextInt(all.size())), usd("0.01"), PaymentMethod.CASH, null, ADA,
						"paid-" + run.id() + "-" + i);
			}
		});
		atOnce(3, this.work::work);
		done.set(true);
		changes.join();
		on("2031-05-01");
		approve(preview());
		for (int i = 0; i < all.size(); i++) {
			AccountNumber account = all.get(i);
			assertThat(this.invoices.count(account)).isEqualTo(2);
			Money billed = this.jdbc.sql("""
					select sum(net_minor) from invoice_line
					where customer_id = ? and kind = 'RECURRING' and period_start between '2031-04-01' and '2031-04-30'
					""")
				.param(account.customerId())
				.query((row, n) -> Money.ofMinor(org.joda.money.CurrencyUnit.USD, row.getLong(1)))
				.single();
			assertThat(billed).as(account.toString()).isEqualTo(april(plans.get(i)));
			long balance = this.jdbc
				.sql("""
						select a.balance_minor - (select sum(case when debit = 'RECEIVABLE' then amount_minor else -amount_minor end)
							from ledger_entry e where e.customer_id = a.customer_id and e.account_no = a.account_no)
						from billing_account a where a.customer_id = ? and a.account_no = ?
						""")
				.params(account.customerId(), account.no())
				.query(Long.class)
				.single();
			assertThat(balance).isZero();
		}
	}

	@Test
	void movesCycleFromNextBillOn() {
		AccountNumber account = account();
		contract(account, "MOBILE", "30.00", "2031-01-01", BillingTiming.ADVANCE);
		on("2031-04-01");
		approve(preview());
		BillCycle wanted = this.cycles.of(account).onDay(15).dueAfter(20);
		assertThat(this.nextBills.planned(wanted, 3)).extracting(NextBills.Planned::on)
			.containsExactly(LocalDate.parse("2031-05-01"), LocalDate.parse("2031-05-15"),
					LocalDate.parse("2031-06-15"));
		this.cycles.change(ADA, account, wanted, "salary comes on the 10th");
		on("2031-05-01");
		approve(preview());
		assertThat(newest(account).net()).isEqualTo(usd("14.00"));
		assertThat(newest(account).dueOn()).isEqualTo(LocalDate.parse("2031-05-21"));
		assertThat(this.cycles.of(account).nextBillOn()).isEqualTo(LocalDate.parse("2031-05-15"));
	}

	@Test
	void everyStateOfARunIsInTheTableOfMoves() {
		assertThat(BillRun.State.MOVES.keySet()).containsExactlyInAnyOrder(BillRun.State.values());
	}

	private Money april(ContractNumber plan) {
		Contract of = new Contract(this.histories.of(plan));
		Money sum = usd("0.00");
		int run = 0;
		for (LocalDate day = FIRST; day.isBefore(LocalDate.parse("2031-05-01")); day = day.plusDays(1)) {
			run++;
			LocalDate next = day.plusDays(1);
			if (next.getMonthValue() == 5 || !of.monthly(next).equals(of.monthly(day))) {
				sum = sum.plus(Proration.of(of.monthly(day), run, 30));
				run = 0;
			}
		}
		return sum;
	}

	private record Contract(app.accord.subscription.ContractHistory history) {

		Money monthly(LocalDate day) {
			return this.history.on(day).monthly();
		}

	}

	private BillRun preview() {
		BillRun run = this.runs.start(ADA, this.clock.instant().atZone(ZoneOffset.UTC).toLocalDate(), false);
		this.work.work();
		BillRun previewed = this.runs.find(run.id()).orElseThrow();
		assertThat(previewed.state()).isEqualTo(BillRun.State.PREVIEWED);
		return previewed;
	}

	private void approve(BillRun run) {
		this.runs.approve(ADA, run.id());
		this.work.work();
		assertThat(this.runs.find(run.id()).orElseThrow().state()).isEqualTo(BillRun.State.DONE);
	}

	private RunAccount find(BillRun run, AccountNumber account) {
		return this.runs.accounts(run.id(), List.of(), 0, 1000)
			.stream()
			.filter((one) -> one.account().equals(account))
			.findFirst()
			.orElseThrow();
	}

	private Invoice only(AccountNumber account) {
		assertThat(this.invoices.count(account)).isOne();
		return newest(account);
	}

	private Invoice newest(AccountNumber account) {
		return this.invoices.find(this.invoices.page(account, 0, 1).getFirst().number()).orElseThrow();
	}

	private List<Invoice.Line> newestLines(AccountNumber account) {
		return newest(account).lines();
	}

	private void pay(AccountNumber account) {
		this.payments.take(account, this.positions.of(account).balance(), PaymentMethod.CASH, null, ADA,
				"all-" + account);
	}

	private void use(AccountNumber account, String minutes, String at) {
		assertThat(this.usage.take(List.of(record(account, minutes, at))).getFirst().taken()).isTrue();
	}

	private NewUsage record(AccountNumber account, String minutes, String at) {
		return new NewUsage(account, "CALLS", new BigDecimal(minutes), Instant.parse(at), "call-" + minutes + at);
	}

	/** Accounts with a contract each, of which no two cost the same. */
	private List<AccountNumber> subscribers(int count) {
		return IntStream.range(0, count).mapToObj((i) -> {
			AccountNumber account = account();
			contract(account, "MOBILE", (20 + i) + ".00", "2031-01-01", BillingTiming.ADVANCE);
			return account;
		}).toList();
	}

	private void takenByADeadNode(BillRun run, String step, int chunk) {
		this.jdbc.sql("""
				update bill_run_chunk set %s = 'TAKEN', taken_by = 'dead', taken_at = ?
				where bill_run_id = ? and chunk_no = ?
				""".formatted(step)).params(java.sql.Timestamp.from(this.clock.instant()), run.id(), chunk).update();
	}

	private AccountNumber account() {
		long id = this.customers.create(ADA, NewCustomer.person("Marisol", "Okafor")).customerId();
		return this.accounts.open(id, "Main account", "USD", ADA);
	}

	private ContractNumber contract(AccountNumber account, String product, String monthly, String from,
			BillingTiming timing) {
		return this.contracts.start(ADA, new NewContract(account.customerId(), account.no(), product, null, null,
				usd(monthly), LocalDate.parse(from), null)
			.billed(timing));
	}

	private void service(String code, String price, ProductUnit unit) {
		this.products.addAll(ADA, List.of(new PricedProduct(new NewProduct(code, code, ProductKind.SERVICE, unit, null),
				usd(price), Instant.parse("2025-01-01T00:00:00Z"))));
	}

	private void on(String day) {
		this.clock.set(Instant.parse(day + "T10:00:00Z"));
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

	private static void atOnce(int nodes, Runnable work) throws InterruptedException {
		CountDownLatch start = new CountDownLatch(1);
		List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
		List<Thread> threads = IntStream.range(0, nodes).mapToObj((i) -> Thread.ofPlatform().start(() -> {
			try {
				start.await();
				work.run();
			}
			catch (Throwable ex) {
				failures.add(ex);
			}
		})).toList();
		start.countDown();
		for (Thread thread : threads) {
			thread.join(Duration.ofMinutes(2));
		}
		assertThat(failures).isEmpty();
	}

}
