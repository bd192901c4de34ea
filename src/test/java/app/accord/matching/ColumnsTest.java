package app.accord.matching;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What columns mean is seen from their headers, and from the values where these say
 * nothing.
 */
class ColumnsTest {

	@Test
	void recognisesColumnsHoweverTheyAreCalled() {
		assertThat(fields("rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state,"
				+ " date_of_birth, soc_sec_id"))
			.containsExactly(Field.RECORD_KEY, Field.GIVEN_NAME, Field.SURNAME, Field.STREET_NUMBER, Field.STREET,
					Field.PREMISES, Field.CITY, Field.POSTCODE, Field.STATE, Field.BIRTH_DATE, Field.UNIQUE_ID);
		assertThat(fields("unique_id,full_name,first_and_surname,first_name,surname,dob,birth_place,postcode_fake,"
				+ "gender,occupation"))
			.containsExactly(Field.RECORD_KEY, Field.FULL_NAME, Field.FULL_NAME, Field.GIVEN_NAME, Field.SURNAME,
					Field.BIRTH_DATE, Field.BIRTH_PLACE, Field.POSTCODE, Field.GENDER, Field.OCCUPATION);
		assertThat(fields("Id,Source,Site name,Address,Zip,Phone,Fax,Program Name,Agency,Neighborhood"))
			.containsExactly(Field.RECORD_KEY, Field.OTHER, Field.ORGANISATION_NAME, Field.ADDRESS, Field.POSTCODE,
					Field.PHONE, Field.FAX, Field.OTHER, Field.PARENT_ORGANISATION, Field.CITY);
		assertThat(fields("FirstName,LastName,BirthDate,EmailAddress,AddressLine1,City,PostalCode,Phone,MobilePhone"))
			.containsExactly(Field.GIVEN_NAME, Field.SURNAME, Field.BIRTH_DATE, Field.EMAIL, Field.ADDRESS, Field.CITY,
					Field.POSTCODE, Field.PHONE, Field.PHONE);
		assertThat(fields("Vorname,Nachname,Geburtsdatum,Straße,PLZ,Ort,Telefon,E-Mail")).containsExactly(
				Field.GIVEN_NAME, Field.SURNAME, Field.BIRTH_DATE, Field.ADDRESS, Field.POSTCODE, Field.CITY,
				Field.PHONE, Field.EMAIL);
		assertThat(fields("RECORD_TYPE,PRIMARY_NAME_LAST,PRIMARY_NAME_FIRST,PRIMARY_NAME_ORG,PASSPORT_NUMBER,"
				+ "PASSPORT_COUNTRY,ADDR_FULL,ADDR_TYPE,PHONE_NUMBER,DATE,STATUS"))
			.containsExactly(Field.RECORD_KIND, Field.SURNAME, Field.GIVEN_NAME, Field.ORGANISATION_NAME,
					Field.UNIQUE_ID, Field.OTHER, Field.ADDRESS, Field.OTHER, Field.PHONE, Field.OTHER, Field.OTHER);
	}

	@Test
	void recognisesValuesUnderAHeaderThatSaysNothing() {
		Columns columns = Columns.recognise(List.of("a", "b", "c"),
				List.of(List.of("anna@example.com", "+1 212 555 0123", "12"),
						List.of("theo@example.com", "(212) 555-0199", "14")));
		assertThat(columns.list()).extracting(RecognisedColumn::field)
			.containsExactly(Field.EMAIL, Field.PHONE, Field.OTHER);
		assertThat(columns.list()).extracting(RecognisedColumn::sure).containsOnly(false);
	}

	@Test
	void seesFromTheValuesWhetherTheMonthComesFirst() {
		assertThat(birthStyle("3/25/89", "1/7/80")).isEqualTo(DayMonthOrder.MONTH_FIRST);
		assertThat(birthStyle("25/3/89", "1/7/80")).isEqualTo(DayMonthOrder.DAY_FIRST);
	}

	@Test
	void doesNotLookAtWhatItShallIgnore() {
		Columns columns = Columns.recognise(List.of("surname", "soc_sec_id"), List.of(), List.of("SOC_SEC_ID"));
		assertThat(columns.values(List.of("Okafor", "123-45-6789"))).containsOnlyKeys(Field.SURNAME);
	}

	private static DayMonthOrder birthStyle(String... values) {
		return Columns.recognise(List.of("dob"), Arrays.stream(values).map(List::of).toList())
			.list()
			.getFirst()
			.dates();
	}

	private static List<Field> fields(String header) {
		return Columns.recognise(Arrays.stream(header.split(",")).toList(), List.of())
			.list()
			.stream()
			.map(RecognisedColumn::field)
			.toList();
	}

}
