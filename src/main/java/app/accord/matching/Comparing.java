package app.accord.matching;

import java.util.Arrays;

import app.accord.spelling.Nicknames;

/**
 * Compares two entries on all ladders. Keeps the outcome until the next two are compared;
 * not for several threads.
 */
final class Comparing {

	/** Level of a comparison that says nothing. */
	static final byte MISSING = -1;

	/** Level of telephone numbers. */
	private static final int ONE_DIGIT_OFF = 2;

	private final byte[] levels = new byte[Comparison.COUNT];

	private final Value[] agreed = new Value[Comparison.COUNT];

	/**
	 * The levels by {@link Comparison#ordinal()}; {@link #MISSING} where one lacks it.
	 */
	byte[] levels() {
		return this.levels;
	}

	/** The value in which both agree exactly, null otherwise. */
	Value agreed(Comparison comparison) {
		return this.agreed[comparison.ordinal()];
	}

	Value[] agreed() {
		return this.agreed;
	}

	int level(Comparison comparison) {
		return this.levels[comparison.ordinal()];
	}

	/** Compares two entries of the same kind. */
	void compare(Entry a, Entry b) {
		Arrays.fill(this.levels, MISSING);
		Arrays.fill(this.agreed, null);
		if (a.kind() == RecordKind.PERSON) {
			names(a, b);
			single(Comparison.MIDDLE, a, b);
			single(Comparison.BIRTH, a, b);
			single(Comparison.GENDER, a, b);
			single(Comparison.BIRTH_PLACE, a, b);
			single(Comparison.OCCUPATION, a, b);
		}
		else {
			best(Comparison.NAME, a, b);
			best(Comparison.PARENT, a, b);
			best(Comparison.FAX, a, b);
		}
		best(Comparison.PHONE, a, b);
		mistyped(Comparison.PHONE);
		mistyped(Comparison.FAX);
		best(Comparison.EMAIL, a, b);
		if (level(Comparison.EMAIL) == 1 && namesakes(a, b)) {
			set(Comparison.EMAIL, MISSING, null);
		}
		best(Comparison.IDENTITY, a, b);
		address(a, b);
	}

	/**
	 * A number that is one digit off is somebody's slip where the names fit. Where they
	 * don't, it is the next number of a range, as neighbours, colleagues and those who
	 * were given theirs one after the other have.
	 */
	private void mistyped(Comparison number) {
		if (level(number) == ONE_DIGIT_OFF
				&& (differs(Comparison.GIVEN) || differs(Comparison.SURNAME) || differs(Comparison.NAME))) {
			set(number, number.differs(), null);
		}
	}

	private boolean differs(Comparison comparison) {
		return level(comparison) == comparison.differs();
	}

	/**
	 * Whether two people can't be the same at a glance: both names begin with other
	 * letters, and birthday, phone, e-mail and number are not the same either.
	 */
	static boolean hopeless(Entry a, Entry b) {
		if (a.kind() != RecordKind.PERSON) {
			return false;
		}
		char givenA = initial(a.value(Comparison.GIVEN));
		char givenB = initial(b.value(Comparison.GIVEN));
		char surnameA = initial(a.value(Comparison.SURNAME));
		char surnameB = initial(b.value(Comparison.SURNAME));
		if (givenA == 0 || givenB == 0 || surnameA == 0 || surnameB == 0 || givenA == givenB || surnameA == surnameB
				|| givenA == surnameB || givenB == surnameA) {
			return false;
		}
		return apart(a, b, Comparison.BIRTH) && apart(a, b, Comparison.EMAIL) && apart(a, b, Comparison.PHONE)
				&& apart(a, b, Comparison.IDENTITY);
	}

	private static char initial(Value value) {
		return (value == null) ? 0 : value.text().charAt(0);
	}

	private static boolean apart(Entry a, Entry b, Comparison comparison) {
		return a.value(comparison) == null || a.value(comparison) != b.value(comparison)
				&& a.several(comparison) == null && b.several(comparison) == null;
	}

	/**
	 * Whether what stands before the @ is only their name, which was compared already.
	 */
	private static boolean namesakes(Entry a, Entry b) {
		Value surname = a.value(Comparison.SURNAME);
		Value email = a.value(Comparison.EMAIL);
		return surname != null && email != null && email.text().contains(surname.text())
				&& surname == b.value(Comparison.SURNAME);
	}

	private void set(Comparison comparison, int level, Value same) {
		this.levels[comparison.ordinal()] = (byte) level;
		this.agreed[comparison.ordinal()] = (level == 0) ? same : null;
	}

	private void single(Comparison comparison, Entry a, Entry b) {
		Value one = a.value(comparison);
		Value other = b.value(comparison);
		if (one != null && other != null) {
			int level = level(comparison, one, other, a, b);
			set(comparison, level, one);
		}
	}

	/**
	 * As {@link #level(Comparison, Value, Value)}; of an e-mail that is made of its
	 * owner's name nothing is said but whether it is the same.
	 */
	private static int level(Comparison comparison, Value one, Value other, Entry a, Entry b) {
		int level = level(comparison, one, other);
		boolean similar = comparison == Comparison.EMAIL && level > 0 && level < Comparison.EMAIL.differs();
		return (similar && MadeOfName.email(one, a) && MadeOfName.email(other, b)) ? MISSING : level;
	}

	/** Of several telephone numbers and the like, those that fit best. */
	private void best(Comparison comparison, Entry a, Entry b) {
		Value[] ones = a.several(comparison);
		Value[] others = b.several(comparison);
		if (ones == null && others == null) {
			single(comparison, a, b);
			return;
		}
		ones = (ones != null) ? ones : new Value[] { a.value(comparison) };
		others = (others != null) ? others : new Value[] { b.value(comparison) };
		int best = Integer.MAX_VALUE;
		Value rarest = null;
		for (Value one : ones) {
			for (Value other : others) {
				if (one == null || other == null) {
					continue;
				}
				int level = level(comparison, one, other, a, b);
				if (level != MISSING
						&& (level < best || level == 0 && rarest != null && one.count() < rarest.count())) {
					best = level;
					rarest = one;
				}
			}
		}
		if (best != Integer.MAX_VALUE) {
			set(comparison, best, rarest);
		}
	}

	private static int level(Comparison comparison, Value a, Value b) {
		if (a == b) {
			return 0;
		}
		return switch (comparison) {
			case GIVEN -> given(a, b);
			case SURNAME -> surname(a, b);
			case MIDDLE -> middle(a, b);
			case BIRTH -> birth(a.text(), b.text());
			case PHONE, FAX -> phone(a.text(), b.text());
			case EMAIL -> email(a, b);
			case NUMBER -> number(a.text(), b.text());
			case POSTCODE -> postcode(a.text(), b.text());
			case STREET, PREMISES, CITY, BIRTH_PLACE -> text(a, b);
			case STATE, GENDER, OCCUPATION -> 1;
			case IDENTITY -> identity(a.text(), b.text());
			case NAME, PARENT -> OrganisationNames.level(a, b);
		};
	}

	/**
	 * Given name and surname as they stand, swapped, or only one of them known.
	 */
	private void names(Entry a, Entry b) {
		Value givenA = a.value(Comparison.GIVEN);
		Value givenB = b.value(Comparison.GIVEN);
		Value surnameA = a.value(Comparison.SURNAME);
		Value surnameB = b.value(Comparison.SURNAME);
		single(Comparison.GIVEN, a, b);
		single(Comparison.SURNAME, a, b);
		boolean givenFits = level(Comparison.GIVEN) != MISSING && level(Comparison.GIVEN) < Comparison.GIVEN.differs();
		boolean surnameFits = level(Comparison.SURNAME) != MISSING
				&& level(Comparison.SURNAME) < Comparison.SURNAME.differs();
		if (givenFits || surnameFits) {
			return;
		}
		int across = across(givenA, surnameB);
		int back = across(givenB, surnameA);
		boolean acrossFits = across >= 0 && across < 2;
		boolean backFits = back >= 0 && back < 2;
		if (acrossFits && backFits) {
			set(Comparison.GIVEN, 5, null);
			set(Comparison.SURNAME, MISSING, null);
		}
		else if (acrossFits && back == MISSING) {
			set(Comparison.GIVEN, MISSING, null);
			set(Comparison.SURNAME, across, surnameB);
		}
		else if (backFits && across == MISSING) {
			set(Comparison.GIVEN, MISSING, null);
			set(Comparison.SURNAME, back, surnameA);
		}
	}

	private static int across(Value given, Value surname) {
		if (given == null || surname == null) {
			return MISSING;
		}
		return given.text().equals(surname.text()) ? 0 : surname(given, surname);
	}

	private static int given(Value a, Value b) {
		String one = a.text();
		String other = b.text();
		if (Folding.isForeign(one) != Folding.isForeign(other)) {
			return MISSING;
		}
		if (Nicknames.same(one, other)) {
			return 1;
		}
		if (Likeness.mistyped(a, b)) {
			return 2;
		}
		if (shortened(one, other) || shortened(other, one)) {
			return 3;
		}
		if (a.soundsLike(b)) {
			return 2;
		}
		return Likeness.alike(a, b, 850) ? 4 : 6;
	}

	/**
	 * Whether the first is the initial, the beginning or the first word of the second.
	 */
	private static boolean shortened(String brief, String full) {
		if (brief.length() >= full.length() || !full.startsWith(brief)) {
			return false;
		}
		return brief.length() == 1 || brief.length() >= 3 || full.charAt(brief.length()) == ' ';
	}

	private static int surname(Value a, Value b) {
		String one = a.text();
		String other = b.text();
		if (Folding.isForeign(one) != Folding.isForeign(other)) {
			return MISSING;
		}
		if (Likeness.mistyped(a, b)) {
			return 1;
		}
		if (partOf(one, other) || partOf(other, one)) {
			return 2;
		}
		if (one.length() > 3 && other.length() > 3 && Likeness.alike(a, b, 920)) {
			return 1;
		}
		return (a.soundsLike(b) || Likeness.alike(a, b, 870)) ? 3 : 4;
	}

	/** Whether one of several surnames is the other. */
	private static boolean partOf(String part, String whole) {
		if (part.length() >= whole.length() || part.length() < 2) {
			return false;
		}
		return whole.startsWith(part) && whole.charAt(part.length()) == ' '
				|| whole.endsWith(part) && whole.charAt(whole.length() - part.length() - 1) == ' ';
	}

	private static int middle(Value a, Value b) {
		String one = a.text();
		String other = b.text();
		if (Likeness.mistyped(a, b) || one.startsWith(other + " ") || other.startsWith(one + " ")) {
			return 0;
		}
		boolean initial = one.charAt(0) == other.charAt(0) && (one.length() == 1 || other.length() == 1
				|| one.charAt(1) == ' ' || other.charAt(1) == ' ' || Likeness.alike(a, b, 850));
		return (initial || Nicknames.same(one, other)) ? 1 : 2;
	}

	/** Both of eight digits, year first. */
	static int birth(String a, String b) {
		boolean year = a.regionMatches(0, b, 0, 4);
		boolean month = a.regionMatches(4, b, 4, 2);
		boolean day = a.regionMatches(6, b, 6, 2);
		if (year && a.regionMatches(4, b, 6, 2) && a.regionMatches(6, b, 4, 2)) {
			return 1;
		}
		int different = 0;
		int first = -1;
		int last = -1;
		for (int i = 0; i < 8; i++) {
			if (a.charAt(i) != b.charAt(i)) {
				different++;
				first = (first < 0) ? i : first;
				last = i;
			}
		}
		boolean transposed = different == 2 && last == first + 1 && a.charAt(first) == b.charAt(last)
				&& a.charAt(last) == b.charAt(first);
		if (different <= 1 || transposed) {
			return 2;
		}
		if ((year && (month || day)) || month && day) {
			return 3;
		}
		return (year || different == 2) ? 4 : 5;
	}

	static int phone(String a, String b) {
		int length = Math.min(a.length(), b.length());
		int common = 0;
		while (common < length && a.charAt(a.length() - 1 - common) == b.charAt(b.length() - 1 - common)) {
			common++;
		}
		if (common >= 7 && (common == length || a.charAt(0) != '+' || b.charAt(0) != '+' || common >= length - 2)) {
			return (common == length || common >= 8) ? 0 : 1;
		}
		if (common >= 7) {
			return 1;
		}
		return (length >= 7 && Math.abs(a.length() - b.length()) <= 1 && Likeness.slips(a, b, 1) <= 1) ? ONE_DIGIT_OFF
				: 3;
	}

	private static int email(Value a, Value b) {
		String one = a.text();
		String other = b.text();
		int at = one.indexOf('@');
		int atOther = other.indexOf('@');
		if (at == atOther && at >= 3 && one.regionMatches(0, other, 0, at)) {
			return 1;
		}
		if (a.lettersApart(b) <= 6 && Likeness.slips(one, other, 3) <= 3) {
			return 2;
		}
		return (a.lettersApart(b) <= 10 && Likeness.jaroWinkler(one, other) >= 850) ? 3 : 4;
	}

	static int number(String a, String b) {
		String one = Folding.digits(a);
		String other = Folding.digits(b);
		if (!one.isEmpty() && one.equals(other)) {
			return 1;
		}
		return (Math.max(a.length(), b.length()) > 1 && Likeness.slips(a, b, 1) <= 1) ? 1 : 2;
	}

	private static int postcode(String a, String b) {
		if (Likeness.slips(a, b, 1) <= 1) {
			return 1;
		}
		int area = Math.min(a.length(), b.length()) - 3;
		return (area >= 2 && a.regionMatches(0, b, 0, area)) ? 2 : 3;
	}

	private static int text(Value a, Value b) {
		if (Folding.isForeign(a.text()) != Folding.isForeign(b.text())) {
			return MISSING;
		}
		if (Likeness.mistyped(a, b)) {
			return 1;
		}
		if (within(a.text(), b.text()) || within(b.text(), a.text())) {
			return 1;
		}
		return Likeness.alike(a, b, 850) ? 2 : 3;
	}

	/** Whether the words of one stand together in the other. */
	private static boolean within(String part, String whole) {
		return part.length() > 3 && part.length() < whole.length() && (" " + whole + " ").contains(" " + part + " ");
	}

	/** Numbers of different kinds say nothing. */
	private static int identity(String a, String b) {
		int colon = a.indexOf(':');
		if (!b.startsWith(a.substring(0, colon + 1))) {
			return MISSING;
		}
		return (Likeness.slips(a, b, 1) <= 1) ? 1 : 2;
	}

	/** Also knows addresses whose street and building were swapped. */
	private void address(Entry a, Entry b) {
		single(Comparison.NUMBER, a, b);
		single(Comparison.STREET, a, b);
		single(Comparison.PREMISES, a, b);
		single(Comparison.CITY, a, b);
		single(Comparison.POSTCODE, a, b);
		single(Comparison.STATE, a, b);
		if (level(Comparison.STREET) != 3) {
			return;
		}
		Value street = a.value(Comparison.STREET);
		Value premises = b.value(Comparison.PREMISES);
		if (premises != null && text(street, premises) <= 1 || street.text().equals(text(premises))) {
			set(Comparison.STREET, 1, null);
			crossed(a.value(Comparison.PREMISES), b.value(Comparison.STREET));
			return;
		}
		street = b.value(Comparison.STREET);
		premises = a.value(Comparison.PREMISES);
		if (premises != null && text(street, premises) <= 1 || street.text().equals(text(premises))) {
			set(Comparison.STREET, 1, null);
			crossed(b.value(Comparison.PREMISES), a.value(Comparison.STREET));
		}
	}

	private static String text(Value value) {
		return (value == null) ? null : value.text();
	}

	private void crossed(Value premises, Value street) {
		if (premises == null) {
			set(Comparison.PREMISES, MISSING, null);
		}
		else {
			set(Comparison.PREMISES, premises.text().equals(street.text()) ? 1 : text(premises, street), null);
		}
	}

}
