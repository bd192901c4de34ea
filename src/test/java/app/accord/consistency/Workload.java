package app.accord.consistency;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import app.accord.api.ApiClient;
import app.accord.consistency.History.Line;
import app.accord.consistency.History.Mark;
import app.accord.consistency.History.Outcome;
import app.accord.consistency.History.Read;
import app.accord.consistency.History.Write;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;

/**
 * Clients that write and read at random, through every channel and on every node, and
 * note what they were told and when.
 */
final class Workload {

	static final int TRIES = 6;

	/** Refusals that somebody may get who is second. */
	private static final Pattern TOO_LATE = Pattern
		.compile("being checked with the bank|paid meanwhile|Nothing is left of this bill|decided already");

	private static final Pattern CREDIT_NOTE = Pattern.compile("CN-\\d+(-\\d+)+");

	private static final ExecutorService AT_ONCE = Executors.newVirtualThreadPerTaskExecutor();

	private final History history = new History();

	private final Documents documents;

	private final Biller biller;

	/** What went wrong otherwise: a repeat with another answer, say. */
	private final Queue<String> oddities = new ConcurrentLinkedQueue<>();

	private final Map<Operation, AtomicInteger> done = new EnumMap<>(Operation.class);

	private final Map<Operation, AtomicLong> took = new EnumMap<>(Operation.class);

	private final Map<Operation, Integer> weights = new EnumMap<>(Operation.class);

	private final AtomicInteger unanswered = new AtomicInteger();

	private final AtomicLong cents = new AtomicLong(100);

	private final Queue<Reversible> reversible = new ConcurrentLinkedQueue<>();

	private final Queue<Ware> wares = new ConcurrentLinkedQueue<>();

	private final List<Integer> nodes;

	private final List<AccountNumber> accounts;

	private final List<ApiClient> programs;

	/** Bills that nobody has taken back yet. */
	private final Queue<Billed> creditable = new ConcurrentLinkedQueue<>();

	private final Map<AccountNumber, List<Billed>> bills = new ConcurrentHashMap<>();

	private final Map<AccountNumber, List<Paid>> paid = new ConcurrentHashMap<>();

	/** What the customers must be told by mail, with the entry of each. */
	private final Map<String, Long> toBeMailed = new ConcurrentHashMap<>();

	private final Set<String> perhapsMailed = ConcurrentHashMap.newKeySet();

	private final Crowd crowd;

	/**
	 * @param nodes the ports of the program's nodes
	 * @param token which programs have
	 * @param firstBills when all accounts are billed first
	 * @param worthARun so many charges for the next bill
	 */
	Workload(List<Integer> nodes, List<AccountNumber> accounts, String token, Crowd crowd, LocalDate firstBills,
			int worthARun) {
		this.nodes = nodes;
		this.accounts = accounts;
		this.documents = new Documents(this.history, accounts);
		this.programs = nodes.stream().map((node) -> new ApiClient(node, token)).toList();
		this.crowd = crowd;
		this.biller = new Biller(this.history, Set.copyOf(accounts), firstBills, worthARun);
		for (Operation operation : Operation.values()) {
			this.done.put(operation, new AtomicInteger());
			this.took.put(operation, new AtomicLong());
			this.weights.put(operation, operation.weight);
		}
	}

	/** Does these ten times as often as usual. */
	Workload favouring(Collection<Operation> operations) {
		operations.forEach((operation) -> this.weights.merge(operation, 10, (weight, times) -> weight * times));
		return this;
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
			for (int i = 0; i < this.weights.get(operation); i++) {
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
				+ this.biller.runs() + " bill runs, " + this.unanswered + " asked again";
	}

	int performed() {
		return this.done.values().stream().mapToInt(AtomicInteger::get).sum();
	}

	/** Bills what is still to be billed. */
	void finish() {
		note(this.biller.last(this.programs.getFirst()));
	}

	List<String> oddities() {
		List<String> all = new ArrayList<>(this.oddities);
		all.addAll(this.biller.oddities());
		all.addAll(this.biller.unbilled());
		all.addAll(this.documents.oddities());
		all.addAll(this.documents.missing(this.toBeMailed, this.perhapsMailed));
		all.addAll(this.history.answers().contradictions());
		return all;
	}

	Documents documents() {
		return this.documents;
	}

	private void perform(Operation operation, AccountNumber account, Random random) {
		String customer = account.customer().toString();
		Visitor agent = any(this.crowd.agents(), random);
		Visitor clerk = any(this.crowd.clerks(), random);
		Visitor owner = this.crowd.owners().get(account.customerId());
		switch (operation) {
			case CHARGE_NEXT_BILL -> chargeNextBill(account, random);
			case BILL -> note(this.biller.run(program(random), random.nextBoolean() ? agent : null, node(random)));
			case CREDIT_NOTE -> creditNote(agent, random);
			case DISPUTE -> dispute(agent, random);
			case WRITE_OFF -> writeOff(agent, account, random);
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
			case READ_PAPER -> readPaper(account, agent, owner, random);
		}
	}

	private void chargeNextBill(AccountNumber account, Random random) {
		long amount = this.cents.incrementAndGet();
		String charge = this.biller.charge(account, amount);
		ApiClient.Answer answer = post("/accounts/" + account + "/one-off-charges", charge, random);
		this.biller.noted(amount, outcome(answer.status()));
	}

	private void note(List<Billed> made) {
		for (Billed bill : made) {
			this.bills.computeIfAbsent(bill.account(), (account) -> new CopyOnWriteArrayList<>()).add(bill);
			tell(bill.account(), bill.number().toString(), bill.postingSeq());
			this.creditable.add(bill);
		}
	}

	private void tell(AccountNumber account, String number, long seq) {
		if (this.crowd.mailed().contains(account)) {
			this.toBeMailed.put(number, seq);
		}
	}

	/** Takes a whole bill back, now and then at two places at once. */
	private void creditNote(Visitor agent, Random random) {
		Billed bill = this.creditable.poll();
		if (bill == null) {
			return;
		}
		String desk = "/desk/invoices/" + bill.number() + "/credit-notes";
		String api = "/invoices/" + bill.number() + "/credit-notes";
		takeBack(bill, "a credit note",
				(own) -> sheet(agent, desk, Map.of("scope", "whole", "reason", "Not delivered"), own),
				(own) -> sent(post(api, """
						{"reason": "Not delivered"}""", own), "/number"), random);
	}

	/** Says that a bill is wrong, and decides it. */
	private void dispute(Visitor agent, Random random) {
		Billed bill = this.creditable.poll();
		if (bill == null) {
			return;
		}
		String number = openDispute(bill, agent, random);
		if (number == null) {
			return;
		}
		String desk = "/desk/disputes/" + number + "/decision";
		String api = "/disputes/" + number + "/decision";
		if (random.nextInt(3) > 0) {
			takeBack(bill, "an upheld dispute",
					(own) -> sheet(agent, desk, Map.of("outcome", "uphold", "answer", "You are right"), own),
					(own) -> sent(post(api, """
							{"state": "UPHELD", "answer": "You are right"}""", own), "/creditNote"), random);
		}
		else if (sheet(agent, desk, Map.of("outcome", "reject", "answer", "It is right"), random)
			.outcome() == Outcome.DONE) {
			this.creditable.add(bill);
		}
	}

	/** Its number; null where it is not known whether it was opened. */
	private String openDispute(Billed bill, Visitor agent, Random random) {
		Map<String, String> wrong = Map.of("scope", "whole", "reason", "I was never there");
		Outcome outcome = switch (random.nextInt(3)) {
			case 0 -> sheet(agent, "/desk/invoices/" + bill.number() + "/disputes", wrong, random).outcome();
			case 1 -> {
				Visitor owner = this.crowd.owners().get(bill.account().customerId());
				Visitor.Page page = open(owner, "/portal/bills/" + bill.number() + "/dispute", random);
				yield (page == null) ? Outcome.UNKNOWN
						: send(owner, page.form("/dispute"), wrong, "/portal/bills/" + bill.number(), random).outcome();
			}
			default -> outcome(post("/invoices/" + bill.number() + "/disputes", """
					{"reason": "I was never there"}""", random).status());
		};
		if (outcome != Outcome.DONE) {
			return null;
		}
		ApiClient.Answer all = program(random).get("/accounts/" + bill.account() + "/disputes");
		if (!answered(all.status())) {
			return null;
		}
		for (JsonNode one : all.json()) {
			if (one.at("/state").asString().equals("OPEN")
					&& one.at("/invoice").asString().equals(bill.number().toString())) {
				return one.at("/number").asString();
			}
		}
		this.oddities.add("The dispute of " + bill.number() + " is not among " + all.body());
		return null;
	}

	/** Has a bill taken back at one of two places, or at both at once. */
	private void takeBack(Billed bill, String how, Function<Random, Sent> atDesk, Function<Random, Sent> byProgram,
			Random random) {
		boolean deskFirst = random.nextBoolean();
		Function<Random, Sent> first = deskFirst ? atDesk : byProgram;
		Function<Random, Sent> second = deskFirst ? byProgram : atDesk;
		Random own = new Random(random.nextLong());
		long began = System.nanoTime();
		CompletableFuture<Sent> other = (random.nextInt(3) == 0)
				? CompletableFuture.supplyAsync(() -> second.apply(own), AT_ONCE) : null;
		List<Sent> all = new ArrayList<>(List.of(first.apply(random)));
		if (other != null) {
			all.add(other.join());
		}
		List<Sent> done = all.stream().filter((one) -> one.outcome() == Outcome.DONE).toList();
		if (done.size() > 1) {
			this.oddities.add("Bill " + bill.number() + " was taken back twice");
		}
		Outcome outcome = !done.isEmpty() ? Outcome.DONE
				: all.stream().anyMatch((one) -> one.outcome() == Outcome.UNKNOWN) ? Outcome.UNKNOWN : Outcome.REFUSED;
		wrote(bill.account(), how, Mark.ofBill(bill.number().no(), -bill.net(), -bill.tax()), began, outcome);
		done.forEach((one) -> {
			Matcher number = CREDIT_NOTE.matcher(one.said());
			if (number.find()) {
				// The entry is not known here; it follows the bill's.
				tell(bill.account(), number.group(), bill.postingSeq() + 1);
			}
			else {
				this.oddities.add("No credit note in " + one.said());
			}
		});
	}

	/** Only what is open can be written off: of the first of each customer's accounts. */
	private void writeOff(Visitor agent, AccountNumber any, Random random) {
		AccountNumber account = AccountNumber.of(any.customerId(), 1);
		long amount = this.cents.incrementAndGet();
		long began = System.nanoTime();
		Outcome outcome = random.nextBoolean()
				? sheet(agent, "/desk/accounts/" + account + "/write-offs",
						Map.of("amount", plain(amount), "reason", "Gone away"), random)
					.outcome()
				: outcome(post("/accounts/" + account + "/write-offs", """
						{"amount": "%s", "reason": "Gone away"}""".formatted(plain(amount)), random).status());
		wrote(account, "a write-off", Mark.of(-amount), began, outcome);
	}

	/** A program's request, now and then once more, or twice at once. */
	private ApiClient.Answer post(String path, String body, Random random) {
		String key = UUID.randomUUID().toString();
		boolean again = random.nextInt(4) == 0;
		ApiClient program = program(random);
		ApiClient other = program(random);
		CompletableFuture<ApiClient.Answer> twin = (random.nextInt(8) == 0)
				? CompletableFuture.supplyAsync(() -> patiently(() -> other.post(path, body, key)), AT_ONCE) : null;
		long began = System.nanoTime();
		ApiClient.Answer answer = patiently(() -> program.post(path, body, key));
		if (answer.header("Idempotency-Replayed").isEmpty() && outcome(answer.status()) == Outcome.DONE) {
			this.history.add(Shown.in(answer.json(), path), began, System.nanoTime());
		}
		if (again) {
			expectSame(answer, patiently(() -> other.post(path, body, key)));
		}
		if (twin != null) {
			expectSame(answer, twin.join());
		}
		return answer;
	}

	private static Sent sent(ApiClient.Answer answer, String number) {
		Outcome outcome = outcome(answer.status());
		return new Sent(outcome, (outcome == Outcome.DONE) ? answer.text(number) : answer.body());
	}

	private void payByApi(AccountNumber account, Random random) {
		long amount = this.cents.incrementAndGet();
		long began = System.nanoTime();
		ApiClient.Answer answer = post("/accounts/" + account + "/payments", """
				{"amount": "%s", "currency": "USD", "method": "CASH", "reference": "%s"}""".formatted(plain(amount),
				UUID.randomUUID()), random);
		Outcome outcome = outcome(answer.status());
		wrote(account, "a payment by API", Mark.of(-amount), began, outcome);
		if (outcome == Outcome.DONE) {
			this.reversible.add(new Reversible(account, answer.json().at("/seq").asLong(), amount));
			this.paid.computeIfAbsent(account, (of) -> new CopyOnWriteArrayList<>())
				.add(new Paid(answer.text("/receipt"), amount));
		}
	}

	private void expectSame(ApiClient.Answer first, ApiClient.Answer repeat) {
		if (outcome(first.status()) == Outcome.DONE && outcome(repeat.status()) == Outcome.DONE
				&& !first.body().equals(repeat.body())) {
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
		Outcome outcome = send(clerk, form, Map.of("amount", plain(amount)), "/counter/receipts/", random).outcome();
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
				random)
			.outcome();
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
		if (at.status() == 200 && at.address().startsWith("/pay/")) {
			at = owner.submit(at.node(), at.form("/pay/"), Map.of("card", (random.nextInt(5) > 0) ? "4242" : "0002"));
		}
		if (at.status() == 200 && at.address().startsWith("/pay/")) {
			at = owner.submit(at.node(), at.form("/leave"), Map.of());
		}
		Outcome outcome = switch (at.html().select("[data-fact=payment-verdict]").attr("data-value")) {
			case "CHARGED" -> Outcome.DONE;
			case "NOT_CHARGED" -> Outcome.REFUSED;
			default -> (at.status() == 422) ? Outcome.REFUSED : Outcome.UNKNOWN;
		};
		wrote(account, "a card payment", Mark.of(-amount), began, outcome);
		String charged = "Charged once: " + Amounts.show(Amounts.ofMinor("USD", amount), Locale.US);
		if (outcome == Outcome.DONE) {
			this.toBeMailed.put(charged, 0L);
		}
		else if (outcome == Outcome.UNKNOWN) {
			this.perhapsMailed.add(charged);
		}
	}

	/** Fills a form of the desk that moves money one way. */
	private void sheet(Visitor agent, AccountNumber account, String kind, int sign, String reason, Random random) {
		long amount = this.cents.incrementAndGet();
		long began = System.nanoTime();
		Sent sent = sheet(agent, "/desk/customers/" + account.customer() + "/" + kind,
				Map.of("account", account.toString(), "amount", plain(amount), "reason", reason), random);
		wrote(account, kind + " at the desk", Mark.of(sign * amount), began, sent.outcome());
	}

	/** Opens a sheet of the desk and sends what is typed. */
	private Sent sheet(Visitor agent, String address, Map<String, String> typed, Random random) {
		Visitor.Page page = open(agent, address + (address.endsWith("/decision") ? "" : "/new"), random);
		return (page == null) ? new Sent(Outcome.REFUSED, "")
				: send(agent, page.form(address), typed, "sheet-done", random);
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
			this.history.add(Shown.in(answer.json(), "position"), began, ended);
		}
	}

	private void readEntries(AccountNumber account, Random random) {
		long began = System.nanoTime();
		ApiClient.Answer answer = program(random).get("/accounts/" + account + "/entries?size=3");
		long ended = System.nanoTime();
		if (answered(answer.status())) {
			boolean newest = true;
			for (JsonNode entry : answer.json().at("/items")) {
				long balance = History.minor(entry.at("/balanceAfter").asString());
				long seq = entry.at("/seq").asLong();
				if (newest) {
					this.history.add(new Read(account.toString(), "api entries", balance, seq, began, ended));
				}
				else {
					this.history.add(new Line(account.toString(), "api entries", balance, seq));
				}
				newest = false;
			}
		}
	}

	private void readPage(Visitor reader, String channel, String address, AccountNumber account, Random random) {
		long began = System.nanoTime();
		Visitor.Page page = reader.get(node(random), address);
		long ended = System.nanoTime();
		if (answered(page.status())) {
			List<Shown> shown = Shown.on(page.html(), channel, address);
			if (shown.stream().noneMatch((one) -> one.what().equals("balance of " + account))) {
				this.oddities.add("There is no balance of " + account + " on " + page);
			}
			// The customer's other accounts on the page were read at the same time.
			this.history.add(shown, began, ended);
		}
	}

	/**
	 * Reads a document of the account through some channel; a bill by another one, too.
	 */
	private void readPaper(AccountNumber account, Visitor agent, Visitor owner, Random random) {
		List<Billed> ofAccount = this.bills.getOrDefault(account, List.of());
		List<Paid> receipts = this.paid.getOrDefault(account, List.of());
		int what = random.nextInt(10);
		if (what > 2 && !ofAccount.isEmpty()) {
			Billed bill = ofAccount.get(Math.max(0, ofAccount.size() - 1 - random.nextInt(3)));
			print(new Print("/desk/invoices/" + bill.number(), "/portal/bills/" + bill.number(),
					"/invoices/" + bill.number()), agent, owner, random,
					(pdf, channel, address, began, ended) -> this.documents.bill(bill, pdf, channel, address, began,
							ended));
			readBill(bill, agent, owner, random);
		}
		else if (what > 0 && !receipts.isEmpty()) {
			Paid receipt = any(receipts, random);
			print(new Print("/desk/receipts/" + receipt.number(), "/portal/receipts/" + receipt.number(),
					"/payments/" + receipt.number()), agent, owner, random,
					(pdf, channel, address, began, ended) -> this.documents.receipt(account.toString(), receipt.cents(),
							pdf, channel, address, began, ended));
		}
		else {
			print(new Print("/desk/accounts/" + account + "/statement", "/portal/accounts/" + account + "/statement",
					null), agent, owner, random,
					(pdf, channel, address, began, ended) -> this.documents.statement(account.toString(), pdf, channel,
							address, began, ended));
		}
	}

	private void print(Print where, Visitor agent, Visitor owner, Random random, Paper paper) {
		long began = System.nanoTime();
		String channel;
		String address;
		Visitor.File file;
		switch (random.nextInt((where.api() != null) ? 3 : 2)) {
			case 0 -> {
				channel = "desk's PDF";
				address = where.desk() + ".pdf";
				file = agent.file(node(random), address);
			}
			case 1 -> {
				channel = "portal's PDF";
				address = where.portal() + ".pdf";
				file = owner.file(node(random), address);
			}
			default -> {
				channel = "api's PDF";
				address = where.api() + ".pdf";
				HttpResponse<byte[]> answer = program(random).file(address);
				file = new Visitor.File(answer.statusCode(), answer.body());
			}
		}
		long ended = System.nanoTime();
		if (answered(file.status())) {
			paper.read(file.content(), channel, address, began, ended);
		}
	}

	private void readBill(Billed bill, Visitor agent, Visitor owner, Random random) {
		switch (random.nextInt(3)) {
			case 0 -> readPage(agent, "desk's bill", "/desk/invoices/" + bill.number(), bill.account(), random);
			case 1 -> readPage(owner, "portal's bill", "/portal/bills/" + bill.number(), bill.account(), random);
			default -> {
				long began = System.nanoTime();
				ApiClient.Answer answer = program(random).get("/invoices/" + bill.number());
				if (answered(answer.status())) {
					this.history.add(Shown.in(answer.json(), "invoice"), began, System.nanoTime());
				}
			}
		}
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
	private Sent send(Visitor visitor, Element form, Map<String, String> values, String sign, Random random) {
		int further = (random.nextInt(5) == 0) ? 1 : 0;
		Sent sent = new Sent(Outcome.UNKNOWN, "");
		for (int i = 0; i < TRIES; i++) {
			Visitor.Page page = visitor.submit(node(random), form, values);
			boolean done = page.status() == 200 && (page.address().contains(sign) || page.trigger().contains(sign));
			if (done) {
				sent = new Sent(Outcome.DONE, page.trigger());
			}
			else if (page.status() == 422 && sent.outcome() == Outcome.UNKNOWN) {
				String said = page.html().text();
				if (!TOO_LATE.matcher(said).find()) {
					this.oddities.add("Refused: " + said + " at " + page.address());
				}
				return new Sent(Outcome.REFUSED, said);
			}
			else if (page.status() != 503) {
				this.oddities.add("Not expected: " + page);
			}
			if (sent.outcome() == Outcome.DONE && further-- <= 0) {
				return sent;
			}
			if (sent.outcome() != Outcome.DONE) {
				this.unanswered.incrementAndGet();
			}
		}
		return sent;
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
		return (status / 100 == 2) ? Outcome.DONE : (status < 500) ? Outcome.REFUSED : Outcome.UNKNOWN;
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

	private static <T> T any(List<T> some, Random random) {
		return some.get(random.nextInt(some.size()));
	}

	/** What a client may do, and how often as against the others. */
	enum Operation {

		CHARGE_NEXT_BILL(5), BILL(1), CREDIT_NOTE(2), DISPUTE(1), WRITE_OFF(2), PAY_BY_API(12), PAY_CASH(3),
		PAY_BY_CARD(2), SELL(1), CHARGE(2), CREDIT(4), REFUND(2), REVERSE(3), READ_API(33), READ_ENTRIES(17),
		READ_DESK(3), READ_DESK_PART(6), READ_COUNTER(3), READ_PORTAL(4), READ_PORTAL_PART(7), READ_PAPER(2);

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
	 * @param mailed the accounts whose bills go by mail
	 */
	record Crowd(List<Visitor> agents, List<Visitor> clerks, Map<Long, Visitor> owners, Set<AccountNumber> mailed) {
	}

	/**
	 * A bill.
	 *
	 * @param net in cents, as it was asked for
	 * @param tax by the rule
	 * @param postingSeq the entry that it was posted with
	 */
	record Billed(AccountNumber account, InvoiceNumber number, long net, long tax, long postingSeq) {
	}

	private record Paid(String number, long cents) {
	}

	/** How a form or request ended, and what was said. */
	private record Sent(Outcome outcome, String said) {
	}

	/** Where a document is; the API may not have it. */
	private record Print(String desk, String portal, String api) {
	}

	private interface Paper {

		void read(byte[] pdf, String channel, String address, long began, long ended);

	}

	/** A product, and its price in cents, which no other has. */
	record Ware(String code, long price) {
	}

	private record Reversible(AccountNumber account, long seq, long amount) {
	}

}
