package app.accord.banking;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import app.accord.actor.Actor;
import app.accord.banking.BankPostings.LinePosting;
import app.accord.billing.Adjusting;
import app.accord.customer.Customers;
import app.accord.message.NewMessage;
import app.accord.message.Outbox;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Transfers and direct debits that bounce: which earlier line a line of money out takes
 * back, and what follows for the account.
 */
@Component
public class Returning {

	private static final int DAYS_BACK = 120;

	private static final Pattern WORDS = Pattern.compile(
			"\\b(return(ed)?|bounced|reversal|reversed|recall(ed)?|unpaid|refused|r(ü|u|ue)ck(gabe|l(ä|ae)ufer|last\\w*|ruf|buchung|zahlung|(ü|ue)berweisung))\\b",
			Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

	/** ISO 20022 external return reasons that are met, as customers read them. */
	private static final Map<String, String> REASONS = Map.ofEntries(Map.entry("AC01", "the account number is wrong"),
			Map.entry("AC04", "the account is closed"), Map.entry("AC06", "the account is blocked"),
			Map.entry("AG01", "the bank does not allow it on this account"),
			Map.entry("AM04", "there was not enough money in the account"), Map.entry("AM05", "it was sent twice"),
			Map.entry("CUST", "the payer’s bank account holder asked for it"), Map.entry("DUPL", "it was sent twice"),
			Map.entry("FOCR", "the payer’s bank recalled it"), Map.entry("MD01", "there was no mandate"),
			Map.entry("MD06", "the account holder disagreed"), Map.entry("MS02", "the account holder refused it"),
			Map.entry("MS03", "the bank gave no reason"), Map.entry("RR04", "of a legal rule"),
			Map.entry("SL01", "of a service of the bank"), Map.entry("TECH", "of a technical fault"),
			Map.entry("BE05", "the payee was not recognised"), Map.entry("FRAD", "the bank suspects a fraud"),
			Map.entry("MD07", "the account holder has died"));

	private final BankLines lines;

	private final BankPostings postings;

	private final Adjusting adjusting;

	private final Customers customers;

	private final Outbox outbox;

	Returning(BankLines lines, BankPostings postings, Adjusting adjusting, Customers customers, Outbox outbox) {
		this.lines = lines;
		this.postings = postings;
		this.adjusting = adjusting;
		this.customers = customers;
		this.outbox = outbox;
	}

	/**
	 * An earlier line that a line of money out may take back.
	 *
	 * @param paid the earlier line
	 * @param payments what was posted of it and stands
	 * @param names the customers it was posted to
	 * @param sure whether the bank names it
	 * @param words why it is suggested
	 */
	public record Candidate(BankLine paid, List<LinePosting> payments, String names, boolean sure, String words) {
	}

	/** Whether a line of money out calls itself a return. */
	static boolean calledReturn(BankLine line) {
		return line.returnCode() != null || WORDS.matcher(line.said()).find();
	}

	/** The lines that it may take back, the likeliest first. */
	@Transactional(readOnly = true)
	public List<Candidate> candidates(BankLine line) {
		long amount = -Amounts.minor(line.amount());
		LocalDate since = line.bookedOn().minusDays(DAYS_BACK);
		Map<Long, Candidate> found = new LinkedHashMap<>();
		Set<String> references = new LinkedHashSet<>();
		for (String text : new String[] { line.returnedId(), line.endToEndId(), line.text() }) {
			if (text != null) {
				references.addAll(List.of(text.split("[\\s,;:]+")));
			}
		}
		references.removeIf((reference) -> reference.length() < 5);
		if (!references.isEmpty()) {
			this.lines.byReference(references, since)
				.stream()
				.filter((paid) -> Amounts.minor(paid.amount()) == amount && open(paid))
				.forEach((paid) -> put(found, paid, true, "The bank names this transfer"));
		}
		List<BankLine> same = this.lines.byAmount(line.amount().getCurrencyUnit().getCode(), amount, since);
		List<References.Found> named = References.in(line.said());
		for (BankLine paid : same) {
			for (LinePosting one : this.postings.standing(paid.id())) {
				boolean receipt = named.stream()
					.anyMatch((number) -> number.customerId() == one.account().customerId() && number.weight() >= 3000);
				if (receipt) {
					put(found, paid, true, "Names the customer whose payment it was, and the amount is the same");
				}
			}
		}
		if (line.payerAccount() != null) {
			this.lines.byPayer(line.payerAccount(), amount, since)
				.forEach((paid) -> put(found, paid, true, "Same amount, to the bank account it came from"));
		}
		for (BankLine paid : same) {
			NameFit fit = (line.payerName() == null || paid.payerName() == null) ? NameFit.NONE
					: NameFit.of(Words.of(line.payerName()), Words.of(paid.payerName()), (word) -> 500, true);
			put(found, paid, false,
					(fit.weight() > 0) ? "Same amount and the same name: " + paid.payerName() : "Same amount");
		}
		return found.values()
			.stream()
			.sorted(Comparator.comparing((Candidate one) -> !one.sure())
				.thenComparing((one) -> !one.words().contains("name"))
				.thenComparing((one) -> one.paid().bookedOn(), Comparator.reverseOrder()))
			.limit(6)
			.toList();
	}

	/**
	 * Whether exactly one line is named by the bank, and the line calls itself a return.
	 */
	static boolean certain(BankLine line, List<Candidate> candidates) {
		return calledReturn(line) && candidates.stream().filter(Candidate::sure).count() == 1;
	}

	/**
	 * Takes the payments of an earlier line back. Both lines are locked by the caller.
	 * @param person whether a person decided it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void takeBack(BankLine line, BankLine paid, Actor actor, boolean person) {
		if (line.in() || !line.amount().negated().isEqual(paid.amount())) {
			throw new Refusal("The amounts differ: only a whole transfer can be taken back by one line.");
		}
		if (paid.state() == BankLine.State.WAITING) {
			throw new Refusal("That transfer was never posted to anybody. Set both lines aside.");
		}
		List<LinePosting> payments = this.postings.standing(paid.id());
		if (payments.isEmpty()) {
			throw new Refusal("That transfer’s payments have been taken back already.");
		}
		String reason = reason(line);
		int no = this.postings.of(line.id()).size();
		List<LinePosting> ordered = new ArrayList<>(payments);
		ordered.sort(Comparator.comparingLong((LinePosting one) -> one.account().customerId())
			.thenComparingInt((one) -> one.account().no()));
		for (LinePosting one : ordered) {
			long seq = this.adjusting
				.reverse(one.account(), one.entrySeq(), reason, actor, "bank-return-" + line.id() + "-" + one.no())
				.value()
				.seq();
			LinePosting back = new LinePosting(line.id(), ++no, one.account(), LinePosting.Kind.RETURN, one.amount(),
					one.receipt(), seq, null, false);
			this.postings.add(back, paid.id(), actor, reason);
			told(back, line);
		}
		this.lines.move(line, BankLine.State.RETURNED, ordered.getFirst().account(), person ? 0 : 100_000, reason,
				actor.name());
	}

	/** Tells the customer. */
	private void told(LinePosting back, BankLine line) {
		NewMessage message = NewMessage
			.of(back.account().customerId(), back.account().no(), ReturnLetters.KIND,
					ReturnLetters.KIND + "-" + line.id() + "-" + back.no())
			.with("entry", Long.toString(back.entrySeq()))
			.with("minor", Long.toString(Amounts.minor(back.amount())));
		if (back.receipt() != null) {
			message = message.with("receipt", back.receipt().toString());
		}
		if (line.returnCode() != null) {
			message = message.with("code", line.returnCode().toUpperCase(Locale.ROOT));
		}
		this.outbox.decide(message);
	}

	/** Why it came back, as the customer reads it. */
	static String reason(BankLine line) {
		String code = (line.returnCode() != null) ? line.returnCode().toUpperCase(Locale.ROOT) : "";
		String words = REASONS.get(code);
		return "The bank returned the transfer" + ((words != null) ? " because " + words + " (" + code + ")"
				: (line.returnText() != null) ? ": " + NewLine.cut(line.returnText(), 200) : "");
	}

	private void put(Map<Long, Candidate> found, BankLine paid, boolean sure, String words) {
		if (found.containsKey(paid.id()) || !open(paid)) {
			return;
		}
		List<LinePosting> payments = this.postings.standing(paid.id());
		String names = String.join(", ",
				payments.stream()
					.map((one) -> this.customers.find(one.account().customerId())
						.map((customer) -> customer.name())
						.orElse(one.account().toString()))
					.distinct()
					.toList());
		if (!payments.isEmpty() || paid.state() == BankLine.State.WAITING) {
			found.put(paid.id(), new Candidate(paid, payments, names, sure, words));
		}
	}

	private static boolean open(BankLine paid) {
		return paid.state() == BankLine.State.POSTED || paid.state() == BankLine.State.WAITING;
	}

}
