package app.accord.consistency;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.billing.Arrangement;
import app.accord.billing.Arrangements;
import app.accord.billing.CreditNotes;
import app.accord.billing.Disputes;
import app.accord.billing.EntryKind;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerChecks;
import app.accord.billing.LedgerEntry;
import app.accord.billing.NewCreditNote;
import app.accord.billing.Positions;
import app.accord.billing.WritingOff;
import app.accord.consistency.Race.Ended;
import app.accord.customer.AccountNumber;
import app.accord.customer.DisputeNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.payment.PayingOut;
import app.accord.payment.PaymentMethod;
import app.accord.security.StaffRole;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.Authority;
import app.accord.staff.Permission;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.TestDatabase;
import app.accord.time.BusinessCalendar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static app.accord.testing.Cast.dollars;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two people decide at once what only one of them may. PostgreSQL's read committed lets
 * lost updates and write skew through (Hermitage: P4, G2); the program does not.
 */
@AccordTest
class WriteSkewTest {

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TestDatabase database;

	@Autowired
	private Ledger ledger;

	@Autowired
	private Positions positions;

	private Cast cast;

	private Race race;

	private AccountNumber account;

	@BeforeEach
	void openAnAccount() {
		this.cast = Cast.of(this.program);
		this.race = new Race(this.database);
		this.account = this.cast.customer("Ada", "Race", "+1 212 555 0142", "race-" + UUID.randomUUID());
	}

	@AfterEach
	void theBooksAreRight() {
		assertThat(bean(LedgerChecks.class).violations()).isEmpty();
	}

	@Test
	void twoRefundsOfOneCredit() throws Exception {
		this.cast.cash(this.account, "50.00");
		Actor one = staff(StaffRole.SUPERVISOR);
		Actor other = staff(StaffRole.SUPERVISOR);
		List<Ended> ended = this.race.at(this.account, refund(one, "40.00"), refund(other, "40.00"));
		assertThat(Ended.done(ended)).isEqualTo(1);
		assertThat(Ended.refusals(ended)).singleElement().asString().contains("$10.00 in credit");
		assertThat(balance()).isEqualTo("USD -10.00");
	}

	@Test
	void twoClerksUndoOneEntry() throws Exception {
		this.cast.cash(this.account, "50.00");
		Callable<?> undo = () -> bean(Adjusting.class).reverse(this.account, 1, "Bounced", Cast.agent(), newKey());
		List<Ended> ended = this.race.at(this.account, undo, undo, undo);
		assertThat(Ended.done(ended)).isEqualTo(1);
		assertThat(Ended.refusals(ended)).hasSize(2)
			.allSatisfy((sentence) -> assertThat(sentence).contains("has been reversed already, by entry 2"));
		assertThat(balance()).isEqualTo("USD 0.00");
	}

	@Test
	void oneBillIsCreditedTwice() throws Exception {
		InvoiceNumber bill = bill("80.00");
		Callable<?> credit = () -> bean(CreditNotes.class).issue(NewCreditNote.whole(bill, "Not delivered"), biller(),
				newKey());
		List<Ended> ended = this.race.at(this.account, credit, credit);
		assertThat(Ended.done(ended)).isEqualTo(1);
		assertThat(Ended.refusals(ended)).singleElement().asString().contains("Nothing is left of this bill");
		assertThat(balance()).isEqualTo("USD 0.00");
	}

	@Test
	void partsOfABillAreCreditedThatAreTogetherMoreThanTheBill() throws Exception {
		InvoiceNumber bill = bill("80.00");
		Callable<?> most = () -> bean(CreditNotes.class)
			.issue(NewCreditNote.ofAmount(bill, dollars("50.00"), "Half a month"), biller(), newKey());
		List<Ended> ended = this.race.at(this.account, most, most);
		assertThat(Ended.done(ended)).isEqualTo(1);
		assertThat(balance()).isEqualTo("USD 30.00");
	}

	@Test
	void aDisputeIsUpheldWhileTheBillIsCredited() throws Exception {
		InvoiceNumber bill = bill("80.00");
		DisputeNumber dispute = DisputeNumber.parse(
				bean(Disputes.class).open(bill, dollars("60.00"), "I never had this", Cast.agent(), newKey()).value());
		List<Ended> ended = this.race.at(this.account,
				() -> bean(Disputes.class).uphold(dispute, null, "You are right", biller(), newKey()),
				() -> bean(CreditNotes.class).issue(NewCreditNote.whole(bill, "Not delivered"), biller(), newKey()));
		assertThat(Ended.done(ended)).isPositive();
		assertThat(sum(EntryKind.CREDIT_NOTE)).as("credited of 80.00").isLessThanOrEqualTo(8_000);
		assertThat(this.positions.of(this.account).balance().isNegative()).isFalse();
	}

	@Test
	void whatIsOpenIsWrittenOffWhileItIsPaid() throws Exception {
		bill("80.00");
		Callable<?> off = () -> bean(WritingOff.class).writeOff(this.account, dollars("80.00"), null, "Gone away",
				biller(), newKey());
		List<Ended> ended = this.race.at(this.account, off, off, () -> this.cast.cash(this.account, "80.00"));
		assertThat(sum(EntryKind.WRITE_OFF)).isIn(0L, 8_000L);
		assertThat(ended.getLast().refusal()).as("the payment").isNull();
		assertThat(balance()).isIn("USD 0.00", "USD -80.00");
	}

	@Test
	void twoArrangementsAreMadeForOneDebt() throws Exception {
		bill("80.00");
		LocalDate today = bean(BusinessCalendar.class).today();
		Callable<?> arrange = () -> bean(Arrangements.class).make(this.account,
				List.of(new Arrangement.Instalment(today.plusDays(10), dollars("40.00")),
						new Arrangement.Instalment(today.plusDays(20), dollars("40.00"))),
				"In two parts", Cast.agent(), newKey());
		List<Ended> ended = this.race.at(this.account, arrange, arrange);
		assertThat(Ended.done(ended)).isEqualTo(1);
		assertThat(Ended.refusals(ended)).hasSize(1);
	}

	@Test
	void twoPeopleApproveOneRequest() throws Exception {
		Approval asked = bean(Adjusting.class).askForCredit(this.account, dollars("75.00"), "A bad week",
				staff(StaffRole.AGENT), newKey());
		Actor one = staff(StaffRole.SUPERVISOR);
		Actor other = staff(StaffRole.SUPERVISOR);
		List<Ended> ended = this.race.at(approvalRow(asked), () -> {
		}, approve(asked, one), approve(asked, other));
		assertThat(Ended.done(ended)).isEqualTo(1);
		assertThat(Ended.refusals(ended)).hasSize(1);
		assertThat(balance()).isEqualTo("USD -75.00");
	}

	@Test
	void aRequestIsApprovedWhileItIsWithdrawn() throws Exception {
		Actor agent = staff(StaffRole.AGENT);
		Approval asked = bean(Adjusting.class).askForCredit(this.account, dollars("75.00"), "A bad week", agent,
				newKey());
		List<Ended> ended = this.race.at(approvalRow(asked), () -> {
		}, approve(asked, staff(StaffRole.SUPERVISOR)),
				() -> bean(Approvals.class).withdraw(asked.customerId(), asked.no(), agent));
		Approval after = bean(Approvals.class).read(asked.customerId(), asked.no());
		assertThat(Ended.done(ended)).isEqualTo(1);
		assertThat(balance()).isEqualTo((after.state() == Approval.State.CARRIED_OUT) ? "USD -75.00" : "USD 0.00");
	}

	@Test
	void twoApprovedRefundsOfOneCredit() throws Exception {
		this.cast.cash(this.account, "150.00");
		Approval first = askForRefund("140.00");
		Approval second = askForRefund("140.00");
		Actor supervisor = staff(StaffRole.SUPERVISOR);
		List<Ended> ended = this.race.at(this.account, approve(first, supervisor),
				approve(second, staff(StaffRole.SUPERVISOR)));
		assertThat(ended).extracting((one) -> ((Approval) one.answer()).state())
			.containsExactlyInAnyOrder(Approval.State.CARRIED_OUT, Approval.State.LAPSED);
		assertThat(balance()).isEqualTo("USD -10.00");
	}

	@Test
	void somebodysAccessEndsWhileTheyGiveACredit() throws Exception {
		Actor agent = staff(StaffRole.AGENT);
		List<Ended> ended = this.race.at(row(this.account), () -> bean(Staff.class).disable(agent.id(), "Tom Okoye"),
				credit(agent, "20.00"));
		assertThat(Ended.refusals(ended)).singleElement().asString().contains("Your access has ended");
		assertThat(balance()).isEqualTo("USD 0.00");
	}

	@Test
	void somebodysRoleChangesWhileTheyGiveACredit() throws Exception {
		Actor supervisor = staff(StaffRole.SUPERVISOR);
		List<Ended> ended = this.race.at(row(this.account),
				() -> bean(Staff.class).changeRole(supervisor.id(), StaffRole.AGENT, "Tom Okoye"),
				credit(supervisor, "200.00"));
		assertThat(Ended.refusals(ended)).hasSize(1);
		assertThat(balance()).isEqualTo("USD 0.00");
	}

	@Test
	void aLimitIsLoweredWhileItIsUsed() throws Exception {
		Actor biller = staff(StaffRole.BILLER);
		Actor admin = staff(StaffRole.ADMIN);
		try {
			List<Ended> ended = this.race.at(row(this.account), () -> bean(Authority.class).set(StaffRole.BILLER,
					Permission.CREDIT, "USD", dollars("10.00"), "Too much was given away", admin),
					credit(biller, "200.00"));
			assertThat(Ended.refusals(ended)).hasSize(1);
			assertThat(balance()).isEqualTo("USD 0.00");
		}
		finally {
			bean(Authority.class).set(StaffRole.BILLER, Permission.CREDIT, "USD", dollars("500.00"), "As before",
					admin);
		}
	}

	@Test
	void oneSendingComesEightTimesAtOnce() throws Exception {
		String key = newKey();
		Callable<?> pay = () -> bean(app.accord.payment.TakingPayment.class)
			.take(this.account, dollars("12.34"), PaymentMethod.CASH, null, Cast.agent(), key)
			.value()
			.receipt();
		Callable<?>[] all = new Callable<?>[8];
		java.util.Arrays.fill(all, pay);
		List<Ended> ended = this.race.at(this.account, all);
		assertThat(ended).extracting(Ended::answer).hasSize(8).containsOnly(ended.getFirst().answer());
		assertThat(balance()).isEqualTo("USD -12.34");
	}

	private Callable<?> refund(Actor actor, String amount) {
		return () -> bean(PayingOut.class).refund(this.account, dollars(amount), PaymentMethod.BANK_TRANSFER,
				"As asked for", actor, newKey());
	}

	private Callable<?> credit(Actor actor, String amount) {
		return () -> bean(Adjusting.class).credit(this.account, dollars(amount), "For the wait", actor, newKey());
	}

	private Callable<?> approve(Approval asked, Actor by) {
		return () -> bean(Approvals.class).approve(asked.customerId(), asked.no(), by);
	}

	private Approval askForRefund(String amount) {
		return bean(PayingOut.class).ask(this.account, dollars(amount), PaymentMethod.BANK_TRANSFER, "As asked for",
				staff(StaffRole.AGENT), newKey());
	}

	private InvoiceNumber bill(String amount) {
		return this.cast.bill(this.account, amount, bean(BusinessCalendar.class).today().plusDays(9), "A month");
	}

	private Actor staff(StaffRole role) {
		String username = "race-" + UUID.randomUUID().toString().substring(0, 8);
		bean(Staff.class).createForDemo(username, "Somebody", role, "demo");
		return new Actor(ActorKind.STAFF, username, "Somebody", Channel.DESK);
	}

	private static Actor biller() {
		return Actor.system("Billing");
	}

	private static String approvalRow(Approval asked) {
		return "select 1 from approval where customer_id = %d and approval_no = %d for update"
			.formatted(asked.customerId(), asked.no());
	}

	private static String row(AccountNumber account) {
		return "select 1 from billing_account where customer_id = %d and account_no = %d for update"
			.formatted(account.customerId(), account.no());
	}

	private String balance() {
		return this.positions.of(this.account).balance().toString();
	}

	private long sum(EntryKind kind) {
		return this.ledger.all(this.account)
			.stream()
			.filter((entry) -> entry.kind() == kind)
			.map(LedgerEntry::amount)
			.mapToLong((amount) -> amount.abs().getAmountMinorLong())
			.sum();
	}

	private static String newKey() {
		return UUID.randomUUID().toString();
	}

	private <T> T bean(Class<T> type) {
		return this.program.getBean(type);
	}

}
