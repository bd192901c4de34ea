package app.accord.killed;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import app.accord.customer.AccountNumber;
import app.accord.killed.Company.Somebody;
import app.accord.security.StaffRole;
import app.accord.testing.Visitor;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.jsoup.Jsoup;

/**
 * Everybody at once, who go on whatever happens to the program: customers pay on the
 * gateway's page and look what became of it, tills post payments, auto-pay and bill runs
 * are set going, employees let payments go back, mail goes out. Whoever gets no answer
 * sends the same again until there is one; any other answer than the right one is kept as
 * a surprise.
 */
final class Bustle implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private final Company company;

	private final Random random;

	private final ConcurrentMap<String, AtomicInteger> done = new ConcurrentHashMap<>();

	private final List<String> surprises = Collections.synchronizedList(new ArrayList<>());

	private final ConcurrentLinkedQueue<AccountNumber> toPayBack = new ConcurrentLinkedQueue<>();

	private final Set<String> posted = ConcurrentHashMap.newKeySet();

	private final List<Thread> people = new ArrayList<>();

	private volatile boolean going = true;

	Bustle(Company company, long seed) {
		this.company = company;
		this.random = new Random(seed);
	}

	/** Everybody begins. The program must be running. */
	void begin() {
		Visitor supervisor = this.company.signedIn(StaffRole.SUPERVISOR);
		AccountNumber till = this.company.cast().account("A", "till");
		again("paid on the page", this::payOnPage);
		again("paid on the page", this::payOnPage);
		again("posted by a till", (one) -> post(till, one));
		again("posted by a till", (one) -> post(till, one));
		again("set for auto-pay", (one) -> setForAutoPay());
		again("bill run begun", (one) -> beginBillRun());
		again("paid back", (one) -> payBack(supervisor));
		again("jobs done", (one) -> doJobs());
	}

	/** Waits until some more things are done than were. */
	void awaitMore(int things) throws InterruptedException {
		int wanted = sum() + things;
		long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
		while (sum() < wanted) {
			if (System.nanoTime() > deadline || !this.surprises.isEmpty()) {
				throw new AssertionError("Nobody gets anything done any more: " + done() + " " + this.surprises);
			}
			Thread.sleep(20);
		}
	}

	private int sum() {
		return this.done.values().stream().mapToInt(AtomicInteger::get).sum();
	}

	/** Lets everybody finish what they are at. The program must be running. */
	void end() throws InterruptedException {
		this.going = false;
		for (Thread one : this.people) {
			one.join(PATIENCE.plusSeconds(10));
			if (one.isAlive()) {
				this.surprises.add(one.getName() + " is still at it");
			}
		}
	}

	@Override
	public void close() {
		this.going = false;
		this.people.forEach(Thread::interrupt);
	}

	/** How often what was done. */
	Map<String, Integer> done() {
		Map<String, Integer> all = new TreeMap<>();
		this.done.forEach((what, times) -> all.put(what, times.get()));
		return all;
	}

	/** Answers that nobody expected. */
	List<String> surprises() {
		return List.copyOf(this.surprises);
	}

	/** What is not as everybody was told, once time has passed. */
	List<String> wrong() throws MessagingException {
		List<String> wrong = new ArrayList<>();
		Map<String, Integer> receipts = new HashMap<>();
		this.company.database()
			.strings("select reference from payment where method = 'CASH' and reference like 'till %'")
			.forEach((reference) -> receipts.merge(reference, 1, Integer::sum));
		this.posted.stream()
			.filter((reference) -> receipts.getOrDefault(reference, 0) != 1)
			.forEach((reference) -> wrong.add(reference + " was acknowledged and is there " + receipts.get(reference)));
		wrong.addAll(this.company.database()
			.strings(
					"""
							select 'Customer ' || customer_id || ' has paid too much: account ' || account_no || ' is at ' || balance_minor
							from billing_account a where balance_minor < 0 and exists (select from payment_attempt p
							  where p.customer_id = a.customer_id)
							union all
							select 'Auto-pay of bill ' || invoice_no || ' of customer ' || customer_id || ' is ' || state
							from autopay_plan where state not in ('PAID', 'NOT_NEEDED')
							union all
							select 'Message ' || message_id || ' of customer ' || customer_id || ' is ' || state
							from message where state in ('QUEUED', 'SENDING') and not_before < '%s'
							"""
						.formatted(this.company.now())));
		wrong.addAll(mails());
		return wrong;
	}

	/**
	 * A mail arrives once, and once more for each time the program died between the mail
	 * server's taking it and our noting that.
	 */
	private List<String> mails() throws MessagingException {
		Map<String, Integer> arrived = new HashMap<>();
		for (MimeMessage mail : this.company.mails()) {
			arrived.merge(mail.getMessageID(), 1, Integer::sum);
		}
		return this.company.database()
			.strings("select mail_id || ' ' || tries || ' ' || may_have_left from message "
					+ "where state = 'SENT' and transport = 'SMTP'")
			.stream()
			.map((row) -> row.split(" "))
			.filter((row) -> {
				int times = arrived.getOrDefault(row[0], 0);
				return times < 1 || times > Integer.parseInt(row[1]) || times > 1 && !row[2].equals("true");
			})
			.map((row) -> "Mail %s, sent in %s tries, has arrived %s times".formatted(row[0], row[1],
					arrived.get(row[0])))
			.toList();
	}

	private boolean payOnPage(Random own) throws Exception {
		Somebody somebody = this.company.somebody();
		this.company.cast().bill(somebody.account(), "97.06", this.company.today().plusDays(9), "Mobile L");
		insist(() -> somebody.visitor().signIn("portal", somebody.username(), app.accord.testing.Cast.PASSWORD), 302);
		String path = "/portal/accounts/" + somebody.account() + "/payment";
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (System.nanoTime() < deadline) {
			HttpResponse<String> page = insist(() -> somebody.visitor().get(path), 200);
			Map<String, String> fields = Map.of("amount", "97.06", "idempotencyKey", UUID.randomUUID().toString(),
					"seen", Jsoup.parse(page.body()).select("input[name=seen]").attr("value"));
			if (fields.get("seen").isEmpty()) {
				// There is an attempt whose verdict is not known: nobody may pay.
				pause(300);
				continue;
			}
			HttpResponse<String> answer = insist(() -> somebody.visitor().post(path, path, fields), 302, 422);
			if (answer.statusCode() == 422) {
				pause(300);
				continue;
			}
			String to = answer.headers().firstValue("Location").orElseThrow();
			if (to.contains("/pay/") && own.nextInt(8) > 0) {
				this.company.payOn(to);
			}
			if (charged(somebody)) {
				if (own.nextInt(3) == 0) {
					this.toPayBack.add(somebody.account());
				}
				return true;
			}
		}
		throw new Surprise(somebody.account() + " could not be paid");
	}

	/**
	 * Looks at the portal until that says whether it was charged, or whose turn it is.
	 */
	private boolean charged(Somebody somebody) throws Exception {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (System.nanoTime() < deadline) {
			String attempt = this.company.database()
				.strings("select attempt_no from payment_attempt where customer_id = " + somebody.account().customerId()
						+ " order by attempt_no desc limit 1")
				.getFirst();
			String number = app.accord.customer.AttemptNumber
				.of(somebody.account().customerId(), Integer.parseInt(attempt))
				.toString();
			String told = Jsoup.parse(insist(() -> somebody.visitor().get("/portal/payments/" + number), 200).body())
				.text();
			if (told.contains("charged once")) {
				return true;
			}
			if (told.contains("Nothing was charged") || told.contains("waiting")) {
				return false;
			}
			pause(200);
		}
		this.surprises.add(somebody.account() + " is not told whether it was charged");
		return false;
	}

	private boolean post(AccountNumber account, Random own) throws Exception {
		String reference = "till " + new UUID(own.nextLong(), own.nextLong());
		String body = "{\"amount\":\"0.%02d\",\"currency\":\"USD\",\"method\":\"CASH\",\"reference\":\"%s\"}"
			.formatted(1 + own.nextInt(99), reference);
		insist(() -> this.company.api("/accounts/" + account + "/payments", reference, body), 201);
		this.posted.add(reference);
		pause(20);
		return true;
	}

	private boolean setForAutoPay() throws Exception {
		AccountNumber account = this.company.cast().account("Ben", "Autopay");
		PaysByItself.autoPay(this.company, account);
		this.company.cast().bill(account, "97.06", this.company.today().plusDays(1), "Mobile L");
		PaysByItself.bringForward(this.company);
		insist(() -> this.company.press(Company.AUTO_PAY), 302);
		pause(100);
		return true;
	}

	private boolean beginBillRun() throws Exception {
		for (int i = 0; i < 3; i++) {
			BillsAll.due(this.company);
		}
		insist(() -> this.company.api("/bill-runs", null, "{\"automatic\":true}"), 201, 422);
		insist(() -> this.company.press(Company.BILL), 302);
		pause(200);
		return true;
	}

	private boolean payBack(Visitor supervisor) throws Exception {
		AccountNumber account = this.toPayBack.poll();
		if (account == null) {
			pause(100);
			return false;
		}
		String receipt = app.accord.customer.ReceiptNumber.of(account.customerId(),
				Integer.parseInt(this.company.database()
					.strings("select payment_no from payment where customer_id = " + account.customerId())
					.getFirst()))
			.toString();
		String path = "/desk/customers/" + account.customer() + "/payments/" + receipt + "/refund";
		Map<String, String> fields = Map.of("amount", "97.06", "reason", "Paid the wrong bill", "idempotencyKey",
				UUID.randomUUID().toString());
		insist(() -> supervisor.post(path, path, fields), 200);
		return true;
	}

	private boolean doJobs() throws Exception {
		insist(() -> this.company.press(Company.ASK), 302);
		insist(() -> this.company.press("Compare with the gateway’s books"), 302);
		pause(500);
		return true;
	}

	/** Sends the same until there is an answer. */
	private HttpResponse<String> insist(Callable<HttpResponse<String>> sending, Integer... expected) throws Exception {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (true) {
			String trouble;
			try {
				HttpResponse<String> answer = sending.call();
				if (Stream.of(expected).anyMatch((status) -> status == answer.statusCode())) {
					return answer;
				}
				if (answer.statusCode() != 503 && answer.statusCode() != 409) {
					throw new Surprise(Story.told(answer));
				}
				trouble = Story.told(answer);
			}
			catch (IOException ex) {
				trouble = ex.toString();
			}
			catch (IllegalStateException ex) {
				if (!(ex.getCause() instanceof IOException)) {
					throw ex;
				}
				trouble = ex.getCause().toString();
			}
			if (System.nanoTime() > deadline) {
				throw new Surprise("no answer for long: " + trouble);
			}
			pause(100);
		}
	}

	private void again(String what, Doing doing) {
		AtomicInteger times = this.done.computeIfAbsent(what, (key) -> new AtomicInteger());
		Random own = new Random(this.random.nextLong());
		this.people.add(Thread.ofVirtual().name(what).start(() -> {
			while (this.going) {
				try {
					if (doing.once(own)) {
						times.incrementAndGet();
					}
				}
				catch (InterruptedException ex) {
					return;
				}
				catch (Exception ex) {
					this.surprises.add(what + ": " + ex + "\n" + printed());
					return;
				}
			}
		}));
	}

	private String printed() {
		try {
			return this.company.program().output();
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static void pause(long millis) throws InterruptedException {
		Thread.sleep(millis);
	}

	private interface Doing {

		boolean once(Random own) throws Exception;

	}

	/** An answer that nobody expected. */
	private static final class Surprise extends Exception {

		private static final long serialVersionUID = 1L;

		Surprise(String told) {
			super(told.substring(0, Math.min(600, told.length())));
		}

	}

}
