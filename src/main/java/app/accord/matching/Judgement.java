package app.accord.matching;

import java.util.List;

/** What is made of the comparison of two records. */
public enum Judgement {

	/** Sure enough to be joined without a person. */
	SAME,

	/** Hardly anything else is possible, but a person has the last word. */
	LIKELY,

	/** A person should look. */
	MAYBE,

	/** Not the same. */
	DIFFERENT;

	/** Hundredths of a bit from which on it may be the same: rather than not. */
	static final int MAYBE_FROM = 0;

	/** Hundredths of a bit from which on it is the same: odds of 4,000 to one. */
	static final int SAME_FROM = 1200;

	/**
	 * The judgement of a pair. Whatever its weight, it is the same only with a name that
	 * fits whole, and nothing that contradicts: another date of birth, another identity
	 * number, junior and senior, another street or house of an organisation. An e-mail
	 * that is only similar doesn't help to that. Of two organisations only an identity
	 * number that both have says that they are one: name, telephone and address are those
	 * of two schools in one house as well.
	 * @param weight odds in hundredths of a bit
	 * @param solid the same without what is only similar, where similar isn't enough
	 */
	static Judgement of(int weight, int solid, Entry a, Entry b, Comparing compared) {
		if (weight < MAYBE_FROM) {
			return DIFFERENT;
		}
		if (weight < SAME_FROM || solid < SAME_FROM || contradicted(a, b, compared)) {
			return MAYBE;
		}
		boolean identity = compared.level(Comparison.IDENTITY) == 0;
		if (!(identity ? nameSpeaksFor(a.kind(), compared) : nameIsSure(a.kind(), compared))) {
			return MAYBE;
		}
		return (identity || a.kind() == RecordKind.PERSON) ? SAME : LIKELY;
	}

	/** Whether people are told that it is very likely. */
	public boolean sure() {
		return this == SAME || this == LIKELY;
	}

	/**
	 * Whether one record only says again what the other says: the name and a telephone
	 * number or e-mail are the same, and nothing that both have differs.
	 */
	static boolean restated(Entry a, Entry b, Comparing compared) {
		boolean otherEmail = a.value(Comparison.EMAIL) != null && b.value(Comparison.EMAIL) != null
				&& compared.level(Comparison.EMAIL) != 0;
		if (a.kind() != RecordKind.PERSON || otherEmail) {
			return false;
		}
		boolean named = compared.level(Comparison.GIVEN) == 0 && compared.level(Comparison.SURNAME) == 0;
		boolean reached = compared.level(Comparison.PHONE) == 0 || compared.level(Comparison.EMAIL) == 0;
		if (!named || !reached) {
			return false;
		}
		for (Comparison comparison : Comparison.OF_PERSONS) {
			int level = compared.level(comparison);
			boolean written = comparison == Comparison.STREET || comparison == Comparison.CITY
					|| comparison == Comparison.PREMISES || comparison == Comparison.MIDDLE;
			if (level > (written ? 1 : 0)) {
				return false;
			}
		}
		return true;
	}

	/** Whether nothing but the name, and what half of all have, fits. */
	static boolean nameOnly(Comparing compared) {
		for (Comparison comparison : List.of(Comparison.BIRTH, Comparison.PHONE, Comparison.FAX, Comparison.EMAIL,
				Comparison.STREET, Comparison.POSTCODE, Comparison.CITY, Comparison.IDENTITY)) {
			// Alike is little: of e-mails of one provider, towns and postcodes many are.
			int fits = switch (comparison) {
				case EMAIL, PHONE, FAX -> 2;
				case BIRTH -> 3;
				case POSTCODE, CITY -> 0;
				case STREET -> nearby(compared) ? 1 : 0;
				default -> 1;
			};
			if (within(compared.level(comparison), fits)) {
				return false;
			}
		}
		return true;
	}

	/** Whether town or postcode are at least alike. */
	private static boolean nearby(Comparing compared) {
		return within(compared.level(Comparison.CITY), 1) || within(compared.level(Comparison.POSTCODE), 1);
	}

	private static boolean within(int level, int most) {
		return level >= 0 && level <= most;
	}

	/** Whether something says that they are two, whatever else fits. */
	static boolean contradicted(Entry a, Entry b, Comparing compared) {
		if (compared.level(Comparison.IDENTITY) == Comparison.IDENTITY.differs()) {
			return true;
		}
		if (a.generation() != null && b.generation() != null && !a.generation().equals(b.generation())) {
			return true;
		}
		if (a.kind() == RecordKind.ORGANISATION && elsewhere(compared)) {
			return true;
		}
		int birth = compared.level(Comparison.BIRTH);
		return birth >= 4 || compared.level(Comparison.GENDER) == 1 && compared.level(Comparison.GIVEN) != 0;
	}

	/** Whether an organisation's two addresses are two sites. */
	private static boolean elsewhere(Comparing compared) {
		return compared.level(Comparison.STREET) == Comparison.STREET.differs() || compared.level(Comparison.NUMBER) > 0
				|| compared.level(Comparison.POSTCODE) == Comparison.POSTCODE.differs();
	}

	private static boolean nameSpeaksFor(RecordKind kind, Comparing compared) {
		if (kind == RecordKind.ORGANISATION) {
			int name = compared.level(Comparison.NAME);
			return name >= 0 && name < Comparison.NAME.differs();
		}
		int given = compared.level(Comparison.GIVEN);
		int surname = compared.level(Comparison.SURNAME);
		return given >= 0 && given < Comparison.GIVEN.differs()
				|| surname >= 0 && surname < Comparison.SURNAME.differs() && given != Comparison.GIVEN.differs();
	}

	private static boolean nameIsSure(RecordKind kind, Comparing compared) {
		if (kind == RecordKind.ORGANISATION) {
			int name = compared.level(Comparison.NAME);
			return name >= 0 && name <= 3;
		}
		int given = compared.level(Comparison.GIVEN);
		int surname = compared.level(Comparison.SURNAME);
		boolean swapped = given == 5;
		return swapped || given >= 0 && given <= 2 && surname >= 0 && surname <= 2 || given == 3 && surname == 0
				&& compared.level(Comparison.BIRTH) >= 0 && compared.level(Comparison.BIRTH) <= 2;
	}

}
