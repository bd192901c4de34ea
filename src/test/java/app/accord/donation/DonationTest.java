package app.accord.donation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.billing.BillingAccounts;
import app.accord.billing.CompanyJournal;
import app.accord.billing.CreditNotes;
import app.accord.billing.EntryKind;
import app.accord.billing.Invoices;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerAccount;
import app.accord.billing.LedgerChecks;
import app.accord.billing.LedgerEntry;
import app.accord.billing.LineKind;
import app.accord.billing.LineSource;
import app.accord.billing.NewCreditNote;
import app.accord.billing.NewInvoice;
import app.accord.billing.Positions;
import app.accord.billing.WritingOff;
import app.accord.customer.AccountNumber;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.NewCustomer;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.invoicing.BillSupplement;
import app.accord.invoicing.SupplementLine;
import app.accord.payment.PaymentMethod;
import app.accord.payment.TakingPayment;
import app.accord.refusal.Refusal;
import app.accord.security.StaffRole;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.MovableClock;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What customers give with their bills: chosen from the next bill on, owed by the ledger,
 * paid out once their bills are paid, taken back with bills that never are.
 */
@AccordTest
class DonationTest {

	private static int people;

	@Autowired
	private Customers customers;

	@Autowired
	private BillingAccounts accounts;

	@Autowired
	private NonProfits nonProfits;

	@Autowired
	private DonationChoices choices;

	@Autowired
	private BillSupplement supplement;

	@Autowired
	private Givings givings;

	@Autowired
	private DonationsOwed owed;

	@Autowired
	private Payouts payouts;

	@Autowired
	private Invoices invoices;

	@Autowired
	private Ledger ledger;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private Positions positions;

	@Autowired
	private CompanyJournal journal;

	@Autowired
	private TakingPayment payments;

	@Autowired
	private WritingOff writingOff;

	@Autowired
	private CreditNotes creditNotes;

	@Autowired
	private Adjusting adjusting;

	@Autowired
	private Staff staff;

	@Autowired
	private Approvals approvals;

	@Autowired
	private Timeline timeline;

	@Autowired
	private BusinessCalendar calendar;

	@Autowired
	private MovableClock clock;

	@Autowired
	private JdbcClient jdbc;

	private Actor marisol;

	private Actor ruth;

	private Actor grace;

	private AccountNumber account;

	@BeforeEach
	void peopleAndNonProfits() {
		this.clock.reset();
		people++;
		this.ruth = hire("ruth", StaffRole.BILLER);
		this.grace = hire("grace", StaffRole.SUPERVISOR);
		add("FOODBANK", "City Food Bank", "DE89 3704 0044 0532 0130 00");
		add("RIVER", "River Trees", "021000021 / 4452210");
		add("SHELTER", "Night Shelter", null);
		this.account = openAccount("USD");
	}

	@Test
	void theRoundUpIsALineOfItsOwnOutsideRevenueAndTax() {
		chooseSixtyForty(this.account);
		InvoiceNumber bill = bill(this.account, "97.06");
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("98.00"));
		List<LedgerEntry> gifts = this.ledger.all(this.account)
			.stream()
			.filter((entry) -> entry.kind() == EntryKind.DONATION)
			.toList();
		assertThat(gifts).extracting(LedgerEntry::reference).containsExactly("FOODBANK", "RIVER");
		assertThat(gifts).extracting(LedgerEntry::amount).containsExactly(usd("0.56"), usd("0.38"));
		assertThat(gifts).allSatisfy((gift) -> {
			assertThat(gift.debit()).isEqualTo(LedgerAccount.RECEIVABLE);
			assertThat(gift.credit()).isEqualTo(LedgerAccount.DONATIONS_PAYABLE);
			assertThat(gift.invoiceNo()).isEqualTo(bill.no());
		});
		var invoice = this.invoices.find(bill).orElseThrow();
		assertThat(invoice.net()).isEqualTo(usd("97.06"));
		assertThat(invoice.total()).isEqualTo(usd("98.00"));
	}

	@Test
	void theWorkingStandsByTheLine() {
		chooseSixtyForty(this.account);
		List<SupplementLine> lines = lines(this.account, "97.06");
		assertThat(lines).extracting(SupplementLine::description)
			.containsExactly("Donation to City Food Bank", "Donation to River Trees");
		assertThat(lines).extracting(SupplementLine::working)
			.containsExactly("$97.06 rounded up to $98.00: $0.94, 60 % of it",
					"$97.06 rounded up to $98.00: $0.94, 40 % of it");
	}

	@Test
	void whatIsChosenHoldsFromTheNextBillUntilItIsChangedOrStopped() {
		bill(this.account, "10.10");
		chooseSixtyForty(this.account);
		bill(this.account, "10.10");
		choose(this.account, NewChoice.fixed(usd("2.00"), Share.of("RIVER", 100)));
		bill(this.account, "10.10");
		this.choices.choose(this.account, NewChoice.stop(), this.marisol, null);
		bill(this.account, "10.10");
		assertThat(given()).containsExactly(usd("0.54"), usd("0.36"), usd("2.00"));
		assertThat(this.choices.history(this.account, 10)).extracting(DonationChoice::roundUp)
			.containsExactly(RoundUp.NONE, RoundUp.FIXED, RoundUp.NEXT_UNIT);
		assertThat(this.choices.history(this.account, 10).getLast()).satisfies((first) -> {
			assertThat(first.actorName()).isEqualTo("Marisol Okafor");
			assertThat(first.channel()).isEqualTo(Channel.PORTAL);
			assertThat(first.shares()).extracting(Share::percent).containsExactly(60, 40);
		});
		assertThat(this.timeline.page(this.account.customerId(), Audience.CUSTOMER, List.of(), 0, 20))
			.extracting(Interaction::summary)
			.contains("Donations from the next bill on: each bill is rounded up to the next $1.00, "
					+ "for City Food Bank 60 %, River Trees 40 %", "Donations stopped from the next bill on");
	}

	@Test
	void theSameChoiceAgainAndTheSameKeyChangeNothing() {
		chooseSixtyForty(this.account);
		chooseSixtyForty(this.account);
		NewChoice fixed = NewChoice.fixed(usd("2.00"), Share.of("RIVER", 100));
		var first = this.choices.choose(this.account, fixed, this.marisol, "k");
		var again = this.choices.choose(this.account, fixed, this.marisol, "k");
		assertThat(again.repeated()).isTrue();
		assertThat(again.value()).isEqualTo(first.value());
		assertThat(this.choices.history(this.account, 10)).hasSize(2);
	}

	@Test
	void refusesSharesThatDoNotAddUpAndAmountsThatMakeNoSense() {
		refused("The shares have to add up to 100 %. Now they are 90 %.",
				NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("FOODBANK", 60), Share.of("RIVER", 30)));
		refused("Choose at least one non-profit.", NewChoice.rounding(RoundUp.NEXT_UNIT));
		refused("There is no non-profit “NOBODY”.", NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("NOBODY", 100)));
		refused("Name each non-profit once.",
				NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("RIVER", 50), Share.of("RIVER", 50)));
		refused("Write how much to give with each bill.", NewChoice.fixed(usd("0.00"), Share.of("RIVER", 100)));
		refused("At most $100.00 with each bill.", NewChoice.fixed(usd("100.01"), Share.of("RIVER", 100)));
		refused("The account is kept in USD.", NewChoice.fixed(Money.parse("EUR 2.00"), Share.of("RIVER", 100)));
		assertThat(this.choices.of(this.account)).isEmpty();
	}

	@Test
	void theShareOfANonProfitThatEndedIsNotCollected() {
		String code = "GONE" + people;
		NonProfit gone = this.nonProfits.add(this.ruth, code, "Gone Soon", "Does good.", null);
		choose(this.account, NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("FOODBANK", 60), Share.of(code, 40)));
		this.nonProfits.change(this.ruth, new NonProfit(code, gone.name(), gone.description(), null, false, 0));
		assertThat(lines(this.account, "97.06")).extracting(SupplementLine::amount).containsExactly(usd("0.56"));
		assertThat(this.choices.of(this.account).orElseThrow().ended()).extracting(Share::name)
			.containsExactly("Gone Soon");
		refused("Gone Soon can’t be chosen any more. Choose another one.",
				NewChoice.rounding(RoundUp.NEXT_FIVE, Share.of(code, 100)));
	}

	@Test
	void readsTheChoicesOfAllBillsInOneStatement() {
		AccountNumber yen = openAccount("JPY");
		AccountNumber dinar = openAccount("KWD");
		AccountNumber nobody = openAccount("USD");
		chooseSixtyForty(this.account);
		choose(yen, NewChoice.rounding(RoundUp.NEXT_FIVE, Share.of("FOODBANK", 100)));
		choose(dinar, NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("RIVER", 50), Share.of("FOODBANK", 50)));
		Map<AccountNumber, List<SupplementLine>> lines = this.supplement.linesFor(Map.of(this.account, usd("97.06"),
				yen, Money.parse("JPY 1234"), dinar, Money.parse("KWD 12.345"), nobody, usd("97.06")),
				this.calendar.today());
		assertThat(lines.keySet()).containsExactlyInAnyOrder(this.account, yen, dinar);
		assertThat(lines.get(yen)).extracting(SupplementLine::amount).containsExactly(Money.parse("JPY 266"));
		assertThat(lines.get(dinar)).extracting(SupplementLine::amount)
			.containsExactly(Money.parse("KWD 0.328"), Money.parse("KWD 0.327"));
	}

	@Test
	void onlyDonationsOfPaidBillsArePaidOutAfterASecondPersonApprovedAndOnce() {
		chooseSixtyForty(this.account);
		bill(this.account, "97.06");
		AccountNumber other = openAccount("USD");
		chooseSixtyForty(other);
		bill(other, "10.10");
		settleEverythingElse();
		PayoutPreview none = this.payouts.preview("USD");
		assertThat(none.lines()).isEmpty();
		assertThat(none.withheld()).extracting(PayoutPreview.Withheld::why).contains(PayoutPreview.Why.BILL_OPEN);
		pay(this.account, "98.00");
		PayoutPreview preview = this.payouts.preview("USD");
		assertThat(preview.lines()).extracting(PayoutPreview.Line::amount).containsExactly(usd("0.56"), usd("0.38"));
		assertThat(none.withheldTotal().minus(preview.withheldTotal())).isEqualTo(usd("0.94"));
		String key = UUID.randomUUID().toString();
		long no = this.payouts.propose("USD", usd("0.94"), "November", this.ruth, key);
		assertThat(this.payouts.propose("USD", usd("0.94"), "November", this.ruth, key)).as("sent twice").isEqualTo(no);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.payouts.propose("USD", usd("0.94"), "Again", this.ruth, "another"))
			.withMessage("Payout " + no + " over $0.94 waits for approval. Let it be decided first.");
		Approval approval = this.payouts.read(no).approval();
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.approvals.approve(0, approval.no(), this.ruth))
			.withMessageContaining("a second person has to decide it");
		assertThat(this.payouts.read(no).standing()).isEqualTo("waits for approval");
		Money before = this.journal.sum(LedgerAccount.DONATIONS_PAYABLE, "USD", "FOODBANK");
		assertThat(this.approvals.approve(0, approval.no(), this.grace).state()).isEqualTo(Approval.State.CARRIED_OUT);
		this.approvals.approve(0, approval.no(), this.grace);
		assertThat(this.journal.sum(LedgerAccount.DONATIONS_PAYABLE, "USD", "FOODBANK").minus(before))
			.isEqualTo(usd("0.56"));
		assertThat(this.payouts.read(no).standing()).isEqualTo("paid out");
		assertThat(this.payouts.preview("USD").lines()).isEmpty();
		List<Payouts.Covered> covered = new ArrayList<>();
		this.payouts.eachDonation(no, covered::add);
		assertThat(covered).hasSize(2).allSatisfy((one) -> assertThat(one.account()).isEqualTo(this.account));
		assertThat(this.givings.of(this.account, 10)).extracting(Donation::state).containsOnly(Donation.State.PAID_OUT);
		assertThat(this.owed.report()).allSatisfy((currency) -> assertThat(currency.agrees()).isTrue());
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void aPayoutLapsesWhenSomethingOfItIsNotSoAnyMore() {
		settleEverythingElse();
		payOutEverything();
		chooseSixtyForty(this.account);
		bill(this.account, "97.06");
		LedgerEntry payment = pay(this.account, "98.00");
		long no = this.payouts.propose("USD", usd("0.94"), "November", this.ruth, "k1-" + people);
		this.adjusting.reverse(this.account, payment.seq(), "The cheque bounced", this.grace, null);
		Approval lapsed = this.approvals.approve(0, this.payouts.read(no).approval().no(), this.grace);
		assertThat(lapsed.state()).isEqualTo(Approval.State.LAPSED);
		assertThat(lapsed.decisionReason()).startsWith("2 donations in it can’t be paid out any more");
		assertThat(this.payouts.preview("USD").lines()).isEmpty();
		pay(this.account, "98.00");
		assertThat(payOutEverything()).isEqualTo(usd("0.94"));
	}

	@Test
	void refusesAPayoutThatIsNotWhatThePreviewShowed() {
		chooseSixtyForty(this.account);
		bill(this.account, "97.06");
		pay(this.account, "98.00");
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.payouts.propose("USD", usd("0.01"), "November", this.ruth, "k2-" + people))
			.withMessageStartingWith("What can be paid out has changed since you looked");
		payOutEverything();
	}

	@Test
	void withholdsWhatHasNoBankAccount() {
		choose(this.account, NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("SHELTER", 100)));
		bill(this.account, "97.06");
		pay(this.account, "98.00");
		assertThat(this.payouts.preview("USD").withheld())
			.anyMatch((one) -> one.nonProfit().equals("SHELTER") && one.why() == PayoutPreview.Why.NO_BANK_ACCOUNT);
	}

	@Test
	void whatIsTakenBackAfterItWasPaidOutIsDeductedFromTheNextPayout() {
		settleEverythingElse();
		payOutEverything();
		choose(this.account, NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("RIVER", 100)));
		bill(this.account, "97.06");
		pay(this.account, "98.00");
		assertThat(payOutEverything()).isEqualTo(usd("0.94"));
		long gift = this.givings.of(this.account, 1).getFirst().seq();
		this.adjusting.reverse(this.account, gift, "Never wanted", this.grace, null);
		assertThat(this.payouts.preview("USD").withheld())
			.anyMatch((one) -> one.why() == PayoutPreview.Why.TAKEN_BACK && one.amount().isEqual(usd("-0.94")));
		bill(this.account, "8.50");
		bill(this.account, "8.50");
		pay(this.account, "17.06");
		assertThat(this.payouts.preview("USD").total()).isEqualTo(usd("0.06"));
		assertThat(payOutEverything()).isEqualTo(usd("0.06"));
		assertThat(this.owed.report()).allSatisfy((currency) -> assertThat(currency.agrees()).isTrue());
	}

	@Test
	void aBillWrittenOffTakesItsDonationBack() {
		chooseSixtyForty(this.account);
		InvoiceNumber bill = bill(this.account, "97.06");
		this.writingOff.writeOff(this.account, null, bill, "Deceased", this.grace, null);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
		assertThat(this.givings.of(this.account, 10)).extracting(Donation::state)
			.containsOnly(Donation.State.TAKEN_BACK);
		assertThat(this.ledger.all(this.account)).filteredOn((entry) -> entry.kind() == EntryKind.WRITE_OFF)
			.extracting(LedgerEntry::amount)
			.containsExactly(usd("-97.06"));
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void aBillCreditedWholeTakesItsDonationBackAndOneCreditedInPartDoesNot() {
		chooseSixtyForty(this.account);
		InvoiceNumber bill = bill(this.account, "97.06");
		this.creditNotes.issue(note(bill, "50.00"), this.grace, null);
		assertThat(this.givings.of(this.account, 10)).extracting(Donation::state)
			.containsOnly(Donation.State.BILL_OPEN);
		this.creditNotes.issue(note(bill, "47.06"), this.grace, null);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
		assertThat(this.givings.of(this.account, 10)).extracting(Donation::state)
			.containsOnly(Donation.State.TAKEN_BACK);
	}

	@Test
	void aPaidBillCreditedLaterKeepsItsDonation() {
		chooseSixtyForty(this.account);
		InvoiceNumber bill = bill(this.account, "97.06");
		pay(this.account, "98.00");
		this.creditNotes.issue(note(bill, "97.06"), this.grace, null);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("-97.06"));
		assertThat(this.givings.of(this.account, 10)).extracting(Donation::state).containsOnly(Donation.State.GIVEN);
	}

	@Test
	void aBillReversedTakesItsDonationBack() {
		chooseSixtyForty(this.account);
		bill(this.account, "97.06");
		this.adjusting.reverse(this.account, 1, "Wrong customer", this.grace, null);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
	}

	@Test
	void theReceiptOfAYearHoldsWhatWasPaidInIt() {
		this.clock.set(LocalDate.of(2030, 12, 10).atTime(15, 0).toInstant(ZoneOffset.UTC));
		choose(this.account, NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("RIVER", 100)));
		bill(this.account, "10.90");
		pay(this.account, "11.00");
		bill(this.account, "10.80");
		this.clock.set(LocalDate.of(2031, 1, 5).atTime(15, 0).toInstant(ZoneOffset.UTC));
		pay(this.account, "11.00");
		bill(this.account, "10.70");
		assertThat(this.givings.years(this.account.customerId())).containsExactly(2031, 2030);
		YearOfGiving then = this.givings.year(this.account.customer(), 2030);
		assertThat(then.totals()).containsExactly(usd("0.10"));
		assertThat(then.over()).isTrue();
		YearOfGiving now = this.givings.year(this.account.customer(), 2031);
		assertThat(now.gifts()).containsExactly(new YearOfGiving.Given("RIVER", "River Trees", 1, usd("0.20")));
		assertThat(now.over()).isFalse();
		pay(this.account, "11.00");
		assertThat(this.givings.year(this.account.customer(), 2031).totals()).containsExactly(usd("0.50"));
	}

	@Test
	void nothingThatWasChosenOrPaidOutCanBeChanged() {
		for (String table : List.of("donation_choice", "donation_share", "donation_payout_item", "donation_paid_out",
				"donation_payout", "donation_payout_line", "donation_payout_done", "non_profit_change")) {
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> this.jdbc.sql("delete from " + table + " /* across customers: reports */").update())
				.withStackTraceContaining("permission denied");
		}
	}

	private List<Money> given() {
		return this.ledger.all(this.account)
			.stream()
			.filter((entry) -> entry.kind() == EntryKind.DONATION)
			.map(LedgerEntry::amount)
			.toList();
	}

	private void refused(String sentence, NewChoice choice) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> choose(this.account, choice)).withMessage(sentence);
	}

	private void chooseSixtyForty(AccountNumber account) {
		choose(account, NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("FOODBANK", 60), Share.of("RIVER", 40)));
	}

	private void choose(AccountNumber account, NewChoice choice) {
		this.choices.choose(account, choice, this.marisol, null);
	}

	private List<SupplementLine> lines(AccountNumber account, String net) {
		return this.supplement.linesFor(Map.of(account, usd(net)), this.calendar.today())
			.getOrDefault(account, List.of());
	}

	/** As a bill run does it: the charges, then what is added to their total. */
	private InvoiceNumber bill(AccountNumber account, String net) {
		List<NewInvoice.Line> all = new ArrayList<>();
		all.add(new NewInvoice.Line(null, "Mobile L", 1, usd(net), BigDecimal.ZERO));
		lines(account, net).forEach(
				(line) -> all.add(new NewInvoice.Line(LineKind.DONATION, null, line.description(), 1, line.amount(),
						BigDecimal.ZERO, usd("0.00"), LineSource.of(null, line.reference(), line.working()))));
		LocalDate today = this.calendar.today();
		return this.invoices.issue(account, new NewInvoice(today, today.plusDays(14), null, null, all), this.ruth);
	}

	private LedgerEntry pay(AccountNumber account, String amount) {
		this.payments.take(account, usd(amount), PaymentMethod.CASH, null, this.grace, UUID.randomUUID().toString());
		return this.ledger.page(account, 0, 1).getFirst();
	}

	private NewCreditNote note(InvoiceNumber bill, String amount) {
		return NewCreditNote.ofAmount(bill, usd(amount), "Billed wrongly");
	}

	/** Gives up what other tests left open, so that the sums are this test's. */
	private void settleEverythingElse() {
		if (this.payouts.preview("USD").total().isPositive()) {
			payOutEverything();
		}
	}

	private Money payOutEverything() {
		Money total = this.payouts.preview("USD").total();
		if (total.isPositive()) {
			long no = this.payouts.propose("USD", total, "All of it", this.ruth, UUID.randomUUID().toString());
			assertThat(this.approvals.approve(0, this.payouts.read(no).approval().no(), this.grace).state())
				.isEqualTo(Approval.State.CARRIED_OUT);
		}
		return total;
	}

	private AccountNumber openAccount(String currency) {
		long customer = this.customers.create(this.grace, NewCustomer.person("Marisol", "Okafor")).customerId();
		this.marisol = new Actor(ActorKind.CUSTOMER, "C-" + customer, "Marisol Okafor", Channel.PORTAL);
		return this.accounts.open(customer, "Home", currency, this.grace);
	}

	private void add(String code, String name, String bankAccount) {
		if (this.nonProfits.find(code).isEmpty()) {
			this.nonProfits.add(this.ruth, code, name, "Does good.", bankAccount);
		}
	}

	private Actor hire(String name, StaffRole role) {
		String username = name + "-d" + people;
		this.staff.create(username, name, role, "a long password");
		return new Actor(ActorKind.STAFF, username, name, Channel.DESK);
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}
