package app.accord.matching;

/** A folded text, kept once for all records that have it, with how often it occurs. */
final class Value {

	private static final Value[] NONE = {};

	private final String text;

	private final long letters;

	private final int sound;

	private final boolean clearSound;

	private final int hash;

	/** Thousandths of an entity that have it. */
	private long count;

	private Value[] words = NONE;

	Value(String text) {
		this.text = text;
		long seen = 0;
		for (int i = 0; i < text.length(); i++) {
			seen |= 1L << (text.charAt(i) & 63);
		}
		this.letters = seen;
		String heard = Likeness.sound(text);
		this.sound = heard.hashCode();
		this.clearSound = heard.length() >= 3;
		this.hash = scramble(text.hashCode());
	}

	static int scramble(int hash) {
		int mixed = hash * 0x9E3779B9;
		return mixed ^ (mixed >>> 15);
	}

	String text() {
		return this.text;
	}

	/** How many letters occur in one text only. */
	int lettersApart(Value other) {
		return Long.bitCount(this.letters ^ other.letters);
	}

	boolean soundsLike(Value other) {
		return this.clearSound && this.sound == other.sound;
	}

	int sound() {
		return this.sound;
	}

	int hash() {
		return this.hash;
	}

	/** How many have it, in thousandths of an entity. */
	long count() {
		return this.count;
	}

	void count(long thousandths) {
		this.count = thousandths;
	}

	/** The words that tell something, of the name of an organisation. */
	Value[] words() {
		return this.words;
	}

	void words(Value[] parts) {
		this.words = parts;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
