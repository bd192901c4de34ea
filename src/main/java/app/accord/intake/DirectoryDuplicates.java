package app.accord.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import app.accord.customer.ContactKind;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;

import org.springframework.stereotype.Component;

/**
 * Looks by telephone and e-mail in the directory and compares the names: shared by people
 * of other names, a number or address says nothing.
 */
@Component
class DirectoryDuplicates implements Duplicates {

	/** A number of so many customers is a switchboard's. */
	static final int SHARED_BY_MANY = 20;

	private static final int AT_ONCE = 500;

	private final Directory directory;

	private final Customers customers;

	DirectoryDuplicates(Directory directory, Customers customers) {
		this.directory = directory;
		this.customers = customers;
	}

	@Override
	public Map<Integer, List<Suspect>> of(List<Candidate> candidates) {
		Map<String, List<Long>> phones = this.directory.findAll(DirectoryKind.PHONE,
				values(candidates, ContactKind.PHONE));
		Map<String, List<Long>> emails = this.directory.findAll(DirectoryKind.EMAIL,
				values(candidates, ContactKind.EMAIL));
		Map<Integer, Map<Long, Set<String>>> shared = new HashMap<>();
		Set<Long> ids = new TreeSet<>();
		for (Candidate candidate : candidates) {
			candidate.canonical().values().forEach((slot) -> {
				boolean phone = slot.point().kind() == ContactKind.PHONE;
				List<Long> known = (slot.canonical() != null)
						? (phone ? phones : emails).getOrDefault(slot.canonical(), List.of()) : List.of();
				if (known.size() <= SHARED_BY_MANY) {
					known.forEach((id) -> shared.computeIfAbsent(candidate.no(), (key) -> new HashMap<>())
						.computeIfAbsent(id, (key) -> new LinkedHashSet<>())
						.add(phone ? "telephone" : "e-mail"));
					ids.addAll(known);
				}
			});
		}
		Map<Long, CustomerProfile> profiles = profiles(new ArrayList<>(ids));
		Map<Integer, List<Suspect>> suspects = new HashMap<>();
		Map<Integer, Candidate> byNo = candidates.stream()
			.collect(Collectors.toMap(Candidate::no, Function.identity()));
		shared.forEach((no, by) -> {
			List<Suspect> found = new ArrayList<>();
			by.forEach((id, what) -> {
				if (profiles.containsKey(id)) {
					suspect(byNo.get(no), profiles.get(id), String.join(" and ", what)).ifPresent(found::add);
				}
			});
			if (!found.isEmpty()) {
				found.sort((one, other) -> Boolean.compare(other.certain(), one.certain()));
				suspects.put(no, found);
			}
		});
		return suspects;
	}

	private static java.util.Optional<Suspect> suspect(Candidate candidate, CustomerProfile known, String what) {
		NameLikeness likeness = NameLikeness.of(candidate.customer().name(), known.name());
		boolean certain = likeness == NameLikeness.SAME && candidate.customer().kind() == known.kind();
		return (likeness == NameLikeness.OTHER) ? java.util.Optional.empty() : java.util.Optional.of(new Suspect(
				known.customerId(), certain,
				certain ? "Same name and " + what : "Same " + what + ", and the name is like “" + known.name() + "”"));
	}

	private Map<Long, CustomerProfile> profiles(List<Long> ids) {
		Map<Long, CustomerProfile> profiles = new HashMap<>();
		for (int from = 0; from < ids.size(); from += AT_ONCE) {
			profiles.putAll(this.customers.readAll(ids.subList(from, Math.min(from + AT_ONCE, ids.size()))));
		}
		return profiles;
	}

	private static Collection<String> values(List<Candidate> candidates, ContactKind kind) {
		return candidates.stream()
			.flatMap((candidate) -> candidate.canonical().values().stream())
			.filter((slot) -> slot.point().kind() == kind && slot.canonical() != null)
			.map(Candidate.Slot::canonical)
			.collect(Collectors.toSet());
	}

}
