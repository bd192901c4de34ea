package app.accord.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import app.accord.csv.Csv;
import app.accord.refusal.Refusal;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

/** How files are recognised and read. */
class FileSnifferTest {

	private static final Path DATA = TestFiles.FOLDER;

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "UTF-8,true", "UTF-8,false", "UTF-16LE,true", "UTF-16BE,true", "UTF-16LE,false", "UTF-32LE,true",
			"UTF-32BE,true", "windows-1252,false" })
	void knowsTheEncoding(String encoding, boolean mark) throws IOException {
		String text = (mark ? "\ufeff" : "") + "Name;E-mail\nMüller & Söhne;büro@example.com\n";
		FileSniffer.Sniffed found = sniff(text.getBytes(Charset.forName(encoding)));
		assertThat(found.encoding()).isEqualTo(encoding);
		assertThat(found.separator()).isEqualTo(';');
		assertThat(found.header()).containsExactly("Name", "E-mail");
		assertThat(found.sample().getFirst().fields()).containsExactly("Müller & Söhne", "büro@example.com");
	}

	@Test
	void passesOverTitlesAboveTheHeader() throws IOException {
		FileSniffer.Sniffed found = sniff(
				"Customers of the north,,\nas of 3 November,,\n,,\nName,Phone,Town\nAda,212 555 0123,Troy\n");
		assertThat(found.headerLine()).isEqualTo(4);
		assertThat(found.header()).containsExactly("Name", "Phone", "Town");
		assertThat(found.sample()).hasSize(1);
	}

	@Test
	void seesThatThereIsNoHeader() throws IOException {
		FileSniffer.Sniffed found = sniff("Ada Lind,ada@example.com\nBob Orr,bob@example.com\n");
		assertThat(found.headerLine()).isZero();
		assertThat(found.header()).containsExactly("Column 1", "Column 2");
		assertThat(Columns.propose(found.header(), found.sample())).containsExactly(Target.IGNORED, Target.EMAIL);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   \n\n ", "Dear all, see you on Monday.", "{\"a\": 1}", "<html></html>",
			"PK\u0003\u0004 workbook", "%PDF-1.7", "foo\nfoo\nfoo\n", "a\0b,c\0\n\0\0" })
	void saysInASentenceWhatIsNoTable(String text) {
		assertThatThrownBy(() -> sniff(text)).isInstanceOf(Refusal.class).hasMessageEndingWith(".");
	}

	@Test
	void tellsAWorkbookFromAPackedFolder() {
		assertThatThrownBy(() -> sniff(packed("[Content_Types].xml", "xl/workbook.xml")))
			.hasMessage("This is a workbook of a spreadsheet program. Open it there and save the sheet as CSV.");
		assertThatThrownBy(() -> sniff(packed("customers.csv"))).isInstanceOf(Refusal.class)
			.hasMessage("This is a packed folder (ZIP). Unpack it and import the file that is in it.");
	}

	@Test
	void onlyAHeaderIsNoTableAndNeitherAreTenThousandColumns() {
		assertThatThrownBy(() -> sniff("id,name,email\n")).isInstanceOf(Refusal.class)
			.hasMessage("The file has names of columns, but no row below them.");
		String header = IntStream.range(0, 10_000).mapToObj((i) -> "column " + i).collect(Collectors.joining(","));
		assertThatThrownBy(() -> sniff(header + "\n1,2\n")).isInstanceOf(Refusal.class)
			.hasMessage("The names of the columns can’t be read. The row has more than 2,000 fields. "
					+ "At most 2,000 columns are read.");
		assertThatThrownBy(() -> sniff("x".repeat(2_000_000))).isInstanceOf(Refusal.class)
			.hasMessageStartingWith("This is not a table: its first line is longer than ");
	}

	@Test
	void columnsOfOneNameAreToldApart() throws IOException {
		FileSniffer.Sniffed found = sniff("id,name,email,email,\n1,Ada Lind,a@example.com,b@example.com,x\n");
		assertThat(found.header()).containsExactly("id", "name", "email", "email (4)", "Column 5");
		assertThat(Columns.propose(found.header(), found.sample())).containsExactly(Target.EXTERNAL_ID, Target.NAME,
				Target.EMAIL, Target.EMAIL, Target.IGNORED);
	}

	@Test
	void aRowOfAMegabyteIsReadOrRefusedByItself() throws IOException {
		String cell = "y".repeat(90_000);
		String wide = String.join(",", Collections.nCopies(11, cell));
		List<Row> rows = rows("id,name\n1," + wide + "\n2," + cell + "\n3," + cell + cell + "\n4,\"" + cell + cell
				+ "\"\n5," + wide + "," + wide + "\n6,fine\n");
		assertThat(rows).extracting(Row::line).containsExactly(1, 2, 3, 4, 5, 6, 7);
		assertThat(rows.get(1).problem()).isNull();
		assertThat(rows.get(2).problem()).isNull();
		assertThat(rows.get(3).problem()).startsWith("The row has a text of more than 100,000 characters");
		assertThat(rows.get(4).problem()).startsWith("The row has a text of more than 100,000 characters");
		assertThat(rows.get(5).problem()).isEqualTo("The row is longer than 1,000,000 characters.");
		assertThat(rows.getLast().fields()).containsExactly("6", "fine");
		assertThat(sniff("id,name\n1," + wide + "\n2,fine\n").header()).as("its first row is longer than the sample")
			.containsExactly("id", "name");
	}

	@Test
	void aQuoteThatIsNotClosedCostsItsLineOnly() throws IOException {
		List<Row> rows = rows("a,b\n1,\"broken\n2,fine\n3,\"with \"\"quotes\"\"\nand a break\"\n4,x\n");
		assertThat(rows).extracting(Row::line).containsExactly(1, 2, 3, 4, 6);
		assertThat(rows.get(1).problem()).contains("not closed");
		assertThat(rows.get(3).fields()).containsExactly("3", "with \"quotes\"\nand a break");
		assertThat(rows.getLast().fields()).containsExactly("4", "x");
	}

	@Test
	void aQuoteOpenedAtTheEndLosesNothingBeforeOrBehind() throws IOException {
		List<Row> rows = rows("a,b\n1,one\n2,\"never closed\n3,three\n4,four");
		assertThat(rows).hasSize(5);
		assertThat(rows.get(2).problem()).contains("not closed");
		assertThat(rows.get(4).fields()).containsExactly("4", "four");
	}

	/** What others expect of a CSV reader. */
	@TestFactory
	Stream<DynamicTest> readsTheSpectrum() throws IOException {
		Path csvs = DATA.resolve("csv_spectrum/csvs");
		if (!Files.isDirectory(csvs)) {
			System.out.println("Skipped: " + csvs + " is not here.");
			return Stream.empty();
		}
		JsonMapper json = new JsonMapper();
		// What is expected of one file is another file's.
		return Files.list(csvs)
			.filter((file) -> !file.endsWith("location_coordinates.csv"))
			.sorted()
			.map((file) -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
				List<Row> rows = rows(Files.readString(file));
				JsonNode wanted = json.readTree(Files.readString(
						DATA.resolve("csv_spectrum/json/" + file.getFileName().toString().replace(".csv", ".json"))));
				List<String> header = rows.getFirst().fields();
				assertThat(rows.size() - 1).isEqualTo(wanted.size());
				for (int i = 0; i < wanted.size(); i++) {
					for (Map.Entry<String, JsonNode> cell : wanted.get(i).properties()) {
						assertThat(rows.get(i + 1).fields().get(header.indexOf(cell.getKey())).replace("\r\n", "\n"))
							.isEqualTo(cell.getValue().asString().replace("\r\n", "\n"));
					}
				}
			}));
	}

	/** Whatever comes: a table, or a sentence. */
	@ParameterizedTest
	@ValueSource(strings = { "messy_tables", "bad_tables", "salesforce_dataloader/testfiles", "zendesk_export",
			"hubspot_export", "naughty_strings", "stripe_export" })
	void readsWhateverComesOrSaysWhyNot(String set) throws IOException {
		assumeThat(DATA.resolve(set)).isDirectory();
		int tables = 0;
		List<String> sentences = new ArrayList<>();
		for (Path file : Files.list(DATA.resolve(set)).sorted().toList()) {
			try {
				FileSniffer.Sniffed found = FileSniffer.sniff(file);
				assertThat(found.header()).doesNotHaveDuplicates().isNotEmpty();
				assertThat(Columns.propose(found.header(), found.sample())).hasSameSizeAs(found.header());
				tables++;
			}
			catch (Refusal ex) {
				assertThat(ex.getMessage()).endsWith(".");
				sentences.add(file.getFileName() + ": " + ex.getMessage());
			}
		}
		System.out.println(set + ": " + tables + " tables; " + sentences);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"salesforce_dataloader/accountData.csv | Salesforce accounts | EXTERNAL_ID,NAME,STREET,CITY,REGION,POSTCODE,COUNTRY,PHONE",
			"salesforce_npsp/contact.csv | Salesforce contacts | EXTERNAL_ID,GIVEN_NAME,FAMILY_NAME,EMAIL,PHONE",
			"salesforce_npsp/account.csv | Salesforce accounts | EXTERNAL_ID,NAME,STREET,CITY,REGION,POSTCODE,COUNTRY",
			"hubspot_export/contact_data.csv | HubSpot contacts | EXTERNAL_ID,GIVEN_NAME,FAMILY_NAME,EMAIL",
			"hubspot_export/company_data.csv | HubSpot companies | EXTERNAL_ID,NAME,STREET,CITY,REGION,COUNTRY",
			"zendesk_export/user_data.csv | Zendesk users | EXTERNAL_ID,NAME,EMAIL,PHONE,LANGUAGE",
			"zendesk_export/organization_data.csv | Zendesk organizations | EXTERNAL_ID,NAME",
			"dynamics_import/import_accounts.csv | Dynamics accounts | NAME" })
	void knowsTheExportsOfOtherSystems(String name, String preset, String targets) throws IOException {
		Path file = DATA.resolve(name);
		assumeThat(file).exists();
		FileSniffer.Sniffed found = FileSniffer.sniff(file);
		assertThat(Columns.Preset.of(found.header()).source()).isEqualTo(preset);
		List<Target> proposed = Columns.propose(found.header(), found.sample());
		for (String target : targets.split(",")) {
			assertThat(proposed).as(found.header() + " " + proposed).contains(Target.valueOf(target));
		}
	}

	@Test
	void readsTheSalesforceExportInItsOldEncoding() throws IOException {
		Path file = DATA.resolve("salesforce_dataloader/accountData.csv");
		assumeThat(file).exists();
		assertThat(FileSniffer.sniff(file).encoding()).isEqualTo("windows-1252");
	}

	@TestFactory
	Stream<DynamicTest> readsVCards() throws IOException {
		Path cards = DATA.resolve("vcards");
		if (!Files.isDirectory(cards)) {
			System.out.println("Skipped: " + cards + " is not here.");
			return Stream.empty();
		}
		return Files.list(cards).sorted().map((file) -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
			FileSniffer.Sniffed found = FileSniffer.sniff(file);
			assertThat(found.vcard()).isTrue();
			int count = 0;
			try (Rows rows = new VCardRows(Files.newBufferedReader(file, Charset.forName(found.encoding())))) {
				for (Row row; (row = rows.next()) != null; count++) {
					assertThat(row.problem()).isNull();
					assertThat(row.fields()).hasSameSizeAs(VCardRows.COLUMNS);
					assertThat(row.fields().get(1) + row.fields().get(3) + row.fields().get(8)).isNotBlank();
				}
			}
			assertThat(count).isPositive();
		}));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"2.1 | N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BCller;Ada\\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ada M=C3=BCller\\nTEL;CELL:+1 212 555 0143\\nEMAIL;INTERNET:ada@example.com\\nADR;HOME:;;12 Elm St;Troy;NY;12180;USA",
			"3.0 | N:Müller;Ada;;;\\nFN:Ada Müller\\nTEL;TYPE=CELL:+1 212 555 0143\\nitem1.EMAIL;TYPE=INTERNET:ada@exam\\n ple.com\\nADR;TYPE=HOME:;;12 Elm St;Troy;NY;12180;USA",
			"4.0 | N:Müller;Ada;;;\\nFN:Ada Müller\\nTEL;VALUE=uri;TYPE=cell:tel:+1-212-555-0143\\nEMAIL:ada@example.com\\nADR;TYPE=home:;;12 Elm St;Troy;NY;12180;USA" })
	void readsCardsOfEveryVersion(String version, String properties) throws IOException {
		String card = "BEGIN:VCARD\r\nVERSION:" + version + "\r\n" + properties.replace("\\n", "\r\n")
				+ "\r\nEND:VCARD\r\n";
		FileSniffer.Sniffed found = sniff(card);
		assertThat(found.vcard()).isTrue();
		try (Rows rows = new VCardRows(new StringReader(card))) {
			List<String> fields = rows.next().fields();
			assertThat(fields.subList(1, 4)).containsExactly("Ada Müller", "Ada", "Müller");
			assertThat(fields.get(5).replaceAll("[ -]", "")).isEqualTo("+12125550143");
			assertThat(fields.get(8)).isEqualTo("ada@example.com");
			assertThat(fields.get(11)).isEqualTo("12 Elm St\n12180 Troy NY\nUSA");
			assertThat(rows.next()).isNull();
		}
	}

	@Test
	void aCardWithoutEndIsRefusedBeforeItFillsTheMemory() throws IOException {
		String card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nPHOTO;ENCODING=b:" + "A".repeat(25_000_000);
		try (Rows rows = new VCardRows(new StringReader(card))) {
			assertThatThrownBy(rows::next).isInstanceOf(Refusal.class)
				.hasMessage("Card 1 is longer than 20 MB. Leave its pictures out.");
		}
	}

	@Test
	void everyStateIsReachedAndEveryMoveNamed() {
		List<ImportState> reached = new ArrayList<>(List.of(ImportState.PLANNING));
		for (int i = 0; i < reached.size(); i++) {
			reached.get(i).next().stream().filter((next) -> !reached.contains(next)).forEach(reached::add);
		}
		assertThat(reached).containsExactlyInAnyOrder(ImportState.values());
	}

	@Test
	void givesRowsBackSafeForSpreadsheets() {
		assertThat(CsvLine.of(List.of("=1+1", "-5", "@x", "plain"))).isEqualTo("'=1+1,-5,'@x,plain");
		assertThat(Csv.read("'=1+1")).isEqualTo("=1+1");
		assertThat(Csv.read("'tis")).isEqualTo("'tis");
	}

	private static byte[] packed(String... names) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (String name : names) {
				zip.putNextEntry(new ZipEntry(name));
				zip.write("id,name\n1,Ada\n".getBytes(StandardCharsets.UTF_8));
			}
		}
		return bytes.toByteArray();
	}

	private FileSniffer.Sniffed sniff(String text) throws IOException {
		return sniff(text.getBytes(text.startsWith("PK") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
	}

	private FileSniffer.Sniffed sniff(byte[] content) throws IOException {
		return FileSniffer.sniff(Files.write(this.folder.resolve("file"), content));
	}

	private static List<Row> rows(String text) throws IOException {
		List<Row> rows = new ArrayList<>();
		try (CsvRows reading = new CsvRows(new StringReader(text), ',')) {
			for (Row row; (row = reading.next()) != null;) {
				rows.add(row);
			}
		}
		return rows;
	}

}
