package app.accord.killed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import app.accord.Accord;
import app.accord.billing.LedgerChecks;
import app.accord.customer.AccountNumber;
import app.accord.database.PostgresServer;
import app.accord.fault.FailPoint;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.Cast;
import app.accord.testing.GatewayBooks;
import app.accord.testing.MovableClock;
import app.accord.testing.RunningAccord;
import app.accord.testing.TestDatabase;
import app.accord.testing.Visitor;
import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The program in a process of its own, and what outlives it when it is killed: the
 * database, a mail server, and an office. The office is a node of the same program
 * without jobs or visitors, in which customers and bills are made, the books are looked
 * at, and the payment gateway runs. Each life of the program begins some minutes after
 * the one before, so that what was left half way is due.
 */
final class Company implements AutoCloseable {

	static final String TOKEN = "a-token-for-somebody-careful";

	static final String ASK = "Ask the bank about unsettled payments";

	static final String AUTO_PAY = "Automatic payments";

	static final String BILL = "Share of a bill run";

	static final String SEND = "Send messages";

	private static final ZoneId ZONE = ZoneId.of("America/New_York");

	private static final String[] GATEWAY = { "accord.sandbox.key=the-gateways-key",
			"accord.sandbox.webhook-secret=the-gateways-secret" };

	private final AtomicInteger people = new AtomicInteger();

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.build();

	private final TestDatabase database = TestDatabase.create();

	private final MovableClock clock = new MovableClock();

	private final GreenMail mail = new GreenMail(
			new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort())
		.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

	private final int port = PostgresServer.freePort();

	private final int gatewayPort = PostgresServer.freePort();

	/** Of the program's own gateway, where it is to die in that. */
	private final int ownGatewayPort = PostgresServer.freePort();

	private final Path haltAt;

	private final RunningAccord program;

	private final ConfigurableApplicationContext office;

	private final Visitor admin = new Visitor(this.port);

	/** The program's clock is ahead of the computer's: it is tomorrow morning. */
	private Duration ahead = Duration.between(Instant.now(),
			LocalDate.now(ZONE).plusDays(1).atTime(LocalTime.of(8, 0)).atZone(ZONE).toInstant());

	private boolean withOwnGateway;

	private boolean withJobs;

	Company(Path folder) {
		this.haltAt = folder.resolve("halt-at").toAbsolutePath();
		this.program = new RunningAccord(folder.resolve("data"), this.port);
		this.mail.start();
		this.clock.set(Instant.now().plus(this.ahead));
		this.office = new SpringApplicationBuilder(Accord.class)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("movableClock", Clock.class,
					() -> this.clock))
			.run(Stream.concat(
					Stream.of("server.port=0", "accord.database.url=" + this.database.url(),
							"accord.database.user=" + this.database.user(),
							"accord.database.password=" + this.database.password(), "accord.embedded=false",
							"accord.jobs.enabled=false", "accord.sandbox.enabled=true",
							"accord.sandbox.port=" + this.gatewayPort,
							"accord.sandbox.webhook-url=http://localhost:" + this.port + "/webhooks/payments"),
					Arrays.stream(GATEWAY))
				.map((option) -> "--" + option)
				.toArray(String[]::new));
		bean(ApiTokens.class).allow("somebody careful", TOKEN);
		bean(Staff.class).create("admin", "Grace Oyelaran", StaffRole.ADMIN, Cast.PASSWORD);
	}

	/** A first life, of which the later ones begin sooner. */
	void rehearse() throws IOException, InterruptedException {
		set();
		this.program.rehearse();
	}

	/** The next life of the program begins. */
	void start() throws IOException, InterruptedException {
		set();
		this.program.start();
		if (this.admin.cookies().isEmpty()) {
			assertThat(this.admin.signIn("desk", "admin", Cast.PASSWORD).statusCode()).isEqualTo(302);
		}
	}

	private void set() throws IOException {
		this.ahead = this.ahead.plusMinutes(6);
		this.clock.set(Instant.now().plus(this.ahead));
		Files.deleteIfExists(this.haltAt);
		String[] gateway = this.withOwnGateway
				? new String[] { "accord.sandbox.enabled=true", "accord.sandbox.port=" + this.ownGatewayPort }
				: new String[] { "accord.sandbox.enabled=false",
						"accord.sandbox.url=http://localhost:" + this.gatewayPort };
		String[] all = Stream
			.of(new String[] { "accord.halt-at=@" + this.haltAt, "accord.clock.ahead=" + this.ahead,
					"accord.database.url=" + this.database.url(), "accord.database.user=" + this.database.user(),
					"accord.database.password=" + this.database.password(), "accord.billing.chunk=2",
					"spring.mail.host=127.0.0.1", "spring.mail.port=" + this.mail.getSmtp().getPort(),
					"accord.jobs.enabled=" + this.withJobs }, GATEWAY, gateway)
			.flatMap(Arrays::stream)
			.toArray(String[]::new);
		this.program.with(all);
	}

	/** From the next life on the gateway is, or isn't, within the program. */
	void ownGateway(boolean own) {
		this.withOwnGateway = own;
	}

	/** From the next life on jobs run by themselves, or don't. */
	void jobs(boolean run) {
		this.withJobs = run;
	}

	boolean hasOwnGateway() {
		return this.withOwnGateway;
	}

	RunningAccord program() {
		return this.program;
	}

	/** From now on the program dies when it passes that point so many times. */
	void haltAt(FailPoint point, int times) throws IOException {
		Path next = this.haltAt.resolveSibling("halt-at.next");
		Files.writeString(next, point.label() + ":" + times);
		Files.move(next, this.haltAt, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	/** A part of the office. */
	<T> T bean(Class<T> type) {
		return this.office.getBean(type);
	}

	Cast cast() {
		return Cast.of(this.office);
	}

	TestDatabase database() {
		return this.database;
	}

	MovableClock clock() {
		return this.clock;
	}

	Instant now() {
		return this.clock.instant();
	}

	LocalDate today() {
		return LocalDate.ofInstant(now(), ZONE);
	}

	/** A new customer, who can sign in to the portal. */
	Somebody somebody() {
		String name = "somebody-" + this.people.incrementAndGet();
		AccountNumber account = cast().customer("Marisol", name, "212 555 %04d".formatted(this.people.get()), name);
		return new Somebody(account, name, new Visitor(this.port));
	}

	/** Somebody else who works here, signed in at the desk. */
	Visitor signedIn(StaffRole role) {
		String name = role.name().toLowerCase(java.util.Locale.ROOT) + "-" + this.people.incrementAndGet();
		bean(Staff.class).create(name, "Ada Lindqvist", role, Cast.PASSWORD);
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.signIn("desk", name, Cast.PASSWORD).statusCode()).isEqualTo(302);
		return visitor;
	}

	/** Presses the button of a job at the desk, and looks how it went. */
	void run(String job) {
		HttpResponse<String> answer = press(job);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
		assertThat(this.admin.get("/desk/admin/jobs").body()).as("how “" + job + "” went")
			.contains("Done: " + job + ".");
	}

	/** Presses it only. */
	HttpResponse<String> press(String job) {
		return this.admin.post("/desk/admin/jobs", "/desk/admin/jobs", Map.of("job", job));
	}

	/** Sends a request to the API. */
	HttpResponse<String> api(String path, String key, String body) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/api/v1" + path))
			.timeout(Duration.ofSeconds(20))
			.header("Authorization", "Bearer " + TOKEN)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body));
		if (key != null) {
			request.header("Idempotency-Key", key);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	/** What a customer does on the gateway's page. */
	int payOn(String page) throws IOException, InterruptedException {
		return this.http
			.send(HttpRequest.newBuilder(URI.create(page))
				.timeout(Duration.ofSeconds(20))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString("card=" + TestCard.GOOD.tail()))
				.build(), HttpResponse.BodyHandlers.discarding())
			.statusCode();
	}

	/** The gateway's reports come in, and the program asks about what it doesn't know. */
	void settle() throws InterruptedException {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		String waiting = "sandbox.event where next_try_at is not null and delivered_at is null";
		while (this.database.number("select count(*) from " + waiting) > 0) {
			// What could not be reported while the program was dead is tried again in
			// some minutes, hours, days; or now.
			this.database.update("update sandbox.event set next_try_at = at where event_id in (select event_id from "
					+ waiting + ")");
			bean(Sandbox.class).sendReports();
			if (System.nanoTime() > deadline) {
				throw new AssertionError("The gateway's reports are not taken.");
			}
			Thread.sleep(20);
		}
		run(ASK);
	}

	/** What is wrong with the books, the gateway's and ours. */
	List<String> wrong() {
		return Stream
			.of(GatewayBooks.differences(this.database), bean(LedgerChecks.class).violations(),
					this.database.strings(BILLED_TWICE))
			.flatMap(List::stream)
			.toList();
	}

	private static final String BILLED_TWICE = """
			select format('Account %s of customer %s is billed %s times for %s', p.account_no, p.customer_id, count(*), p.starts_on)
			from billing_period p
			join billing_period o on o.customer_id = p.customer_id and o.account_no = p.account_no
			  and o.starts_on <= p.starts_on and o.ends_on >= p.starts_on
			group by p.customer_id, p.account_no, p.starts_on having count(*) > 1
			union all
			select format('Bill run %s is still %s', bill_run_id, state) from bill_run where state not in ('DONE', 'CANCELLED')
			union all
			select format('Account %s of customer %s has %s bills of run %s', a.account_no, a.customer_id, count(i.invoice_no),
			  a.bill_run_id)
			from bill_run_account a
			left join invoice i on i.customer_id = a.customer_id and i.account_no = a.account_no
			where a.state = 'BILLED' group by a.customer_id, a.account_no, a.bill_run_id having count(i.invoice_no) <> 1
			""";

	/** The mails that came to an address, each once for each time it came. */
	List<MimeMessage> mailsTo(String address) {
		return Arrays.stream(this.mail.getReceivedMessages()).filter((mail) -> {
			try {
				return Arrays.stream(mail.getAllRecipients()).anyMatch((to) -> to.toString().contains(address));
			}
			catch (MessagingException ex) {
				throw new IllegalStateException(ex);
			}
		}).toList();
	}

	/** All mails. */
	List<MimeMessage> mails() {
		return List.of(this.mail.getReceivedMessages());
	}

	@Override
	public void close() {
		this.program.close();
		this.office.close();
		this.mail.stop();
		this.database.drop();
	}

	/**
	 * A customer.
	 *
	 * @param account with one account
	 * @param username at the portal, and before the @ of the mail address
	 * @param visitor in a browser
	 */
	record Somebody(AccountNumber account, String username, Visitor visitor) {

		void signIn() {
			assertThat(this.visitor.signIn("portal", this.username, Cast.PASSWORD).statusCode()).isEqualTo(302);
		}

		String address() {
			return this.username + "@example.com";
		}

	}

}
