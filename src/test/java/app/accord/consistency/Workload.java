package app.accord.consistency;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.api.ApiClient;
import app.accord.billing.Invoices;
import app.accord.billing.NewInvoice;
import app.accord.consistency.History.Mark;
import app.accord.consistency.History.Outcome;
import app.accord.consistency.History.Read;
import app.accord.consistency.History.Write;
import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;

/**
 * Clients that write and read at random, through every channel and on every node, and
 * note what they were told and when.
 */
final class Workload {

	private static final Actor BILLING = new Actor(ActorKind.STAFF, "biller", "Bill Run", Channel.DESK);

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

	private final Map<String, long[]> cache = new ConcurrentHashMap<>();

	private final List<Integer> nodes;

	private final List<AccountNumber> accounts;

	private final List<ApiClient> programs;

	private final Invoices invoices;

	private final Plant plant;

	private final Poster carelessPoster;

	private Visitor agent;

	private Visitor clerk;

	private Map<Long, Visitor> owners = Map.of();

	Workload(List<Integer> nodes, List<AccountNumber> accounts, String token, Invoices invoices, Plant plant,
			Poster carelessPoster) {
		this.nodes = nodes;
		this.accounts = accounts;
		this.programs = nodes.stream().map((node) -> new ApiClient(node, token)).toList();
		this.invoices = invoices;
		this.plant = plant;
		this.carelessPoster = carelessPoster;
		for (Operation operation : Operation.values()) {
			this.done.put(operation, new AtomicInteger());
			this.took.put(operation, new AtomicLong());
		}
	}

	/** Lets people take part: an agent, a clerk and the owners of the accounts. */
	Workload with(Visitor anAgent, Visitor aClerk, Map<Long, Visitor> theOwners) {
		this.agent = anAgent;
		this.clerk = aClerk;
		this.owners = theOwners;
		return this;
	}

	/** What the clerk may sell; each once, since its price is the sale's mark. */
	Workload selling(List<Ware> all) {
		this.wares.addAll(all);
		return this;
	}

	History run(long seed, int threads, int operations, long nanos, Operation... allowed) throws Exception {
		List<Operation> lots = new ArrayList<>();
		for (Operation operation : allowed) {
			for (int i = 0; i < operation.weight; i++) {
				lots.add(operation);
			}
		}
		AtomicInteger begun = new AtomicInteger();
		long end = System.nanoTime() + nanos;
		try (ExecutorService clients = Executors.newFixedThreadPool(threads)) {
			List<Future<?>> all = new ArrayList<>();
			for (int client = 0; client < threads; client++) {
				Random random = new Random(seed * 31 + client);
				all.add(clients.submit(() -> {
					while (begun.getAndIncrement() < operations && System.nanoTime() < end) {
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
		switch (operation) {
			case BILL -> bill(account);
			case PAY_BY_API -> {
				if (this.plant == Plant.NO_LOCK) {
					carelessly(account);
				}
				else {
					payByApi(account, random);
				}
			}
			case PAY_CASH -> payCash(account, random);
			case SELL -> sell(account, random);
			case CREDIT_AT_DESK -> credit(account, random);
			case REVERSE -> reverse(random);
			case READ_API -> readPosition(account, random);
			case READ_ENTRIES -> readEntries(account, random);
			case READ_DESK -> readPage(this.agent, "desk", "/desk/customers/" + account.customer(), account, random);
			case READ_COUNTER ->
				readPage(this.clerk, "counter", "/counter/customers/" + account.customer(), account, random);
			case READ_PORTAL -> readPage(this.owners.get(account.customerId()), "portal", "/portal", account, random);
		}
	}

	private void bill(AccountNumber account) {
		long amount = this.cents.incrementAndGet();
		long began = System.nanoTime();
		Outcome outcome;
		try {
			LocalDate today = LocalDate.of(2026, 1, 5);
			this.invoices.issue(account,
					new NewInvoice(today, today.plusDays(14), null, null, List
						.of(new NewInvoice.Line(null, "A month", 1, Amounts.ofMinor("USD", amount), BigDecimal.ZERO))),
					BILLING);
			outcome = Outcome.DONE;
		}
		catch (RuntimeException ex) {
			outcome = Outcome.UNKNOWN;
		}
		wrote(account, "a bill", Set.of(new Mark(amount, false)), began, outcome);
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
			String repeatKey = (this.plant == Plant.NO_KEY) ? UUID.randomUUID().toString() : key;
			expectSame(answer, patiently(() -> program(random).post(path, body, repeatKey)));
		}
		if (twin != null) {
			expectSame(answer, twin.join());
		}
		Outcome outcome = outcome(answer.status());
		wrote(account, "a payment by API", Set.of(new Mark(-amount, false)), began, outcome);
		if (outcome == Outcome.DONE) {
			this.reversible.add(new Reversible(account, answer.json().at("/seq").asLong(), amount));
		}
	}

	private void expectSame(ApiClient.Answer first, ApiClient.Answer repeat) {
		if (this.plant == Plant.NONE && first.status() == 201 && repeat.status() == 201
				&& !first.body().equals(repeat.body())) {
			this.oddities.add("A repeat got another answer: " + first.body() + " and " + repeat.body());
		}
	}

	/** Two payments by a program that reads, computes and writes without the lock. */
	private void carelessly(AccountNumber account) {
		long amount = this.cents.addAndGet(2);
		long began = System.nanoTime();
		CompletableFuture<?> twin = CompletableFuture.runAsync(() -> this.carelessPoster.post(account, amount - 1));
		this.carelessPoster.post(account, amount);
		twin.join();
		wrote(account, "a careless payment", Set.of(new Mark(-amount, false)), began, Outcome.DONE);
		wrote(account, "a careless payment", Set.of(new Mark(-(amount - 1), false)), began, Outcome.DONE);
	}

	private void payCash(AccountNumber account, Random random) {
		Visitor.Page page = open(this.clerk, "/counter/customers/" + account.customer(), random);
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
		Outcome outcome = send(this.clerk, form, Map.of("amount", plain(amount)), "/counter/receipts/", random);
		wrote(account, "cash at the counter", Set.of(new Mark(-amount, false)), began, outcome);
	}

	private void sell(AccountNumber account, Random random) {
		Ware ware = this.wares.poll();
		if (ware == null) {
			return;
		}
		Visitor.Page page = open(this.clerk, "/counter/customers/" + account.customer(), random);
		if (page == null) {
			return;
		}
		Element basket = page.html().getElementById("sale").clone();
		String sales = basket.attr("action");
		basket.attr("action", sales.replace("/sales", "/basket"));
		Visitor.Page filled = this.clerk.submit(node(random), basket,
				Map.of("change", "+" + ware.code(), "account", account.toString()));
		if (filled.status() != 200) {
			this.unanswered.incrementAndGet();
			return;
		}
		Element form = filled.html().getElementById("sale").clone().attr("action", sales);
		boolean cash = random.nextBoolean();
		long began = System.nanoTime();
		Outcome outcome = send(this.clerk, form,
				Map.of("settlement", cash ? "CASH" : "ON_ACCOUNT", "account", account.toString()), "/counter/orders/",
				random);
		wrote(account, "a sale", cash ? Set.of(new Mark(ware.price(), false), new Mark(-ware.price(), false))
				: Set.of(new Mark(ware.price(), false)), began, outcome);
	}

	private void credit(AccountNumber account, Random random) {
		Visitor.Page page = open(this.agent, "/desk/customers/" + account.customer() + "/credits/new", random);
		if (page == null) {
			return;
		}
		long amount = this.cents.incrementAndGet();
		long began = System.nanoTime();
		Outcome outcome = send(this.agent, page.form("/credits"),
				Map.of("account", account.toString(), "amount", plain(amount), "reason", "For the wait"), "sheet-done",
				random);
		wrote(account, "a credit at the desk", Set.of(new Mark(-amount, false)), began, outcome);
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
		wrote(entry.account(), "a reversal", Set.of(new Mark(entry.amount(), true)), began, outcome(answer.status()));
	}

	private void readPosition(AccountNumber account, Random random) {
		long began = System.nanoTime();
		long[] cached = this.cache.get(account.toString());
		if (this.plant == Plant.CACHED_BALANCE && cached != null && random.nextInt(3) == 0) {
			this.history.add(new Read(account.toString(), "api", cached[0], cached[1], began, System.nanoTime()));
			return;
		}
		ApiClient.Answer answer = program(random).get("/accounts/" + account + "/position");
		long ended = System.nanoTime();
		if (answered(answer.status())) {
			for (Shown shown : Shown.in(answer.json(), "position")) {
				if (shown.fact().equals("balance")) {
					this.cache.put(account.toString(), new long[] { minor(shown.value()), shown.asOf() });
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

	private void wrote(AccountNumber account, String how, Set<Mark> marks, long began, Outcome outcome) {
		this.history.add(new Write(account.toString(), how, marks, began, System.nanoTime(), outcome));
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
				this.oddities.add("Refused: " + page.html().select(".invalid-feedback, [role=alert], .note-bad").text()
						+ " at " + page);
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

	/** What a client may do, and how often as against the others. */
	enum Operation {

		BILL(3), PAY_BY_API(9), PAY_CASH(5), SELL(3), CREDIT_AT_DESK(5), REVERSE(3), READ_API(14), READ_ENTRIES(8),
		READ_DESK(12), READ_COUNTER(12), READ_PORTAL(12);

		private final int weight;

		Operation(int weight) {
			this.weight = weight;
		}

	}

	/** A mistake that is made on purpose, to see whether it is found. */
	enum Plant {

		/** None. */
		NONE,

		/** A reader shows a balance that it kept. */
		CACHED_BALANCE,

		/** A writer reads, computes and writes without the lock. */
		NO_LOCK,

		/** A client that wasn't sure sends a payment again with another key. */
		NO_KEY

	}

	/** Posts a payment in some way of its own. */
	interface Poster {

		void post(AccountNumber account, long cents);

	}

	/** A product, and its price in cents, which no other has. */
	record Ware(String code, long price) {
	}

	private record Reversible(AccountNumber account, long seq, long amount) {
	}

}
