package app.accord.consistency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import app.accord.consistency.History.Line;
import app.accord.consistency.Workload.Billed;
import app.accord.customer.AccountNumber;
import org.jsoup.Jsoup;

/**
 * Reads what is printed and mailed as customers do: PDF by its text, a mail by its page,
 * its plain text, its subject and the PDF that came with it. All amounts in a document
 * belong to the position that it states, and go into the history as read there.
 */
final class Documents {

	/** How the channels of documents begin or end. */
	static final Pattern CHANNEL = Pattern.compile(".*PDF|mail.*");

	private static final Pattern FIGURES = Pattern.compile("These figures are as of entry (\\d+), ");

	/** What a mail is about: the number of a document, or a payment. */
	private static final Pattern ABOUT = Pattern.compile("(INV|CN)-\\d+(-\\d+)+|^Charged once: .*");

	private final History history;

	private final Set<String> accounts;

	private final Queue<String> oddities = new ConcurrentLinkedQueue<>();

	private final Queue<Mailed> mails = new ConcurrentLinkedQueue<>();

	private final Map<String, AtomicInteger> read = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> stated = new ConcurrentHashMap<>();

	/**
	 * @param accounts whose
	 */
	Documents(History history, Collection<AccountNumber> accounts) {
		this.history = history;
		this.accounts = accounts.stream().map(AccountNumber::toString).collect(Collectors.toSet());
	}

	/** A bill as PDF. */
	void bill(Billed bill, byte[] pdf, String channel, String address, long began, long ended) {
		add(channel, bill(Printed.of(pdf), bill.account().toString(), bill.number().toString(), bill.postingSeq(),
				channel, address), began, ended);
	}

	/** A receipt as PDF, for so many cents. */
	void receipt(String account, long cents, byte[] pdf, String channel, String address, long began, long ended) {
		Printed paper = Printed.of(pdf);
		if (History.minor(paper.amount("Received")) != cents) {
			this.oddities.add("A receipt for " + cents + " cents says: " + paper.text());
		}
		add(channel, List.of(paper.balance(account, channel, address)), began, ended);
	}

	/** A statement up to today as PDF: each line has a balance of its own. */
	void statement(String account, byte[] pdf, String channel, String address, long began, long ended) {
		Printed paper = Printed.of(pdf);
		Shown balance = paper.balance(account, channel, address);
		List<Printed.Row> rows = paper.rows();
		long sum = History.minor(paper.amount("Balance before"));
		long last = 0;
		for (Printed.Row row : rows) {
			sum += row.amount();
			if (sum != row.balance() || (last > 0 && row.seq() != last + 1)) {
				this.oddities.add(address + ": " + row + " comes after " + last + " and should make " + sum);
			}
			last = row.seq();
			this.history.add(new Line(account, channel, row.balance(), row.seq()));
		}
		count(this.stated, channel, rows.size());
		if (last != balance.asOf() || sum != History.minor(paper.amount("Balance after"))) {
			this.oddities.add("%s ends with %d as of %d: %s".formatted(address, sum, last, paper.text()));
		}
		add(channel, List.of(balance), began, ended);
	}

	/** A mail that came meanwhile, and was written meanwhile. */
	void mail(Letterbox.Mail mail, long began, long ended) {
		try {
			read(mail, began, ended);
		}
		catch (RuntimeException | AssertionError ex) {
			this.oddities.add("Mail “" + mail.subject() + "”: " + ex.getMessage());
		}
	}

	private void read(Letterbox.Mail mail, long began, long ended) {
		String address = "“" + mail.subject() + "”";
		List<Shown> page = Shown.on(Jsoup.parse(mail.html()), "mail", address);
		Shown balance = page.stream().filter((one) -> one.fact().equals("balance")).findFirst().orElse(null);
		if (balance == null) {
			throw new AssertionError("No balance");
		}
		if (!this.accounts.contains(balance.subject())) {
			// A reminder of what customers of an earlier seed owe.
			return;
		}
		add("mail", page, began, ended);
		List<Shown> words = new ArrayList<>();
		Printed text = Printed.of(mail.text());
		Matcher figures = FIGURES.matcher(text.text());
		if (!figures.find()) {
			throw new AssertionError("No position in " + text.text());
		}
		long asOf = Long.parseLong(figures.group(1));
		words.add(new Shown("mail's text", address, "balance", balance.subject(), asOf,
				text.amount("Your balance(?: altogether| now)?:"), "USD", null));
		Matcher subject = ABOUT.matcher(mail.subject());
		String about = subject.find() ? subject.group() : "";
		if (about.startsWith("INV")) {
			words.add(new Shown("mail's text", address, "invoice-open", about, asOf, text.amount("Still to pay:"),
					"USD", null));
			Printed.of(mail.subject())
				.amounts(Pattern.quote(about) + ":")
				.forEach((open) -> words
					.add(new Shown("mail's subject", address, "invoice-open", about, asOf, open, "USD", null)));
		}
		add("mail's text", words, began, ended);
		for (Letterbox.File file : mail.files()) {
			Printed paper = Printed.of(file.content());
			List<Shown> printed = about.startsWith("INV")
					? bill(paper, balance.subject(), about, asOf(page, "invoice-total"), "mail's PDF", address)
					: List.of(paper.balance(balance.subject(), "mail's PDF", address));
			add("mail's PDF", printed, began, ended);
			if (printed.getFirst().asOf() != balance.asOf()) {
				this.oddities.add("%s was made at entry %d, its PDF at entry %d".formatted(address, balance.asOf(),
						printed.getFirst().asOf()));
			}
		}
		this.mails.add(new Mailed(about, balance.subject(), balance.asOf()));
	}

	/** What stands on a bill, the balance first. */
	private List<Shown> bill(Printed paper, String account, String number, long postingSeq, String channel,
			String address) {
		Shown balance = paper.balance(account, channel, address);
		Printed.Sums sums = paper.sums();
		if (sums.total() + sums.taken() != sums.open()) {
			this.oddities.add("%s, %s: %s don't add up: %s".formatted(channel, address, sums, paper.text()));
		}
		return List.of(balance,
				new Shown(channel, address, "invoice-total", number, postingSeq, paper.amount("Total"), "USD", null),
				new Shown(channel, address, "invoice-open", number, balance.asOf(), paper.amount("Still to pay"), "USD",
						null),
				new Shown(channel, address, "invoice-due-date", number, postingSeq, paper.due().toString(), "", null));
	}

	private void add(String channel, List<Shown> shown, long began, long ended) {
		count(this.read, channel, 1);
		count(this.stated, channel, (int) shown.stream().filter((one) -> !one.currency().isEmpty()).count());
		this.history.add(shown, began, ended);
	}

	private static long asOf(List<Shown> page, String fact) {
		return page.stream().filter((one) -> one.fact().equals(fact)).findFirst().orElseThrow().asOf();
	}

	private static void count(Map<String, AtomicInteger> counts, String channel, int more) {
		counts.computeIfAbsent(channel, (name) -> new AtomicInteger()).addAndGet(more);
	}

	/** How many documents were read by those channels. */
	int read(Pattern channels) {
		return sum(this.read, channels);
	}

	/** How many amounts with a position they stated. */
	int stated(Pattern channels) {
		return sum(this.stated, channels);
	}

	private static int sum(Map<String, AtomicInteger> counts, Pattern channels) {
		return counts.entrySet()
			.stream()
			.filter((one) -> channels.matcher(one.getKey()).matches())
			.mapToInt((one) -> one.getValue().get())
			.sum();
	}

	/** Documents that don't agree with themselves. */
	List<String> oddities() {
		return List.copyOf(this.oddities);
	}

	/**
	 * @param due what had to be told by mail, with the entry that each is about
	 * @param possible what could be told as well
	 * @return a sentence for each one that no mail, or more than one, was about, and for
	 * each mail that was made without the entry that it is about
	 */
	List<String> missing(Map<String, Long> due, Set<String> possible) {
		List<String> wrong = new ArrayList<>();
		Map<String, Integer> times = new TreeMap<>();
		for (Mailed mail : this.mails) {
			if (mail.about().isEmpty()) {
				continue;
			}
			times.merge(mail.about(), 1, Integer::sum);
			Long seq = due.get(mail.about());
			if (seq != null && mail.asOf() < seq) {
				wrong.add("The mail about %s was made at entry %d, before its entry %d".formatted(mail.about(),
						mail.asOf(), seq));
			}
		}
		Set<String> all = new TreeSet<>(times.keySet());
		all.addAll(due.keySet());
		for (String about : all) {
			int count = times.getOrDefault(about, 0);
			boolean right = due.containsKey(about) ? count == 1 : count == (possible.contains(about) ? 1 : 0);
			if (!right) {
				wrong.add("%d mails were about “%s”".formatted(count, about));
			}
		}
		return wrong;
	}

	/** What was read, for people. */
	String summary() {
		StringBuilder each = new StringBuilder();
		new TreeMap<>(this.read).forEach((channel, times) -> each
			.append("%d × %s, %d amounts; ".formatted(times.get(), channel, this.stated.get(channel).get())));
		return each.toString() + this.mails.stream().filter((mail) -> mail.about().isEmpty()).count() + " reminders";
	}

	/**
	 * A mail.
	 *
	 * @param about a bill's or credit note's number, a payment, or empty: a reminder
	 * @param account whose position it states
	 * @param asOf the position's entry
	 */
	record Mailed(String about, String account, long asOf) {
	}

}
