package app.accord.matching;

/** What is made of the comparison of two records. */
public enum Judgement {

	/** Sure enough to be joined without a person. */
	SAME,

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
	 * number, junior and senior, another street or house of an organisation.
	 * @param weight odds in hundredths of a bit
	 */
	static Judgement of(int weight, Entry a, Entry b, Comparing compared) {
		if (weight < MAYBE_FROM) {
			return DIFFERENT;
		}
		if (weight < SAME_FROM || contradicted(a, b, compared)) {
			return MAYBE;
		}
		boolean identity = compared.level(Comparison.IDENTITY) == 0;
		return (identity ? nameSpeaksFor(a.kind(), compared) : nameIsSure(a.kind(), compared)) ? SAME : MAYBE;
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
