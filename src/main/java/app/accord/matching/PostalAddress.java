package app.accord.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address taken apart, folded; each part null if unknown.
 *
 * @param number of the house, digits first
 * @param street without its number, with its kind written out in one way
 * @param premises building, flat, property
 * @param city town or suburb
 * @param postcode without spaces
 * @param state as it stands
 */
record PostalAddress(String number, String street, String premises, String city, String postcode, String state) {

	private static final Map<String, String> WRITTEN = Map.ofEntries(Map.entry("street", "st"), Map.entry("str", "st"),
			Map.entry("avenue", "ave"), Map.entry("av", "ave"), Map.entry("road", "rd"), Map.entry("boulevard", "blvd"),
			Map.entry("drive", "dr"), Map.entry("lane", "ln"), Map.entry("place", "pl"), Map.entry("court", "ct"),
			Map.entry("circuit", "cct"), Map.entry("crescent", "cres"), Map.entry("parkway", "pkwy"),
			Map.entry("highway", "hwy"), Map.entry("square", "sq"), Map.entry("terrace", "tce"),
			Map.entry("north", "n"), Map.entry("south", "s"), Map.entry("east", "e"), Map.entry("west", "w"),
			Map.entry("apartment", "apt"), Map.entry("suite", "ste"), Map.entry("mount", "mt"),
			Map.entry("saint", "st"), Map.entry("flt", "flat"), Map.entry("unt", "unit"));

	private static final Set<String> KINDS = Set.of("st", "ave", "rd", "blvd", "dr", "ln", "pl", "ct", "cct", "cres",
			"pkwy", "hwy", "sq", "tce", "way", "close", "walk");

	private static final Set<String> DIRECTIONS = Set.of("n", "s", "e", "w", "ne", "nw", "se", "sw");

	private static final Pattern POSTCODE_AT_END = Pattern
		.compile("(?:^|\\s)(\\d{5}(?: \\d{4})?|\\d{6}|[a-z]{1,2}\\d[a-z\\d]? ?\\d[a-z]{2})$");

	private static final Pattern BOX = Pattern.compile("p ?o ?box (\\d+)");

	private static final Pattern NUMBER_FIRST = Pattern
		.compile("(?:no |nr )?(\\d+[a-z]?)(?: (?:to )?\\d+)?(?: (?=\\D|\\d+(?:st|nd|rd|th))(.*))?");

	private static final Pattern NUMBER_WITHIN = Pattern.compile("(.*?) (\\d+[a-z]?) (\\D.*)");

	private static final Pattern NUMBER_LAST = Pattern.compile("(\\D.*?) (\\d+[a-z]?)");

	static PostalAddress of(Map<Field, List<String>> values) {
		String number = first(values, Field.STREET_NUMBER);
		String street = first(values, Field.STREET);
		String premises = first(values, Field.PREMISES);
		String city = first(values, Field.CITY);
		String postcode = first(values, Field.POSTCODE);
		String state = first(values, Field.STATE);
		String line = first(values, Field.ADDRESS);
		if (line != null && street == null) {
			String folded = Folding.words(line);
			Matcher box = BOX.matcher(folded);
			if (box.find()) {
				return new PostalAddress(box.group(1), "po box", null, fold(city), code(postcode), fold(state));
			}
			Matcher code = POSTCODE_AT_END.matcher(folded);
			if (code.find()) {
				postcode = (postcode != null) ? postcode : code.group(1).split(" ")[0];
				folded = folded.substring(0, code.start()).strip();
			}
			String[] pieces = line.split("[,\\n]");
			String rest = folded;
			if (pieces.length > 1) {
				String first = Folding.words(pieces[0]);
				boolean numbered = NUMBER_FIRST.matcher(first).matches() && first.contains(" ")
						&& !first.matches("(?:no |nr )?\\d+");
				rest = numbered ? first : folded;
				if (numbered && city == null) {
					String town = Folding.words(pieces[1]).replaceAll("[\\d ]+$", "");
					city = town.isBlank() ? null : town;
				}
			}
			String[] split = split(rest);
			number = (number != null) ? number : split[0];
			street = split[1];
			premises = (premises != null) ? premises : split[2];
		}
		return new PostalAddress(house(number), written(street), written(premises), fold(city), code(postcode),
				fold(state));
	}

	/** Number, street, and what stood before the number. */
	private static String[] split(String rest) {
		Matcher matcher = NUMBER_FIRST.matcher(rest);
		if (matcher.matches()) {
			return new String[] { matcher.group(1), untilKind(matcher.group(2)), null };
		}
		matcher = NUMBER_WITHIN.matcher(rest);
		if (matcher.matches()) {
			return new String[] { matcher.group(2), untilKind(matcher.group(3)), matcher.group(1) };
		}
		matcher = NUMBER_LAST.matcher(rest);
		if (matcher.matches()) {
			return new String[] { matcher.group(2), matcher.group(1), null };
		}
		return new String[] { null, rest.isBlank() ? null : rest, null };
	}

	/** What follows Road or Street is the town, if nothing parted them. */
	private static String untilKind(String rest) {
		if (rest == null) {
			return null;
		}
		List<String> kept = new ArrayList<>();
		for (String word : rest.split(" ")) {
			String plain = WRITTEN.getOrDefault(word, word);
			kept.add(plain);
			if (kept.size() >= 2 && KINDS.contains(plain) && !DIRECTIONS.contains(kept.get(kept.size() - 2))) {
				break;
			}
		}
		return String.join(" ", kept);
	}

	private static String first(Map<Field, List<String>> values, Field field) {
		List<String> all = values.get(field);
		if (all == null || all.isEmpty() || all.getFirst().isBlank()) {
			return null;
		}
		return all.getFirst();
	}

	private static String fold(String text) {
		if (text == null) {
			return null;
		}
		String folded = Folding.words(text);
		return folded.isEmpty() ? null : folded;
	}

	private static String house(String number) {
		String folded = fold(number);
		return (folded == null) ? null : folded.replace(" ", "");
	}

	private static String code(String postcode) {
		if (postcode == null) {
			return null;
		}
		String joined = Folding.joined(postcode);
		if (joined.matches("\\d{9}")) {
			joined = joined.substring(0, 5);
		}
		return joined.isEmpty() ? null : joined;
	}

	private static String written(String text) {
		String folded = fold(text);
		if (folded == null) {
			return null;
		}
		StringBuilder written = new StringBuilder();
		for (String word : folded.split(" ")) {
			written.append(written.isEmpty() ? "" : " ").append(WRITTEN.getOrDefault(word, word));
		}
		return written.toString();
	}

}
