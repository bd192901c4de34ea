package app.accord.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import app.accord.customer.ContactKind;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.Typed;

import org.springframework.stereotype.Component;

/**
 * Decides what is to become of rows, without changing anything.
 * <ul>
 * <li>An external id names its customer. What the source said last time is nothing new,
 * whatever was corrected here since; what it says anew is taken.
 * <li>An empty cell says nothing and takes nothing away.
 * <li>Without a known id, a customer of the same name and telephone or e-mail is the same
 * one if nothing that both say differs, unless the source has another id for that
 * customer or more than one fits; who is only alike is left to a person.
 * </ul>
 */
@Component
class RowVerdicts {

	private static final int AT_ONCE = 500;

	private final Directory directory;

	private final Customers customers;

	private final LikeCustomers duplicates;

	private final ImportLinks links;

	RowVerdicts(Directory directory, Customers customers, LikeCustomers duplicates, ImportLinks links) {
		this.directory = directory;
		this.customers = customers;
		this.duplicates = duplicates;
		this.links = links;
	}

	/** For a check: what the rows of one file are to each other. */
	InFile inFile() {
		return new InFile(this.duplicates);
	}

	/**
	 * Decides on rows of which no two name the same id, telephone or e-mail or are called
	 * alike.
	 */
	List<Decision> decide(ImportPlan plan, List<Candidate> candidates) {
		Map<String, List<Long>> named = this.directory.findAll(DirectoryKind.EXTERNAL,
				candidates.stream().map(Candidate::externalId).filter(Objects::nonNull).toList());
		List<Candidate> unnamed = candidates.stream()
			.filter((candidate) -> !named.containsKey(candidate.externalId()))
			.toList();
		Map<Integer, List<LikeCustomers.Suspect>> suspects = this.duplicates.of(unnamed);
		Set<Long> ids = new TreeSet<>();
		named.values().forEach(ids::addAll);
		suspects.values().forEach((some) -> some.forEach((suspect) -> ids.add(suspect.customerId())));
		Map<Long, CustomerProfile> profiles = profiles(new ArrayList<>(ids));
		Map<Long, Map<String, Map<String, String>>> known = this.links.of(plan.prefix(), ids);
		List<Decision> decisions = new ArrayList<>();
		for (Candidate candidate : candidates) {
			List<Long> holder = named.getOrDefault(candidate.externalId(), List.of());
			if (!holder.isEmpty()) {
				long id = holder.getFirst();
				decisions.add(against(candidate, id, profiles.get(id),
						known.getOrDefault(id, Map.of()).get(candidate.externalId()), false));
			}
			else {
				decisions.add(
						byLikeness(plan, candidate, suspects.getOrDefault(candidate.no(), List.of()), profiles, known));
			}
		}
		return decisions;
	}

	private Decision byLikeness(ImportPlan plan, Candidate candidate, List<LikeCustomers.Suspect> suspects,
			Map<Long, CustomerProfile> profiles, Map<Long, Map<String, Map<String, String>>> known) {
		if (suspects.isEmpty()) {
			return fresh(candidate, null);
		}
		LikeCustomers.Suspect first = suspects.getFirst();
		boolean alone = suspects.stream().filter(LikeCustomers.Suspect::certain).count() == 1;
		boolean otherId = candidate.externalId() != null && !known.getOrDefault(first.customerId(), Map.of()).isEmpty();
		if (first.certain() && alone && !otherId) {
			return against(candidate, first.customerId(), profiles.get(first.customerId()), null, true);
		}
		String why = first.why() + (otherId ? ", but the source has another id for that customer." : ".");
		if (plan.doubtful() == ImportPlan.Doubtful.TAKE_ON) {
			return new Decision(candidate, Verdict.NEW, first.customerId(), List.of(), why);
		}
		return new Decision(candidate, Verdict.MAYBE, first.customerId(), List.of(), why);
	}

	private static Decision fresh(Candidate candidate, Long suspect) {
		return new Decision(candidate, Verdict.NEW, suspect, List.of(),
				candidate.remarks().isEmpty() ? null : String.join(" ", candidate.remarks()));
	}

	/**
	 * @param last what the source said last of the customer, or null
	 * @param careful whether only what is missing is filled in
	 */
	private static Decision against(Candidate candidate, long id, CustomerProfile known, Map<String, String> last,
			boolean careful) {
		List<Change> changes = new ArrayList<>();
		Map<String, String> before = (last != null) ? last : Map.of();
		if (!careful) {
			names(candidate, known, before, changes);
			String language = candidate.slots().get("language");
			if (language != null && !language.equals(before.get("language")) && !language.equals(known.language())) {
				changes.add(new Change(Change.Field.LANGUAGE, null, null, known.language(), language));
			}
		}
		candidate.canonical().forEach((slot, point) -> {
			if (!point.point().typed().equals(before.get(slot))) {
				point(slot, point, id, known, before, changes);
			}
		});
		if (careful && candidate.externalId() != null) {
			changes.add(new Change(Change.Field.EXTERNAL_ID, null, null, null, candidate.externalId()));
		}
		String words = changes.stream().map(Change::words).filter(Objects::nonNull).collect(Collectors.joining("; "));
		return new Decision(candidate, changes.isEmpty() ? Verdict.SAME : Verdict.CHANGED, id, changes,
				words.isEmpty() ? null : capitalized(words) + ".");
	}

	private static void names(Candidate candidate, CustomerProfile known, Map<String, String> before,
			List<Change> changes) {
		Map<String, String> slots = candidate.slots();
		boolean said = List.of("name", "given", "family")
			.stream()
			.allMatch((slot) -> slots.get(slot) == null || slots.get(slot).equals(before.get(slot)));
		String given = slots.getOrDefault("given", known.givenName());
		String family = slots.getOrDefault("family", known.familyName());
		boolean same = slots.get("name").equals(known.name()) && Objects.equals(given, known.givenName())
				&& Objects.equals(family, known.familyName());
		if (!said && !same) {
			changes.add(new Change(Change.Field.NAME, null, null,
					Change.Names.of(known.name(), known.givenName(), known.familyName()),
					Change.Names.of(slots.get("name"), given, family)));
		}
	}

	private static void point(String slot, Candidate.Slot point, long id, CustomerProfile known,
			Map<String, String> before, List<Change> changes) {
		ContactKind kind = point.point().kind();
		boolean there = known.contactPoints()
			.stream()
			.anyMatch((view) -> view.kind() == kind && same(view, point.canonical(), point.point().typed()));
		if (there) {
			return;
		}
		String old = before.get(slot);
		ContactPointView replaced = (old == null) ? null : known.contactPoints()
			.stream()
			.filter((view) -> view.kind() == kind && view.typed().equals(old) && view.owner().customerId() == id)
			.findFirst()
			.orElse(null);
		changes.add((replaced != null)
				? new Change(Change.Field.POINT_CHANGED, replaced.id(), slot, replaced.typed(), point.point().typed())
				: new Change(Change.Field.POINT_ADDED, null, slot, null, point.point().typed()));
	}

	private static boolean same(ContactPointView view, String canonical, String typed) {
		return (view.canonical() != null) ? view.canonical().equals(canonical)
				: Typed.fold(view.typed()).equals(Typed.fold(typed));
	}

	private Map<Long, CustomerProfile> profiles(List<Long> ids) {
		Map<Long, CustomerProfile> profiles = new HashMap<>();
		for (int from = 0; from < ids.size(); from += AT_ONCE) {
			profiles.putAll(this.customers.readAll(ids.subList(from, Math.min(from + AT_ONCE, ids.size()))));
		}
		return profiles;
	}

	private static String capitalized(String words) {
		return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
	}

	/** The ids, telephones and e-mails that a row names. */
	static Collection<String> keys(Candidate candidate) {
		Set<String> keys = new TreeSet<>();
		if (candidate.externalId() != null) {
			keys.add(candidate.externalId());
		}
		keys.addAll(candidate.reached());
		return keys;
	}

}
