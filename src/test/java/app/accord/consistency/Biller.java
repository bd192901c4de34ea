package app.accord.consistency;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import app.accord.api.ApiClient;
import app.accord.consistency.History.Mark;
import app.accord.consistency.History.Outcome;
import app.accord.consistency.History.Write;
import app.accord.consistency.Workload.Billed;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import tools.jackson.databind.JsonNode;

/**
 * Makes bills as a company does: programs note charges for the next bill, somebody begins
 * a run at a desk, looks at it and approves it, or a program begins one that approves
 * itself; the nodes make the bills, and each says what it is for.
 */
final class Biller {

	static final BigDecimal TAX_PERCENT = new BigDecimal("8.875");

	/** One for each month of a year, the last one for what is left. */
	private static final int RUNS = 12;

	private static final Duration LONGEST_RUN = Duration.ofSeconds(60);

	/** A bill run is waited for, however busy the program is. */
	private static final int PATIENCE = 20;

	private final History history;

	private final Set<AccountNumber> accounts;

	/** By what stands on the bill. */
	private final Map<String, Charge> charges = new ConcurrentHashMap<>();

	private final Map<String, String> billedOn = new ConcurrentHashMap<>();

	private final Queue<String> oddities = new ConcurrentLinkedQueue<>();

	private final AtomicInteger runs = new AtomicInteger();

	private final ReentrantLock oneAtATime = new ReentrantLock();

	private final LocalDate first;

	private final int many;

	/**
	 * @param accounts whose bills are looked at; others that are due are billed too
	 * @param first when they are all to be billed first
	 * @param many so many charges are worth a run
	 */
	Biller(History history, Set<AccountNumber> accounts, LocalDate first, int many) {
		this.history = history;
		this.accounts = accounts;
		this.first = first;
		this.many = many;
	}

	/** The day on which the first of all runs is due, a month before the next one. */
	static LocalDate firstRun(LocalDate today) {
		return today.withDayOfMonth(1).minusMonths(RUNS - 1);
	}

	/**
	 * What a program sends to have an amount charged with the next bill. To be
	 * {@link #noted} when it is answered.
	 */
	String charge(AccountNumber account, long cents) {
		String words = "Visit " + cents;
		this.charges.put(words, new Charge(account, cents, Outcome.UNKNOWN));
		return """
				{"description": "%s", "amount": "%s", "on": "%s"}""".formatted(words, plain(cents), this.first);
	}

	/** How it ended. */
	void noted(long cents, Outcome outcome) {
		this.charges.computeIfPresent("Visit " + cents,
				(words, charge) -> new Charge(charge.account(), charge.cents(), outcome));
	}

	/**
	 * Makes the bills of a month, if there is something to bill and nobody is at it.
	 * @param program which waits for it, and asks what was billed
	 * @param agent who begins it; null: the program does
	 * @return the bills
	 */
	List<Billed> run(ApiClient program, Visitor agent, int node) {
		if (this.charges.size() - this.billedOn.size() < this.many || this.runs.get() == RUNS - 1
				|| !this.oneAtATime.tryLock()) {
			return List.of();
		}
		try {
			return month(program, agent, node);
		}
		finally {
			this.oneAtATime.unlock();
		}
	}

	/** The last run: bills what is left, when all others are done. */
	List<Billed> last(ApiClient program) {
		return month(program, null, 0);
	}

	private List<Billed> month(ApiClient program, Visitor agent, int node) {
		LocalDate date = this.first.plusMonths(this.runs.getAndIncrement());
		long began = System.nanoTime();
		long id = (agent != null) ? beginAtDesk(agent, node, program, date) : begin(program, date);
		awaitEnd(program, id);
		long ended = System.nanoTime();
		List<Billed> bills = new ArrayList<>();
		for (JsonNode billed : answer(program, "/bill-runs/" + id + "/accounts?state=BILLED&size=200").at("/items")) {
			AccountNumber account = AccountNumber.parse(billed.at("/account").asString());
			if (this.accounts.contains(account)) {
				Billed bill = bill(program, account, billed.at("/invoice").asString());
				bills.add(bill);
				this.history.add(new Write(account.toString(), "a bill",
						Mark.ofBill(bill.number().no(), bill.net(), bill.tax()), began, ended, Outcome.DONE));
			}
		}
		return bills;
	}

	private long begin(ApiClient program, LocalDate date) {
		ApiClient.Answer begun = program.post("/bill-runs", """
				{"billDate": "%s", "automatic": true}""".formatted(date), null);
		return (begun.status() == 201) ? begun.json().at("/id").asLong() : newest(program);
	}

	private long beginAtDesk(Visitor agent, int node, ApiClient program, LocalDate date) {
		Visitor.Page list = agent.get(node, "/desk/bill-runs");
		if (list.status() != 200
				|| agent.submit(node, list.form("/desk/bill-runs"), Map.of("billDate", date.toString()))
					.status() != 200) {
			return begin(program, date);
		}
		long id = newest(program);
		await(program, id, "PREVIEWED");
		Visitor.Page preview = agent.get(node, "/desk/bill-runs/" + id);
		if (preview.status() == 200) {
			agent.submit(node, preview.form("/approval"), Map.of());
		}
		return id;
	}

	private long newest(ApiClient program) {
		return answer(program, "/bill-runs?size=1").at("/items/0/id").asLong();
	}

	/** Approves it, if nobody has: his answer was cut off. */
	private void awaitEnd(ApiClient program, long id) {
		if (await(program, id, "DONE", "PREVIEWED").equals("PREVIEWED")) {
			program.post("/bill-runs/" + id + "/approval", "{}", null);
			await(program, id, "DONE");
		}
	}

	private String await(ApiClient program, long id, String... states) {
		long end = System.nanoTime() + LONGEST_RUN.toNanos();
		while (true) {
			JsonNode run = answer(program, "/bill-runs/" + id);
			String state = run.at("/state").asString();
			if (List.of(states).contains(state)) {
				return state;
			}
			if (System.nanoTime() > end) {
				throw new AssertionError("The bill run stays as it is: " + run);
			}
			try {
				Thread.sleep(25);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}
	}

	/** Asks for a bill, and whether it is for what was to be charged. */
	private Billed bill(ApiClient program, AccountNumber account, String number) {
		JsonNode bill = answer(program, "/invoices/" + number);
		long net = 0;
		for (JsonNode line : bill.at("/lines")) {
			String words = line.at("/description").asString();
			Charge charge = this.charges.get(words);
			if (charge == null || !charge.account().equals(account) || charge.outcome() == Outcome.REFUSED) {
				this.oddities.add("Nobody asked for “" + words + "” on " + bill);
				continue;
			}
			String other = this.billedOn.putIfAbsent(words, number);
			if (other != null) {
				this.oddities.add("“" + words + "” is on " + other + " and " + number);
			}
			net += charge.cents();
		}
		return new Billed(account, InvoiceNumber.parse(number), net, tax(net), bill.at("/postingSeq").asLong());
	}

	/** A sentence for each charge that was accepted and is on no bill. */
	List<String> unbilled() {
		Map<String, Charge> left = new TreeMap<>(this.charges);
		left.keySet().removeAll(this.billedOn.keySet());
		return left.entrySet()
			.stream()
			.filter((one) -> one.getValue().outcome() == Outcome.DONE)
			.map((one) -> "“%s” of %s is on no bill".formatted(one.getKey(), one.getValue().account()))
			.toList();
	}

	/** Bills that are not as they were asked for. */
	List<String> oddities() {
		return List.copyOf(this.oddities);
	}

	int runs() {
		return this.runs.get();
	}

	/** By the rule: of the sum of the lines, rounded half up. */
	private static long tax(long net) {
		return TAX_PERCENT.multiply(BigDecimal.valueOf(net))
			.movePointLeft(2)
			.setScale(0, RoundingMode.HALF_UP)
			.longValueExact();
	}

	private JsonNode answer(ApiClient program, String path) {
		for (int i = 0; i < PATIENCE; i++) {
			long began = System.nanoTime();
			ApiClient.Answer answer = program.get(path);
			if (answer.status() == 200) {
				this.history.add(Shown.in(answer.json(), path), began, System.nanoTime());
				return answer.json();
			}
			if (answer.status() != 503) {
				throw new AssertionError(path + ": " + answer.body());
			}
		}
		throw new AssertionError(path + " is not answered");
	}

	private static String plain(long cents) {
		return BigDecimal.valueOf(cents, 2).toPlainString();
	}

	/**
	 * A charge for the next bill.
	 *
	 * @param cents before tax
	 * @param outcome of noting it
	 */
	private record Charge(AccountNumber account, long cents, Outcome outcome) {
	}

}
