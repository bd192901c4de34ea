package app.accord.intake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.accord.customer.ContactKind;
import app.accord.customer.CustomerKind;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.ReadingContactPoints;
import app.accord.customer.Tier;
import app.accord.customer.Typed;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;

/** Reads rows as customers by a plan. */
@Component
class ReadingRows {

	private static final int LONGEST_NAME = 200;

	private static final int LONGEST_POINT = 500;

	private static final int LONGEST_ID = 150;

	private static final Map<String, String> LANGUAGES = Map.of("english", "en", "spanish", "es", "french", "fr",
			"german", "de", "italian", "it", "portuguese", "pt", "dutch", "nl", "deutsch", "de", "español", "es",
			"français", "fr");

	private static final Map<Target, Target> OTHERS = Map.of(Target.OTHER_STREET, Target.STREET, Target.OTHER_CITY,
			Target.CITY, Target.OTHER_REGION, Target.REGION, Target.OTHER_POSTCODE, Target.POSTCODE,
			Target.OTHER_COUNTRY, Target.COUNTRY);

	private final ReadingContactPoints points;

	private final BusinessCalendar calendar;

	ReadingRows(ReadingContactPoints points, BusinessCalendar calendar) {
		this.points = points;
		this.calendar = calendar;
	}

	/**
	 * Reads one row.
	 * @throws BadRow if it can't be taken in
	 */
	Candidate read(ImportPlan plan, List<String> header, int no, Row row) {
		return candidate(plan, no, row, Cells.of(plan, header, row));
	}

	private Candidate candidate(ImportPlan plan, int no, Row row, Cells cells) {
		requireCustomer(cells);
		List<String> remarks = new ArrayList<>();
		String given = cells.text(Target.GIVEN_NAME);
		String family = cells.text(Target.FAMILY_NAME);
		String organization = cells.text(Target.ORGANIZATION);
		String whole = cells.text(Target.NAME);
		CustomerKind kind = kind(plan, cells, given, family, whole, organization);
		String name = whole;
		if (kind == CustomerKind.ORGANIZATION) {
			name = (whole != null) ? whole : (organization != null) ? organization : joined(" ", given, family);
			given = null;
			family = null;
		}
		else if (name == null) {
			name = joined(" ", given, family);
		}
		if (name == null && organization != null) {
			name = organization;
			kind = CustomerKind.ORGANIZATION;
		}
		if (name == null) {
			throw new BadRow("There is no name.");
		}
		name = name.replaceAll("\\s*\\n\\s*", " ");
		for (String part : Stream.of(name, given, family).filter((one) -> one != null).toList()) {
			if (part.length() > LONGEST_NAME) {
				throw new BadRow("The name is longer than " + LONGEST_NAME + " characters.");
			}
		}
		LinkedHashMap<String, String> slots = new LinkedHashMap<>();
		slots.put("name", name);
		put(slots, "given", given);
		put(slots, "family", family);
		String language = language(cells.text(Target.LANGUAGE), remarks);
		put(slots, "language", language);
		Map<String, Candidate.Slot> points = new LinkedHashMap<>();
		points(cells, Target.PHONE, ContactKind.PHONE, points, remarks);
		points(cells, Target.EMAIL, ContactKind.EMAIL, points, remarks);
		points(cells, Target.ADDRESS, ContactKind.POSTAL, points, remarks);
		address("Address", address(cells, false), points);
		address("Second address", address(cells, true), points);
		points.forEach((slot, point) -> slots.put(slot, point.point().typed()));
		NewCustomer customer = new NewCustomer(kind, name, given, family, language,
				tier(cells.text(Target.TIER), remarks), since(cells),
				points.values().stream().map(Candidate.Slot::point).toList(), null);
		String id = cells.text(Target.EXTERNAL_ID);
		if (id == null && plan.has(Target.EXTERNAL_ID)) {
			remarks.add("There is no id; the next file won’t know the customer by it.");
		}
		if (id != null && id.length() > LONGEST_ID) {
			throw new BadRow("The id is longer than " + LONGEST_ID + " characters.");
		}
		String external = (id != null) ? plan.prefix() + ":" + id : null;
		return new Candidate(no, row.line(), CsvLine.of(row.fields()), external,
				(external != null) ? customer.withExternalId(external) : customer, slots, points, remarks);
	}

	/** Exports also hold what was deleted, and those who worked with the system. */
	private static void requireCustomer(Cells cells) {
		for (Cells.Cell cell : cells.all(Target.NO_CUSTOMER)) {
			switch (cell.text().toLowerCase(Locale.ROOT)) {
				case "true", "yes", "1", "t", "y", "deleted" -> throw new BadRow("The other system has deleted it.");
				case "agent", "admin", "owner", "light_agent", "employee", "staff" ->
					throw new BadRow("That is an employee who worked with the other system, no customer.");
				default -> {
					// It is a customer's.
				}
			}
		}
	}

	private static CustomerKind kind(ImportPlan plan, Cells cells, String given, String family, String whole,
			String organization) {
		String typed = cells.text(Target.KIND);
		if (typed == null) {
			boolean person = given != null || family != null;
			return person ? CustomerKind.PERSON
					: (whole == null && organization != null) ? CustomerKind.ORGANIZATION : plan.kind();
		}
		String word = typed.toLowerCase(Locale.ROOT);
		if (word.matches("p|person|individual|private|privat|contact|human|consumer|b2c")) {
			return CustomerKind.PERSON;
		}
		if (word.matches("o|org|organi[sz]ation|company|business|firm|firma|corporate|account|b2b")) {
			return CustomerKind.ORGANIZATION;
		}
		throw new BadRow("“" + cut(typed) + "” is neither person nor organization.");
	}

	private void points(Cells cells, Target target, ContactKind kind, Map<String, Candidate.Slot> points,
			List<String> remarks) {
		for (Cells.Cell cell : cells.all(target)) {
			if (cell.text().length() > LONGEST_POINT) {
				throw new BadRow(cell.column() + " is longer than " + LONGEST_POINT + " characters.");
			}
			String canonical = canonical(kind, cell.text());
			if (canonical == null && kind == ContactKind.PHONE) {
				remarks.add("“" + cut(cell.text()) + "” is no telephone number that exists; it is kept as it stands.");
			}
			if (canonical == null && kind == ContactKind.EMAIL) {
				remarks.add("“" + cut(cell.text()) + "” is no e-mail address; it is kept as it stands.");
			}
			boolean again = points.values()
				.stream()
				.anyMatch((other) -> other.point().kind() == kind && (canonical != null)
						? canonical.equals(other.canonical())
						: Typed.fold(other.point().typed()).equals(Typed.fold(cell.text())));
			if (!again) {
				points.put(kind.name().toLowerCase(Locale.ROOT) + "/" + cell.column(), new Candidate.Slot(
						new NewContactPoint(kind, label(cell.column(), kind), cell.text(), false), canonical));
			}
		}
	}

	/** A mobile number is called so; the columns' other names say nothing to people. */
	private static String label(String column, ContactKind kind) {
		String folded = Columns.folded(column);
		if (kind == ContactKind.PHONE && folded.matches("\\w*(mobile|cell|handy)\\w*")) {
			return "mobile";
		}
		return folded.matches("\\w*(work|business|office)\\w*") ? "work"
				: folded.matches("\\w*home\\w*") ? "home" : null;
	}

	/** As the directory has it, or null where it can't be read. */
	String canonical(ContactKind kind, String typed) {
		return this.points.canonical(kind, typed);
	}

	private static void address(String slot, String address, Map<String, Candidate.Slot> points) {
		if (address != null) {
			if (address.length() > LONGEST_POINT) {
				throw new BadRow("The address is longer than " + LONGEST_POINT + " characters.");
			}
			boolean again = points.values()
				.stream()
				.anyMatch((other) -> Typed.fold(other.point().typed()).equals(Typed.fold(address)));
			if (!again) {
				points.put("postal/" + slot, new Candidate.Slot(NewContactPoint.postal(address), null));
			}
		}
	}

	private static String address(Cells cells, boolean other) {
		Map<Target, String> parts = new EnumMap<>(Target.class);
		OTHERS.forEach((second, first) -> {
			List<Cells.Cell> found = cells.all(other ? second : first);
			if (!found.isEmpty()) {
				parts.put(first, found.stream().map(Cells.Cell::text).collect(Collectors.joining("\n")));
			}
		});
		// A country alone is no address.
		if (!parts.containsKey(Target.STREET) && !parts.containsKey(Target.CITY)
				&& !parts.containsKey(Target.POSTCODE)) {
			return null;
		}
		String region = parts.get(Target.REGION);
		String town = (region != null)
				? joined(" ", joined(", ", parts.get(Target.CITY), region), parts.get(Target.POSTCODE))
				: joined(" ", parts.get(Target.POSTCODE), parts.get(Target.CITY));
		return joined("\n", parts.get(Target.STREET), town, parts.get(Target.COUNTRY));
	}

	private static String language(String typed, List<String> remarks) {
		if (typed == null) {
			return null;
		}
		String word = typed.replace('_', '-');
		String code = LANGUAGES.getOrDefault(word.toLowerCase(Locale.ROOT), word);
		if (code.matches("[A-Za-z]{2,3}(-[A-Za-z]{2})?")) {
			String[] parts = code.split("-");
			return parts[0].toLowerCase(Locale.ROOT)
					+ ((parts.length > 1) ? "-" + parts[1].toUpperCase(Locale.ROOT) : "");
		}
		remarks.add("“" + cut(typed) + "” is no language code; it is left out.");
		return null;
	}

	private static Tier tier(String typed, List<String> remarks) {
		if (typed == null) {
			return null;
		}
		return Arrays.stream(Tier.values())
			.filter((tier) -> tier.name().equalsIgnoreCase(typed))
			.findFirst()
			.orElseGet(() -> {
				remarks.add("“" + cut(typed) + "” is no tier; the customer begins as Standard.");
				return null;
			});
	}

	private LocalDate since(Cells cells) {
		return cells.has(Target.CUSTOMER_SINCE) ? cells.pastDay(Target.CUSTOMER_SINCE, this.calendar) : null;
	}

	private static String joined(String between, String... parts) {
		String text = Arrays.stream(parts)
			.filter((part) -> part != null && !part.isBlank())
			.collect(Collectors.joining(between));
		return text.isEmpty() ? null : text;
	}

	private static void put(Map<String, String> slots, String slot, String value) {
		if (value != null) {
			slots.put(slot, value);
		}
	}

	static String cut(String text) {
		return (text.length() > 60) ? text.substring(0, 59) + "…" : text;
	}

}
