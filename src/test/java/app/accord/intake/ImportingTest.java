package app.accord.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What becomes of files: checked, carried out, come again, taken back. */
@AccordTest
class ImportingTest {

	private static final Path DATA = TestFiles.FOLDER;

	private static final Actor SAM = new Actor(ActorKind.STAFF, "sam", "Sam Thornton", Channel.DESK);

	@Autowired
	private Importing importing;

	@Autowired
	private Imports imports;

	@Autowired
	private ImportWork work;

	@Autowired
	private Customers customers;

	@Autowired
	private Directory directory;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private ApplicationContext program;

	@Test
	void checksBeforeAnythingIsWrittenThenTakesIn() {
		long before = customers();
		long id = receive("crm.csv", """
				Id,First name,Last name,Email,Phone,City,Zip
				1,Marta,Feld,marta.feld@example.com,(212) 555-0143,Troy,12180
				2,Ola,Nord,ola.nord@example.com,,,
				3,,,nobody@example.com,,,
				4,Marta,Feld,marta.other@example.com,,,
				""");
		ImportPlan plan = this.importing.look(id, null).plan();
		this.importing.checkNow(id, plan, SAM);
		assertThat(find(id).state()).isEqualTo(ImportState.CHECKED);
		assertThat(find(id).forecast()).isEqualTo(new Counts(3, 0, 0, 0, 1));
		assertThat(customers()).isEqualTo(before);
		this.importing.runNow(id);
		assertThat(find(id).counts()).isEqualTo(new Counts(3, 0, 0, 0, 1));
		CustomerProfile marta = byId("crm:1");
		assertThat(marta.name()).isEqualTo("Marta Feld");
		assertThat(marta.phones()).extracting(ContactPointView::canonical).containsExactly("+12125550143");
		assertThat(marta.postals()).extracting(ContactPointView::typed).containsExactly("12180 Troy");
		List<String> given = new ArrayList<>();
		this.importing.giveBack(id, true, Verdict.REFUSED, given::add);
		assertThat(given).containsExactly("Id,First name,Last name,Email,Phone,City,Zip,Import line,Import reason",
				"3,,,nobody@example.com,,,,4,There is no name.");
	}

	@Test
	void theSameFeedComesEveryNight() {
		run(receive("feed.csv", """
				id,name,email,phone
				a,Ines Prado,ines@feed.example,212-555-0151
				b,Tom Reiter,tom@feed.example,212-555-0152
				"""), "Feed");
		long again = receive("feed.csv", """
				id,name,email,phone
				a,Ines Prado,ines@feed.example,212-555-0151
				b,Tom Reiter,tom@feed.example,212-555-0153
				c,Una Lang,una@feed.example,
				""");
		assertThat(find(again).source()).as("remembered").isEqualTo("Feed");
		assertThat(run(again, "Feed").counts()).isEqualTo(new Counts(1, 1, 0, 1, 0));
		assertThat(byId("feed:b").phones()).extracting(ContactPointView::canonical).containsExactly("+12125550153");
	}

	@Test
	void whatAPersonCorrectedIsNotUndoneByTheSameFeed() {
		String feed = "id,name,email\nx,Rosa Blum,rosa@kept.example\n";
		run(receive("f.csv", feed), "Kept feed");
		CustomerProfile rosa = byId("kept-feed:x");
		this.customers.changeContactPoint(SAM, rosa.number(), rosa.emails().getFirst().id(), null,
				"rosa.blum@kept.example");
		assertThat(run(receive("f.csv", feed), "Kept feed").counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
		assertThat(byId("kept-feed:x").emails()).extracting(ContactPointView::typed)
			.containsExactly("rosa.blum@kept.example");
	}

	@Test
	void knowsACustomerByNameAndTelephoneAndLeavesWhoIsOnlyAlike() {
		CustomerNumber known = this.customers.create(SAM,
				NewCustomer.person("Nell", "Harrow").with(NewContactPoint.phone("212 555 0161")));
		this.customers.create(SAM,
				NewCustomer.person("Adam", "Quill").with(NewContactPoint.email("quill@home.example")));
		DataImport done = run(receive("l.csv", """
				id,first name,last name,email,phone
				1,Nell,Harrow,nell@new.example,2125550161
				2,Adan,Quill,quill@home.example,
				3,Eve,Quill,quill@home.example,
				"""), "Likeness");
		assertThat(done.counts()).as("a family's address is no sign").isEqualTo(new Counts(1, 0, 1, 1, 0));
		assertThat(byId("likeness:1").number()).isEqualTo(known);
		assertThat(byId("likeness:1").emails()).extracting(ContactPointView::typed).containsExactly("nell@new.example");
		assertThat(this.imports.remarks(done.id(), true, Verdict.MAYBE, 0, 10).getFirst().remark())
			.startsWith("May be Adam Quill, C-")
			.contains("same e-mail and surname, given name nearly the same (adan / adam).");
	}

	@Test
	void seesWhoIsTwiceInTheFileItself() {
		DataImport done = run(receive("twice.csv", """
				first name,last name,email,phone
				Greta,Infile,greta@infile.example,2125550188
				Oskar,Infile,oskar@infile.example,2125550189
				Greta,Infile,greta@infile.example,2125550188
				Greta,Infile,greta.new@infile.example,2125550188
				Gretta,Infile,greta@infile.example,
				"""), "Twice");
		assertThat(done.forecast()).as("as foretold").isEqualTo(done.counts());
		assertThat(done.counts()).isEqualTo(new Counts(2, 1, 2, 0, 0));
		assertThat(this.imports.remarks(done.id(), true, Verdict.MAYBE, 0, 10)).hasSize(2)
			.allSatisfy((remark) -> assertThat(remark.remark()).startsWith("May be Greta Infile"));
		assertThat(
				this.jdbc.sql("/* across customers: reports */ select count(*) from customer where name like '%Infile'")
					.query(Integer.class)
					.single())
			.isEqualTo(2);
	}

	@Test
	void undoesAnImportWithWhatItChanged() {
		CustomerNumber known = this.customers.create(SAM,
				NewCustomer.person("Pia", "Sand")
					.with(NewContactPoint.email("pia@sand.example"))
					.withExternalId("undo:1"));
		DataImport done = run(receive("u.csv", """
				id,name,email,phone
				1,Pia Sand-Berg,pia@sand.example,2125550171
				2,Kurt Feuer,kurt@undo.example,
				3,Lena Wald,lena@undo.example,
				"""), "Undo");
		assertThat(done.counts()).isEqualTo(new Counts(2, 0, 0, 1, 0));
		CustomerProfile lena = byId("undo:3");
		Cast.of(this.program);
		this.customers.changeTier(SAM, lena.number(), app.accord.customer.Tier.GOLD, "Good");
		assertThat(this.importing.previewUndo(done.id()).hanging()).containsEntry("entries in the history", 1);
		this.importing.undoNow(done.id());
		DataImport undone = find(done.id());
		assertThat(undone.state()).isEqualTo(ImportState.UNDONE);
		assertThat(undone.undoKept()).isEqualTo(1);
		CustomerProfile pia = this.customers.read(known);
		assertThat(pia.name()).isEqualTo("Pia Sand");
		assertThat(pia.phones()).isEmpty();
		assertThat(this.directory.find(DirectoryKind.EXTERNAL, "undo:2")).isEmpty();
		assertThat(this.directory.find(DirectoryKind.EMAIL, "kurt@undo.example")).isEmpty();
		assertThat(this.jdbc.sql(
				"/* across customers: reports */ select count(*) from customer_search where document like '%kurt feuer%'")
			.query(Integer.class)
			.single()).isZero();
		assertThat(byId("undo:3").name()).as("something hangs on her").isEqualTo("Lena Wald");
		assertThat(this.importing.keptWhenUndone(done.id())).containsEntry(lena.number().toString(),
				"The customer stays, because of entries in the history.");
		// And once more from the beginning.
		assertThat(run(receive("u.csv", "id,name,email\n2,Kurt Feuer,kurt@undo.example\n"), "Undo").counts())
			.isEqualTo(new Counts(1, 0, 0, 0, 0));
	}

	@Test
	void whatHungOnALaterImportIsTakenBackOnceThatIsUndone() {
		DataImport first = run(
				receive("r.csv", "id,name,email\n1,Rosa Rest,rosa@rest.example\n2,Udo Rest,udo@rest.example\n"),
				"Rest");
		DataImport second = run(receive("r.csv", "id,name,email\n1,Rosa Ruhe,rosa@rest.example\n"), "Rest");
		this.importing.undoNow(first.id());
		assertThat(find(first.id()).undoKept()).isEqualTo(1);
		assertThat(find(first.id()).undoable()).isTrue();
		this.importing.undoNow(second.id());
		assertThat(byId("rest:1").name()).isEqualTo("Rosa Rest");
		assertThat(this.importing.previewUndo(first.id()).hanging()).isEmpty();
		this.importing.undoNow(first.id());
		assertThat(find(first.id()).undoKept()).isZero();
		assertThat(this.directory.find(DirectoryKind.EXTERNAL, "rest:1")).isEmpty();
		assertThatThrownBy(() -> this.importing.undoNow(first.id())).hasMessage("All of it was taken back.");
	}

	@Test
	void leavesOutWhatTheOtherSystemDeletedAndItsEmployees() {
		DataImport users = run(receive("user_data.csv", """
				id,name,email,role,ticket_restriction,_fivetran_deleted
				9000771,Arthur Agent,arthur@zen.example,agent,,FALSE
				9000772,Erna Kundin,erna@zen.example,end-user,requested,FALSE
				9000773,Willi Weg,willi@zen.example,end-user,requested,TRUE
				"""), "Zen users");
		assertThat(users.counts()).isEqualTo(new Counts(1, 0, 0, 0, 2));
		long tickets = receive("ticket_data.csv", """
				id,created_at,description,requester_id,subject,via_channel,status
				77,2024-03-05 14:02:11,The name is not KC.,9000772,Engraving,web,solved
				""");
		ImportPlan plan = this.importing.look(tickets, null).plan();
		assertThat(plan.records()).isEqualTo(ImportKind.INTERACTIONS);
		assertThat(plan.customerSource()).isEqualTo("Zen users");
		this.importing.checkNow(tickets, plan, SAM);
		assertThat(find(tickets).forecast()).isEqualTo(new Counts(1, 0, 0, 0, 0));
		run(receive("more.csv", "id,name,email\n9000772,Somebody Else,else@zen.example\n"), "Another shop");
		assertThat(this.importing.look(receive("ticket_data2.csv", """
				id,created_at,description,requester_id,subject,via_channel,tags
				78,2024-03-05 14:02:11,And now?,9000772,Again,web,x
				"""), null).plan().customerSource()).as("whose id it is, a person says").isNull();
	}

	@Test
	void whatWasChangedAgainSinceStays() {
		this.customers.create(SAM, NewCustomer.person("Max", "Alt").withExternalId("since:1"));
		DataImport done = run(receive("s.csv", "id,name,email\n1,Max Neu,max@since.example\n"), "Since");
		CustomerProfile max = byId("since:1");
		this.customers.rename(SAM, max.number(), "Max Neuer", "Max", "Neuer");
		this.importing.undoNow(done.id());
		assertThat(byId("since:1").name()).isEqualTo("Max Neuer");
		assertThat(byId("since:1").emails()).isEmpty();
		assertThat(this.importing.keptWhenUndone(done.id()).values())
			.containsExactly("The name was changed again since.");
	}

	@Test
	void goesOnWhereItStoppedAndTakesNothingInTwice() {
		StringBuilder text = new StringBuilder("id,name\n");
		for (int i = 1; i <= 2500; i++) {
			text.append(i).append(",Person ").append(i).append('\n');
		}
		long id = receive("big.csv", text.toString());
		this.importing.checkNow(id, named(id, "Stopped"), SAM);
		// As if the program had died after the first thousand.
		this.jdbc.sql("update data_import set state = 'RUNNING', rows_done = 0, rows_new = 0 where import_id = ?")
			.param(id)
			.update();
		this.work.work(id);
		assertThat(find(id).counts().fresh()).isEqualTo(2500);
		this.jdbc.sql(
				"update data_import set state = 'RUNNING', rows_done = 1000, rows_new = 1000, heartbeat_at = null where import_id = ?")
			.param(id)
			.update();
		this.importing.goOn();
		assertThat(find(id).state()).isEqualTo(ImportState.DONE);
		assertThat(find(id).counts()).isEqualTo(new Counts(1000, 1500, 0, 0, 0));
		assertThat(this.directory.find(DirectoryKind.EXTERNAL, "stopped:1500")).hasSize(1);
	}

	@Test
	void keepsNaughtyStringsAsTheyAre() throws IOException {
		Path file = DATA.resolve("naughty_strings/blns.json");
		assumeThat(file).exists();
		List<String> names = new ArrayList<>();
		StringBuilder text = new StringBuilder("\"id\",\"name\"\r\n");
		int no = 0;
		for (JsonNode node : new JsonMapper().readTree(Files.readString(file))) {
			names.add(node.asString());
			text.append(no++).append(",\"").append(node.asString().replace("\"", "\"\"")).append("\"\r\n");
		}
		DataImport done = run(receive("naughty.csv", text.toString()), "Naughty");
		int kept = 0;
		for (int i = 0; i < names.size(); i++) {
			List<Long> found = this.directory.find(DirectoryKind.EXTERNAL, "naughty:" + i);
			String clean = app.accord.customer.Typed.clean(names.get(i));
			if (!found.isEmpty()) {
				assertThat(this.customers.find(found.getFirst()).orElseThrow().name())
					.isEqualTo(clean.replaceAll("\\s*\\n\\s*", " "));
				kept++;
			}
		}
		assertThat(done.counts().total()).isEqualTo(names.size());
		assertThat(kept).isEqualTo(done.counts().fresh()).isGreaterThan(480);
		assertThat(this.imports.remarks(done.id(), true, Verdict.REFUSED, 0, 100)).extracting(ImportRemark::remark)
			.allMatch((remark) -> remark.endsWith("."));
	}

	@Test
	void refusedRowsComeBackAgainUnderTheirOwnColumns() {
		String file = "id,name,email\n1,,=formula@x.example\n,,,,\n7,,too,many,fields\n";
		for (int time = 0; time < 2; time++) {
			DataImport done = run(receive("back.csv", file), "Coming back");
			List<String> given = new ArrayList<>();
			this.importing.giveBack(done.id(), true, Verdict.REFUSED, given::add);
			assertThat(given.getFirst()).isEqualTo("id,name,email,Import line,Import reason");
			assertThat(given.get(1)).isEqualTo("1,,'=formula@x.example,2,There is no name.");
			file = given.get(0) + "\n" + given.get(1) + "\n";
		}
	}

	@Test
	void refusedRowsComeBackRepaired() {
		DataImport first = run(receive("r.csv", "id,name,email\n1,,=formula@x.example\n2,Ok,ok@r.example\n"),
				"Repaired");
		List<String> given = new ArrayList<>();
		this.importing.giveBack(first.id(), true, Verdict.REFUSED, given::add);
		assertThat(given.getLast()).startsWith("1,,'=formula@x.example,2,");
		DataImport again = run(
				receive("r2.csv", given.getFirst() + "\r\n" + given.getLast().replaceFirst(",,", ",Now there,")),
				"Repaired");
		assertThat(again.counts().fresh()).isOne();
		assertThat(byId("repaired:1").emails().getFirst().typed()).isEqualTo("=formula@x.example");
	}

	@Test
	void takesInRealExports() throws IOException {
		for (String name : List.of("salesforce_dataloader/accountData.csv", "salesforce_npsp/contact.csv",
				"salesforce_npsp/account.csv", "hubspot_export/contact_data.csv", "hubspot_export/company_data.csv",
				"zendesk_export/user_data.csv", "dynamics_import/import_accounts.csv", "northwind/customers.csv",
				"adventureworks/prospective_buyers.csv", "vcards/gmail-list.vcf", "vcards/outlook-2003.vcf",
				"chicago_sites/sites_dev.csv")) {
			Path file = DATA.resolve(name);
			if (!Files.exists(file)) {
				System.out.println("Skipped: " + file + " is not here.");
				continue;
			}
			long id = this.importing.receive(file.getFileName().toString(), Files.newInputStream(file), false, SAM);
			DataImport done = run(id, "Real " + name);
			System.out.println(name + ": forecast " + done.forecast() + ", " + done.counts());
			assertThat(done.state()).isEqualTo(ImportState.DONE);
			assertThat(done.counts().refused()).as(name).isLessThanOrEqualTo(done.counts().total() / 10);
			DataImport again = run(
					this.importing.receive(file.getFileName().toString(), Files.newInputStream(file), false, SAM),
					"Real " + name);
			if (again.plan().has(Target.EXTERNAL_ID)) {
				assertThat(again.counts().fresh()).as(name + " again").isZero();
			}
		}
	}

	@Test
	void anImportByItselfStopsWhereTooMuchIsRefused() throws InterruptedException {
		run(receive("n.csv", "id,name\n1,Nightly One\n"), "Nightly");
		long id = this.importing.receive("n.csv", stream("id,name\n1,\n2,\n3,Nightly Three\n"), true, SAM);
		settle(id);
		assertThat(find(id).state()).isEqualTo(ImportState.CHECKED);
		long good = this.importing.receive("n.csv", stream("id,name\n1,Nightly One\n4,Nightly Four\n"), true, SAM);
		settle(good);
		assertThat(find(good).state()).isEqualTo(ImportState.DONE);
		assertThat(find(good).counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
	}

	@Test
	void foretellsWhatRowsAreToEachOther() {
		CustomerNumber known = this.customers.create(SAM,
				NewCustomer.person("Orla", "Finch").with(NewContactPoint.email("orla@finch.example")));
		DataImport done = run(receive("t.csv", """
				id,first name,last name,email,phone
				1,Orla,Finch,orla@finch.example,212 555 0181
				1,Orla,Finch,orla@finch.example,212 555 0181
				1,Orla,Finch,orla@finch.example,212 555 0182
				,Orla,Finch,,212 555 0182
				2,Rufus,Wren,rufus@wren.example,
				3,Rufus,Wren,rufus@wren.example,
				4,Rufas,Wren,rufus@wren.example,212 555 0183
				,Rufus,Wren,rufus@wren.example,212 555 0184
				,Rufus,Wren,,2125550184
				2,Rufus,Wren,rufus@wren.example,not a number
				"""), "Each other");
		assertThat(done.counts().fresh()).isOne();
		assertThat(byId("each-other:1").number()).isEqualTo(known);
		assertThat(this.imports.remarks(done.id(), false, Verdict.MAYBE, 0, 10)).extracting(ImportRemark::remark)
			.first()
			.asString()
			.startsWith("May be the customer of row 5 of the file: ")
			.endsWith("but the source has another id for that customer.");
	}

	@Test
	void whatACheckOrAnImportHasInHandCanBeStopped() {
		long id = receive("stop.csv", "id,name\n1,Stop One\n2,Stop Two\n");
		this.importing.checkNow(id, named(id, "Stopping"), SAM);
		this.importing.replan(id);
		move(id, ImportState.CHECKING);
		this.importing.stop(id, SAM);
		assertThat(find(id).state()).isEqualTo(ImportState.PLANNING);

		this.importing.checkNow(id, named(id, "Stopping"), SAM);
		move(id, ImportState.RUNNING);
		DataImport working = find(id);
		assertThat(note(working, 1)).isTrue();
		this.importing.stop(id, SAM);
		assertThat(note(working, 2)).as("who was at work writes nothing more").isFalse();
		assertThat(find(id).state()).isEqualTo(ImportState.FAILED);
		assertThat(find(id).failure()).startsWith("Stopped by Sam Thornton.");
		assertThatThrownBy(() -> this.importing.replan(id)).hasMessage("Some of it was taken in. Undo it instead.");
		this.importing.undoNow(id);
		assertThat(find(id).state()).isEqualTo(ImportState.UNDONE);
		assertThatThrownBy(() -> this.importing.stop(id, SAM)).hasMessageEndingWith("there is nothing to stop.");
	}

	private void move(long id, ImportState to) {
		this.transaction.executeWithoutResult((status) -> this.imports.move(find(id), to, null));
	}

	private boolean note(DataImport working, int done) {
		return this.transaction.execute(
				(status) -> this.imports.note(working, true, done - 1, done, new Counts(1, 0, 0, 0, 0), List.of()));
	}

	@Test
	void aLargeFileIsTakenInPieceByPiece() {
		long id = this.importing.receive("large.csv", large(2000), false, SAM);
		assertThat(find(id).bytes()).isGreaterThan(60_000_000);
		this.importing.checkNow(id, named(id, "Large"), SAM);
		assertThat(find(id).forecast()).isEqualTo(new Counts(2000, 0, 0, 0, 0));
		this.importing.discard(id);
	}

	@Test
	void aFileOverTheLimitLeavesNothingBehind() throws IOException {
		Receiving narrow = new Receiving(this.imports, this.program.getBean(StoredFiles.class),
				this.program.getBean(Proposing.class), this.transaction, 5_000_000);
		long before = parts();
		List<Path> spooled = spooled();
		assertThatThrownBy(() -> narrow.receive("large.csv", large(2000), null, false, SAM)).isInstanceOf(Refusal.class)
			.hasMessage("The file is larger than 5 MB. Split it and import the parts one after another.");
		assertThatThrownBy(() -> narrow.receive("broken.csv", broken(), null, false, SAM))
			.isInstanceOf(java.io.UncheckedIOException.class);
		assertThat(parts()).isEqualTo(before);
		assertThat(spooled()).isEqualTo(spooled);
	}

	private long parts() {
		return this.jdbc.sql("select (select count(*) from data_import) + (select count(*) from data_import_part)")
			.query(Long.class)
			.single();
	}

	private static List<Path> spooled() throws IOException {
		try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((file) -> file.getFileName().toString().startsWith("accord-import")).sorted().toList();
		}
	}

	/** Thirty kilobytes a row, made as they are read. */
	private static InputStream large(int rows) {
		String rest = "z".repeat(30_000);
		return new SequenceInputStream(Collections.enumeration(new AbstractList<>() {

			@Override
			public InputStream get(int row) {
				return ImportingTest
					.stream((row == 0) ? "id,name,remarks\n" : row + ",Large Person " + row + "," + rest + "\n");
			}

			@Override
			public int size() {
				return rows + 1;
			}

		}));
	}

	/** As of somebody who goes away while sending. */
	private static InputStream broken() {
		return new SequenceInputStream(large(10), new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("The connection was closed.");
			}

		});
	}

	@Test
	void saysWhatCanNotBeDone() {
		long id = receive("c.csv", "id,name\n1,Cara Dorn\n");
		ImportPlan plan = this.importing.look(id, null).plan();
		assertThatThrownBy(
				() -> this.importing.checkNow(id, plan.with(List.of(Target.EXTERNAL_ID, Target.IGNORED)), SAM))
			.isInstanceOf(Refusal.class)
			.hasMessageStartingWith("No column says the name.");
		assertThatThrownBy(() -> this.importing.runNow(id)).isInstanceOf(Refusal.class)
			.hasMessageContaining("to be looked at");
		this.importing.discard(id);
		assertThat(this.imports.page(0, 100)).extracting(DataImport::id).doesNotContain(id);
	}

	@Test
	void aWrongEncodingRefusesRowsInsteadOfSpoilingNames() {
		long id = this.importing.receive("e.csv",
				new ByteArrayInputStream("id,name\n1,Jürgen Öl\n2,Plain\n".getBytes(Charset.forName("windows-1252"))),
				false, SAM);
		ImportPlan plan = named(id, "Encoded");
		assertThat(plan.encoding()).isEqualTo("windows-1252");
		ImportPlan wrong = new ImportPlan("UTF-8", plan.separator(), plan.headerLine(), plan.dates(), plan.source(),
				plan.kind(), plan.doubtful(), plan.targets());
		this.importing.checkNow(id, wrong, SAM);
		assertThat(find(id).forecast()).isEqualTo(new Counts(1, 0, 0, 0, 1));
		this.importing.replan(id);
		this.importing.checkNow(id, plan, SAM);
		assertThat(find(id).forecast()).isEqualTo(new Counts(2, 0, 0, 0, 0));
	}

	private void settle(long id) {
		org.awaitility.Awaitility.await()
			.atMost(java.time.Duration.ofSeconds(60))
			.until(() -> Set.of(ImportState.CHECKED, ImportState.DONE, ImportState.FAILED).contains(find(id).state()));
	}

	private DataImport run(long id, String source) {
		this.importing.checkNow(id, named(id, source), SAM);
		assertThat(find(id).state()).as(String.valueOf(find(id).failure())).isEqualTo(ImportState.CHECKED);
		Counts forecast = find(id).forecast();
		this.importing.runNow(id);
		assertThat(find(id).counts()).as(source + ", as foretold").isEqualTo(forecast);
		return find(id);
	}

	private ImportPlan named(long id, String source) {
		ImportPlan plan = this.importing.look(id, null).plan();
		return new ImportPlan(plan.encoding(), plan.separator(), plan.headerLine(), plan.dates(), source, plan.kind(),
				plan.doubtful(), plan.targets());
	}

	private long receive(String name, String text) {
		return this.importing.receive(name, stream(text), false, SAM);
	}

	private static InputStream stream(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

	private DataImport find(long id) {
		return this.imports.find(id).orElseThrow();
	}

	private CustomerProfile byId(String externalId) {
		return this.customers.find(this.directory.find(DirectoryKind.EXTERNAL, externalId).getFirst()).orElseThrow();
	}

	private long customers() {
		return this.jdbc.sql("/* across customers: reports */ select count(*) from customer")
			.query(Long.class)
			.single();
	}

}
