package app.accord.search;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import app.accord.customer.ContactKind;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Typed;
import app.accord.search.Found.Rank;

import org.springframework.stereotype.Component;

/** Makes of those found what is shown: who it is, and why it was found. */
@Component
class Presenting {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

	private final Customers customers;

	Presenting(Customers customers) {
		this.customers = customers;
	}

	static String day(LocalDate day) {
		return DAY.format(day);
	}

	/**
	 * @param found those to be shown
	 * @param text what was typed, cleaned
	 * @param seen whom the one who searches has opened lately
	 */
	List<SearchHit> hits(List<Found> found, String text, List<Long> seen) {
		Map<Long, CustomerProfile> profiles = found.isEmpty() ? Map.of()
				: this.customers.readAll(found.stream().map(Found::customerId).toList());
		Set<Long> lately = new HashSet<>(seen);
		Set<Long> shown = new HashSet<>();
		List<SearchHit> hits = new ArrayList<>();
		for (Found one : found) {
			CustomerProfile profile = profiles.get(one.customerId());
			// Records that are joined are one customer, which is shown once.
			if (profile != null && shown.add(profile.customerId())) {
				String why = (one.why() != null) ? one.why() : why(profile, text);
				String also = (one.customerId() != profile.customerId())
						? ", also " + CustomerNumber.of(one.customerId()) : "";
				hits.add(new SearchHit(profile.customerId(), profile.number(), profile.name(), profile.tier(),
						why + also, one.rank() == Rank.EXACT, lately.contains(profile.customerId()),
						(one.number() != null) ? one.number() : profile.number()));
			}
		}
		return hits;
	}

	private static String why(CustomerProfile profile, String text) {
		String folded = Typed.fold(text);
		if (folded.isEmpty()) {
			return "";
		}
		if (Query.isPhoneLike(text)) {
			String digits = Query.digits(text).replaceFirst("^0+(?=\\d{3})", "");
			for (ContactPointView phone : profile.phones()) {
				String number = (phone.canonical() != null) ? phone.canonical() : phone.typed();
				if (number.replaceAll("\\D", "").contains(digits)) {
					return "telephone " + phone.shown();
				}
			}
		}
		String name = Typed.fold(profile.name());
		List<String> words = Arrays.asList(folded.split(" "));
		if (words.stream().allMatch(name::contains)) {
			return "name";
		}
		for (ContactPointView point : profile.contactPoints()) {
			String typed = Typed.fold(point.typed());
			if (words.stream().allMatch((word) -> typed.contains(word) || name.contains(word))
					|| point.kind() == ContactKind.POSTAL && words.stream().anyMatch(typed::contains)) {
				return switch (point.kind()) {
					case PHONE -> "telephone " + point.shown();
					case EMAIL -> "e-mail " + point.shown();
					case POSTAL -> "address " + point.shown();
				};
			}
		}
		return Typed.fold(profile.number().toString()).contains(folded) ? "customer " + profile.number()
				: words.stream().anyMatch(name::contains) ? "name" : "id";
	}

}
