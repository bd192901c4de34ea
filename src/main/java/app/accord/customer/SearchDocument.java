package app.accord.customer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a customer can be found by, folded, with a space before every word: so a fragment
 * finds it anywhere, and one or two letters find the words that begin with them.
 */
final class SearchDocument {

	private static final String REQUEST = "request:";

	private SearchDocument() {
	}

	static String of(long customerId, String name, String givenName, String familyName, Collection<Point> points,
			Collection<String> externalIds) {
		Set<String> parts = new LinkedHashSet<>();
		parts.add(Typed.fold(name));
		String folded = Typed.fold(name);
		for (String part : new String[] { Typed.fold(givenName), Typed.fold(familyName) }) {
			if (!folded.contains(part)) {
				parts.add(part);
			}
		}
		parts.add(Typed.fold(CustomerNumber.of(customerId).toString()));
		for (Point point : points) {
			if (point.kind() == ContactKind.PHONE) {
				parts.add((point.canonical() != null) ? point.canonical() : point.typed().replaceAll("\\D", ""));
			}
			else {
				parts.add((point.canonical() != null) ? point.canonical() : Typed.fold(point.typed()));
			}
		}
		// The key of the request that made a customer is nothing that people look for.
		externalIds.stream().filter((id) -> !id.startsWith(REQUEST)).forEach((id) -> parts.add(Typed.fold(id)));
		parts.remove("");
		return " " + String.join(" ", parts);
	}

	record Point(ContactKind kind, String typed, String canonical) {
	}

}
