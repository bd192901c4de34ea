package app.accord.intake;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import app.accord.customer.CustomerKind;
import app.accord.time.DateStyle;

/**
 * Proposes what the columns of a file say, by their names, by the systems whose exports
 * are known, and by what stands in them.
 */
final class Columns {

	/**
	 * Names without blanks and signs; of two columns, the one whose name stands first.
	 */
	private static final Map<Target, List<String>> NAMES = Map.ofEntries(
			Map.entry(Target.EXTERNAL_ID,
					List.of("id", "recordid", "externalid", "customerid", "customernumber", "customerno", "contactid",
							"donotmodifycontact", "accountid", "donotmodifyaccount", "companyid", "userid", "clientid",
							"clientnumber", "uid", "uuid", "guid", "uniqueid", "recid", "reference", "kundennummer",
							"kundennr", "oracleid", "accountnumber")),
			Map.entry(Target.NAME,
					List.of("name", "fullname", "customername", "displayname", "contactname", "srcname", "clientname",
							"nameprimary", "nomcomplet", "kunde", "customer", "sitename")),
			Map.entry(Target.GIVEN_NAME,
					List.of("firstname", "givenname", "forename", "first", "given", "vorname", "prenom", "nombre",
							"namefirst")),
			Map.entry(Target.FAMILY_NAME,
					List.of("lastname", "surname", "familyname", "last", "family", "nachname", "nom", "apellido",
							"apellidos", "namelast")),
			Map.entry(Target.ORGANIZATION,
					List.of("companyname", "accountname", "organization", "organisation", "organizationname", "company",
							"business", "businessname", "firma", "resellername", "nameorg")),
			Map.entry(Target.KIND, List.of("kind", "customerkind", "personorcompany", "recordkind")),
			Map.entry(Target.ADDRESS,
					List.of("address", "fulladdress", "postaladdress", "mailingaddress", "addressfull", "adresse",
							"anschrift", "direccion")),
			Map.entry(Target.STREET,
					List.of("street", "billingstreet", "mailingstreet", "streetaddress", "addressline1", "address1",
							"address1line1", "address1street1", "strasse", "rue", "addressline2", "address2",
							"address1line2", "address1street2", "addrline1")),
			Map.entry(Target.CITY,
					List.of("city", "town", "billingcity", "mailingcity", "address1city", "suburb", "ort", "stadt",
							"ville", "ciudad", "addrcity")),
			Map.entry(Target.REGION,
					List.of("state", "region", "province", "stateprovince", "stateregion", "billingstate",
							"mailingstate", "address1stateorprovince", "address1stateprovince", "county", "bundesland",
							"addrstate")),
			Map.entry(Target.POSTCODE,
					List.of("postcode", "postalcode", "zip", "zipcode", "zippostalcode", "billingpostalcode",
							"mailingpostalcode", "address1postalcode", "address1zippostalcode", "plz", "codepostal",
							"addrpostalcode")),
			Map.entry(Target.COUNTRY,
					List.of("country", "countryregion", "billingcountry", "mailingcountry", "address1country",
							"address1countryregion", "land", "pays", "addrcountry")),
			Map.entry(Target.OTHER_STREET,
					List.of("shippingstreet", "otherstreet", "address2street1", "address2line1")),
			Map.entry(Target.OTHER_CITY, List.of("shippingcity", "othercity", "address2city")),
			Map.entry(Target.OTHER_REGION, List.of("shippingstate", "otherstate", "address2stateorprovince")),
			Map.entry(Target.OTHER_POSTCODE, List.of("shippingpostalcode", "otherpostalcode", "address2postalcode")),
			Map.entry(Target.OTHER_COUNTRY, List.of("shippingcountry", "othercountry", "address2country")),
			Map.entry(Target.LANGUAGE,
					List.of("language", "preferredlanguage", "languagecode", "locale", "lang", "sprache", "langue")),
			Map.entry(Target.NO_CUSTOMER, List.of("isdeleted", "deleted", "fivetrandeleted")),
			Map.entry(Target.TIER, List.of("tier", "customertier", "loyaltytier")),
			Map.entry(Target.CUSTOMER_SINCE, List.of("customersince", "since", "kundeseit", "membersince")));

	/** Columns that no list of customers has, by what they are of. */
	private static final Map<String, String> OTHER_THINGS = Map.of("stagename", "deals", "dealname", "deals",
			"dealstage", "deals", "closedate", "deals", "ticketid", "comments of tickets", "requesterid", "tickets",
			"hspipelinestage", "tickets or deals", "campaignid", "members of campaigns");

	private static final Pattern EMAIL_NAME = Pattern
		.compile("(work|home|primary|other|private|business|personal|alternate|npe01\\w*)?(email|mail)(address)?\\d*");

	private static final Pattern PHONE_NAME = Pattern
		.compile("\\w*(phone|mobile|telephone|telefon|handy|cellular|cell|tel)(number|no|nr|primary)?\\d*");

	private static final Pattern NO_PHONE = Pattern
		.compile("\\w*(fax|ext|optout|type|model|donot|count|hotel|asst)\\w*");

	private static final Pattern EMAIL_VALUE = Pattern.compile("[^@\\s]+@[^@\\s]+\\.\\p{L}{2,}");

	private static final Pattern PHONE_VALUE = Pattern.compile("(\\+|00|\\()?\\d[\\d ()./-]{6,18}");

	private Columns() {
	}

	/** A system whose exports are known by their columns. */
	enum Preset {

		/** Our own simple format. */
		OWN("Own format", null), HUBSPOT_CONTACTS("HubSpot contacts", CustomerKind.PERSON),
		HUBSPOT_COMPANIES("HubSpot companies", CustomerKind.ORGANIZATION),
		ZENDESK_USERS("Zendesk users", CustomerKind.PERSON),
		ZENDESK_ORGANIZATIONS("Zendesk organizations", CustomerKind.ORGANIZATION),
		DYNAMICS_CONTACTS("Dynamics contacts", CustomerKind.PERSON),
		DYNAMICS_ACCOUNTS("Dynamics accounts", CustomerKind.ORGANIZATION),
		SALESFORCE_CONTACTS("Salesforce contacts", CustomerKind.PERSON),
		SALESFORCE_ACCOUNTS("Salesforce accounts", CustomerKind.ORGANIZATION);

		private final String source;

		private final CustomerKind kind;

		Preset(String source, CustomerKind kind) {
			this.source = source;
			this.kind = kind;
		}

		String source() {
			return this.source;
		}

		/** What its rows are, or null if that differs. */
		CustomerKind kind() {
			return this.kind;
		}

		/** Which system's export that is, or null. */
		static Preset of(List<String> header) {
			Set<String> names = header.stream().map(Columns::folded).collect(Collectors.toSet());
			boolean person = names.contains("lastname") || names.contains("firstname");
			boolean properties = header.stream().filter((name) -> name.startsWith("property_")).count() > 2;
			if (names.containsAll(Set.of("externalid", "kind")) && header.contains("external_id")) {
				return OWN;
			}
			if (properties
					|| (names.contains("recordid") && (names.contains("lifecyclestage") || names.contains("leadstatus")
							|| names.contains("contactowner") || names.contains("companyowner")))) {
				return person ? HUBSPOT_CONTACTS
						: names.contains("name") || names.contains("companyname") ? HUBSPOT_COMPANIES : null;
			}
			if (names.contains("ticketrestriction") || names.contains("authenticitytoken")) {
				return ZENDESK_USERS;
			}
			if (names.contains("sharedtickets") && names.contains("name")) {
				return ZENDESK_ORGANIZATIONS;
			}
			if (names.contains("donotmodifycontact")) {
				return DYNAMICS_CONTACTS;
			}
			if (names.contains("donotmodifyaccount") || names.contains("srcname")
					|| names.contains("address1city") && names.contains("accountname")) {
				return DYNAMICS_ACCOUNTS;
			}
			if (person && (names.contains("accountid") || names.contains("mailingstreet")
					|| names.contains("mailingcity"))) {
				return SALESFORCE_CONTACTS;
			}
			if (!person && names.contains("name") && (names.contains("billingstreet") || names.contains("billingcity")
					|| names.contains("masterrecordid") || names.contains("annualrevenue"))) {
				return SALESFORCE_ACCOUNTS;
			}
			return null;
		}

	}

	/** What a column of that name says, as far as the name alone tells. */
	static Target meaning(String name) {
		String folded = folded(name);
		for (Map.Entry<Target, List<String>> entry : NAMES.entrySet()) {
			if (entry.getValue().contains(folded)) {
				return entry.getKey();
			}
		}
		if (EMAIL_NAME.matcher(folded).matches()) {
			return Target.EMAIL;
		}
		if (PHONE_NAME.matcher(folded).matches() && !NO_PHONE.matcher(folded).matches()) {
			return Target.PHONE;
		}
		return Target.IGNORED;
	}

	/** What all columns say of records of that kind. */
	static List<Target> propose(ImportKind records, List<String> header, List<Row> sample) {
		if (records == ImportKind.CUSTOMERS) {
			return propose(header, sample);
		}
		List<Target> targets = new ArrayList<>();
		for (String name : header) {
			Target target = records.meaning(name);
			targets.add(targets.contains(target) ? Target.IGNORED : target);
		}
		return targets;
	}

	/** What all columns say of customers. */
	static List<Target> propose(List<String> header, List<Row> sample) {
		List<Target> targets = new ArrayList<>();
		boolean users = Preset.of(header) == Preset.ZENDESK_USERS;
		for (int i = 0; i < header.size(); i++) {
			Target target = (users && header.get(i).equals("role")) ? Target.NO_CUSTOMER : meaning(header.get(i));
			targets.add((target != Target.IGNORED) ? target : byValues(header.get(i), i, sample));
		}
		Map<Target, Integer> best = new HashMap<>();
		for (int i = 0; i < targets.size(); i++) {
			Target target = targets.get(i);
			if (target == Target.IGNORED || target.many()) {
				continue;
			}
			Integer other = best.get(target);
			if (other == null) {
				best.put(target, i);
			}
			else {
				boolean better = rank(target, header.get(i)) < rank(target, header.get(other));
				targets.set(better ? other : i, Target.IGNORED);
				best.put(target, better ? i : other);
			}
		}
		if (targets.contains(Target.CITY) || targets.contains(Target.POSTCODE)) {
			targets.replaceAll((target) -> (target == Target.ADDRESS) ? Target.STREET : target);
		}
		return targets;
	}

	/** What a file seems to hold that is taken for one of customers, or null. */
	static String otherThings(List<String> header) {
		return header.stream()
			.map((name) -> OTHER_THINGS.get(folded(name)))
			.filter((things) -> things != null)
			.findFirst()
			.orElse(null);
	}

	/** What rows are that don't say so. */
	static CustomerKind kind(Preset preset, List<Target> targets) {
		if (preset != null && preset.kind() != null) {
			return preset.kind();
		}
		return targets.contains(Target.ORGANIZATION) && !targets.contains(Target.NAME)
				&& !targets.contains(Target.FAMILY_NAME) ? CustomerKind.ORGANIZATION : CustomerKind.PERSON;
	}

	/** By what the next file of the same source is known. */
	static String signature(boolean vcard, int headerLine, List<String> header) {
		return vcard ? "vcard"
				: (headerLine > 0) ? header.stream().map(Columns::folded).collect(Collectors.joining("|"))
						: "no header, " + header.size() + " columns";
	}

	private static int rank(Target target, String name) {
		int rank = NAMES.getOrDefault(target, List.of()).indexOf(folded(name));
		return (rank >= 0) ? rank : Integer.MAX_VALUE;
	}

	private static Target byValues(String name, int column, List<Row> sample) {
		String folded = folded(name);
		if (NO_PHONE.matcher(folded).matches()) {
			return Target.IGNORED;
		}
		List<String> values = sample.stream()
			.filter((row) -> row.problem() == null && row.fields().size() > column)
			.map((row) -> row.fields().get(column).strip())
			.filter((value) -> !value.isEmpty())
			.toList();
		if (values.isEmpty()) {
			return Target.IGNORED;
		}
		if (share(values, EMAIL_VALUE) > 0.7) {
			return Target.EMAIL;
		}
		boolean signs = values.stream().filter((value) -> value.matches(".*[+()\\s-].*")).count() > values.size() / 2;
		boolean days = values.stream()
			.anyMatch((value) -> Arrays.stream(DateStyle.values()).anyMatch((style) -> style.read(value) != null));
		return (signs && !days && share(values, PHONE_VALUE) > 0.7) ? Target.PHONE : Target.IGNORED;
	}

	private static double share(List<String> values, Pattern pattern) {
		return (double) values.stream().filter((value) -> pattern.matcher(value).matches()).count() / values.size();
	}

	/**
	 * How days are written, as far as the values tell.
	 * @param before how they were written in an earlier file; kept where it fits as well
	 * as any; may be null
	 * @return null where day and month can't be told apart: {@code 03/04/2025}
	 */
	static DateStyle dates(List<Target> targets, List<Row> sample, DateStyle before) {
		List<String> values = values(targets, sample, Target::day);
		List<DateStyle> fitting = DateStyle.fitting(values);
		if (before != null && (fitting.isEmpty() || fitting.contains(before))) {
			return before;
		}
		if (fitting.contains(DateStyle.DAY_FIRST) && fitting.contains(DateStyle.MONTH_FIRST)) {
			return null;
		}
		return fitting.isEmpty() ? DateStyle.ISO : fitting.getFirst();
	}

	/**
	 * How amounts are written; null where it can't be told.
	 * @param before how they were written in an earlier file; kept where it fits as well
	 * as any; may be null
	 */
	static NumberStyle numbers(List<Target> targets, List<Row> sample, NumberStyle before) {
		List<String> values = values(targets, sample, Target::amount);
		NumberStyle read = NumberStyle.of(values);
		boolean fits = before != null && values.stream().allMatch((value) -> before.read(value) != null);
		return fits ? before : read;
	}

	/** The one currency that amounts name in their cells, or null. */
	static String currency(List<Target> targets, List<Row> sample) {
		List<String> named = values(targets, sample, Target::amount).stream()
			.flatMap((value) -> NumberStyle.currency(value).stream())
			.distinct()
			.toList();
		return (named.size() == 1) ? named.getFirst() : null;
	}

	static List<String> values(List<Target> targets, List<Row> sample, Predicate<Target> which) {
		List<String> values = new ArrayList<>();
		for (int i = 0; i < targets.size(); i++) {
			int column = i;
			if (which.test(targets.get(i))) {
				sample.stream()
					.filter((row) -> row.problem() == null && row.fields().size() > column
							&& !row.fields().get(column).isBlank())
					.forEach((row) -> values.add(row.fields().get(column)));
			}
		}
		return values;
	}

	static String folded(String name) {
		String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
			.replaceAll("\\p{M}+", "")
			.toLowerCase(Locale.ROOT)
			.replaceAll("^property_", "")
			.replaceAll("__c$", "");
		return plain.replaceAll("[^\\p{L}\\p{N}]+", "");
	}

}
