package app.accord.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import app.accord.customer.ContactKind;
import app.accord.customer.CustomerKind;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.spelling.Folding;
import app.accord.spelling.LegalForms;
import app.accord.spelling.Nicknames;
import app.accord.spelling.Slips;
import app.accord.spelling.Words;

/**
 * What two records of one customer have in common at least: surname and given name (or a
 * nickname, or as they sound), an organisation's name, or house and street. Telephone
 * numbers and e-mails, which are kept elsewhere in one form, come on top.
 */
public final class BlockingKeys {

	private static final int WORDS = 4;

	private BlockingKeys() {
	}

	/** The keys under which a record is kept. */
	public static Set<String> of(NewCustomer customer) {
		Set<String> keys = new LinkedHashSet<>();
		Name name = Name.of(customer);
		if (name.surname() != null) {
			keys.add("n/" + name.surname() + "/" + name.given());
			if (name.given() != null) {
				keys.add("s/" + Slips.sound(name.surname()) + "/" + Slips.sound(name.given()));
			}
		}
		if (!name.organization().isEmpty()) {
			keys.add("o/" + String.join(" ", name.organization()));
		}
		addresses(customer).forEach((address) -> keys.add("a/" + String.join(" ", address)));
		return keys;
	}

	/** The keys under which a record looks for others: with the nicknames. */
	public static Set<String> lookedFor(NewCustomer customer) {
		Set<String> keys = of(customer);
		Name name = Name.of(customer);
		if (name.surname() != null && name.given() != null) {
			Nicknames.of(name.given()).forEach((other) -> keys.add("n/" + name.surname() + "/" + other));
		}
		return keys;
	}

	/**
	 * The same as queries to the words that customers are found by: of each set one word
	 * at least.
	 */
	static List<List<Set<String>>> queries(NewCustomer customer) {
		List<List<Set<String>>> queries = new ArrayList<>();
		Name name = Name.of(customer);
		if (name.surname() != null && name.given() != null) {
			Set<String> givens = new LinkedHashSet<>(Set.of(name.given()));
			givens.addAll(Nicknames.of(name.given()));
			queries.add(List.of(Set.of(name.surname()), givens));
		}
		if (!name.organization().isEmpty()) {
			queries.add(name.organization()
				.stream()
				.sorted(Comparator.comparingInt(String::length).reversed())
				.limit(WORDS)
				.map(Set::of)
				.toList());
		}
		addresses(customer).forEach((address) -> queries.add(address.stream().map(Set::of).toList()));
		return queries;
	}

	/** A query as the database takes it. */
	static String text(List<Set<String>> query) {
		return query.stream()
			.map((words) -> words.stream().map(Words::quoted).collect(Collectors.joining("|", "(", ")")))
			.collect(Collectors.joining("&"));
	}

	/** House number, the longest word of the rest, and the postcode if it has one. */
	private static List<List<String>> addresses(NewCustomer customer) {
		List<List<String>> addresses = new ArrayList<>();
		for (NewContactPoint point : customer.contactPoints()) {
			if (point.kind() != ContactKind.POSTAL || point.typed() == null) {
				continue;
			}
			List<String> words = words(point.typed());
			List<String> numbers = words.stream().filter((word) -> word.matches("\\d+\\p{L}?")).toList();
			String street = words.stream()
				.filter((word) -> word.length() > 2 && word.codePoints().allMatch(Character::isLetter))
				.findFirst()
				.orElse(null);
			if (street != null && !numbers.isEmpty()) {
				Set<String> parts = new LinkedHashSet<>(List.of(numbers.getFirst(), street));
				numbers.stream()
					.filter((number) -> number.length() >= 4)
					.reduce((one, last) -> last)
					.ifPresent(parts::add);
				addresses.add(List.copyOf(parts));
			}
		}
		return addresses;
	}

	private static List<String> words(String typed) {
		return Words.of(Folding.fold(typed));
	}

	/**
	 * A name taken apart.
	 *
	 * @param given the first given name, folded; or null
	 * @param surname the last word of a person's surname; or null
	 * @param organization the words of an organisation's name that tell something
	 */
	private record Name(String given, String surname, List<String> organization) {

		static Name of(NewCustomer customer) {
			if (customer.kind() == CustomerKind.ORGANIZATION) {
				List<String> words = (customer.name() != null) ? words(customer.name()) : List.of();
				List<String> telling = words.stream().filter((word) -> !LegalForms.contains(word)).toList();
				return new Name(null, null, telling.isEmpty() ? words : telling);
			}
			List<String> givens = parts(customer.givenName());
			List<String> surnames = parts(customer.familyName());
			List<String> whole = parts(customer.name());
			if (givens.isEmpty() && whole.size() > 1) {
				givens = whole;
			}
			if (surnames.isEmpty()) {
				surnames = whole;
			}
			return new Name(givens.isEmpty() ? null : givens.getFirst(), surnames.isEmpty() ? null : surnames.getLast(),
					List.of());
		}

		private static List<String> parts(String typed) {
			return (typed != null) ? words(typed) : Arrays.asList();
		}

	}

}
