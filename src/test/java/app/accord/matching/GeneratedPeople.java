package app.accord.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * People as a customer base has them: few surnames that many have and many that few have,
 * families at one address, one e-mail for a whole firm, and one in eight entered again
 * with slips, gaps, a new address or a new telephone.
 */
final class GeneratedPeople {

	static final List<String> HEADER = List.of("truth", "given_name", "surname", "dob", "email", "phone", "address",
			"city", "postcode");

	private static final String[] SYLLABLES = { "an", "ber", "ca", "dor", "el", "fen", "gar", "hol", "is", "jen", "ka",
			"lin", "mar", "nor", "ol", "pet", "qui", "ros", "sten", "tor", "ul", "ver", "wal", "yan", "zel", "bra",
			"clo", "dri", "fre", "gli", "mo", "sa", "ti", "re", "lo", "va" };

	private final Random random;

	private final int towns;

	GeneratedPeople(long seed, int people) {
		this.random = new Random(seed);
		this.towns = Math.max(20, people / 2000);
	}

	/** Rows of that many records; the first column tells who it is. */
	List<List<String>> rows(int count) {
		List<List<String>> rows = new ArrayList<>(count);
		int person = 0;
		while (rows.size() < count) {
			int members = (this.random.nextInt(3) == 0) ? 2 + this.random.nextInt(3) : 1;
			String surname = surname();
			int town = skewed(this.towns);
			String[] place = address(town);
			String familyMail = name(skewed(4000), 2) + this.random.nextInt(1000) + "@mail" + this.random.nextInt(30)
					+ ".example";
			String familyPhone = phone();
			for (int member = 0; member < members && rows.size() < count; member++) {
				String given = name(skewed(1500) + 7, 2);
				String[] row = { String.valueOf(person++), given, surname, birth(),
						own(0.7) ? mail(given, surname) : own(0.5) ? familyMail : "", own(0.6) ? phone() : familyPhone,
						place[0], place[1], place[2] };
				rows.add(List.of(row));
				for (int copies = copies(); copies > 0 && rows.size() < count; copies--) {
					rows.add(List.of(again(row)));
				}
			}
		}
		java.util.Collections.shuffle(rows, this.random);
		return rows;
	}

	private int copies() {
		int drawn = this.random.nextInt(100);
		return (drawn < 10) ? 1 : (drawn < 12) ? 2 : (drawn < 13) ? 3 : 0;
	}

	private String[] again(String[] row) {
		String[] copy = row.clone();
		for (int at = 1; at < copy.length; at++) {
			int drawn = this.random.nextInt(100);
			if (drawn < 8) {
				copy[at] = slip(copy[at]);
			}
			else if (drawn < ((at == 3 || at == 4 || at == 5) ? 25 : 9)) {
				copy[at] = "";
			}
		}
		if (own(0.15)) {
			String[] place = address(skewed(this.towns));
			System.arraycopy(place, 0, copy, 6, 3);
		}
		if (own(0.25)) {
			copy[5] = phone();
		}
		return copy;
	}

	private boolean own(double share) {
		return this.random.nextDouble() < share;
	}

	private String slip(String text) {
		if (text.length() < 3) {
			return text;
		}
		int at = this.random.nextInt(text.length() - 1);
		char letter = Character.isDigit(text.charAt(at)) ? (char) ('0' + this.random.nextInt(10))
				: (char) ('a' + this.random.nextInt(26));
		return switch (this.random.nextInt(4)) {
			case 0 -> text.substring(0, at) + text.substring(at + 1);
			case 1 -> text.substring(0, at) + letter + text.substring(at);
			case 2 -> text.substring(0, at) + letter + text.substring(at + 1);
			default -> text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
		};
	}

	/** Of a few much oftener than of the others. */
	private int skewed(int most) {
		double drawn = this.random.nextDouble();
		return (int) (most * drawn * drawn);
	}

	private String surname() {
		return name(skewed(60_000) + 3, 3);
	}

	private static String name(int number, int syllables) {
		StringBuilder name = new StringBuilder();
		int rest = number;
		for (int i = 0; i < syllables || rest > 0; i++) {
			name.append(SYLLABLES[(rest + i * 11) % SYLLABLES.length]);
			rest /= SYLLABLES.length;
		}
		return name.toString();
	}

	private String birth() {
		return String.format(Locale.ROOT, "%d-%02d-%02d", 1930 + this.random.nextInt(76), 1 + this.random.nextInt(12),
				1 + this.random.nextInt(28));
	}

	private String mail(String given, String surname) {
		String local = this.random.nextBoolean() ? given + "." + surname
				: given.charAt(0) + surname + this.random.nextInt(100);
		return local + "@mail" + skewed(200) + ".example";
	}

	private String phone() {
		return "+1212" + (2 + this.random.nextInt(8))
				+ String.format(Locale.ROOT, "%06d", this.random.nextInt(1_000_000));
	}

	private String[] address(int town) {
		return new String[] { 1 + skewed(300) + " " + name(skewed(20_000) + 11, 2) + " street", name(town + 300, 3),
				String.format(Locale.ROOT, "%05d", 10_000 + town * 7 % 80_000) };
	}

}
