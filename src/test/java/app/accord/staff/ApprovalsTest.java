package app.accord.staff;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.billing.Ledger;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.interaction.Audience;
import app.accord.interaction.Timeline;
import app.accord.payment.PayingOut;
import app.accord.payment.PaymentMethod;
import app.accord.refusal.Refusal;
import app.accord.security.StaffRole;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What goes beyond somebody's limit is done when a second person approves it, and once.
 */
@AccordTest
class ApprovalsTest {

	private static int people;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Staff staff;

	@Autowired
	private Approvals approvals;

	@Autowired
	private Authority authority;

	@Autowired
	private Adjusting adjusting;

	@Autowired
	private PayingOut payingOut;

	@Autowired
	private Positions positions;

	@Autowired
	private Ledger ledger;

	@Autowired
	private Timeline timeline;

	@Autowired
	private TransactionTemplate transaction;

	private Actor ada;

	private Actor ruth;

	private Actor grace;

	private AccountNumber account;

	@BeforeEach
	void peopleWithLimits() {
		people++;
		this.ada = hire("ada", StaffRole.AGENT);
		this.ruth = hire("ruth", StaffRole.SUPERVISOR);
		this.grace = hire("grace", StaffRole.SUPERVISOR);
		Cast cast = Cast.of(this.program);
		this.account = cast.customer("Marisol", "Okafor", "415 555 3" + (100 + people), "marisol-a" + people);
		cast.bill(this.account, "97.06", LocalDate.of(2030, 1, 31), "Mobile L");
	}

	@Test
	void letsAnAgentGiveASmallCreditAloneAndNoLargeOne() {
		this.adjusting.credit(this.account, usd("50.00"), "Outage", this.ada, null);
		assertThatExceptionOfType(OverLimit.class)
			.isThrownBy(() -> this.adjusting.credit(this.account, usd("50.01"), "Outage", this.ada, null))
			.withMessage("A supervisor must approve $50.01: your own limit is $50.00.");
		assertThat(balance()).isEqualTo(usd("47.06"));
	}

	@Test
	void doesItOnceInTheNameOfTheRequesterWhenASecondPersonApproves() {
		Approval asked = this.adjusting.askForCredit(this.account, usd("80.00"), "Three outages", this.ada, "k1");
		assertThat(this.adjusting.askForCredit(this.account, usd("80.00"), "Three outages", this.ada, "k1"))
			.as("the same request sent twice is one")
			.isEqualTo(asked);
		assertThat(balance()).isEqualTo(usd("97.06"));
		Approval done = approve(asked, this.ruth);
		assertThat(done.state()).isEqualTo(Approval.State.CARRIED_OUT);
		assertThat(balance()).isEqualTo(usd("17.06"));
		assertThat(approve(asked, this.ruth)).as("a second click").isEqualTo(done);
		assertThat(balance()).isEqualTo(usd("17.06"));
		assertThat(this.ledger.page(this.account, 0, 1).getFirst().actorName()).isEqualTo("ada");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> approve(asked, this.grace))
			.withMessageContaining("decided already by ruth");
	}

	@Test
	void tellsStaffOfTheAskingAndTheCustomerOnlyOfWhatIsDone() {
		Approval asked = this.adjusting.askForCredit(this.account, usd("80.00"), "Three outages", this.ada, null);
		this.approvals.refuse(asked.customerId(), asked.no(), "Too much", this.ruth);
		long customer = this.account.customerId();
		assertThat(this.timeline.page(customer, Audience.STAFF, List.of(), 0, 50))
			.extracting((entry) -> entry.summary())
			.anyMatch((summary) -> summary.startsWith("Approval asked for: Credit of $80.00"))
			.anyMatch((summary) -> summary.startsWith("Refused: Credit of $80.00"));
		assertThat(this.timeline.page(customer, Audience.CUSTOMER, List.of(), 0, 50))
			.noneMatch((entry) -> entry.summary().contains("80.00"));
		assertThat(balance()).isEqualTo(usd("97.06"));
	}

	@Test
	void letsNobodyBeTheSecondPersonToOneself() {
		Actor biller = hire("bill", StaffRole.BILLER);
		Approval asked = this.adjusting.askForCredit(this.account, usd("600.00"), "Large", biller, null);
		this.staff.changeRole(biller.id(), StaffRole.ADMIN, "nobody");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> approve(asked, biller))
			.withMessageContaining("second person");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> approve(asked, this.ruth))
			.as("whose own limit is 500")
			.withMessageContaining("beyond your own limit");
		assertThat(this.approvals.read(asked.customerId(), asked.no()).pending()).isTrue();
	}

	@Test
	void carriesOutOnceForTwoWhoApproveAtOnce() throws Exception {
		Approval asked = this.adjusting.askForCredit(this.account, usd("80.00"), "Three outages", this.ada, null);
		CountDownLatch start = new CountDownLatch(1);
		try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				Actor approver = (i % 2 == 0) ? this.ruth : this.grace;
				answers.add(pool.submit(() -> {
					start.await();
					try {
						return approver.id() + " " + approve(asked, approver).state();
					}
					catch (Refusal ex) {
						return approver.id() + " told: " + ex.getMessage();
					}
				}));
			}
			start.countDown();
			List<String> heard = new ArrayList<>();
			for (Future<String> answer : answers) {
				heard.add(answer.get());
			}
			assertThat(heard).filteredOn((one) -> one.endsWith("CARRIED_OUT")).hasSize(4);
			assertThat(heard).filteredOn((one) -> one.contains("told: This request was decided already")).hasSize(4);
		}
		assertThat(balance()).isEqualTo(usd("17.06"));
	}

	@Test
	void lapsesWithASentenceWhenTheWorldHasChanged() {
		this.adjusting.charge(this.account, usd("90.00"), LocalDate.of(2030, 1, 31), "Cable", this.ada, null);
		assertThatExceptionOfType(OverLimit.class).isThrownBy(() -> this.adjusting.charge(this.account, usd("100.01"),
				LocalDate.of(2030, 1, 31), "Cable", this.ada, null));
		Actor clerk = hire("jonas", StaffRole.CLERK);
		Approval asked = this.adjusting.askForReversal(this.account, 2, "Never delivered", clerk, null);
		this.adjusting.reverse(this.account, 2, "Never delivered", this.ada, null);
		Approval lapsed = approve(asked, this.ruth);
		assertThat(lapsed.state()).isEqualTo(Approval.State.LAPSED);
		assertThat(lapsed.decisionReason()).contains("has been reversed already, by entry 3");
		assertThat(this.ledger.count(this.account)).isEqualTo(3);
	}

	@Test
	void paysNoMoreBackThanThereIsWhenTwoRefundsAreApproved() {
		Cast.of(this.program).cash(this.account, "397.06");
		Approval one = this.payingOut.ask(this.account, usd("200.00"), PaymentMethod.BANK_TRANSFER, "Asked", this.ada,
				null);
		Approval two = this.payingOut.ask(this.account, usd("200.00"), PaymentMethod.BANK_TRANSFER, "Asked again",
				this.ada, null);
		assertThat(approve(one, this.ruth).state()).isEqualTo(Approval.State.CARRIED_OUT);
		assertThat(approve(two, this.grace).state()).isEqualTo(Approval.State.LAPSED);
		assertThat(balance()).isEqualTo(usd("-100.00"));
	}

	@Test
	void countsTheRoleThatSomebodyHasAtTheInstantOfTheAct() throws Exception {
		CountDownLatch authorized = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
			Future<?> act = pool.submit(() -> this.transaction.executeWithoutResult((status) -> {
				this.authority.require(this.ruth, Permission.CREDIT, usd("400.00"));
				authorized.countDown();
				await(go);
			}));
			await(authorized);
			Future<?> revocation = pool.submit(() -> this.staff.changeRole(this.ruth.id(), StaffRole.CLERK, "nobody"));
			go.countDown();
			act.get();
			revocation.get();
		}
		assertThatExceptionOfType(OverLimit.class)
			.isThrownBy(() -> this.adjusting.credit(this.account, usd("400.00"), "Outage", this.ruth, null));
		this.staff.disable(this.ruth.id(), "nobody");
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.adjusting.credit(this.account, usd("1.00"), "Outage", this.ruth, null))
			.withMessageContaining("access has ended");
		Approval asked = this.adjusting.askForCredit(this.account, usd("80.00"), "Outage", this.ada, null);
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> approve(asked, this.ruth));
		assertThat(balance()).isEqualTo(usd("97.06"));
	}

	@Test
	void keepsTheHistoryOfLimits() {
		String admin = hire("sam", StaffRole.ADMIN).id();
		Visitor sam = visitor(admin);
		String page = "/desk/admin/authority";
		Map<String, String> form = new HashMap<>(
				Map.of("role", "MARKETER", "action", "CREDIT", "currency", "EUR", "amount", "x", "reason", "Campaign"));
		HttpResponse<String> refused = sam.post(page, page, form);
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(refused.body()).select("#amount-error").text()).isNotBlank();
		form.put("amount", "25");
		assertThat(sam.post(page, page, form).statusCode()).isEqualTo(302);
		form.put("amount", "30");
		assertThat(sam.post(page, page, form).statusCode()).isEqualTo(302);
		String shown = Jsoup.parse(sam.get(page + "?in=EUR").body()).text();
		assertThat(shown).contains("€25.00", "€30.00", "sam").contains("Campaign");
		assertThat(this.authority.table("EUR").get(StaffRole.MARKETER).get(Permission.CREDIT).amount())
			.isEqualTo(Money.parse("EUR 30.00"));
		assertThat(visitor(this.ruth.id()).get(page).statusCode()).isEqualTo(403);
	}

	@Test
	void offersToAskAtTheDeskAndShowsItToWhoMayDecide() {
		Visitor agent = visitor(this.ada.id());
		String customer = "/desk/customers/" + this.account.customer();
		Map<String, String> form = new HashMap<>(Map.of("amount", "80", "reason", "Three outages in a week",
				"idempotencyKey", UUID.randomUUID().toString()));
		HttpResponse<String> refused = agent.post(customer, customer + "/credits", form);
		assertThat(refused.statusCode()).isEqualTo(422);
		Document sheet = Jsoup.parse(refused.body());
		assertThat(sheet.select("[role=alert]").text()).contains("A supervisor must approve $80.00");
		assertThat(sheet.select("button[name=ask]").text()).isEqualTo("Ask for approval");
		form.put("ask", "yes");
		assertThat(agent.post(customer, customer + "/credits", form).headers().firstValue("HX-Trigger").orElseThrow())
			.contains("Asked for approval as AP-" + this.account.customerId());
		Document mine = Jsoup.parse(agent.get("/desk/approvals").body());
		assertThat(mine.select("tbody tr").text()).contains("Credit of $80.00", "you");
		assertThat(mine.text()).doesNotContain("Approve and do it");
		Visitor supervisor = visitor(this.ruth.id());
		Document hers = Jsoup.parse(supervisor.get("/desk/approvals?q=three+outages").body());
		assertThat(hers.select(".bar-count").text()).contains("waiting for you");
		String approve = hers.select("form[action$=/approval]").attr("action");
		assertThat(approve).contains("/" + this.account.customerId() + "/");
		HttpResponse<String> own = agent.post("/desk/approvals", approve, Map.of());
		assertThat(own.statusCode()).isEqualTo(302);
		assertThat(agent.get("/desk/approvals").body()).contains("a second person has to decide it");
		supervisor.post("/desk/approvals", approve, Map.of());
		assertThat(supervisor.get("/desk/approvals").body()).contains("approved and done.");
		assertThat(balance()).isEqualTo(usd("17.06"));
	}

	@Test
	void movesOnlyAsTheTableSays() {
		assertThat(Approval.State.MOVES.keySet()).containsExactlyInAnyOrder(Approval.State.values());
	}

	private Approval approve(Approval asked, Actor approver) {
		return this.approvals.approve(asked.customerId(), asked.no(), approver);
	}

	private Money balance() {
		return this.positions.of(this.account).balance();
	}

	private Actor hire(String name, StaffRole role) {
		String username = name + "-" + people;
		this.staff.create(username, name, role, Cast.PASSWORD);
		return new Actor(ActorKind.STAFF, username, name, Channel.DESK);
	}

	private Visitor visitor(String username) {
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.signIn("desk", username, Cast.PASSWORD).statusCode()).isEqualTo(302);
		return visitor;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Money usd(String amount) {
		return Cast.dollars(amount);
	}

}
