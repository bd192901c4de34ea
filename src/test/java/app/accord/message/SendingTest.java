package app.accord.message;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.billing.BillingAccounts;
import app.accord.billing.CreditNotes;
import app.accord.billing.Explaining;
import app.accord.billing.Explanation;
import app.accord.billing.Invoices;
import app.accord.billing.NewCreditNote;
import app.accord.billing.NewInvoice;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.Reachable;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.job.Jobs;
import app.accord.payment.PaymentMethod;
import app.accord.payment.TakingPayment;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Messages over a real mail server that misbehaves: what is sent, tried again, given up
 * and withheld.
 */
@AccordTest
@Import(TestLetters.class)
class SendingTest {

	private static final FickleMailServer SERVER = new FickleMailServer();

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Outbox outbox;

	@Autowired
	private Messages messages;

	@Autowired
	private HandlingMessages handling;

	@Autowired
	private Jobs jobs;

	@Autowired
	private Sending sending;

	@LocalServerPort
	private int port;

	@Autowired
	private Customers customers;

	@Autowired
	private Timeline timeline;

	@Autowired
	private MovableClock clock;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private TestLetters.Desk desk;

	private Cast cast;

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry properties) {
		SERVER.start();
		properties.add("spring.mail.host", () -> "localhost");
		properties.add("spring.mail.port", SERVER::port);
		properties.add("spring.mail.properties.mail.smtp.timeout", () -> "1500");
		properties.add("accord.mail.from", () -> "Northline <bills@northline.example>");
	}

	@AfterAll
	static void stop() {
		SERVER.stop();
	}

	@BeforeEach
	void begin() {
		this.cast = Cast.of(this.program);
		SERVER.reset();
		this.desk.instead(null);
	}

	@AfterEach
	void nothingIsLeftToSend() {
		this.clock.reset();
	}

	@Test
	void sendsWhatWasDecidedOnceItIsCommitted() throws Exception {
		AccountNumber account = owing("97.06");
		long id = decide(account, "first");
		send();
		MimeMessage mail = SERVER.only();
		assertThat(mail.getSubject()).isEqualTo("You owe $97.06");
		assertThat(mail.getFrom()[0]).hasToString("Northline <bills@northline.example>");
		assertThat(mail.getAllRecipients()[0]).hasToString("Marisol Okafor <" + mailbox(account) + ">");
		assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
		Message sent = find(account, id);
		assertThat(mail.getMessageID()).isEqualTo(sent.mailId());
		assertThat(sent.state()).isEqualTo(MessageState.SENT);
		assertThat(sent.transport()).isEqualTo(SentBy.SMTP);
		assertThat(sent.html()).contains("data-fact=\"balance\"").contains("value=\"97.06\"").contains("data-as-of=");
		assertThat(sent.text()).contains("Balance: $97.06")
			.contains("These figures are as of entry 1, ")
			.contains("Pay: http://localhost:8080/portal");
		assertThat(GreenMailUtil.getBody(mail)).contains("97.06");
		send();
		assertThat(SERVER.received()).hasSize(1);
	}

	@Test
	void tellsTheTimelineWhatAmountTheMailStated() {
		AccountNumber account = owing("97.06");
		decide(account, "first");
		send();
		Interaction told = newest(account);
		assertThat(told.summary()).isEqualTo("E-mail: You owe $97.06");
		assertThat(told.actor().channel()).isEqualTo(Channel.EMAIL);
		assertThat(told.statedMinor()).isEqualTo(9706);
		assertThat(told.statedAsOf()).isEqualTo(1);
		charge(account, "13.21", today().plusDays(20), "More");
		Explanation why = this.program.getBean(Explaining.class).explain(account, Cast.dollars("97.06"));
		assertThat(why.sentence()).contains("told by e-mail");
	}

	@Test
	void readsTheFactsAtTheInstantOfSendingNotOfDeciding() {
		AccountNumber account = owing("97.06");
		long id = decide(account, "first");
		this.cast.cash(account, "50.00");
		send();
		assertThat(find(account, id).subject()).isEqualTo("You owe $47.06");
	}

	@Test
	void decidesNothingWhereTheTransactionFails() {
		AccountNumber account = owing("20.00");
		assertThatThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
			this.outbox.decide(NewMessage.of(account.customerId(), account.no(), TestLetters.KIND, "first"));
			throw new IllegalStateException("no");
		})).hasMessage("no");
		send();
		assertThat(SERVER.received()).isEmpty();
	}

	@Test
	void sendsTheSameKeyOnce() {
		AccountNumber account = owing("20.00");
		assertThat(decide(account, "bill 1")).isEqualTo(decide(account, "bill 1"));
		send();
		decide(account, "bill 1");
		send();
		assertThat(SERVER.received()).hasSize(1);
	}

	@Test
	void waitsForItsTime() {
		AccountNumber account = owing("20.00");
		Instant tomorrow = this.clock.instant().plus(1, ChronoUnit.DAYS);
		this.transaction.executeWithoutResult((status) -> this.outbox
			.decide(NewMessage.of(account.customerId(), account.no(), TestLetters.KIND, "first").notBefore(tomorrow)));
		send();
		assertThat(SERVER.received()).isEmpty();
		this.clock.move(Duration.ofDays(1));
		send();
		assertThat(SERVER.received()).hasSize(1);
	}

	@Test
	void withholdsWhatDoesNotHoldAnyMoreAndSaysWhyToStaffOnly() {
		AccountNumber account = owing("20.00");
		this.desk.instead((message) -> new Written.Withheld("It was paid meanwhile."));
		long id = decide(account, "first");
		send();
		assertThat(find(account, id).state()).isEqualTo(MessageState.WITHHELD);
		assertThat(newest(account).reason()).isEqualTo("It was paid meanwhile.");
		assertThat(newest(account).internal()).isTrue();
		assertThat(SERVER.received()).isEmpty();
	}

	@Test
	void triesAgainLaterWhenTheServerIsDown() {
		AccountNumber account = owing("20.00");
		long id = decide(account, "first");
		SERVER.refuseConnections();
		send();
		assertThat(find(account, id).state()).isEqualTo(MessageState.QUEUED);
		assertThat(find(account, id).problem()).startsWith("The mail server could not be reached");
		assertThat(find(account, id).mayHaveLeft()).isFalse();
		SERVER.acceptConnections();
		send();
		assertThat(SERVER.received()).isEmpty();
		this.clock.move(Duration.ofMinutes(1));
		send();
		assertThat(SERVER.received()).hasSize(1);
		assertThat(find(account, id).state()).isEqualTo(MessageState.SENT);
		assertThat(find(account, id).problem()).isNull();
	}

	@Test
	void triesAgainLaterWhenTheServerAsksForIt() throws Exception {
		AccountNumber account = owing("20.00");
		long id = decide(account, "first");
		SERVER.answer("RCPT", "451 4.7.1 Greylisted, come back in five minutes");
		send();
		assertThat(find(account, id).state()).isEqualTo(MessageState.QUEUED);
		assertThat(find(account, id).problem()).contains("Greylisted");
		assertThat(email(account).reachable()).isEqualTo(Reachable.UNKNOWN);
		SERVER.answer("DATA", "452 4.3.1 Out of space");
		this.clock.move(Duration.ofMinutes(1));
		send();
		assertThat(find(account, id).problem()).contains("Out of space");
		SERVER.behave();
		this.clock.move(Duration.ofMinutes(5));
		send();
		assertThat(SERVER.only().getMessageID()).isEqualTo(find(account, id).mailId());
		assertThat(find(account, id).tries()).isEqualTo(3);
	}

	@Test
	void marksAnAddressThatBouncesAndTakesTheNext() throws Exception {
		AccountNumber account = owing("20.00");
		this.customers.addContactPoint(Cast.agent(), account.customer(), NewContactPoint.email("other@example.com"));
		long id = decide(account, "first");
		SERVER.answer("RCPT", "550 5.1.1 No such mailbox");
		send();
		assertThat(email(account).reachable()).isEqualTo(Reachable.NO);
		assertThat(email(account).reachableReason()).contains("No such mailbox");
		SERVER.behave();
		send();
		assertThat(SERVER.only().getAllRecipients()[0].toString()).contains("other@example.com");
		assertThat(find(account, id).sentTo()).isEqualTo("other@example.com");
	}

	@Test
	void keepsALetterToPrintWhenNoAddressReaches() {
		AccountNumber account = owing("20.00");
		this.customers.addContactPoint(Cast.agent(), account.customer(),
				NewContactPoint.postal("12 Canal Street\nNew York, NY 10013"));
		long id = decide(account, "first", Medium.EMAIL);
		SERVER.answer("RCPT", "550 5.1.1 No such mailbox");
		send();
		send();
		Message waiting = find(account, id);
		assertThat(waiting.state()).isEqualTo(MessageState.TO_PRINT);
		assertThat(waiting.problem()).isEqualTo("No e-mail address that reaches them.");
		assertThat(newest(account).summary()).startsWith("A letter waits to be printed and posted");
		this.cast.cash(account, "5.00");
		Message printed = this.handling.print(Cast.agent(), account.customerId(), id);
		assertThat(printed.state()).isEqualTo(MessageState.SENT);
		assertThat(printed.medium()).isEqualTo(Medium.POST);
		assertThat(printed.subject()).isEqualTo("You owe $15.00");
		assertThat(newest(account).actor().channel()).isEqualTo(Channel.POST);
		assertThat(newest(account).statedMinor()).isEqualTo(1500);
		assertThat(SERVER.received()).isEmpty();
	}

	@Test
	void failsWithoutAnyAddressAndCanBeTriedAgainOnceThereIsOne() {
		CustomerNumber number = this.customers.create(Cast.agent(), NewCustomer.person("No", "Address"));
		long id = this.transaction
			.execute((status) -> this.outbox.decide(NewMessage.of(number.customerId(), null, TestLetters.KIND, "x")));
		send();
		Message failed = this.messages.find(number.customerId(), id).orElseThrow();
		assertThat(failed.state()).isEqualTo(MessageState.FAILED);
		assertThat(failed.problem()).contains("No e-mail address or telephone number that reaches them")
			.contains("No postal address either");
		assertThatThrownBy(() -> this.handling.print(Cast.agent(), number.customerId(), id))
			.hasMessageContaining("no postal address");
		this.customers.addContactPoint(Cast.agent(), number, NewContactPoint.email("now@example.com"));
		this.handling.tryAgain(Cast.agent(), number.customerId(), id);
		send();
		assertThat(SERVER.received()).hasSize(1);
	}

	@Test
	void givesUpWhatTheServerRefuses() {
		AccountNumber account = owing("20.00");
		long id = decide(account, "first");
		SERVER.answer("DATA", "554 5.7.1 Looks like spam");
		send();
		assertThat(find(account, id).state()).isEqualTo(MessageState.FAILED);
		assertThat(find(account, id).problem()).contains("Looks like spam");
		assertThat(email(account).reachable()).isEqualTo(Reachable.UNKNOWN);
		assertThat(newest(account).summary()).isEqualTo("Could not be sent: You owe $20.00");
	}

	@Test
	void givesUpAfterThreeDays() {
		AccountNumber account = owing("20.00");
		long id = decide(account, "first");
		SERVER.refuseConnections();
		for (int hour = 0; hour < 80; hour += 13) {
			send();
			this.clock.move(Duration.ofHours(13));
		}
		assertThat(find(account, id).state()).isEqualTo(MessageState.FAILED);
	}

	@Test
	void sendsAgainAsTheSameMailWhenTheLineIsCutAfterTheData() throws Exception {
		AccountNumber account = owing("20.00");
		long id = decide(account, "first");
		SERVER.cutAfterData();
		send();
		assertThat(find(account, id).state()).isEqualTo(MessageState.QUEUED);
		assertThat(find(account, id).mayHaveLeft()).isTrue();
		SERVER.behave();
		this.clock.move(Duration.ofMinutes(1));
		send();
		List<MimeMessage> received = SERVER.received();
		assertThat(received).hasSize(2);
		assertThat(received.get(0).getMessageID()).isEqualTo(received.get(1).getMessageID());
		assertThat(find(account, id).state()).isEqualTo(MessageState.SENT);
	}

	@Test
	void saysThatAWithheldMessageMayHaveLeftWhenTheLineWasCutBefore() {
		AccountNumber account = owing("20.00");
		decide(account, "first");
		SERVER.cutAfterData();
		send();
		this.desk.instead((message) -> new Written.Withheld("Paid."));
		this.clock.move(Duration.ofMinutes(1));
		send();
		assertThat(newest(account).summary()).contains("An earlier try may have reached the customer");
	}

	@Test
	void doesNotWaitForEverForASlowServer() {
		AccountNumber account = owing("20.00");
		long id = decide(account, "first");
		SERVER.sayNothing();
		send();
		assertThat(find(account, id).state()).isEqualTo(MessageState.QUEUED);
		SERVER.behave();
		this.clock.move(Duration.ofMinutes(1));
		send();
		assertThat(SERVER.received()).hasSize(1);
	}

	@Test
	void isNotSentTwiceBecauseTheServerHangsUpInsteadOfSayingGoodbye() {
		AccountNumber account = owing("20.00");
		long id = decide(account, "first");
		SERVER.answer("QUIT", "");
		send();
		assertThat(find(account, id).state()).isEqualTo(MessageState.SENT);
		this.clock.move(Duration.ofHours(1));
		send();
		assertThat(SERVER.received()).hasSize(1);
	}

	@Test
	void takesOverWhatADeadNodeWasSending() {
		AccountNumber account = owing("20.00");
		long id = decide(account, "first");
		this.program.getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
			.sql("""
					update message set state = 'SENDING', tries = 1, next_try_at = ?
					where customer_id = ? and message_id = ?
					""")
			.param(java.sql.Timestamp.from(this.clock.instant().plus(Sending.LEASE)))
			.param(account.customerId())
			.param(id)
			.update();
		send();
		assertThat(SERVER.received()).isEmpty();
		this.clock.move(Sending.LEASE);
		send();
		assertThat(SERVER.received()).hasSize(1);
		assertThat(find(account, id).mayHaveLeft()).isTrue();
		assertThat(find(account, id).tries()).isEqualTo(2);
	}

	@Test
	void keepsTryingWhatCannotBeWritten() {
		AccountNumber account = owing("20.00");
		long id = decide(account, "first");
		this.desk.instead((message) -> {
			throw new IllegalStateException("no figures");
		});
		send();
		assertThat(find(account, id).problem()).isEqualTo("It could not be written: no figures");
		this.desk.instead(null);
		this.clock.move(Duration.ofMinutes(1));
		send();
		assertThat(SERVER.received()).hasSize(1);
	}

	@Test
	void twoNodesShareTheWorkAndSendEachMessageOnce() throws Exception {
		List<AccountNumber> accounts = java.util.stream.IntStream.range(0, 12).mapToObj((i) -> owing("20.00")).toList();
		accounts.forEach((account) -> {
			decide(account, "a");
			decide(account, "b");
			decide(account, "c");
		});
		CyclicBarrier together = new CyclicBarrier(3);
		List<Thread> nodes = java.util.stream.IntStream.range(0, 3).mapToObj((i) -> Thread.ofVirtual().start(() -> {
			try {
				together.await();
				this.sending.sendDue();
				this.sending.sendDue();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		})).toList();
		for (Thread node : nodes) {
			node.join();
		}
		assertThat(SERVER.received()).hasSize(36);
		assertThat(SERVER.received().stream().map(SendingTest::id)).doesNotHaveDuplicates();
		assertThat(accounts).allSatisfy((account) -> assertThat(this.messages.page(account.customerId(), 0, 9).items())
			.allMatch((message) -> message.state() == MessageState.SENT && message.tries() == 1));
	}

	@Test
	void showsTheMessageAsSentOnTheDeskAndToItsCustomerOnly() {
		AccountNumber account = owing("20.00");
		long id = decide(account, "first");
		send();
		this.program.getBean(Staff.class).create("agent7", "Ada Seven", StaffRole.ADMIN, Cast.PASSWORD);
		Visitor agent = new Visitor(this.port);
		agent.signIn("desk", "agent7", Cast.PASSWORD);
		String list = "/desk/customers/" + account.customer() + "/messages";
		assertThat(agent.get(list).body()).contains("You owe $20.00").contains("entry 1");
		assertThat(agent.get(list + "/" + id).body()).contains("These figures are as of entry 1, ");
		HttpResponse<String> page = agent.get(list + "/" + id + "/page");
		assertThat(page.body()).contains("data-fact=\"balance\"");
		assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1)
			.first()
			.asString()
			.contains("sandbox")
			.contains("default-src 'none'")
			.contains("frame-ancestors 'self'");
		assertThat(agent.get("/desk/admin/messages?state=SENT").body()).contains("You owe $20.00");
		Visitor customer = new Visitor(this.port);
		customer.signIn("portal", mailbox(account).replace("@example.com", ""), Cast.PASSWORD);
		assertThat(customer.get("/portal/messages").body()).contains("You owe $20.00");
		assertThat(customer.get("/portal/messages/" + id).body()).contains("why was it");
		assertThat(customer.get("/portal/messages/" + id + "/page").body()).contains("$20.00");
		AccountNumber other = owing("30.00");
		long theirs = decide(other, "first");
		assertThat(customer.get("/portal/messages/" + theirs).statusCode()).isEqualTo(404);
		assertThat(agent.get(list + "/" + theirs).statusCode()).isEqualTo(404);
		send();
	}

	@Test
	void anEmployeeHasAFailedMessageTriedAgainOrStopsIt() {
		AccountNumber account = owing("20.00");
		long id = decide(account, "first");
		SERVER.answer("DATA", "554 5.7.1 Looks like spam");
		send();
		SERVER.behave();
		this.program.getBean(Staff.class).create("agent8", "Ada Eight", StaffRole.AGENT, Cast.PASSWORD);
		Visitor agent = new Visitor(this.port);
		agent.signIn("desk", "agent8", Cast.PASSWORD);
		String page = "/desk/customers/" + account.customer() + "/messages/" + id;
		assertThat(agent.post(page, page + "/stop", Map.of("reason", "")).statusCode()).isEqualTo(302);
		assertThat(find(account, id).state()).isEqualTo(MessageState.FAILED);
		agent.post(page, page + "/tries", Map.of());
		assertThat(find(account, id).state()).isEqualTo(MessageState.QUEUED);
		agent.post(page, page + "/stop", Map.of("reason", "She has moved."));
		assertThat(find(account, id).problem()).isEqualTo("Stopped by Ada Eight: She has moved.");
		send();
		assertThat(SERVER.received()).isEmpty();
	}

	private static String id(MimeMessage mail) {
		try {
			return mail.getMessageID();
		}
		catch (jakarta.mail.MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void writesInTheCustomersLanguage() throws Exception {
		CustomerNumber number = this.customers.create(Cast.agent(),
				NewCustomer.person("Jonas", "Weber").with(NewContactPoint.email("jonas@example.com")).speaking("de"));
		AccountNumber account = this.program.getBean(BillingAccounts.class)
			.open(number.customerId(), "Home", "EUR", Cast.agent());
		decide(account, "first");
		send();
		assertThat(SERVER.only().getSubject()).isEqualTo("You owe 0,00 €");
		assertThat(Languages.of("de")).isEqualTo(Locale.GERMANY);
		assertThat(Languages.of("es")).isEqualTo(Locale.US);
		assertThat(Languages.of(null)).isEqualTo(Locale.US);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					en | USD | Your bill %s: $89.42, to be paid by 3 Dec 2031 | $109.42 | $89.42 | Your balance: $89.42 | These figures are as of entry 3, | Still to pay $89.42 | as of entry 3, 22 Nov 2031 14:02:11 | Pay now
					de | EUR | Ihre Rechnung %s: 89,42 €, zahlbar bis 3. Dez. 2031 | 109,42 € | 89,42 € | Ihr Kontostand: 89,42 € | Buchung 3, | Noch zu zahlen 89,42 € | Stand: Buchung 3, 22. Nov. 2031 14:02:11 | Jetzt bezahlen
					""")
	void aBillArrivesAsTextPageAndPdfThatStateOnePosition(String language, String currency, String subject,
			String total, String open, String balance, String asOf, String openOnPaper, String asOfOnPaper, String pay)
			throws Exception {
		this.clock.stop(Instant.parse("2031-11-22T19:02:11Z"));
		AccountNumber account = billed(language, currency);
		InvoiceNumber bill = issue(account, currency);
		this.program.getBean(TakingPayment.class)
			.take(account, Money.parse(currency + " 20.00"), PaymentMethod.CASH, null, Cast.agent(), "20-" + account);
		send();
		MimeMessage mail = SERVER.only();
		assertThat(mail.getSubject()).isEqualTo(subject.formatted(bill));
		assertThat(mail.isMimeType("multipart/mixed")).isTrue();
		assertThat(parts(mail).keySet()).containsExactlyInAnyOrder("text/plain", "text/html", "application/pdf");
		String text = plain((String) parts(mail).get("text/plain").getContent());
		assertThat(text).contains(bill.toString(), total, open, balance, asOf);
		Document page = Jsoup.parse((String) parts(mail).get("text/html").getContent());
		assertThat(page.select("html").attr("lang")).isEqualTo(language);
		assertThat(plain(page.text())).contains(total, open, asOf);
		assertThat(page.select("data[data-fact=balance], data[data-fact=invoice-open]").eachAttr("data-as-of"))
			.containsOnly("3");
		assertThat(page.select("data[data-fact=balance]").attr("value")).isEqualTo("89.42");
		assertThat(page.select("data[data-fact=invoice-open]").attr("value")).isEqualTo("89.42");
		assertThat(page.select("data[data-fact=invoice-total]").attr("value")).isEqualTo("109.42");
		Part attached = parts(mail).get("application/pdf");
		assertThat(attached.getFileName()).isEqualTo(bill + ".pdf");
		assertThat(attached.getDisposition()).isEqualTo(Part.ATTACHMENT);
		try (PDDocument paper = Loader.loadPDF(attached.getInputStream().readAllBytes())) {
			assertThat(plain(new PDFTextStripper().getText(paper))).contains(bill.toString(), total, openOnPaper,
					asOfOnPaper);
		}
		String link = page.select("a:contains(" + pay + ")").attr("href");
		assertThat(text).contains(link);
		HttpResponse<String> whoHasIt = new Visitor(this.port).get(link.replaceAll("^https?://[^/]+", ""));
		assertThat(whoHasIt.statusCode()).isEqualTo(200);
		assertThat(Jsoup.parse(whoHasIt.body()).select("data[data-fact=balance]").attr("value")).isEqualTo("89.42");
		assertThat(whoHasIt.body()).doesNotContain("Weber");
		assertThat(newest(account).statedMinor()).isEqualTo(8942);
		assertThat(newest(account).statedAsOf()).isEqualTo(3);
	}

	@Test
	void aCreditNoteArrivesWithItsPdf() throws Exception {
		AccountNumber account = billed("de", "EUR");
		InvoiceNumber bill = issue(account, "EUR");
		send();
		SERVER.reset();
		String note = this.program.getBean(CreditNotes.class)
			.issue(NewCreditNote.ofAmount(bill, Money.parse("EUR 10.89"), "Ein Tag ohne Netz"), Actor.system("test"),
					null)
			.value()
			.number();
		send();
		MimeMessage mail = SERVER.only();
		assertThat(plain(mail.getSubject())).contains(note, "10,89 €");
		Document page = Jsoup.parse((String) parts(mail).get("text/html").getContent());
		assertThat(page.select("data[data-fact=balance]").attr("value")).isEqualTo("98.53");
		String asOf = page.select("data[data-fact=balance]").attr("data-as-of");
		assertThat(plain((String) parts(mail).get("text/plain").getContent())).contains(note, "10,89 €", "98,53 €",
				"Buchung " + asOf);
		Part attached = parts(mail).get("application/pdf");
		assertThat(attached.getFileName()).isEqualTo(note + ".pdf");
		try (PDDocument paper = Loader.loadPDF(attached.getInputStream().readAllBytes())) {
			assertThat(plain(new PDFTextStripper().getText(paper))).contains(note, "Zu Rechnung " + bill,
					"Ein Tag ohne Netz", "Kontostand 98,53 € (Stand: Buchung " + asOf + ",");
		}
	}

	private AccountNumber billed(String language, String currency) {
		CustomerNumber number = this.customers.create(Cast.agent(),
				NewCustomer.person("Jonas", "Weber")
					.with(NewContactPoint.email("jonas" + System.nanoTime() + "@example.com"))
					.speaking(language));
		return this.program.getBean(BillingAccounts.class).open(number.customerId(), "Home", currency, Cast.agent());
	}

	/** A bill of 109.42, of which 8.92 are tax. */
	private InvoiceNumber issue(AccountNumber account, String currency) {
		LocalDate today = today();
		return this.program.getBean(Invoices.class)
			.issue(account,
					new NewInvoice(today, LocalDate.parse("2031-12-03"), null, null,
							List.of(new NewInvoice.Line(null, "Mobile L", 1, Money.parse(currency + " 89.00"),
									new BigDecimal("8.875")),
									new NewInvoice.Line(null, "Roaming", 1, Money.parse(currency + " 11.50"),
											new BigDecimal("8.875")))),
					Cast.agent());
	}

	/** The leaves of a mail by their type. */
	private static Map<String, Part> parts(Part part) throws Exception {
		Map<String, Part> parts = new LinkedHashMap<>();
		if (part.getContent() instanceof Multipart several) {
			for (int i = 0; i < several.getCount(); i++) {
				parts.putAll(parts(several.getBodyPart(i)));
			}
		}
		else {
			parts.put(new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT), part);
		}
		return parts;
	}

	private static String plain(String text) {
		return text.replaceAll("[\\s\\u00a0\\u202f]+", " ");
	}

	@Test
	void becomesACustomerByTheLinkInTheMail() throws Exception {
		Visitor ana = new Visitor(this.port);
		ana.post("/portal/sign-up", "/portal/sign-up", Map.of("givenName", "Ana", "familyName", "Quill", "email",
				"Ana.Quill@example.com", "phone", "", "password", Cast.PASSWORD));
		this.jobs.run("Send sign-up mails");
		MimeMessage mail = SERVER.only();
		assertThat(mail.getAllRecipients()[0]).hasToString("ana.quill@example.com");
		assertThat(mail.getSubject()).contains("Confirm your e-mail address");
		assertThat(text(mail)).doesNotContain("Quill,");
		String link = link(mail, "Confirm and finish");
		assertThat(ana.get(link).body()).contains("One step more");
		assertThat(ana.post(link, link, Map.of()).headers().firstValue("Location").orElseThrow())
			.contains("/portal/sign-in?confirmed");
		assertThat(new Visitor(this.port).signIn("portal", "ana.quill@example.com", Cast.PASSWORD).statusCode())
			.isEqualTo(302);
		SERVER.reset();
		ana.post("/portal/sign-up", "/portal/sign-up", Map.of("givenName", "Mallory", "familyName", "Quill", "email",
				"ana.quill@example.com", "phone", "", "password", "another long password"));
		this.jobs.run("Send sign-up mails");
		assertThat(text(SERVER.only())).contains("You are our customer already", "ana.quill@example.com")
			.doesNotContain("Mallory");
	}

	@Test
	void setsAPasswordByTheLinkInTheMailAndIsToldSo() throws Exception {
		AccountNumber account = owing("10.00");
		String login = mailbox(account).replace("@example.com", "");
		this.customers.markReachable(Cast.agent(), account.customer(), email(account).id(), Reachable.YES, "Answered");
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.get("/portal/sign-in").body()).contains("/portal/forgotten");
		visitor.post("/portal/forgotten", "/portal/forgotten", Map.of("who", account.customer().toString()));
		this.jobs.run("Send password links");
		MimeMessage mail = SERVER.only();
		assertThat(mail.getAllRecipients()[0]).hasToString("Marisol Okafor <" + mailbox(account) + ">");
		assertThat(text(mail)).contains("You sign in as " + login, "half an hour");
		String link = link(mail, "Set the password");
		assertThat(visitor.post(link, link, Map.of("password", "five calm words are here"))
			.headers()
			.firstValue("Location")
			.orElseThrow()).contains("/portal/sign-in?password-set");
		assertThat(visitor.get(link).statusCode()).as("once").isEqualTo(404);
		assertThat(new Visitor(this.port).signIn("portal", login, "five calm words are here").statusCode())
			.isEqualTo(302);
		SERVER.reset();
		send();
		MimeMessage told = SERVER.only();
		assertThat(told.getSubject()).contains("was changed");
		assertThat(text(told)).contains("If it wasn’t you", "/portal/forgotten");
		assertThat(newest(account).summary()).contains("was changed");
	}

	private static String text(MimeMessage mail) throws Exception {
		return plain((String) parts(mail).get("text/plain").getContent());
	}

	/** Where a button of the mail leads, without the host. */
	private static String link(MimeMessage mail, String button) throws Exception {
		String html = (String) parts(mail).get("text/html").getContent();
		String link = Jsoup.parse(html).select("a:contains(" + button + ")").attr("href");
		assertThat(text(mail)).contains(link);
		return link.replaceAll("^https?://[^/]+", "");
	}

	@Test
	void everyStateIsInTheTableOfMovesAndReached() {
		assertThat(MessageState.MOVES.keySet()).isEqualTo(EnumSet.allOf(MessageState.class));
		assertThat(MessageState.MOVES.values().stream().flatMap(Set::stream))
			.containsAll(EnumSet.allOf(MessageState.class));
	}

	private AccountNumber owing(String amount) {
		String name = "marisol" + System.nanoTime();
		AccountNumber account = this.cast.customer("Marisol", "Okafor", "+1 415 555 01" + (10 + name.hashCode() % 10),
				name);
		charge(account, amount, today(), "Mobile L");
		return account;
	}

	/** Not by a bill, which sends a mail of its own. */
	private void charge(AccountNumber account, String amount, LocalDate dueOn, String what) {
		this.cast.bean(Adjusting.class).charge(account, Cast.dollars(amount), dueOn, what, Cast.agent(), null);
	}

	private LocalDate today() {
		return this.program.getBean(app.accord.time.BusinessCalendar.class).today();
	}

	private long decide(AccountNumber account, String key) {
		return decide(account, key, null);
	}

	private long decide(AccountNumber account, String key, Medium medium) {
		return this.transaction.execute((status) -> this.outbox.decide(new NewMessage(account.customerId(),
				account.no(), TestLetters.KIND, medium, Map.of("a", "b"), key, null)));
	}

	private void send() {
		this.jobs.run(MessageConfiguration.JOB);
	}

	private Message find(AccountNumber account, long id) {
		return this.messages.find(account.customerId(), id).orElseThrow();
	}

	private ContactPointView email(AccountNumber account) {
		return this.customers.read(account.customer()).emails().getFirst();
	}

	private String mailbox(AccountNumber account) {
		return email(account).canonical();
	}

	private Interaction newest(AccountNumber account) {
		return this.timeline.page(account.customerId(), Audience.STAFF, List.of(), 0, 1).getFirst();
	}

}
