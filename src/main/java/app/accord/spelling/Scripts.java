package app.accord.spelling;

import java.util.HashMap;
import java.util.Map;

/**
 * Other scripts in Latin letters, roughly as passports do it. Of scripts that leave
 * vowels out or write them as marks (Arabic, Hebrew, Devanagari) the consonants remain,
 * which is what {@link Slips#sound} hears. Chinese characters stay as they are: they
 * would take a dictionary.
 */
final class Scripts {

	private static final Map<Integer, String> LATIN = new HashMap<>();

	private static final String[] INITIALS = { "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj",
			"ch", "k", "t", "p", "h" };

	private static final String[] MEDIALS = { "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe",
			"yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i" };

	private static final String[] FINALS = { "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "p", "t", "t", "p", "l",
			"m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t" };

	static {
		// Cyrillic; й and ё have lost their marks by folding.
		letters("абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґјљњћџ",
				"a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i i ye g j lj nj c dz");
		letters("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o");
		letters("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
				"a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev");
		letters("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
				"a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h");
		letters("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "a b g d h v z h t y k k l m m n n s a p f ts ts k r sh t");
		letters("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةپچژگک",
				"a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a h p ch zh g k");
		letters("अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
				"a a i i u u ri e ai o au k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h");
		letters("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
				"a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya yu yo ra ri ru re ro wa o n");
		for (int i = 'ァ'; i <= 'ン'; i++) {
			String latin = LATIN.get(i);
			if (latin != null) {
				// Hiragana stand 0x60 before Katakana.
				LATIN.put(i - 0x60, latin);
			}
		}
		row(0x1100, INITIALS);
		row(0x1161, MEDIALS);
		row(0x11a8, FINALS);
	}

	private Scripts() {
	}

	/** Whether there are letters of another script that can be written in Latin ones. */
	static boolean foreign(String folded) {
		return folded.codePoints().anyMatch(LATIN::containsKey);
	}

	/** In Latin letters, what can be; the rest as it is. */
	static String latin(String folded) {
		StringBuilder latin = new StringBuilder();
		folded.replace("ու", "u").codePoints().forEach((letter) -> {
			String written = LATIN.get(letter);
			if (written != null) {
				latin.append(written);
			}
			else {
				latin.appendCodePoint(letter);
			}
		});
		return latin.toString();
	}

	private static void letters(String letters, String latin) {
		String[] written = latin.split(" ");
		int[] each = letters.codePoints().toArray();
		if (each.length != written.length) {
			throw new IllegalStateException(letters + ": " + each.length + " letters, " + written.length + " written");
		}
		for (int i = 0; i < each.length; i++) {
			LATIN.put(each[i], written[i].equals("_") ? "" : written[i]);
		}
	}

	private static void row(int first, String[] latin) {
		for (int i = 0; i < latin.length; i++) {
			LATIN.put(first + i, latin[i]);
		}
	}

}
