package app.accord.matching;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is compared of two records, each on a ladder of levels from <i>the same</i> down
 * to <i>differs</i>. A value that one of them lacks says nothing.
 *
 * <p>
 * Beside each ladder stands what the model assumes before it has seen records: how often
 * each level is reached by two records of one and the same (m), by two strangers (u), by
 * two of one household, and by two neighbours.
 */
enum Comparison {

	/** Given name. */
	GIVEN("Given name",
			levels("the same", "a nickname", "nearly the same", "a short form", "alike", "swapped", "different"),
			m(.72, .05, .08, .04, .03, .03, .05), u(.006, .004, .004, .01, .03, .0003), null, null, .01),

	/** Surname. */
	SURNAME("Surname", levels("the same", "nearly the same", "partly the same", "sound alike", "different"),
			m(.80, .09, .03, .02, .06), u(.002, .002, .001, .004), m(.78, .02, .02, .01, .17), null, 0),

	/** Middle names. */
	MIDDLE("Middle name", levels("the same", "an initial", "different"), m(.7, .15, .15), u(.03, .06), null, null, 0),

	/** Date of birth. */
	BIRTH("Date of birth",
			levels("the same", "day and month swapped", "one digit off", "two of day, month and year the same",
					"a little alike", "different"),
			m(.85, .02, .06, .02, .02, .03), u(.00005, .00005, .0008, .002, .04), null, null, .004),

	/** Telephone numbers. */
	PHONE("Phone", levels("the same", "the last digits the same", "one digit off", "different"), m(.68, .03, .03, .26),
			u(.000002, .000002, .00001), m(.6, .02, .01, .37), null, 0),

	/** Fax numbers. */
	FAX("Fax", levels("the same", "the last digits the same", "one digit off", "different"), m(.68, .03, .03, .26),
			u(.000002, .000002, .00001), m(.6, .02, .01, .37), null, 0),

	/** E-mail addresses. */
	EMAIL("E-mail", levels("the same", "the same before the @", "nearly the same", "alike", "different"),
			m(.6, .05, .06, .04, .25), u(.000002, .00001, .00001, .0005), m(.35, .02, .01, .02, .6), null, 0),

	/** House number. */
	NUMBER("House number", levels("the same", "nearly the same", "different"), m(.75, .08, .17), u(.01, .05),
			m(.93, .02, .05), null, 0),

	/** Street. */
	STREET("Street", levels("the same", "nearly the same", "alike", "different"), m(.75, .1, .05, .1),
			u(.001, .001, .01), m(.93, .03, .02, .02), null, 0),

	/** Building or flat. */
	PREMISES("Building or flat", levels("the same", "nearly the same", "alike", "different"), m(.6, .12, .08, .2),
			u(.001, .001, .01), m(.8, .07, .05, .08), null, 0),

	/** Town or suburb. */
	CITY("Town", levels("the same", "nearly the same", "alike", "different"), m(.75, .1, .03, .12), u(.01, .002, .02),
			m(.93, .03, .01, .03), m(.95, .02, .01, .02), 0),

	/** Postcode. */
	POSTCODE("Postcode", levels("the same", "nearly the same", "of the same area", "different"), m(.78, .06, .04, .12),
			u(.001, .003, .02), m(.95, .02, .01, .02), m(.8, .08, .08, .04), 0),

	/** State or province. */
	STATE("State", levels("the same", "different"), m(.95, .05), u(.2), m(.98, .02), m(.98, .02), 0),

	/** Gender. */
	GENDER("Gender", levels("the same", "different"), m(.95, .05), u(.5), null, null, 0),

	/** Place of birth. */
	BIRTH_PLACE("Place of birth", levels("the same", "nearly the same", "alike", "different"), m(.75, .05, .03, .17),
			u(.01, .002, .02), m(.5, .02, .02, .46), null, 0),

	/** Occupation. */
	OCCUPATION("Occupation", levels("the same", "different"), m(.7, .3), u(.05), null, null, 0),

	/** Numbers that belong to one alone. */
	IDENTITY("Identity number", levels("the same", "one slip apart", "different"), m(.9, .04, .06), u(.0000001, .00001),
			null, null, 0),

	/** Name of an organisation. */
	NAME("Name",
			levels("the same", "of the same words", "mostly the same words", "one within the other",
					"some common words", "different"),
			m(.55, .1, .12, .1, .06, .07), u(.0003, .0002, .001, .004, .04), null, null, 0),

	/** The organisation above. */
	PARENT("Belongs to",
			levels("the same", "of the same words", "mostly the same words", "one within the other",
					"some common words", "different"),
			m(.55, .1, .1, .08, .06, .11), u(.01, .002, .004, .01, .05), null, null, 0);

	static final int COUNT = values().length;

	static final List<Comparison> OF_PERSONS = List.of(GIVEN, SURNAME, MIDDLE, BIRTH, PHONE, EMAIL, NUMBER, STREET,
			PREMISES, CITY, POSTCODE, STATE, GENDER, BIRTH_PLACE, OCCUPATION, IDENTITY);

	static final List<Comparison> OF_ORGANISATIONS = List.of(NAME, PARENT, PHONE, FAX, EMAIL, NUMBER, STREET, PREMISES,
			CITY, POSTCODE, STATE, IDENTITY);

	private static final Map<Comparison, double[]> BRANCHES = new EnumMap<>(Map.of(NAME, m(.2, .05, .15, .2, .3, .1),
			PARENT, m(.8, .05, .05, .03, .02, .05), PHONE, m(.5, .03, .07, .4), FAX, m(.5, .03, .07, .4), EMAIL,
			m(.5, .05, .05, .05, .35), CITY, m(.6, .03, .02, .35), STATE, m(.95, .05)));

	private final String words;

	private final String[] levels;

	private final double[] same;

	private final double[] strangers;

	private final double[] household;

	private final double[] neighbours;

	private final double[] namesake;

	Comparison(String words, String[] levels, double[] same, double[] strangers, double[] household,
			double[] neighbours, double namesake) {
		this.words = words;
		this.levels = levels;
		this.same = same;
		this.strangers = new double[levels.length];
		double rest = 1;
		for (int i = 0; i < strangers.length; i++) {
			this.strangers[i] = strangers[i];
			rest -= strangers[i];
		}
		this.strangers[levels.length - 1] = rest;
		this.household = household;
		this.neighbours = neighbours;
		this.namesake = new double[] { namesake };
	}

	static List<Comparison> of(RecordKind kind) {
		return (kind == RecordKind.PERSON) ? OF_PERSONS : OF_ORGANISATIONS;
	}

	/** What is compared, in people's words. */
	String words() {
		return this.words;
	}

	/** A level in people's words, continuing {@link #words()}. */
	String level(int level) {
		return this.levels[level];
	}

	int levels() {
		return this.levels.length;
	}

	/** The lowest level. */
	int differs() {
		return this.levels.length - 1;
	}

	double[] same() {
		return this.same;
	}

	double[] strangers() {
		return this.strangers;
	}

	/**
	 * For two of one household or at one address; null if they are like strangers in it.
	 */
	double[] household() {
		return this.household;
	}

	/** For two of one neighbourhood; null if they are like strangers in it. */
	double[] neighbours() {
		return this.neighbours;
	}

	/**
	 * For two sites of one organisation; null if they are like strangers in it, and for
	 * what only people have.
	 */
	double[] branches() {
		return BRANCHES.get(this);
	}

	/**
	 * How much oftener than strangers two of one household have the same: fathers and
	 * sons of one name, twins of one birthday.
	 */
	double namesake() {
		return this.namesake[0];
	}

	private static String[] levels(String... levels) {
		return levels;
	}

	private static double[] m(double... probabilities) {
		return probabilities;
	}

	private static double[] u(double... probabilities) {
		return probabilities;
	}

}
