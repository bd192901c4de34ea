package app.accord.care;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.CaseNumber;
import app.accord.customer.CustomerNumber;
import app.accord.idempotency.KeyReused;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.job.Jobs;
import app.accord.joining.Joining;
import app.accord.joining.Parting;
import app.accord.message.Messages;
import app.accord.privacy.Erasing;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.security.StaffRole;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.TestDatabase;
import app.accord.testing.Visitor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Cases: opened, answered, escalated, solved; on the desk, by many at once. */
@AccordTest
class CasesTest {

	private static final Actor ADA = new Actor(ActorKind.STAFF, "ada", "Ada Lindqvist", Channel.DESK);

	private static final Actor SUE = new Actor(ActorKind.STAFF, "sue", "Sue Perez", Channel.DESK);

	private static final Actor SAM = new Actor(ActorKind.STAFF, "sam", "Sam Hill", Channel.DESK);

	private static int people;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Cases cases;

	@Autowired
	private RuleBook rules;

	@Autowired
	private Jobs jobs;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Messages messages;

	@Autowired
	private MovableClock clock;

	@Autowired
	private TestDatabase database;

	private Cast cast;

	private AccountNumber account;

	private CustomerNumber marisol;

	private Actor herself;

	@BeforeEach
	void everybodyAtWork() {
		this.cast = Cast.of(this.program);
		if (people++ == 0) {
			Staff staff = this.cast.bean(Staff.class);
			staff.create("ada", "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
			staff.create("bob", "Bob Ray", StaffRole.AGENT, Cast.PASSWORD);
			staff.create("sue", "Sue Perez", StaffRole.SUPERVISOR, Cast.PASSWORD);
			staff.create("sam", "Sam Hill", StaffRole.SUPERVISOR, Cast.PASSWORD);
			staff.create("max", "Max Weber", StaffRole.MARKETER, Cast.PASSWORD);
			staff.create("adam", "Adam Stone", StaffRole.ADMIN, Cast.PASSWORD);
		}
		this.account = this.cast.customer("Marisol", "Okafor", "(212) 555-04" + (10 + people), "marisol-" + people);
		this.marisol = this.account.customer();
		this.herself = new Actor(ActorKind.CUSTOMER, this.marisol.toString(), "Marisol Okafor", Channel.PORTAL);
	}

	@AfterEach
	void rightTime() {
		this.clock.reset();
	}

	// ---- opening

	@Test
	void isOpenedOnceForAKeyAndToldToTheCustomer() {
		String key = key();
		String number = this.cases.open(this.herself, complaint("No signal inside"), key).value();
		assertThat(this.cases.open(this.herself, complaint("No signal inside"), key).value()).isEqualTo(number);
		assertThat(this.cases.open(this.herself, complaint("No signal inside"), key).repeated()).isTrue();
		assertThatExceptionOfType(KeyReused.class)
			.isThrownBy(() -> this.cases.open(this.herself, complaint("Another thing"), key));
		assertThat(this.cases.ofCustomer(this.marisol.customerId(), true)).singleElement().satisfies((row) -> {
			assertThat(row.number()).hasToString(number);
			assertThat(row.customerName()).isEqualTo("Marisol Okafor");
			assertThat(row.priority()).isEqualTo(CasePriority.HIGH);
			assertThat(row.state()).isEqualTo(CaseState.ACKNOWLEDGED);
		});
		assertThat(this.messages.decided(this.marisol.customerId(), "case " + number + " 1"))
			.hasValueSatisfying((message) -> assertThat(message.kind()).isEqualTo(Cases.ACKNOWLEDGED));
		assertThat(history()).extracting(Interaction::summary).contains("Case " + number + " opened: complaint");
	}

	@Test
	void isAboutSomethingOfTheCustomers() {
		NewCase about = new NewCase(this.marisol.customerId(), CaseKind.QUESTION, null, "Why?", null, CameBy.PHONE,
				this.account.toString().toLowerCase(Locale.ROOT));
		assertThat(this.cases.get(open(about)).about()).isEqualTo(this.account.toString());
		AccountNumber other = this.cast.account("Theo", "Lindgren");
		for (String wrong : List.of(other.toString(), "A-1", "the blue one",
				AccountNumber.of(this.marisol.customerId(), 9).toString())) {
			assertThatExceptionOfType(Refusal.class)
				.isThrownBy(() -> open(new NewCase(this.marisol.customerId(), CaseKind.QUESTION, null, "Why?", null,
						CameBy.PHONE, wrong)))
				.satisfies((refusal) -> assertThat(refusal.field()).isEqualTo("about"));
		}
	}

	@Test
	void refusesWhatSaysNothingOrTooMuch() {
		refused("kind", new NewCase(this.marisol.customerId(), null, null, "Why?", null, CameBy.PHONE, null));
		refused("subject",
				new NewCase(this.marisol.customerId(), CaseKind.FAULT, null, " \n ", null, CameBy.PHONE, null));
		refused("subject", new NewCase(this.marisol.customerId(), CaseKind.FAULT, null, "x".repeat(201), null,
				CameBy.PHONE, null));
		refused("description", new NewCase(this.marisol.customerId(), CaseKind.FAULT, null, "Dead", "x".repeat(4001),
				CameBy.PHONE, null));
		refused("customer", new NewCase(999_999_999, CaseKind.FAULT, null, "Dead", null, CameBy.PHONE, null));
		CaseNumber none = CaseNumber.of(this.marisol.customerId(), 77);
		assertThatExceptionOfType(NotFound.class).isThrownBy(() -> this.cases.note(ADA, none, "?", null));
	}

	// ---- answering

	@Test
	void isAnsweredByMailAndTheDeadlineIsMet() {
		CaseNumber number = open(complaint("No signal inside"));
		this.cases.reply(ADA, number, "We look into it.", false, null, null);
		CaseView after = this.cases.get(number);
		assertThat(after.row().answerBy()).isNull();
		assertThat(after.row().owner()).isEqualTo("ada");
		assertThat(after.row().ownerName()).isEqualTo("Ada Lindqvist");
		assertThat(this.messages.decided(this.marisol.customerId(), "case " + number + " " + after.seen()))
			.hasValueSatisfying((message) -> assertThat(message.kind()).isEqualTo(Cases.REPLIED));
	}

	@Test
	void theCustomerSeesNoNotes() {
		CaseNumber number = open(complaint("No signal inside"));
		this.cases.note(ADA, number, "She is right.", null);
		this.cases.take(ADA, number, null);
		assertThat(this.cases.get(number).forCustomer()).extracting(CaseEntry::kind).containsExactly(EntryKind.OPENED);
		assertThat(this.cases.get(number).entries()).hasSize(3);
		assertThat(history()).extracting(Interaction::body).doesNotContain("She is right.");
	}

	@Test
	void whoHasNotSeenTheNewestIsToldOfIt() {
		CaseNumber number = open(complaint("No signal inside"));
		int seen = this.cases.get(number).seen();
		this.cases.say(this.herself, number, "It works again!", null);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.cases.reply(ADA, number, "A technician comes.", false, seen, null))
			.withMessageStartingWith("Marisol Okafor has added something while you were writing.");
		this.cases.reply(ADA, number, "Good to hear.", false, this.cases.get(number).seen(), null);
	}

	@Test
	void ofManyWhoTakeItAtOnceOneHasIt() throws Exception {
		CaseNumber number = open(complaint("No signal inside"));
		List<Actor> crew = List.of(ADA, SUE, SAM, new Actor(ActorKind.STAFF, "bob", "Bob Ray", Channel.DESK));
		List<Object> ends = atOnce(
				crew.stream().<Callable<Object>>map((one) -> () -> this.cases.take(one, number, key())).toList());
		assertThat(ends).filteredOn(Refusal.class::isInstance).hasSize(3);
		assertThat(this.cases.get(number).entries()).extracting(CaseEntry::kind)
			.containsExactly(EntryKind.OPENED, EntryKind.ASSIGNED);
	}

	@Test
	void ofManyWhoSendTheSameAnswerOneSendsIt() throws Exception {
		CaseNumber number = open(complaint("No signal inside"));
		String key = key();
		atOnce(Collections.nCopies(4, () -> this.cases.reply(ADA, number, "We look.", false, 1, key)));
		assertThat(this.cases.get(number).entries()).filteredOn((entry) -> entry.kind() == EntryKind.REPLIED)
			.hasSize(1);
	}

	@Test
	void numbersOfManyAtOnceFollowEachOther() throws Exception {
		List<Object> opened = atOnce(Collections.nCopies(6, () -> open(complaint("No signal inside"))));
		assertThat(opened).doesNotHaveDuplicates().allMatch(CaseNumber.class::isInstance);
		assertThat(this.cases.ofCustomer(this.marisol.customerId(), true)).extracting((row) -> row.number().no())
			.containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
	}

	// ---- time

	@Test
	void isEscalatedAtItsTimeUpToTheNamedExecutive() {
		name("sam");
		this.clock.stop(Instant.parse("2031-03-03T09:00:00Z"));
		CaseNumber number = open(complaint("No signal inside"));
		escalateAfter(Duration.ofHours(8).minusSeconds(1));
		assertThat(row(number).escalation()).isZero();
		assertThat(row(number).overdue()).isFalse();
		escalateAfter(Duration.ofSeconds(1));
		assertThat(row(number).escalation()).isEqualTo(1);
		assertThat(row(number).overdue()).isTrue();
		escalateAfter(Duration.ofHours(23));
		assertThat(row(number).escalation()).isEqualTo(1);
		escalateAfter(Duration.ofHours(1));
		assertThat(row(number).escalation()).isEqualTo(2);
		assertThat(this.cases.get(number).entries().getLast().text())
			.isEqualTo("Not answered in time: escalated to Sam Hill.");
		escalateAfter(Duration.ofDays(9));
		assertThat(this.cases.get(number).entries()).filteredOn((entry) -> entry.kind() == EntryKind.ESCALATED)
			.hasSize(2);
		assertThat(this.timeline.page(this.marisol.customerId(), Audience.CUSTOMER, List.of(), 0, 50))
			.extracting(Interaction::summary)
			.noneMatch((line) -> line.contains("escalated"));
		assertThat(this.cases.counts("sam").toExecutive()).isPositive();
		this.cases.resolve(ADA, number, "A new antenna.", null);
		assertThat(row(number).escalation()).isZero();
		name(null);
	}

	@Test
	void isClosedTwoWeeksAfterItWasSolvedUnlessTheCustomerObjects() {
		this.clock.stop(Instant.parse("2032-03-03T09:00:00Z"));
		CaseNumber quiet = open(complaint("No signal inside"));
		CaseNumber back = open(complaint("No dial tone"));
		this.cases.resolve(ADA, quiet, "A new antenna.", null);
		this.cases.resolve(ADA, back, "A new plug.", null);
		this.clock.move(Duration.ofDays(13));
		this.jobs.run(CareJobs.CLOSE);
		assertThat(row(quiet).state()).isEqualTo(CaseState.RESOLVED);
		this.cases.reopen(this.herself, back, "Dead again.", null);
		this.clock.move(Duration.ofDays(1));
		this.jobs.run(CareJobs.CLOSE);
		assertThat(row(quiet).state()).isEqualTo(CaseState.CLOSED);
		assertThat(row(back).state()).isEqualTo(CaseState.IN_PROGRESS);
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.cases.say(this.herself, quiet, "Hello?", null))
			.withMessageContaining("Open a new case");
		this.clock.move(Duration.ofDays(30));
		assertThat(this.cases.get(quiet).reopenUntil()).isNull();
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.cases.reopen(this.herself, quiet, "Dead again.", null));
	}

	@Test
	void isGivenBackWhenItsOwnerHasLeft() {
		Staff staff = this.cast.bean(Staff.class);
		staff.create("leo" + people, "Leo Marsh", StaffRole.AGENT, Cast.PASSWORD);
		CaseNumber number = open(complaint("No signal inside"));
		this.cases.assign(SUE, number, "leo" + people, null);
		staff.disable("leo" + people, "sue");
		this.jobs.run(CareJobs.ESCALATE);
		assertThat(row(number).owner()).isNull();
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.cases.assign(SUE, number, "leo" + people, null))
			.satisfies((refusal) -> assertThat(refusal.field()).isEqualTo("owner"));
	}

	@Test
	void rulesHoldForWhatIsPromisedFromThenOn() {
		CaseNumber before = open(complaint("No signal inside"));
		CaseRules old = this.rules.now();
		Map<CasePriority, Deadline> quicker = new EnumMap<>(old.deadlines());
		quicker.put(CasePriority.HIGH, new Deadline(1, 4));
		this.rules.set(SUE, quicker, old.usual(), null, "More of us");
		CaseNumber after = open(complaint("No dial tone"));
		assertThat(Duration.between(row(before).openedAt(), row(before).answerBy())).isEqualTo(Duration.ofHours(8));
		assertThat(Duration.between(row(after).openedAt(), row(after).answerBy())).isEqualTo(Duration.ofHours(1));
		quicker.put(CasePriority.HIGH, new Deadline(5, 4));
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.rules.set(SUE, quicker, old.usual(), null, "Wrong"))
			.withMessageContaining("before it is answered");
		this.rules.set(SUE, old.deadlines(), old.usual(), null, "Back");
	}

	// ---- records that are joined, and people who are erased

	@Test
	void joinedRecordsHaveOneListAndEachKeepsItsOwn() {
		CustomerNumber other = this.cast.account("Ana", "Lindt").customer();
		CaseNumber hers = open(complaint("No signal inside"));
		CaseNumber others = open(
				new NewCase(other.customerId(), CaseKind.QUESTION, null, "Which plan?", null, CameBy.PHONE, null));
		long link = this.cast.bean(Joining.class)
			.join(Cast.agent(), this.marisol, other, Map.of(), "Same passport", null)
			.value()
			.link();
		assertThat(this.cases.ofCustomer(other.customerId(), true)).extracting(CaseRow::number)
			.containsExactlyInAnyOrder(hers, others);
		CaseNumber joint = open(
				new NewCase(other.customerId(), CaseKind.QUESTION, null, "And now?", null, CameBy.PHONE, null));
		assertThat(joint.customer()).isEqualTo(this.marisol);
		this.cases.reply(ADA, others, "The large one.", false, null, null);
		assertThat(row(others).customerName()).isEqualTo("Marisol Okafor");
		this.cast.bean(Parting.class).part(Cast.agent(), other, link, Map.of(), "Two people", null);
		assertThat(this.cases.ofCustomer(other.customerId(), true)).extracting(CaseRow::number).containsExactly(others);
		assertThat(row(others).customerName()).isEqualTo("Ana Lindt");
	}

	@Test
	void anOpenCaseIsSettledBeforeAPersonIsErasedAndItsWordsGo() throws SQLException {
		CaseNumber number = open(complaint("No signal inside, says Marisol"));
		Erasing erasing = this.cast.bean(Erasing.class);
		assertThat(erasing.preview(this.marisol).obstacles()).singleElement()
			.isEqualTo("There is an open case: solve it, cancel it or turn it down.");
		this.cases.resolve(ADA, number, "Marisol has a new antenna.", null);
		Approval asked = erasing.ask(SUE, this.marisol, "She wrote.", null);
		this.cast.bean(Approvals.class).approve(this.marisol.customerId(), asked.no(), SAM);
		CaseView left = this.cases.get(number);
		assertThat(left.row().subject()).isEqualTo("[erased]");
		assertThat(left.description()).isEqualTo("[erased]");
		assertThat(left.resolution()).isEqualTo("[erased]");
		assertThat(left.entries()).extracting(CaseEntry::text).doesNotContain("Marisol has a new antenna.");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.cases.note(ADA, number, "Hello?", null));
		this.clock.move(Duration.ofDays(15));
		this.jobs.run(CareJobs.CLOSE);
		assertThat(row(number).state()).isEqualTo(CaseState.CLOSED);
	}

	// ---- the desk

	@Test
	void isOpenedAnsweredAndSolvedAtTheDesk() {
		Visitor ada = desk("ada");
		String customer = "/desk/customers/" + this.marisol;
		assertThat(ada.get(customer).body()).contains("No case is open.");
		assertThat(Jsoup.parse(ada.get(customer + "/cases/new").body()).select("datalist option").eachAttr("value"))
			.contains(this.account.toString());
		HttpResponse<String> refused = ada.post(customer, customer + "/cases", Map.of("kind", "FAULT", "subject", "",
				"description", "It is <b>dead</b>", "cameBy", "PHONE", "idempotencyKey", key(), "mine", "yes"));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("Say in one line what it is about.", "It is &lt;b&gt;dead");
		String key = key();
		for (int i = 0; i < 2; i++) {
			assertThat(ada.post(customer, customer + "/cases",
					Map.of("kind", "FAULT", "subject", "Telephone dead", "cameBy", "PHONE", "about",
							this.account.toString(), "idempotencyKey", key, "mine", "yes"))
				.statusCode()).isEqualTo(200);
		}
		CaseRow opened = this.cases.ofCustomer(this.marisol.customerId(), false).getFirst();
		assertThat(this.cases.ofCustomer(this.marisol.customerId(), false)).hasSize(1);
		assertThat(opened.owner()).isEqualTo("ada");
		String page = "/desk/cases/" + opened.number();
		Document shown = Jsoup.parse(ada.get(page).body());
		assertThat(shown.select("#case-head h2").text()).isEqualTo("Telephone dead");
		assertThat(shown.select("#case-head").text()).contains("Received", "answer in 8 hours", "yours");
		assertThat(Jsoup.parse(ada.get(customer + "/latest-cases").body()).text()).contains("Telephone dead");
		assertThat(ada.post(page, page + "/entries", Map.of("what", "reply", "text", " ", "idempotencyKey", key()))
			.statusCode()).isEqualTo(422);
		assertThat(ada
			.post(page, page + "/entries", Map.of("what", "ask", "text", "Since when?", "seen",
					shown.select("input[name=seen]").attr("value"), "idempotencyKey", key()))
			.statusCode()).isEqualTo(200);
		assertThat(row(opened.number()).state()).isEqualTo(CaseState.PENDING);
		assertThat(ada.get(page + "/side").body()).contains("the time stands still");
		assertThat(ada.get(page + "/thread").body()).contains("Since when?");
		assertThat(ada.get(page + "/resolution").body()).contains("How it was solved");
		assertThat(ada.post(page, page + "/resolution", Map.of("resolution", "A new plug.", "idempotencyKey", key()))
			.statusCode()).isEqualTo(200);
		assertThat(Jsoup.parse(ada.get(page + "/choices?what=ask").body()).select("input").eachAttr("value"))
			.containsExactly("note", "said");
		assertThat(Jsoup.parse(ada.get(page + "/choices?what=ask").body()).select("input[checked]").attr("value"))
			.isEqualTo("note");
		assertThat(ada.get(page + "/heading").body()).contains("Open again", "Customer agrees: close");
		assertThat(ada.post(page, page + "/closure", Map.of("idempotencyKey", key())).statusCode()).isEqualTo(200);
		assertThat(ada.post(page, page + "/hold", Map.of("reason", "A part", "idempotencyKey", key())).statusCode())
			.isEqualTo(422);
		assertThat(ada.get(customer + "/cases").body()).contains("Telephone dead");
		assertThat(ada.get(customer + "/cases.csv").body()).contains(opened.number() + "," + this.marisol);
	}

	@Test
	void theWorkListShowsWhatIsAskedFor() {
		CaseNumber mine = open(complaint("Quincunx signal =1+1"));
		CaseNumber nobodys = open(complaint("Quincunx dial tone"));
		this.cases.take(ADA, mine, null);
		Visitor ada = desk("ada");
		assertThat(listed(ada, "/desk/cases?q=quincunx")).containsExactlyInAnyOrder(mine, nobodys);
		assertThat(listed(ada, "/desk/cases?view=mine&q=quincunx")).containsExactly(mine);
		assertThat(listed(ada, "/desk/cases?view=nobodys&q=QUINC")).containsExactly(nobodys);
		assertThat(listed(ada, "/desk/cases?owner=ada&q=quincunx")).containsExactly(mine);
		assertThat(listed(ada, "/desk/cases?kind=QUESTION&q=quincunx")).isEmpty();
		assertThat(listed(ada, "/desk/cases?view=late&q=quincunx")).isEmpty();
		assertThat(listed(ada, "/desk/cases?q=" + mine)).containsExactly(mine);
		assertThat(listed(ada, "/desk/cases?q=" + this.marisol)).containsExactlyInAnyOrder(mine, nobodys);
		assertThat(listed(ada, "/desk/cases?view=mine&q=okafor")).contains(mine).doesNotContain(nobodys);
		this.clock.move(Duration.ofHours(9));
		assertThat(listed(ada, "/desk/cases?view=late&q=quincunx")).containsExactlyInAnyOrder(mine, nobodys);
		assertThat(ada.get("/desk").body()).contains("of yours late");
		this.cases.resolve(ADA, mine, "A new antenna.", null);
		assertThat(listed(ada, "/desk/cases?q=quincunx")).containsExactly(nobodys);
		assertThat(listed(ada, "/desk/cases?view=all&q=quincunx&sort=new")).containsExactly(nobodys, mine);
		assertThat(listed(ada, "/desk/cases?state=RESOLVED&q=quincunx")).containsExactly(mine);
		assertThat(ada.get("/desk/cases?q=nothing-of-the-kind").body()).contains("No case fits");
		assertThat(ada.get("/desk/cases/list.csv?view=all&q=quincunx").body().lines()).hasSize(3);
		assertThat(ada.get("/desk/cases?page=99999&state=x&sort=%27").statusCode()).isEqualTo(200);
	}

	@Test
	void theOneSearchOpensACaseByItsNumber() {
		CaseNumber number = open(complaint("No signal inside"));
		Visitor ada = desk("ada");
		assertThat(ada.get("/desk/search?q=" + number.toString().toLowerCase(Locale.ROOT).replace("-", "%20"))
			.headers()
			.firstValue("Location")
			.orElseThrow()).endsWith("/desk/cases/" + number);
		assertThat(ada.get("/desk/search/suggestions?q=" + number).body()).contains("/desk/cases/" + number);
		CaseNumber none = CaseNumber.of(this.marisol.customerId(), 88);
		assertThat(ada.get("/desk/search?q=" + none).headers().firstValue("Location").orElseThrow())
			.endsWith("/desk/customers/" + this.marisol);
		assertThat(ada.get("/desk/cases/" + none).statusCode()).isEqualTo(404);
		assertThat(ada.get("/desk/cases/CS-1").statusCode()).isEqualTo(404);
	}

	@Test
	void whoSendsOffersOnlyReadsAndOnlyAnAdministratorSetsTheRules() {
		CaseNumber number = open(complaint("No signal inside"));
		Visitor max = desk("max");
		assertThat(max.get("/desk/cases/" + number).statusCode()).isEqualTo(200);
		assertThat(
				max.post("/desk/cases/" + number, "/desk/cases/" + number + "/taking", Map.of("idempotencyKey", key()))
					.statusCode())
			.isEqualTo(403);
		assertThat(desk("sue").get("/desk/admin/cases").statusCode()).isEqualTo(403);
		Visitor adam = desk("adam");
		Document page = Jsoup.parse(adam.get("/desk/admin/cases").body());
		assertThat(page.text()).doesNotContain("executive null");
		assertThat(page.select("input[name=answer]").eachAttr("value")).containsExactly("48", "24", "8", "2");
		assertThat(adam.post("/desk/admin/cases", "/desk/admin/cases", Map.of("answer", "many", "reason", "?"))
			.statusCode()).isEqualTo(422);
	}

	/** However many there are, a page is read from the beginning of an index. */
	@Test
	void thePagesOfTheListFollowIndexes() throws SQLException {
		String open = "state in ('ACKNOWLEDGED', 'IN_PROGRESS', 'PENDING', 'HELD')";
		assertThat(plan("where " + open + " order by due_at, customer_id, case_no limit 25")).contains("care_case_due")
			.doesNotContain("Sort");
		assertThat(plan("where " + open + " and owner = 'ada' order by due_at, customer_id, case_no limit 25"))
			.contains("care_case_of_owner")
			.doesNotContain("Sort");
		assertThat(plan("where true order by opened_at desc, customer_id desc, case_no desc limit 25"))
			.contains("care_case_newest")
			.doesNotContain("Sort");
		assertThat(plan("where escalate_at <= now() order by escalate_at, customer_id, case_no limit 25"))
			.contains("care_case_escalate");
	}

	private String plan(String rest) throws SQLException {
		StringBuilder plan = new StringBuilder();
		try (Connection connection = this.database.connect(); Statement statement = connection.createStatement()) {
			statement.execute("set enable_seqscan = off");
			statement.execute("set enable_sort = off");
			statement.execute("set enable_bitmapscan = off");
			try (ResultSet lines = statement.executeQuery("explain select * from care_case " + rest)) {
				while (lines.next()) {
					plan.append(lines.getString(1)).append('\n');
				}
			}
		}
		return plan.toString();
	}

	private List<CaseNumber> listed(Visitor visitor, String path) {
		HttpResponse<String> answer = visitor.get(path);
		assertThat(answer.statusCode()).isEqualTo(200);
		return Jsoup.parse(answer.body())
			.select("tbody th a")
			.eachAttr("href")
			.stream()
			.map((href) -> CaseNumber.parse(href.substring(href.lastIndexOf('/') + 1)))
			.toList();
	}

	private Visitor desk(String username) {
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.signIn("desk", username, Cast.PASSWORD).statusCode()).isEqualTo(302);
		return visitor;
	}

	private void name(String executive) {
		CaseRules old = this.rules.now();
		this.rules.set(SUE, old.deadlines(), old.usual(), executive, "Named");
	}

	private void escalateAfter(Duration time) {
		this.clock.move(time);
		this.jobs.run(CareJobs.ESCALATE);
	}

	private CaseRow row(CaseNumber number) {
		return this.cases.get(number).row();
	}

	private CaseNumber open(NewCase asked) {
		return CaseNumber.parse(this.cases.open(ADA, asked, key()).value());
	}

	private NewCase complaint(String subject) {
		return new NewCase(this.marisol.customerId(), CaseKind.COMPLAINT, null, subject, "Not a single bar.",
				CameBy.WEB, null);
	}

	private void refused(String field, NewCase asked) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> open(asked))
			.satisfies((refusal) -> assertThat(refusal.field()).isEqualTo(field));
	}

	private List<Interaction> history() {
		return this.timeline.page(this.marisol.customerId(), Audience.CUSTOMER, List.of(), 0, 100);
	}

	/** Begins them at one moment; what each gave, or what it threw. */
	private static List<Object> atOnce(List<? extends Callable<?>> acts) throws Exception {
		CyclicBarrier gate = new CyclicBarrier(acts.size());
		List<Object> ends = new ArrayList<>();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Object>> running = new ArrayList<>();
			for (Callable<?> act : acts) {
				running.add(threads.submit(() -> {
					gate.await();
					try {
						return act.call();
					}
					catch (Refusal ex) {
						return ex;
					}
				}));
			}
			for (Future<Object> one : running) {
				ends.add(one.get());
			}
		}
		return ends;
	}

	private static String key() {
		return UUID.randomUUID().toString();
	}

}
