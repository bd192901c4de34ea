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
import java.util.stream.Stream;

import app.accord.customer.ContactKind;
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

	private static final int LEAST_DIGITS = 3;

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

	/**
	 * Decides on rows of which no two name the same id, telephone or e-mail or are called
	 * alike.
	 * @param rehearsal what would have been written of the file so far
	 */
	Decided decide(ImportPlan plan, List<Candidate> candidates, Rehearsal rehearsal) {
		Map<String, Long> named = named(candidates, rehearsal);
		List<Candidate> unnamed = candidates.stream()
			.filter((candidate) -> !named.containsKey(candidate.externalId()))
			.toList();
		Map<Integer, List<LikeCustomers.Suspect>> suspects = this.duplicates.of(unnamed, rehearsal);
		Set<Long> ids = new TreeSet<>(named.values());
		suspects.values().forEach((some) -> some.forEach((suspect) -> ids.add(suspect.customerId())));
		Map<Long, Known> profiles = profiles(ids, rehearsal);
		Map<Long, Map<String, Map<String, String>>> known = said(plan, ids, rehearsal);
		List<Decision> decisions = new ArrayList<>();
		for (Candidate candidate : candidates) {
			Long id = named.get(candidate.externalId());
			decisions.add((id != null)
					? against(candidate, id, profiles.get(id),
							known.getOrDefault(id, Map.of()).get(candidate.externalId()), false)
					: byLikeness(plan, candidate, suspects.getOrDefault(candidate.no(), List.of()), profiles, known));
		}
		return new Decided(decisions, profiles);
	}

	/**
	 * What was decided.
	 *
	 * @param known whom rows were held against, by id
	 */
	record Decided(List<Decision> decisions, Map<Long, Known> known) {
	}

	/** Whom external ids name. */
	private Map<String, Long> named(List<Candidate> candidates, Rehearsal rehearsal) {
		Map<String, Long> named = new HashMap<>();
		candidates.forEach((candidate) -> {
			Long id = rehearsal.named(candidate.externalId());
			if (id != null) {
				named.put(candidate.externalId(), id);
			}
		});
		this.directory
			.findAll(DirectoryKind.EXTERNAL,
					candidates.stream().map(Candidate::externalId).filter(Objects::nonNull).toList())
			.forEach((externalId, ids) -> named.put(externalId, ids.getFirst()));
		return named;
	}

	private Map<Long, Map<String, Map<String, String>>> said(ImportPlan plan, Set<Long> ids, Rehearsal rehearsal) {
		Map<Long, Map<String, Map<String, String>>> said = this.links.of(plan.prefix(),
				ids.stream().filter((id) -> id > 0).toList());
		ids.stream()
			.filter((id) -> !rehearsal.said(id).isEmpty())
			.forEach((id) -> said.computeIfAbsent(id, (any) -> new HashMap<>()).putAll(rehearsal.said(id)));
		return said;
	}

	private Decision byLikeness(ImportPlan plan, Candidate candidate, List<LikeCustomers.Suspect> suspects,
			Map<Long, Known> profiles, Map<Long, Map<String, Map<String, String>>> known) {
		if (suspects.isEmpty()) {
			return fresh(candidate, null);
		}
		LikeCustomers.Suspect first = suspects.getFirst();
		boolean alone = suspects.stream().filter(LikeCustomers.Suspect::certain).count() == 1;
		boolean otherId = candidate.externalId() != null && !known.getOrDefault(first.customerId(), Map.of()).isEmpty();
		if (first.certain() && alone && !otherId) {
			return against(candidate, first.customerId(), profiles.get(first.customerId()), null, true);
		}
		String why = "May be " + first.why() + (otherId ? ", but the source has another id for that customer." : ".");
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
	private static Decision against(Candidate candidate, long id, Known known, Map<String, String> last,
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
		List<String> leftOut = new ArrayList<>();
		candidate.canonical().forEach((slot, point) -> {
			String typed = point.point().typed();
			if (!typed.equals(before.get(slot))) {
				if (useless(point)) {
					leftOut.add("“" + ReadingRows.cut(typed) + "” reaches nobody and is left out");
				}
				else {
					point(slot, point, id, known, before, changes);
				}
			}
		});
		if (careful && candidate.externalId() != null) {
			changes.add(new Change(Change.Field.EXTERNAL_ID, null, null, null, candidate.externalId()));
		}
		String words = Stream.concat(changes.stream().map(Change::words).filter(Objects::nonNull), leftOut.stream())
			.collect(Collectors.joining("; "));
		return new Decision(candidate, changes.isEmpty() ? Verdict.SAME : Verdict.CHANGED, id, changes,
				words.isEmpty() ? null : capitalized(words) + ".");
	}

	/** What a customer who is known doesn't get: nobody could use it. */
	private static boolean useless(Candidate.Slot point) {
		return point.canonical() == null && switch (point.point().kind()) {
			case EMAIL -> true;
			case PHONE -> point.point().typed().codePoints().filter(Character::isDigit).count() < LEAST_DIGITS;
			case POSTAL -> false;
		};
	}

	private static void names(Candidate candidate, Known known, Map<String, String> before, List<Change> changes) {
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

	private static void point(String slot, Candidate.Slot point, long id, Known known, Map<String, String> before,
			List<Change> changes) {
		ContactKind kind = point.point().kind();
		boolean there = known.points()
			.stream()
			.anyMatch((other) -> other.kind() == kind && same(other, point.canonical(), point.point().typed()));
		if (there) {
			return;
		}
		String old = before.get(slot);
		Known.Point replaced = (old == null) ? null
				: known.points()
					.stream()
					.filter((other) -> other.kind() == kind && other.typed().equals(old) && other.owner() == id)
					.findFirst()
					.orElse(null);
		changes.add((replaced != null)
				? new Change(Change.Field.POINT_CHANGED, replaced.no(), slot, replaced.typed(), point.point().typed())
				: new Change(Change.Field.POINT_ADDED, null, slot, null, point.point().typed()));
	}

	private static boolean same(Known.Point point, String canonical, String typed) {
		return (point.canonical() != null) ? point.canonical().equals(canonical)
				: Typed.fold(point.typed()).equals(Typed.fold(typed));
	}

	private Map<Long, Known> profiles(Set<Long> all, Rehearsal rehearsal) {
		Map<Long, Known> profiles = new HashMap<>();
		List<Long> ids = new ArrayList<>();
		for (Long id : all) {
			Known imagined = rehearsal.known(id);
			if (imagined != null) {
				profiles.put(id, imagined);
			}
			else {
				ids.add(id);
			}
		}
		for (int from = 0; from < ids.size(); from += AT_ONCE) {
			this.customers.readAll(ids.subList(from, Math.min(from + AT_ONCE, ids.size())))
				.forEach((id, profile) -> profiles.put(id, Known.of(profile)));
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
