package app.accord.customer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of all numbers shown to people: a prefix, the customer, a number in the
 * customer's series, a check digit.
 */
public final class Numbers {

	private static final Pattern FORM = Pattern.compile("([A-Z]{1,4})-?([1-9]\\d{0,17})(?:-([1-9]\\d{0,8}))?-(\\d)");

	// The quasigroup of Damm: finds every single wrong digit and every swap of
	// neighbours.
	private static final int[][] DAMM = { { 0, 3, 1, 7, 5, 9, 8, 6, 4, 2 }, { 7, 0, 9, 2, 1, 5, 4, 8, 6, 3 },
			{ 4, 2, 0, 6, 8, 7, 1, 3, 5, 9 }, { 1, 7, 5, 0, 9, 8, 3, 4, 2, 6 }, { 6, 1, 2, 3, 0, 4, 5, 9, 7, 8 },
			{ 3, 6, 7, 4, 2, 0, 9, 5, 8, 1 }, { 5, 8, 6, 9, 7, 2, 0, 1, 3, 4 }, { 8, 9, 4, 5, 3, 6, 2, 0, 1, 7 },
			{ 9, 4, 3, 8, 6, 1, 7, 2, 0, 5 }, { 2, 5, 8, 1, 4, 3, 6, 7, 9, 0 } };

	private Numbers() {
	}

	/**
	 * Reads any of our numbers, as typed.
	 * @param typed text in any case, with or without spaces; may be null
	 * @return the number, or empty if the text is none of ours or its check digit is
	 * wrong
	 */
	public static Optional<PublicNumber> read(String typed) {
		Matcher parts = FORM.matcher(tidy(typed));
		if (!parts.matches()) {
			return Optional.empty();
		}
		try {
			return switch (parts.group(1)) {
				case CustomerNumber.PREFIX -> Optional.of(CustomerNumber.parse(typed));
				case AccountNumber.PREFIX -> Optional.of(AccountNumber.parse(typed));
				case InvoiceNumber.PREFIX -> Optional.of(InvoiceNumber.parse(typed));
				case OrderNumber.PREFIX -> Optional.of(OrderNumber.parse(typed));
				case ContractNumber.PREFIX -> Optional.of(ContractNumber.parse(typed));
				case ReceiptNumber.PREFIX -> Optional.of(ReceiptNumber.parse(typed));
				case CreditNoteNumber.PREFIX -> Optional.of(CreditNoteNumber.parse(typed));
				case DisputeNumber.PREFIX -> Optional.of(DisputeNumber.parse(typed));
				case ArrangementNumber.PREFIX -> Optional.of(ArrangementNumber.parse(typed));
				case CaseNumber.PREFIX -> Optional.of(CaseNumber.parse(typed));
				case AttemptNumber.PREFIX -> Optional.of(AttemptNumber.parse(typed));
				default -> Optional.empty();
			};
		}
		catch (MalformedNumber ex) {
			return Optional.empty();
		}
	}

	static String format(String prefix, long customerId) {
		return prefix + "-" + customerId + "-" + check(customerId, 0);
	}

	static String format(String prefix, long customerId, int no) {
		return prefix + "-" + customerId + "-" + no + "-" + check(customerId, no);
	}

	static <N> N parse(String typed, String noun, String prefix, Kind<N> kind) {
		Parts parts = parse(typed, noun, prefix, true);
		return kind.of(parts.customerId(), parts.no());
	}

	static Parts parse(String typed, String noun, String prefix, boolean hasNo) {
		String example = hasNo ? format(prefix, 10428, 1) : format(prefix, 10428);
		Matcher parts = FORM.matcher(tidy(typed));
		if (!parts.matches() || !parts.group(1).equals(prefix) || hasNo != (parts.group(3) != null)) {
			throw new MalformedNumber("“%s” is not %s. One looks like %s.".formatted(shown(typed), noun, example));
		}
		long customerId = Long.parseLong(parts.group(2));
		int no = hasNo ? Integer.parseInt(parts.group(3)) : 0;
		if (check(customerId, no) != Integer.parseInt(parts.group(4))) {
			throw new MalformedNumber(
					"A digit of “%s” must be wrong: its last digit does not fit the others. Please check the number."
						.formatted(shown(typed)));
		}
		return new Parts(customerId, no);
	}

	static void require(long customerId, int no) {
		if (customerId <= 0 || no <= 0) {
			throw new IllegalArgumentException("A number needs a customer and a place in a series, both above zero.");
		}
	}

	// How many digits the customer has comes first: 10428-1 and 1042-81 then differ in
	// one
	// digit, and so in their check digit.
	private static int check(long customerId, int no) {
		String customer = Long.toString(customerId);
		String digits = customer.length() % 10 + customer + ((no == 0) ? "" : no);
		int interim = 0;
		for (int i = 0; i < digits.length(); i++) {
			interim = DAMM[interim][digits.charAt(i) - '0'];
		}
		return interim;
	}

	private static String tidy(String typed) {
		return (typed == null) ? ""
				: typed.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s\\u00a0\\u2010-\\u2015\\u2212-]+", "-");
	}

	private static String shown(String typed) {
		String text = (typed == null) ? "" : typed.strip();
		return (text.length() > 60) ? text.substring(0, 60) + "…" : text;
	}

	record Parts(long customerId, int no) {
	}

	/** Makes a number of a kind. */
	interface Kind<N> {

		N of(long customerId, int no);

	}

}
