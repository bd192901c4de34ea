package app.accord.duplicates;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import app.accord.customer.ContactKind;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerProfile;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.matching.Entry;
import app.accord.matching.Field;
import app.accord.matching.RecordKind;
import app.accord.matching.Vocabulary;

/** Customers as records that can be compared. */
final class CustomerEntries {

	private CustomerEntries() {
	}

	static Entry of(CustomerProfile customer, Vocabulary vocabulary) {
		Map<Field, List<String>> values = named(customer.kind(), customer.name(), customer.givenName(),
				customer.familyName());
		for (ContactPointView point : customer.contactPoints()) {
			add(values, point.kind(), (point.canonical() != null) ? point.canonical() : point.typed());
		}
		return Entry.of(kind(customer.kind()), values, vocabulary);
	}

	static Entry of(NewCustomer customer, Vocabulary vocabulary) {
		Map<Field, List<String>> values = named(customer.kind(), customer.name(), customer.givenName(),
				customer.familyName());
		for (NewContactPoint point : customer.contactPoints()) {
			add(values, point.kind(), point.typed());
		}
		return Entry.of(kind(customer.kind()), values, vocabulary);
	}

	static Map<Field, List<String>> named(CustomerKind kind, String name, String given, String family) {
		Map<Field, List<String>> values = new EnumMap<>(Field.class);
		put(values, (kind == CustomerKind.PERSON) ? Field.FULL_NAME : Field.ORGANISATION_NAME, name);
		if (kind == CustomerKind.PERSON) {
			put(values, Field.GIVEN_NAME, given);
			put(values, Field.SURNAME, family);
		}
		return values;
	}

	static void add(Map<Field, List<String>> values, ContactKind kind, String value) {
		put(values, switch (kind) {
			case PHONE -> Field.PHONE;
			case EMAIL -> Field.EMAIL;
			case POSTAL -> Field.ADDRESS;
		}, value);
	}

	static RecordKind kind(CustomerKind kind) {
		return (kind == CustomerKind.PERSON) ? RecordKind.PERSON : RecordKind.ORGANISATION;
	}

	private static void put(Map<Field, List<String>> values, Field field, String value) {
		if (value != null && !value.isBlank()) {
			values.computeIfAbsent(field, (any) -> new ArrayList<>(1)).add(value);
		}
	}

}
