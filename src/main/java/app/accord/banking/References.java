package app.accord.banking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import app.accord.customer.AccountNumber;
import app.accord.customer.CreditorReference;
import app.accord.customer.CustomerNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.PublicNumber;

/**
 * Finds our numbers in what payers write, however mangled: in any case, without their
 * dashes, with blanks or dots in them, glued to their letters, as a structured RF
 * reference. What is found has a check digit that fits; whether somebody has that number
 * is asked later.
 */
final class References {

	private static final Pattern RF = Pattern.compile("RF\\d{2}[A-Z0-9]{1,21}");

	private static final Pattern PART = Pattern.compile("[A-Z]+|\\d+");

	/** Customers begin with 10001. */
	private static final int SHORTEST_CUSTOMER = 5;

	private static final int LONGEST_RUN = 17;

	private References() {
	}

	/** What a number names. */
	enum Kind {

		/** A bill. */
		BILL,

		/** A billing account. */
		ACCOUNT,

		/** A customer. */
		CUSTOMER,

		/** A number in one of the customer's series; which one is not said. */
		SOMETHING

	}

	/**
	 * A number that was found.
	 *
	 * @param kind what it names
	 * @param customerId whose
	 * @param no its place in the customer's series; 0 for the customer
	 * @param weight hundredths of a bit if somebody has it
	 * @param written as it stands in the text
	 */
	record Found(Kind kind, long customerId, int no, int weight, String written) {
	}

	/** Finds all. */
	static List<Found> in(String text) {
		if (text == null || text.isBlank()) {
			return List.of();
		}
		String upper = text.toUpperCase(Locale.ROOT);
		List<Found> found = new ArrayList<>();
		Set<String> known = new HashSet<>();
		structured(upper, found, known);
		List<String> parts = new ArrayList<>();
		Matcher matcher = PART.matcher(upper);
		List<Integer> ends = new ArrayList<>();
		List<Integer> starts = new ArrayList<>();
		while (matcher.find() && parts.size() < 400) {
			parts.add(matcher.group());
			starts.add(matcher.start());
			ends.add(matcher.end());
		}
		for (int i = 0; i < parts.size(); i++) {
			if (!Character.isDigit(parts.get(i).charAt(0))) {
				continue;
			}
			Kind named = (i > 0 && starts.get(i) - ends.get(i - 1) <= 2) ? kind(parts.get(i - 1)) : null;
			StringBuilder joined = new StringBuilder();
			for (int groups = 1; groups <= 5 && i + groups <= parts.size(); groups++) {
				String part = parts.get(i + groups - 1);
				boolean near = groups == 1 || starts.get(i + groups - 1) - ends.get(i + groups - 2) <= 2;
				if (!Character.isDigit(part.charAt(0)) || !near || joined.length() + part.length() > LONGEST_RUN) {
					break;
				}
				joined.append(part);
				String written = upper.substring((named != null) ? starts.get(i - 1) : starts.get(i),
						ends.get(i + groups - 1));
				if (groups == 3) {
					inShape(parts.get(i), parts.get(i + 1), parts.get(i + 2), named, written, found, known);
				}
				if (groups == 2) {
					customerInShape(parts.get(i), parts.get(i + 1), named, written, found, known);
				}
				joined(joined.toString(), named, written, found, known);
			}
		}
		return found;
	}

	private static void structured(String upper, List<Found> found, Set<String> known) {
		for (String candidate : List.of(upper, upper.replaceAll("[\\s.-]", ""))) {
			Matcher matcher = RF.matcher(candidate);
			while (matcher.find()) {
				// What stands behind it may be glued to it.
				String written = matcher.group();
				for (int length = written.length(); length > 9; length--) {
					Optional<PublicNumber> number = CreditorReference.read(written.substring(0, length));
					if (number.isPresent()) {
						add(found(number.get(), written.substring(0, length)), found, known);
						break;
					}
				}
			}
		}
	}

	private static Found found(PublicNumber number, String written) {
		Kind kind = switch (number) {
			case InvoiceNumber bill -> Kind.BILL;
			case AccountNumber account -> Kind.ACCOUNT;
			case CustomerNumber customer -> Kind.CUSTOMER;
			default -> Kind.SOMETHING;
		};
		return new Found(kind, number.customerId(), noOf(number.toString()), 4500, written);
	}

	private static int noOf(String number) {
		String[] parts = number.split("-");
		return (parts.length == 4) ? Integer.parseInt(parts[2]) : 0;
	}

	private static Kind kind(String letters) {
		return switch (letters) {
			case "INV", "INVOICE", "BILL", "RECHNUNG" -> Kind.BILL;
			case "A", "ACCT", "ACCOUNT" -> Kind.ACCOUNT;
			case "C", "CUSTOMER", "KUNDE" -> Kind.CUSTOMER;
			case "S", "O", "R" -> Kind.SOMETHING;
			default -> letters.endsWith("INV") ? Kind.BILL : null;
		};
	}

	private static void inShape(String customer, String no, String check, Kind named, String written, List<Found> found,
			Set<String> known) {
		if (customer.length() < SHORTEST_CUSTOMER || customer.length() > 15 || no.length() > 8 || check.length() != 1
				|| no.startsWith("0") || customer.startsWith("0")) {
			return;
		}
		long customerId = Long.parseLong(customer);
		int in = Integer.parseInt(no);
		if (fits(customerId, in, check.charAt(0)) && named != Kind.CUSTOMER) {
			add(new Found((named != null) ? named : Kind.SOMETHING, customerId, in, (named != null) ? 4000 : 3000,
					written), found, known);
		}
	}

	private static void customerInShape(String customer, String check, Kind named, String written, List<Found> found,
			Set<String> known) {
		if (customer.length() < SHORTEST_CUSTOMER || customer.length() > 15 || check.length() != 1
				|| customer.startsWith("0") || (named != null && named != Kind.CUSTOMER)) {
			return;
		}
		long customerId = Long.parseLong(customer);
		if (CustomerNumber.of(customerId).toString().endsWith("-" + check)) {
			add(new Found(Kind.CUSTOMER, customerId, 0, (named != null) ? 3600 : 2000, written), found, known);
		}
	}

	/** All dashes lost: each way to cut the digits whose check digit fits. */
	private static void joined(String digits, Kind named, String written, List<Found> found, Set<String> known) {
		int length = digits.length();
		if (digits.startsWith("0") || length < SHORTEST_CUSTOMER + 1) {
			return;
		}
		char check = digits.charAt(length - 1);
		if (named == Kind.CUSTOMER || named == null) {
			long customerId = Long.parseLong(digits.substring(0, length - 1));
			if (CustomerNumber.of(customerId).toString().endsWith("-" + check)) {
				add(new Found(Kind.CUSTOMER, customerId, 0, (named != null) ? 3200 : 1500, written), found, known);
			}
		}
		if (named == Kind.CUSTOMER) {
			return;
		}
		for (int cut = SHORTEST_CUSTOMER; cut < length - 1; cut++) {
			String no = digits.substring(cut, length - 1);
			if (!no.startsWith("0") && no.length() <= 8) {
				long customerId = Long.parseLong(digits.substring(0, cut));
				if (fits(customerId, Integer.parseInt(no), check)) {
					add(new Found((named != null) ? named : Kind.SOMETHING, customerId, Integer.parseInt(no),
							(named != null) ? 3200 : 2000, written), found, known);
				}
			}
		}
	}

	private static boolean fits(long customerId, int no, char check) {
		String number = AccountNumber.of(customerId, no).toString();
		return number.charAt(number.length() - 1) == check;
	}

	private static void add(Found one, List<Found> found, Set<String> known) {
		// The first way that finds a number is the one that says most.
		if (known.add(one.customerId() + "/" + one.no() + "/" + one.kind()) && found.size() < 60) {
			found.add(one);
		}
	}

}
