package app.accord.consistency;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import app.accord.actor.Actor;
import app.accord.api.ApiClient;
import app.accord.billing.CreditNotes;
import app.accord.billing.Invoices;
import app.accord.billing.NewCreditNote;
import app.accord.billing.NewInvoice;
import app.accord.billing.WritingOff;
import app.accord.consistency.History.Mark;
import app.accord.consistency.History.Outcome;
import app.accord.consistency.History.Read;
import app.accord.consistency.History.Write;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.BeanFactory;

/**
 * Clients that write and read at random, through every channel and on every node, and
 * note what they were told and when.
 */
final class Workload {

	private static final Actor BILLING = Actor.system("Bill run");

	static final BigDecimal TAX_PERCENT = new BigDecimal("8.875");

	private static final int TRIES = 6;

	private final History history = new History();

	/** What went wrong otherwise: a repeat with another answer, say. */
	private final Queue<String> oddities = new ConcurrentLinkedQueue<>();

	private final Map<Operation, AtomicInteger> done = new EnumMap<>(Operation.class);

	private final Map<Operation, AtomicLong> took = new EnumMap<>(Operation.class);

	private final AtomicInteger unanswered = new AtomicInteger();

	private final AtomicLong cents = new AtomicLong(100);

	private final Queue<Reversible> reversible = new ConcurrentLinkedQueue<>();

	private final Queue<Ware> wares = new ConcurrentLinkedQueue<>();

	private final List<Integer> nodes;

	private final List<AccountNumber> accounts;

	private final List<ApiClient> programs;

	private final Office office;

	private final Queue<Billed> creditable = new ConcurrentLinkedQueue<>();

	private final Crowd crowd;

	/**
	 * @param nodes the ports of the program's nodes
	 * @param token which programs have
	 * @param office makes bills and corrects them
	 */
	Workload(List<Integer> nodes, List<AccountNumber> accounts, String token, Office office, Crowd crowd) {
		this.nodes = nodes;
		this.accounts = accounts;
		this.programs = nodes.stream().map((node) -> new ApiClient(node, token)).toList();
		this.office = office;
		this.crowd = crowd;
		for (Operation operation : Operation.values()) {
			this.done.put(operation, new AtomicInteger());
			this.took.put(operation, new AtomicLong());
		}
	}

	/** What the clerk may sell; each once, since its price is the sale's mark. */
	Workload selling(List<Ware> all) {
		this.wares.addAll(all);
		return this;
	}

	/**
	 * Lets clients work until so many further operations are done.
	 * @return what they were told, since the first run
	 */
	History run(long seed, int threads, int operations) throws Exception {
		List<Operation> lots = new ArrayList<>();
		for (Operation operation : Operation.values()) {
			for (int i = 0; i < operation.weight; i++) {
				lots.add(operation);
			}
		}
		AtomicInteger begun = new AtomicInteger();
		try (ExecutorService clients = Executors.newFixedThreadPool(threads)) {
			List<Future<?>> all = new ArrayList<>();
			for (int client = 0; client < threads; client++) {
				Random random = new Random(seed * 31 + client);
				all.add(clients.submit(() -> {
					while (begun.getAndIncrement() < operations) {
						Operation operation = lots.get(random.nextInt(lots.size()));
						long at = System.nanoTime();
						perform(operation, this.accounts.get(random.nextInt(this.accounts.size())), random);
						this.done.get(operation).incrementAndGet();
						this.took.get(operation).addAndGet(System.nanoTime() - at);
					}
				}));
			}
			for (Future<?> one : all) {
				one.get();
			}
		}
		return this.history;
	}

	History history() {
		return this.history;
	}

	/** What was done, for people. */
	String summary() {
		StringBuilder each = new StringBuilder();
		this.done.forEach((operation, times) -> {
			if (times.get() > 0) {
				each.append("%s %d times, %d ms; ".formatted(operation, times.get(),
						this.took.get(operation).get() / times.get() / 1_000_000));
			}
		});
		return each.toString() + this.history.writes().size() + " writes, " + this.history.reads().size() + " reads, "
				+ this.unanswered + " asked again";
	}

	int performed() {
		return this.done.values().stream().mapToInt(AtomicInteger::get).sum();
	}

	List<String> oddities() {
		return List.copyOf(this.oddities);
	}

	private void perform(Operation operation, AccountNumber account, Random random) {
		String customer = account.customer().toString();
		Visitor agent = any(this.crowd.agents(), random);
		Visitor clerk = any(this.crowd.clerks(), random);
		Visitor owner = this.crowd.owners().get(account.customerId());
		switch (operation) {
			case BILL -> bill(account);
			case CREDIT_NOTE -> creditNote(random);
			case WRITE_OFF -> writeOff(account);
			case PAY_BY_API -> payByApi(account, random);
			case PAY_CASH -> payCash(clerk, account, random);
			case PAY_BY_CARD -> payByCard(owner, account, random);
			case SELL -> sell(clerk, account, random);
			case CHARGE -> sheet(agent, account, "charges", 1, "For the visit", random);
			case CREDIT -> sheet(agent, account, "credits", -1, "For the wait", random);
			case REFUND -> refund(agent, account, random);
			case REVERSE -> reverse(random);
			case READ_API -> readPosition(account, random);
			case READ_ENTRIES -> readEntries(account, random);
			case READ_DESK -> readPage(agent, "desk", "/desk/customers/" + customer, account, random);
			case READ_DESK_PART ->
				readPage(agent, "desk's part", "/desk/customers/" + customer + "/position", account, random);
			case READ_COUNTER -> readPage(clerk, "counter", "/counter/customers/" + customer, account, random);
			case READ_PORTAL -> readPage(owner, "portal", "/portal", account, random);
			case READ_PORTAL_PART ->
				readPage(owner, "portal's part", "/portal/accounts/" + account + "/position", account, random);
		}
	}

	private void bill(AccountNumber account) {
		long net = this.cents.incrementAndGet();
		long tax = TAX_PERCENT.multiply(BigDecimal.valueOf(net))
			.movePointLeft(2)
			.setScale(0, RoundingMode.HALF_UP)
			.longValueExact();
		long began = System.nanoTime();
		Outcome outcome;
		try {
			LocalDate today = LocalDate.of(2026, 1, 5);
			InvoiceNumber number = this.office.invoices()
				.issue(account,
						new NewInvoice(today, today.plusDays(14), null, null, List
							.of(new NewInvoice.Line(null, "A month", 1, Amounts.ofMinor("USD", net), TAX_PERCENT))),
						BILLING);
			outcome = Outcome.DONE;
			this.creditable.add(new Billed(account, number, net, tax));
		}
		catch (RuntimeException ex) {
			outcome = Outcome.UNKNOWN;
		}
		wrote(account, "a bill", Mark.of(net, tax), began, outcome);
	}

	/** Takes a whole bill back, now and then by two people at once. */
	private void creditNote(Random random) {
		Billed bill = this.creditable.poll();
		if (bill == null) {
			return;
		}
		long began = System.nanoTime();
		CompletableFuture<Outcome> other = CompletableFuture
			.supplyAsync(() -> (random.nextInt(3) == 0) ? creditNote(bill) : Outcome.REFUSED);
		Outcome outcome = creditNote(bill);
		Outcome second = other.join();
		if (outcome == second && outcome == Outcome.DONE) {
			this.oddities.add("Bill " + bill.number() + " was credited twice");
		}
		wrote(bill.account(), "a credit note", Mark.of(-bill.net(), -bill.tax()), began,
				(outcome == Outcome.DONE) ? outcome : second);
	}

	private Outcome creditNote(Billed bill) {
		return attempt(() -> this.office.creditNotes()
			.issue(NewCreditNote.whole(bill.number(), "Not delivered"), BILLING, UUID.randomUUID().toString()));
	}

	/** Only what is open can be written off: of the first of each customer's accounts. */
	private void writeOff(AccountNumber any) {
		AccountNumber account = AccountNumber.of(any.customerId(), 1);
		long amount = this.cents.incrementAndGet();
		long began = System.nanoTime();
		Outcome outcome = attempt(() -> this.office.writingOff()
			.writeOff(account, Amounts.ofMinor("USD", amount), null, "Gone away", BILLING,
					UUID.randomUUID().toString()));
		wrote(account, "a write-off", Mark.of(-amount), began, outcome);
	}

	private static Outcome attempt(Runnable what) {
		try {
			what.run();
			return Outcome.DONE;
		}
		catch (Refusal ex) {
			return Outcome.REFUSED;
		}
		catch (RuntimeException ex) {
			return Outcome.UNKNOWN;
		}
	}

	private void payByApi(AccountNumber account, Random random) {
		long amount = this.cents.incrementAndGet();
		String key = UUID.randomUUID().toString();
		String body = """
				{"amount": "%s", "currency": "USD", "method": "CASH", "reference": "%s"}""".formatted(plain(amount),
				key);
		String path = "/accounts/" + account + "/payments";
		boolean again = random.nextInt(4) == 0;
		boolean atOnce = random.nextInt(8) == 0;
		long began = System.nanoTime();
		CompletableFuture<ApiClient.Answer> twin = atOnce
				? CompletableFuture.supplyAsync(() -> patiently(() -> program(random).post(path, body, key))) : null;
		ApiClient.Answer answer = patiently(() -> program(random).post(path, body, key));
		if (again) {
			expectSame(answer, patiently(() -> program(random).post(path, body, key)));
		}
		if (twin != null) {
			expectSame(answer, twin.join());
		}
		Outcome outcome = outcome(answer.status());
		wrote(account, "a payment by API", Mark.of(-amount), began, outcome);
		if (outcome == Outcome.DONE) {
			this.reversible.add(new Reversible(account, answer.json().at("/seq").asLong(), amount));
		}
	}

	private void expectSame(ApiClient.Answer first, ApiClient.Answer repeat) {
		if (first.status() == 201 && repeat.status() == 201 && !first.body().equals(repeat.body())) {
			this.oddities.add("A repeat got another answer: " + first.body() + " and " + repeat.body());
		}
	}

	private void payCash(Visitor clerk, AccountNumber account, Random random) {
		Visitor.Page page = open(clerk, "/counter/customers/" + account.customer(), random);
		if (page == null) {
			return;
		}
		Element form = page.html()
			.select("form[action$=/payments]")
			.stream()
			.filter((one) -> one.select("input[name=account]").attr("value").equals(account.toString()))
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no cash form for " + account + " on " + page));
		long amount = this.cents.incrementAndGet();
		long began = System.nanoTime();
		Outcome outcome = send(clerk, form, Map.of("amount", plain(amount)), "/counter/receipts/", random);
		wrote(account, "cash at the counter", Mark.of(-amount), began, outcome);
	}

	private void sell(Visitor clerk, AccountNumber account, Random random) {
		Ware ware = this.wares.poll();
		if (ware == null) {
			return;
		}
		Visitor.Page page = open(clerk, "/counter/customers/" + account.customer(), random);
		if (page == null) {
			return;
		}
		Element basket = page.html().getElementById("sale").clone();
		String sales = basket.attr("action");
		basket.attr("action", sales.replace("/sales", "/basket"));
		Visitor.Page filled = clerk.submit(node(random), basket,
				Map.of("change", "+" + ware.code(), "account", account.toString()));
		if (filled.status() != 200) {
			this.unanswered.incrementAndGet();
			return;
		}
		Element form = filled.html().getElementById("sale").clone().attr("action", sales);
		boolean cash = random.nextBoolean();
		long began = System.nanoTime();
		Outcome outcome = send(clerk, form,
				Map.of("settlement", cash ? "CASH" : "ON_ACCOUNT", "account", account.toString()), "/counter/orders/",
				random);
		wrote(account, "a sale", cash ? Mark.of(ware.price(), -ware.price()) : Mark.of(ware.price()), began, outcome);
	}

	/**
	 * Pays on the portal: the gateway's page opens, a card is chosen that is charged or
	 * now and then declined, and the portal says what became of it.
	 */
	private void payByCard(Visitor owner, AccountNumber account, Random random) {
		String address = "/portal/accounts/" + account + "/payment";
		Visitor.Page page = open(owner, address + "?other=true", random);
		if (page == null || page.html().select("form[action=" + address + "]").isEmpty()) {
			// Another payment is under way: the page doesn't let anybody pay.
			return;
		}
		long amount = this.cents.incrementAndGet();
		long began = System.nanoTime();
		Visitor.Page at = owner.submit(page.node(), page.form(address), Map.of("amount", plain(amount)));
		if (at.address().startsWith("/pay/")) {
			at = owner.submit(at.node(), at.form("/pay/"), Map.of("card", (random.nextInt(5) > 0) ? "4242" : "0002"));
		}
		if (at.address().startsWith("/pay/")) {
			at = owner.submit(at.node(), at.form("/leave"), Map.of());
		}
		Outcome outcome = switch (at.html().select("[data-fact=payment-verdict]").attr("data-value")) {
			case "CHARGED" -> Outcome.DONE;
			case "NOT_CHARGED" -> Outcome.REFUSED;
			default -> (at.status() == 422) ? Outcome.REFUSED : Outcome.UNKNOWN;
		};
		wrote(account, "a card payment", Mark.of(-amount), began, outcome);
	}

	/** Fills a form of the desk that moves money one way. */
	private void sheet(Visitor agent, AccountNumber account, String kind, int sign, String reason, Random random) {
		String address = "/desk/customers/" + account.customer() + "/" + kind;
		Visitor.Page page = open(agent, address + "/new", random);
		if (page == null) {
			return;
		}
		long amount = this.cents.incrementAndGet();
		long began = System.nanoTime();
		Outcome outcome = send(agent, page.form(address),
				Map.of("account", account.toString(), "amount", plain(amount), "reason", reason), "sheet-done", random);
		wrote(account, kind + " at the desk", Mark.of(sign * amount), began, outcome);
	}

	/**
	 * Only what is in credit can be paid back: the second of each customer's accounts.
	 */
	private void refund(Visitor agent, AccountNumber account, Random random) {
		sheet(agent, AccountNumber.of(account.customerId(), 2), "refunds", 1, "As asked for", random);
	}

	private void reverse(Random random) {
		Reversible entry = this.reversible.poll();
		if (entry == null) {
			return;
		}
		String key = UUID.randomUUID().toString();
		long began = System.nanoTime();
		ApiClient.Answer answer = patiently(
				() -> program(random).post("/accounts/" + entry.account() + "/reversals", """
						{"seq": %d, "reason": "Bounced"}""".formatted(entry.seq()), key));
		wrote(entry.account(), "a reversal", Mark.undoing(entry.amount()), began, outcome(answer.status()));
	}

	private void readPosition(AccountNumber account, Random random) {
		long began = System.nanoTime();
		ApiClient.Answer answer = program(random).get("/accounts/" + account + "/position");
		long ended = System.nanoTime();
		if (answered(answer.status())) {
			for (Shown shown : Shown.in(answer.json(), "position")) {
				if (shown.fact().equals("balance")) {
					read(account, shown, began, ended);
				}
			}
		}
	}

	private void readEntries(AccountNumber account, Random random) {
		long began = System.nanoTime();
		ApiClient.Answer answer = program(random).get("/accounts/" + account + "/entries?size=3");
		long ended = System.nanoTime();
		if (answered(answer.status())) {
			JsonNode newest = answer.json().at("/items/0");
			this.history.add(new Read(account.toString(), "api entries", minor(newest.at("/balanceAfter").asString()),
					newest.at("/seq").asLong(), began, ended));
		}
	}

	private void readPage(Visitor reader, String channel, String address, AccountNumber account, Random random) {
		long began = System.nanoTime();
		Visitor.Page page = reader.get(node(random), address);
		long ended = System.nanoTime();
		if (answered(page.status())) {
			List<Shown> balances = Shown.on(page.html(), channel, address)
				.stream()
				.filter((shown) -> shown.fact().equals("balance"))
				.toList();
			if (balances.stream().noneMatch((shown) -> shown.subject().equals(account.toString()))) {
				this.oddities.add("There is no balance of " + account + " on " + page);
			}
			// The customer's other accounts on the page were read at the same time.
			balances.forEach((shown) -> read(AccountNumber.parse(shown.subject()), shown, began, ended));
		}
	}

	private void read(AccountNumber account, Shown shown, long began, long ended) {
		this.history
			.add(new Read(account.toString(), shown.channel(), minor(shown.value()), shown.asOf(), began, ended));
	}

	private void wrote(AccountNumber account, String how, Mark mark, long began, Outcome outcome) {
		this.history.add(new Write(account.toString(), how, mark, began, System.nanoTime(), outcome));
	}

	private Visitor.Page open(Visitor visitor, String address, Random random) {
		Visitor.Page page = visitor.get(node(random), address);
		return answered(page.status()) ? page : null;
	}

	/**
	 * Sends a form until it is answered, and now and then once more, as a double click
	 * does.
	 */
	private Outcome send(Visitor visitor, Element form, Map<String, String> values, String sign, Random random) {
		int further = (random.nextInt(5) == 0) ? 1 : 0;
		Outcome outcome = Outcome.UNKNOWN;
		for (int i = 0; i < TRIES; i++) {
			Visitor.Page page = visitor.submit(node(random), form, values);
			if (page.address().contains(sign) || page.trigger().contains(sign)) {
				outcome = Outcome.DONE;
			}
			else if (page.status() == 422 && outcome == Outcome.UNKNOWN) {
				String said = page.html().select(".invalid-feedback, [role=alert], .note-bad").text();
				if (!said.contains("being checked with the bank") && !said.contains("paid meanwhile")) {
					this.oddities.add("Refused: " + said + " at " + page);
				}
				return Outcome.REFUSED;
			}
			else if (page.status() != 503) {
				this.oddities.add("Not expected: " + page);
			}
			if (outcome == Outcome.DONE && further-- <= 0) {
				return outcome;
			}
			if (outcome != Outcome.DONE) {
				this.unanswered.incrementAndGet();
			}
		}
		return outcome;
	}

	private ApiClient.Answer patiently(Supplier<ApiClient.Answer> request) {
		ApiClient.Answer answer = request.get();
		for (int i = 1; i < TRIES && answer.status() >= 500; i++) {
			this.unanswered.incrementAndGet();
			if (answer.status() != 503) {
				this.oddities.add(answer.body());
			}
			answer = request.get();
		}
		return answer;
	}

	private boolean answered(int status) {
		if (status == 200) {
			return true;
		}
		this.unanswered.incrementAndGet();
		if (status != 503) {
			this.oddities.add("A read was answered with " + status);
		}
		return false;
	}

	private static Outcome outcome(int status) {
		return (status == 201) ? Outcome.DONE : (status < 500) ? Outcome.REFUSED : Outcome.UNKNOWN;
	}

	private ApiClient program(Random random) {
		return this.programs.get(random.nextInt(this.programs.size()));
	}

	private int node(Random random) {
		return this.nodes.get(random.nextInt(this.nodes.size()));
	}

	private static String plain(long cents) {
		return BigDecimal.valueOf(cents, 2).toPlainString();
	}

	private static long minor(String plain) {
		return new BigDecimal(plain).movePointRight(2).longValueExact();
	}

	private static <T> T any(List<T> some, Random random) {
		return some.get(random.nextInt(some.size()));
	}

	/** What a client may do, and how often as against the others. */
	enum Operation {

		BILL(4), CREDIT_NOTE(3), WRITE_OFF(2), PAY_BY_API(8), PAY_CASH(4), PAY_BY_CARD(4), SELL(2), CHARGE(2),
		CREDIT(4), REFUND(3), REVERSE(3), READ_API(24), READ_ENTRIES(16), READ_DESK(4), READ_DESK_PART(8),
		READ_COUNTER(5), READ_PORTAL(6), READ_PORTAL_PART(10);

		private final int weight;

		Operation(int weight) {
			this.weight = weight;
		}

	}

	/**
	 * The people who take part.
	 *
	 * @param agents at desks
	 * @param clerks at counters
	 * @param owners of the accounts, on the portal, by customer
	 */
	record Crowd(List<Visitor> agents, List<Visitor> clerks, Map<Long, Visitor> owners) {
	}

	/** What bills are made and corrected by, as bill runs and billers do. */
	record Office(Invoices invoices, CreditNotes creditNotes, WritingOff writingOff) {

		static Office of(BeanFactory program) {
			return new Office(program.getBean(Invoices.class), program.getBean(CreditNotes.class),
					program.getBean(WritingOff.class));
		}

	}

	private record Billed(AccountNumber account, InvoiceNumber number, long net, long tax) {
	}

	/** A product, and its price in cents, which no other has. */
	record Ware(String code, long price) {
	}

	private record Reversible(AccountNumber account, long seq, long amount) {
	}

}
