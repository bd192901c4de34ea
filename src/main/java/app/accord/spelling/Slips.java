package app.accord.spelling;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Keys that a word keeps when it is mistyped or written as it sounds. Two words with a
 * letter more, less, changed or swapped share one, because both with one letter left out
 * are the same (the symmetric deletes of W. Garbe); so do words whose consonants sound
 * alike. A shared key means "look closer", not "the same".
 */
public final class Slips {

	/**
	 * Only so many letters are looked at: a second slip later in a long word is nothing.
	 */
	private static final int LOOKED_AT = 7;

	private static final int SHORTEST = 3;

	private Slips() {
	}

	/**
	 * The keys of a word.
	 * @param word folded, in Latin letters
	 * @return none if it is too short to tell
	 */
	public static Set<Integer> keys(String word) {
		Set<Integer> keys = new LinkedHashSet<>();
		String sound = sound(word);
		if (sound.length() > 1) {
			keys.add(("~" + sound).hashCode());
		}
		if (word.length() < SHORTEST) {
			return keys;
		}
		String start = (word.length() > LOOKED_AT) ? word.substring(0, LOOKED_AT) : word;
		keys.add(start.hashCode());
		if (start.length() > SHORTEST) {
			for (int i = 0; i < start.length(); i++) {
				keys.add((start.substring(0, i) + start.substring(i + 1)).hashCode());
			}
		}
		return keys;
	}

	/**
	 * The consonants as they sound, roughly: Mohamed and Muhammad, Jeffrey and Geoffrey,
	 * Meier and Mayr, Alexander and Aleksandr are the same.
	 * @param typed folded, in Latin letters
	 */
	public static String sound(String typed) {
		// Not where it begins a word: there it is Xenia's.
		String word = typed.replaceAll("(?<=.)x", "ks");
		StringBuilder sound = new StringBuilder();
		char last = 0;
		for (int i = 0; i < word.length(); i++) {
			char letter = word.charAt(i);
			char next = (i + 1 < word.length()) ? word.charAt(i + 1) : 0;
			boolean vowel = "aeiou".indexOf(letter) >= 0;
			char heard = vowel ? 0 : heard(letter, next);
			if (heard != 0 && heard != last) {
				sound.append(heard);
			}
			else if (i == 0 && (vowel || letter == 'h' || letter == 'y')) {
				sound.append('a');
			}
			if (vowel || heard != 0) {
				last = heard;
			}
		}
		return sound.toString();
	}

	private static char heard(char letter, char next) {
		return switch (letter) {
			case 'c' -> (next == 'e' || next == 'i' || next == 'y') ? 's' : 'k';
			case 'k', 'q' -> 'k';
			case 'g' -> (next == 'e' || next == 'i') ? 'j' : 'g';
			case 'p' -> (next == 'h') ? 'f' : 'p';
			case 'v', 'w' -> 'f';
			case 'x', 'z' -> 's';
			case 'd' -> 't';
			case 'b' -> 'p';
			case 'h', 'y' -> 0;
			default -> letter;
		};
	}

}
