package app.accord.payment;

import java.time.LocalDate;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.billing.Allocation;
import app.accord.billing.Allocations;
import app.accord.billing.Invoices;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.refusal.Refusal;
import app.accord.security.StaffRole;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.OverLimit;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Payments that name the bills they pay, and payments posted by hand. */
@AccordTest
class AllocationsTest {

	private static int people;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TakingPayment taking;

	@Autowired
	private PostingByHand byHand;

	@Autowired
	private Allocations allocations;

	@Autowired
	private Positions positions;

	@Autowired
	private Invoices invoices;

	@Autowired
	private Adjusting adjusting;

	@Autowired
	private Approvals approvals;

	private AccountNumber account;

	private InvoiceNumber first;

	private InvoiceNumber second;

	private Actor ada;

	private Actor ruth;

	@BeforeEach
	void twoBills() {
		people++;
		Cast cast = Cast.of(this.program);
		this.account = cast.customer("Marisol", "Okafor", "415 555 4" + (100 + people), "marisol-l" + people);
		this.first = cast.bill(this.account, "40.00", LocalDate.of(2030, 1, 31), "Mobile L");
		this.second = cast.bill(this.account, "60.00", LocalDate.of(2030, 2, 28), "Fibre");
		this.ada = hire("ada", StaffRole.AGENT);
		this.ruth = hire("ruth", StaffRole.SUPERVISOR);
	}

	@Test
	void paysTheOldestBillUnlessThePayerNamesAnother() {
		Receipt receipt = pay("50.00");
		assertThat(open(this.first)).isEqualTo(usd("0.00"));
		assertThat(open(this.second)).isEqualTo(usd("50.00"));
		assertThat(paid(receipt)).containsExactly(this.first + " 40.00", this.second + " 10.00");
	}

	@Test
	void paysTheNamedBillFirstAndWithTheRestWhatWasDueFirst() {
		Receipt receipt = pay("70.00", new Allocation(this.second, usd("60.00")));
		assertThat(open(this.first)).isEqualTo(usd("30.00"));
		assertThat(open(this.second)).isEqualTo(usd("0.00"));
		assertThat(receipt.due()).hasSize(1).first().satisfies((due) -> assertThat(due.amount()).isEqualTo("30.00"));
		assertThat(paid(receipt)).containsExactlyInAnyOrder(this.second + " 60.00", this.first + " 10.00");
	}

	@Test
	void keepsAnOverpaymentAsCreditForTheNextBill() {
		Receipt receipt = pay("130.00", new Allocation(this.second, usd("60.00")));
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("-30.00"));
		InvoiceNumber third = Cast.of(this.program).bill(this.account, "50.00", LocalDate.of(2030, 3, 31), "Fibre");
		assertThat(open(third)).isEqualTo(usd("20.00"));
		assertThat(paid(receipt)).contains(third + " 30.00");
	}

	@Test
	void opensTheNamedBillAgainWhenTheMoneyBounces() {
		Receipt receipt = this.byHand
			.post(this.account, usd("60.00"), PaymentMethod.CHEQUE, "cheque 118",
					List.of(new Allocation(this.second, usd("60.00"))), this.ada, null)
			.value();
		assertThat(open(this.second)).isEqualTo(usd("0.00"));
		this.adjusting.reverse(this.account, receipt.seq(), "The cheque bounced", this.ada, null);
		assertThat(open(this.first)).isEqualTo(usd("40.00"));
		assertThat(open(this.second)).isEqualTo(usd("60.00"));
		assertThat(this.allocations.of(this.account)).doesNotContainKey(receipt.seq());
	}

	@Test
	void refusesWhatCantBeAllocatedSo() {
		refused("only $60.00 is open", "70.00", new Allocation(this.second, usd("60.01")));
		refused("more than the payment", "70.00", new Allocation(this.second, usd("60.00")),
				new Allocation(this.first, usd("40.00")));
		refused("named twice", "70.00", new Allocation(this.second, usd("1.00")),
				new Allocation(this.second, usd("1.00")));
		AccountNumber other = Cast.of(this.program)
			.customer("Li", "Wen", "415 555 5" + (100 + people), "li-l" + people);
		InvoiceNumber theirs = Cast.of(this.program).bill(other, "10.00", LocalDate.of(2030, 1, 31), "Mobile");
		refused("no bill of account", "70.00", new Allocation(theirs, usd("1.00")));
		pay("40.00");
		refused("is paid already", "10.00", new Allocation(this.first, usd("1.00")));
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("60.00"));
	}

	@Test
	void postsByHandWithAReferenceAndBeyondTheLimitWithASecondPerson() {
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.byHand.post(this.account, usd("60.00"), PaymentMethod.CHEQUE, " ", List.of(),
					this.ada, null))
			.withMessageContaining("number");
		assertThatExceptionOfType(Refusal.class).isThrownBy(
				() -> this.byHand.post(this.account, usd("60.00"), PaymentMethod.CARD, "1", List.of(), this.ada, null))
			.withMessageContaining("pay link");
		assertThatExceptionOfType(OverLimit.class).isThrownBy(() -> this.byHand.post(this.account, usd("500.01"),
				PaymentMethod.CHEQUE, "cheque 7", List.of(), this.ada, null));
		Approval asked = this.byHand.ask(this.account, usd("600.00"), PaymentMethod.CHEQUE, "cheque 7",
				List.of(new Allocation(this.second, usd("60.00"))), this.ada, "k");
		assertThat(this.approvals.approve(asked.customerId(), asked.no(), this.ruth).state())
			.isEqualTo(Approval.State.CARRIED_OUT);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("-500.00"));
		Approval late = this.byHand.ask(this.account, usd("600.00"), PaymentMethod.CHEQUE, "cheque 8", List.of(),
				this.ada, "k2");
		assertThat(late.state()).isEqualTo(Approval.State.PENDING);
	}

	@Test
	void lapsesWhenTheNamedBillWasPaidMeanwhile() {
		Approval asked = this.byHand.ask(this.account, usd("600.00"), PaymentMethod.CHEQUE, "cheque 9",
				List.of(new Allocation(this.first, usd("40.00"))), this.ada, null);
		pay("40.00");
		Approval lapsed = this.approvals.approve(asked.customerId(), asked.no(), this.ruth);
		assertThat(lapsed.state()).isEqualTo(Approval.State.LAPSED);
		assertThat(lapsed.decisionReason()).contains("is paid already");
	}

	private void refused(String sentence, String amount, Allocation... told) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> pay(amount, told)).withMessageContaining(sentence);
	}

	private Receipt pay(String amount, Allocation... told) {
		return this.taking.take(this.account, usd(amount), PaymentMethod.CASH, null, List.of(told), this.ada, null)
			.value();
	}

	private List<String> paid(Receipt receipt) {
		return this.allocations.of(this.account)
			.get(receipt.seq())
			.stream()
			.map((paid) -> paid.bill() + " " + paid.amount().getAmount())
			.toList();
	}

	private Money open(InvoiceNumber bill) {
		return this.invoices.find(bill).orElseThrow().open();
	}

	private Actor hire(String name, StaffRole role) {
		String username = name + "-l" + people;
		this.program.getBean(Staff.class).create(username, name, role, Cast.PASSWORD);
		return new Actor(ActorKind.STAFF, username, name, Channel.DESK);
	}

	private static Money usd(String amount) {
		return Cast.dollars(amount);
	}

}
