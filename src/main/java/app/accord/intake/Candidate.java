package app.accord.intake;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;

/**
 * A row read as a customer.
 *
 * @param no of the row, the header not counted
 * @param line of the file on which it begins
 * @param text the row as CSV
 * @param externalId with the source in front, or null
 * @param customer what it says
 * @param slots the same, piece by piece: {@code name}, {@code given}, {@code family},
 * {@code language}, {@code phone/Mobile} …; what is empty is not in it
 * @param canonical telephone numbers and addresses as the directory has them
 * @param remarks what could not be taken as it stands
 */
record Candidate(int no, int line, String text, String externalId, NewCustomer customer,
		LinkedHashMap<String, String> slots, Map<String, Slot> canonical, List<String> remarks) {

	/** What it says, with telephone numbers and addresses as the directory has them. */
	NewCustomer readable() {
		return new NewCustomer(this.customer.kind(), this.customer.name(), this.customer.givenName(),
				this.customer.familyName(), null, null, null,
				this.canonical.values()
					.stream()
					.map((slot) -> new NewContactPoint(slot.point().kind(), null,
							(slot.canonical() != null) ? slot.canonical() : slot.point().typed(), false))
					.toList(),
				null);
	}

	/** The telephone numbers and e-mails that it names, as the directory has them. */
	Set<String> reached() {
		return this.canonical.values()
			.stream()
			.map(Slot::canonical)
			.filter(Objects::nonNull)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * A contact point that a row names.
	 *
	 * @param point as it would be added
	 * @param canonical as the directory has it, or null
	 */
	record Slot(NewContactPoint point, String canonical) {
	}

}
