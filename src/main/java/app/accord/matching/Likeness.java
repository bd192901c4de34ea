package app.accord.matching;

import java.util.Arrays;

/** How alike two folded texts are. */
public final class Likeness {

	private static final int LONGEST = 60;

	private Likeness() {
	}

	/**
	 * Jaro-Winkler similarity in thousandths: 1000 the same, 0 nothing in common (M. A.
	 * Jaro 1989, W. E. Winkler 1990: prefix of up to four letters counts a tenth each).
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

	/**
	 * Letters to insert, delete, change or swap with the next one, up to a limit.
	 * @return the number of slips, or limit + 1 if there are more
	 */
	public static int slips(String a, String b, int limit) {
		int lengthA = a.length();
		int lengthB = b.length();
		if (Math.abs(lengthA - lengthB) > limit) {
			return limit + 1;
		}
		int[] before = new int[lengthB + 1];
		int[] last = new int[lengthB + 1];
		int[] row = new int[lengthB + 1];
		for (int j = 0; j <= lengthB; j++) {
			last[j] = j;
		}
		for (int i = 1; i <= lengthA; i++) {
			Arrays.fill(row, limit + 1);
			row[0] = i;
			int least = row[0];
			int to = Math.min(lengthB, i + limit);
			for (int j = Math.max(1, i - limit); j <= to; j++) {
				int change = last[j - 1] + ((a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1);
				int best = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
				if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
					best = Math.min(best, before[j - 2] + 1);
				}
				row[j] = best;
				least = Math.min(least, best);
			}
			if (least > limit) {
				return limit + 1;
			}
			int[] spare = before;
			before = last;
			last = row;
			row = spare;
		}
		return Math.min(last[lengthB], limit + 1);
	}

	/**
	 * Whether one is a mistyped form of the other: one slip, in long words two or three.
	 */
	static boolean mistyped(Value a, Value b) {
		int length = Math.max(a.text().length(), b.text().length());
		int limit = (length < 3) ? 0 : (length < 8) ? 1 : (length < 16) ? 2 : 3;
		return limit > 0 && a.lettersApart(b) <= 2 * limit && slips(a.text(), b.text(), limit) <= limit;
	}

	/** Jaro-Winkler, with a look at the letters first. */
	static boolean alike(Value a, Value b, int thousandths) {
		return a.lettersApart(b) <= 8 && jaroWinkler(a.text(), b.text()) >= thousandths;
	}

	/**
	 * The consonants as they sound, roughly: Mohamed and Muhammad, Mooney and Moonie,
	 * Jeffrey and Geoffrey are the same.
	 */
	static String sound(String folded) {
		StringBuilder sound = new StringBuilder();
		char last = 0;
		for (int i = 0; i < folded.length(); i++) {
			char letter = folded.charAt(i);
			char next = (i + 1 < folded.length()) ? folded.charAt(i + 1) : 0;
			char heard = switch (letter) {
				case 'c' -> (next == 'e' || next == 'i' || next == 'y') ? 's' : 'k';
				case 'q', 'k', 'x' -> 'k';
				case 'g' -> (next == 'e' || next == 'i') ? 'j' : 'g';
				case 'p' -> (next == 'h') ? 'f' : 'p';
				case 'v', 'f' -> 'f';
				case 'z', 's' -> 's';
				case 'd', 't' -> 't';
				case 'h', 'w', 'y', ' ' -> 0;
				default -> letter;
			};
			boolean vowel = "aeiou".indexOf(letter) >= 0;
			if (heard != 0 && !vowel && heard != last) {
				sound.append(heard);
			}
			else if (vowel && sound.isEmpty() && i == 0) {
				sound.append('a');
			}
			last = vowel ? 0 : heard;
		}
		return sound.toString();
	}

}
