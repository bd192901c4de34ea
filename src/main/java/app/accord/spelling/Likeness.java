package app.accord.spelling;

/** How alike two words are. */
public final class Likeness {

	private static final int LONGEST = 60;

	/** What words are worth that only sound the same. */
	private static final int SOUNDS_SAME = 860;

	private Likeness() {
	}

	/**
	 * How alike two words are, written or heard, in thousandths.
	 * @param a folded, in Latin letters
	 * @param b likewise
	 */
	public static int of(String a, String b) {
		int written = jaroWinkler(a, b);
		if (written < SOUNDS_SAME) {
			String sound = Slips.sound(a);
			if (sound.length() > 1 && sound.equals(Slips.sound(b))) {
				return SOUNDS_SAME;
			}
		}
		return written;
	}

	/**
	 * Jaro-Winkler similarity in thousandths: 1000 the same, 0 nothing in common (M. A.
	 * Jaro 1989, W. E. Winkler 1990: a common beginning of up to four letters counts a
	 * tenth each).
	 */
	public static int jaroWinkler(String a, String b) {
		int lengthA = Math.min(a.length(), LONGEST);
		int lengthB = Math.min(b.length(), LONGEST);
		if (lengthA == 0 || lengthB == 0) {
			return 0;
		}
		int window = Math.max(0, Math.max(lengthA, lengthB) / 2 - 1);
		long usedA = 0;
		long usedB = 0;
		int common = 0;
		for (int i = 0; i < lengthA; i++) {
			int to = Math.min(lengthB - 1, i + window);
			for (int j = Math.max(0, i - window); j <= to; j++) {
				if ((usedB >> j & 1) == 0 && a.charAt(i) == b.charAt(j)) {
					usedA |= 1L << i;
					usedB |= 1L << j;
					common++;
					break;
				}
			}
		}
		if (common == 0) {
			return 0;
		}
		int crossed = 0;
		int j = 0;
		for (int i = 0; i < lengthA; i++) {
			if ((usedA >> i & 1) == 1) {
				while ((usedB >> j & 1) == 0) {
					j++;
				}
				crossed += (a.charAt(i) != b.charAt(j++)) ? 1 : 0;
			}
		}
		double same = common;
		double jaro = (same / lengthA + same / lengthB + (same - crossed / 2) / same) / 3;
		int prefix = 0;
		while (prefix < 4 && prefix < lengthA && prefix < lengthB && a.charAt(prefix) == b.charAt(prefix)) {
			prefix++;
		}
		return (int) Math.round(1000 * (jaro + prefix * 0.1 * (1 - jaro)));
	}

}
