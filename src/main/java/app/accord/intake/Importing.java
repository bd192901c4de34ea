package app.accord.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import app.accord.actor.Actor;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerNumber;
import app.accord.database.DatabaseOutage;
import app.accord.duplicates.BlockingKeys;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes files in, shows how they are read, checks them, carries them out and takes them
 * back. A thousand rows are one transaction, with the note how far it is: whoever finds
 * an import undone, after a crash too, goes on behind the last of them.
 */
@Component
public class Importing {

	private static final Logger log = LoggerFactory.getLogger(Importing.class);

	private static final int CHUNK = 1000;

	private static final int UNDONE_TOGETHER = 200;

	private static final int LOOKED_AT = 8;

	private static final int PREVIEWED = 200;

	private static final int KEPT_SHOWN = 200;

	/** Of more who are called alike in some rows, nobody is the other. */
	private static final int CALLED_ALIKE = 8;

	private static final int MOST_ROWS = 2_000_000;

	/**
	 * An import that runs by itself stops for a person if more than a tenth is refused.
	 */
	private static final int REFUSED_AT_MOST = 10;

	private final Imports imports;

	private final StoredFiles files;

	private final ReadingRows reading;

	private final RowVerdicts verdicts;

	private final Applying applying;

	private final Undoing undoing;

	private final Dependents dependents;

	private final TransactionTemplate transaction;

	private final long largest;

	Importing(Imports imports, StoredFiles files, ReadingRows reading, RowVerdicts verdicts, Applying applying,
			Undoing undoing, Dependents dependents, TransactionTemplate transaction,
			@Value("${accord.imports.largest:500000000}") long largest) {
		this.imports = imports;
		this.files = files;
		this.reading = reading;
		this.verdicts = verdicts;
		this.applying = applying;
		this.undoing = undoing;
		this.dependents = dependents;
		this.transaction = transaction;
		this.largest = largest;
	}

	/**
	 * Takes a file in. Nothing is written about customers yet.
	 * @param name as it is called
	 * @param content read to its end, not closed
	 * @param byItself whether to check and carry it out at once, where files with these
	 * columns were imported before
	 * @return its number
	 * @throws Refusal with a sentence if it is no table
	 */
	public long receive(String name, InputStream content, boolean byItself, Actor actor) {
		try {
			Path file = Files.createTempFile("accord-import", ".tmp");
			try {
				String sha256 = spool(content, file);
				return keep(name, file, sha256, byItself, actor);
			}
			finally {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String spool(InputStream content, Path file) throws IOException {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			try (var out = Files.newOutputStream(file)) {
				InputStream in = new DigestInputStream(content, digest);
				byte[] buffer = new byte[64 * 1024];
				long bytes = 0;
				for (int read; (read = in.read(buffer)) >= 0;) {
					bytes += read;
					if (bytes > this.largest) {
						throw new Refusal("file",
								"The file is larger than %,d MB. Split it and import the parts one after another."
									.formatted(this.largest / 1_000_000));
					}
					out.write(buffer, 0, read);
				}
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private long keep(String name, Path file, String sha256, boolean byItself, Actor actor) throws IOException {
		FileSniffer.Sniffed sniffed = FileSniffer.sniff(file);
		long bytes = Files.size(file);
		String called = (name == null || name.isBlank()) ? "file" : name.strip().replaceAll("\\p{Cntrl}", "");
		String cut = called.substring(0, Math.min(called.length(), 200));
		String signature = Columns.signature(sniffed.vcard(), sniffed.headerLine(), sniffed.header());
		var remembered = this.imports.remembered(signature);
		ImportPlan proposed = remembered.map((plan) -> as(plan, sniffed)).orElseGet(() -> propose(sniffed, cut));
		boolean goesOn = byItself && remembered.isPresent();
		long id = this.transaction.execute((status) -> {
			long added = this.imports.add(cut, bytes, sha256, sniffed.vcard(), sniffed.header(), signature, proposed,
					goesOn, goesOn ? ImportState.CHECKING : ImportState.PLANNING, actor);
			try {
				this.files.keep(added, file);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return added;
		});
		if (goesOn) {
			start(id);
		}
		return id;
	}

	/** A plan of another day for this file. */
	private static ImportPlan as(ImportPlan plan, FileSniffer.Sniffed sniffed) {
		return new ImportPlan(sniffed.encoding(), sniffed.separator(), sniffed.headerLine(), plan.dates(),
				plan.source(), plan.kind(), plan.doubtful(), plan.targets());
	}

	private static ImportPlan propose(FileSniffer.Sniffed sniffed, String name) {
		if (sniffed.vcard()) {
			return new ImportPlan(sniffed.encoding(), ',', 0, DateStyle.ISO, "Address book", CustomerKind.PERSON,
					ImportPlan.Doubtful.LEAVE_OUT, VCardRows.TARGETS);
		}
		List<Target> targets = Columns.propose(sniffed.header(), sniffed.sample());
		Columns.Preset preset = Columns.Preset.of(sniffed.header());
		String source = (preset != null) ? preset.source() : name.replaceAll("\\.[A-Za-z]{1,5}$", "");
		return new ImportPlan(sniffed.encoding(), sniffed.separator(), sniffed.headerLine(),
				Columns.dates(targets, sniffed.sample()), source.substring(0, Math.min(source.length(), 60)),
				Columns.kind(preset, targets), ImportPlan.Doubtful.LEAVE_OUT, targets);
	}

	/**
	 * How a file would be read.
	 *
	 * @param plan by which
	 * @param columns the names of its columns, with what stands in them
	 * @param titles lines above the header
	 * @param rows how its first rows would be taken in
	 * @param preset the system whose export it looks like, or null
	 */
	public record Look(ImportPlan plan, List<Column> columns, List<String> titles, List<Read> rows, String preset) {

		/**
		 * A column.
		 *
		 * @param name its name
		 * @param samples what stands in it, some different ones
		 * @param target what it says
		 */
		public record Column(String name, List<String> samples, Target target) {
		}

		/**
		 * A row as it would be taken in.
		 *
		 * @param line on which it begins
		 * @param name the customer's, or null if it is refused
		 * @param kind of customer
		 * @param id with the source in front, or null
		 * @param points contact points
		 * @param problem why it is refused, or null
		 */
		public record Read(int line, String name, CustomerKind kind, String id, List<String> points, String problem) {
		}

		/** The same with other meanings of the columns, where there are as many. */
		public Look over(List<String> names) {
			if (names == null || names.size() != this.columns.size()) {
				return this;
			}
			List<Column> others = new ArrayList<>();
			for (int i = 0; i < names.size(); i++) {
				Column column = this.columns.get(i);
				String name = names.get(i);
				others.add(new Column(column.name(), column.samples(),
						java.util.Arrays.stream(Target.values())
							.filter((target) -> target.name().equals(name))
							.findFirst()
							.orElse(column.target())));
			}
			return new Look(this.plan, others, this.titles, this.rows, this.preset);
		}

		/** Whether anything of it would be refused. */
		public boolean refuses() {
			return this.rows.stream().anyMatch((row) -> row.problem() != null);
		}

	}

	/**
	 * Shows how a file would be read.
	 * @param plan another way to read it, or null for the one that is kept; where its
	 * columns are not those of the file, they are proposed anew
	 */
	public Look look(long id, ImportPlan plan) {
		DataImport one = find(id);
		ImportPlan by = (plan != null) ? plan : one.plan();
		try {
			if (one.vcard()) {
				return look(one, by, VCardRows.COLUMNS, List.of(), first(one, by));
			}
			List<Row> rows = FileSniffer.rows(this.files.head(id), by.encoding(), by.separator(), PREVIEWED);
			List<String> header = FileSniffer.header(rows, by.headerLine());
			List<Row> below = FileSniffer.below(rows, by.headerLine());
			ImportPlan fitting = (by.targets().size() == header.size()) ? by : by.with(Columns.propose(header, below));
			List<String> titles = rows.stream()
				.filter((row) -> row.line() < by.headerLine() && !row.blank())
				.map((row) -> String.join(" ", row.fields()).strip())
				.toList();
			return look(one, fitting, header, titles, below);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<Row> first(DataImport one, ImportPlan plan) throws IOException {
		List<Row> rows = new ArrayList<>();
		try (Rows cards = this.files.rows(one)) {
			for (Row row; rows.size() < LOOKED_AT && (row = cards.next()) != null;) {
				rows.add(row);
			}
		}
		return rows;
	}

	private Look look(DataImport one, ImportPlan plan, List<String> header, List<String> titles, List<Row> rows) {
		List<Look.Column> columns = new ArrayList<>();
		for (int i = 0; i < header.size(); i++) {
			int column = i;
			columns.add(new Look.Column(header.get(i),
					rows.stream()
						.filter((row) -> row.fields().size() > column && !row.fields().get(column).isBlank())
						.map((row) -> ReadingRows.cut(row.fields().get(column).strip().replaceAll("\\s+", " ")))
						.distinct()
						.limit(3)
						.toList(),
					plan.targets().get(i)));
		}
		List<Look.Read> read = new ArrayList<>();
		for (Row row : rows.subList(0, Math.min(rows.size(), LOOKED_AT))) {
			try {
				Candidate candidate = this.reading.read(plan, header, 0, row);
				read.add(new Look.Read(row.line(), candidate.customer().name(), candidate.customer().kind(),
						candidate.externalId(),
						candidate.customer()
							.contactPoints()
							.stream()
							.map((point) -> point.typed().replace("\n", ", "))
							.toList(),
						null));
			}
			catch (BadRow ex) {
				read.add(new Look.Read(row.line(), null, null, null, List.of(), ex.getMessage()));
			}
		}
		Columns.Preset preset = one.vcard() ? null : Columns.Preset.of(header);
		return new Look(plan, columns, titles, read, (preset != null) ? preset.source() : null);
	}

	/**
	 * Says how a file is to be read, remembers it for the next one of its source, and has
	 * every row looked at, in the background.
	 */
	public void check(long id, ImportPlan plan, Actor actor) {
		prepare(id, plan, actor);
		start(id);
	}

	/** The same, done when this returns. */
	public void checkNow(long id, ImportPlan plan, Actor actor) {
		prepare(id, plan, actor);
		work(id);
	}

	private void prepare(long id, ImportPlan plan, Actor actor) {
		plan.require();
		Look look = look(id, plan);
		List<String> header = look.columns().stream().map(Look.Column::name).toList();
		if (header.size() != plan.targets().size()) {
			throw new Refusal("targets",
					"The file has " + header.size() + " columns when it is read so. Look at them again.");
		}
		this.transaction.executeWithoutResult((status) -> {
			DataImport one = find(id);
			String signature = Columns.signature(one.vcard(), plan.headerLine(), header);
			this.imports.plan(id, plan, header, signature);
			this.imports.remember(signature, plan, actor);
			this.imports.move(one, ImportState.CHECKING, null);
		});
	}

	/** Goes back to how the file is read. */
	public void replan(long id) {
		this.transaction.executeWithoutResult((status) -> this.imports.move(find(id), ImportState.PLANNING, null));
	}

	/** Carries a checked import out, in the background. */
	public void run(long id) {
		this.transaction.executeWithoutResult((status) -> this.imports.move(find(id), ImportState.RUNNING, null));
		start(id);
	}

	/** The same, done when this returns. */
	public void runNow(long id) {
		this.transaction.executeWithoutResult((status) -> this.imports.move(find(id), ImportState.RUNNING, null));
		work(id);
	}

	/** Puts an import away of which nothing was written; the file is forgotten. */
	public void discard(long id) {
		this.transaction.executeWithoutResult((status) -> {
			DataImport one = find(id);
			if (one.state() == ImportState.FAILED && one.forecast() != null && one.written() > 0) {
				throw new Refusal("Some of it was taken in. Undo it instead.");
			}
			this.imports.move(one, ImportState.DISCARDED, null);
			this.files.forget(id);
		});
	}

	/**
	 * What undoing an import would do.
	 *
	 * @param total customers to be taken back and fields to be put back
	 * @param hanging how many customers each kind of later thing hangs on; those stay
	 */
	public record UndoPreview(int total, Map<String, Integer> hanging) {
	}

	/** What undoing an import would do now. */
	public UndoPreview previewUndo(long id) {
		return this.transaction
			.execute((status) -> new UndoPreview(this.undoing.total(id), this.dependents.summary(id)));
	}

	/** Takes an import back, in the background. */
	public void undo(long id) {
		beginUndo(id);
		start(id);
	}

	/** The same, done when this returns. */
	public void undoNow(long id) {
		beginUndo(id);
		work(id);
	}

	private void beginUndo(long id) {
		this.transaction.executeWithoutResult((status) -> {
			this.imports.move(find(id), ImportState.UNDOING, null);
			this.imports.undoing(id, this.undoing.total(id));
		});
	}

	/** What stayed when an import was undone: customer number and why, the first some. */
	public Map<String, String> keptWhenUndone(long id) {
		Map<String, String> kept = new LinkedHashMap<>();
		this.undoing.kept(id, KEPT_SHOWN)
			.forEach((one) -> kept.merge(one.number().toString(), one.what(), (first, second) -> first + " " + second));
		return kept;
	}

	/**
	 * Writes rows with a verdict as a CSV file: as they were, and behind them the line
	 * and the reason. Corrected, it can be imported as it is.
	 * @param ran of the run; otherwise of the check
	 * @param to told each line
	 */
	public void giveBack(long id, boolean ran, Verdict verdict, Consumer<String> to) {
		DataImport one = find(id);
		to.accept(CsvLine.of(Imports.givenBack(one.header())));
		int width = (int) one.header()
			.stream()
			.filter((name) -> !name.equals(CsvLine.LINE) && !name.equals(CsvLine.REASON))
			.count();
		List<ImportRemark> some;
		for (int page = 0; !(some = this.imports.remarks(id, ran, verdict, page, CHUNK)).isEmpty(); page++) {
			for (ImportRemark remark : some) {
				to.accept(remark.text() + "," + CsvLine.of(List.of(Integer.toString(remark.line()), remark.remark())));
			}
		}
	}

	/** Goes on with imports that nobody is working on: a job. */
	public void goOn() {
		this.imports.abandoned().forEach(this::work);
	}

	private void start(long id) {
		Thread.ofVirtual().name("data-import").start(() -> work(id));
	}

	/**
	 * Works on an import until a person is asked or it is done, unless somebody else
	 * does.
	 */
	void work(long id) {
		if (!this.imports.claim(id)) {
			return;
		}
		try {
			DataImport one = find(id);
			switch (one.state()) {
				case CHECKING -> {
					check(one);
					if (find(id).state() == ImportState.RUNNING) {
						work(id);
					}
				}
				case RUNNING -> run(one);
				case UNDOING -> takeBack(one);
				default -> {
					// Nothing to do.
				}
			}
		}
		catch (Refusal ex) {
			this.transaction
				.executeWithoutResult((status) -> this.imports.move(find(id), ImportState.FAILED, ex.getMessage()));
		}
		catch (RuntimeException | IOException ex) {
			log.warn("An import was left undone; it is taken up again.", ex);
			try {
				this.imports.leave(id);
			}
			catch (RuntimeException again) {
				log.debug("It will be taken up when it has been silent long enough.", again);
			}
		}
	}

	private void check(DataImport one) throws IOException {
		this.imports.checkAnew(one.id());
		InFile seen = this.verdicts.inFile();
		read(one, 0, (rows, from, done) -> this.transaction.executeWithoutResult((status) -> {
			Outcome outcome = new Outcome();
			List<Candidate> candidates = candidates(one, rows, outcome);
			List<Decision> decisions = this.verdicts.decide(one.plan(), candidates);
			seen.reconsider(one.plan(), decisions).forEach(outcome::add);
			require(this.imports.note(one.id(), false, from, done, outcome.counts, outcome.remarks));
		}));
		this.transaction.executeWithoutResult((status) -> {
			this.imports.checked(one.id());
			DataImport now = find(one.id());
			if (now.rowsTotal() == 0) {
				throw new Refusal("The file has no rows below its header.");
			}
			boolean goesOn = one.byItself() && now.counts().refused() <= Math.max(1, now.rowsTotal() / REFUSED_AT_MOST);
			this.imports.move(now, goesOn ? ImportState.RUNNING : ImportState.CHECKED, null);
		});
	}

	private void run(DataImport one) throws IOException {
		read(one, one.rowsDone(), (rows, from, done) -> together(one, rows, from, done));
		this.transaction.executeWithoutResult((status) -> this.imports.move(find(one.id()), ImportState.DONE, null));
	}

	/** Takes rows in together; where that fails, one by one. */
	private void together(DataImport one, List<Numbered> rows, int from, int done) {
		try {
			this.transaction.executeWithoutResult((status) -> {
				Outcome outcome = new Outcome();
				List<Candidate> rest = candidates(one, rows, outcome);
				while (!rest.isEmpty()) {
					List<Candidate> apart = new ArrayList<>();
					List<Candidate> again = new ArrayList<>();
					part(rest, apart, again);
					List<Decision> decisions = this.verdicts.decide(one.plan(), apart);
					this.applying.apply(one.id(), one.plan(), decisions);
					decisions.forEach(outcome::add);
					rest = again;
				}
				require(this.imports.note(one.id(), true, from, done, outcome.counts, outcome.remarks));
			});
		}
		catch (RuntimeException ex) {
			if (ex instanceof TakenOver || DatabaseOutage.interrupts(ex)) {
				throw ex;
			}
			if (rows.size() > 1) {
				log.debug("Some of {} rows can’t be taken in; they are tried one by one.", rows.size(), ex);
				int at = from;
				for (Numbered row : rows) {
					int next = (row == rows.getLast()) ? done : row.no();
					together(one, List.of(row), at, next);
					at = next;
				}
				return;
			}
			String reason = (ex instanceof Refusal) ? ex.getMessage()
					: "The row could not be stored; somebody may have been changing the same customer. Import it again.";
			if (!(ex instanceof Refusal)) {
				log.warn("A row of a file could not be stored.", ex);
			}
			Row row = rows.getFirst().row();
			this.transaction.executeWithoutResult((status) -> require(this.imports.note(one.id(), true, from, done,
					Counts.NONE.plus(Verdict.REFUSED), List.of(new ImportRemark(rows.getFirst().no(), row.line(),
							Verdict.REFUSED, reason, null, CsvLine.of(row.fields()))))));
		}
	}

	/**
	 * Rows that name the same id, telephone or e-mail, or are called alike, are taken in
	 * one after the other.
	 */
	private static void part(List<Candidate> rows, List<Candidate> apart, List<Candidate> again) {
		Map<String, Integer> called = new HashMap<>();
		for (Candidate row : rows) {
			BlockingKeys.lookedFor(row.readable()).forEach((key) -> called.merge(key, 1, Integer::sum));
		}
		Set<String> keys = new HashSet<>();
		for (Candidate row : rows) {
			Set<String> own = new HashSet<>(RowVerdicts.keys(row));
			BlockingKeys.lookedFor(row.readable())
				.stream()
				.filter((key) -> called.get(key) <= CALLED_ALIKE)
				.forEach(own::add);
			if (own.stream().anyMatch(keys::contains)) {
				again.add(row);
			}
			else {
				apart.add(row);
			}
			keys.addAll(own);
		}
	}

	private void takeBack(DataImport one) {
		while (this.transaction.execute((status) -> {
			Undoing.Step step = this.undoing.step(one.id(), one.source(), UNDONE_TOGETHER);
			this.imports.undone(one.id(), step.done(), step.kept());
			return step.done();
		}) > 0) {
			log.debug("Import {} is being undone.", one.id());
		}
		this.transaction.executeWithoutResult((status) -> this.imports.move(find(one.id()), ImportState.UNDONE, null));
	}

	private List<Candidate> candidates(DataImport one, List<Numbered> rows, Outcome outcome) {
		List<Candidate> candidates = new ArrayList<>();
		for (Numbered row : rows) {
			try {
				candidates.add(this.reading.read(one.plan(), one.header(), row.no(), row.row()));
			}
			catch (BadRow ex) {
				outcome.counts = outcome.counts.plus(Verdict.REFUSED);
				outcome.remarks.add(new ImportRemark(row.no(), row.row().line(), Verdict.REFUSED, ex.getMessage(), null,
						CsvLine.of(row.row().fields())));
			}
		}
		return candidates;
	}

	/**
	 * Reads the rows that are not blank, some at a time.
	 * @param skip how many are done
	 */
	private void read(DataImport one, int skip, Chunk chunk) throws IOException {
		try (Rows rows = this.files.rows(one)) {
			List<Numbered> some = new ArrayList<>();
			int no = 0;
			int from = skip;
			for (Row row; (row = rows.next()) != null;) {
				if (row.blank() || ++no <= skip) {
					continue;
				}
				if (no > MOST_ROWS) {
					throw new Refusal("The file has more than %,d rows. Split it.".formatted(MOST_ROWS));
				}
				some.add(new Numbered(no, row));
				if (some.size() == CHUNK) {
					chunk.take(some, from, no);
					from = no;
					some = new ArrayList<>();
				}
			}
			if (!some.isEmpty()) {
				chunk.take(some, from, no);
			}
		}
	}

	private DataImport find(long id) {
		return this.imports.find(id).orElseThrow(() -> new NotFound("There is no import " + id + "."));
	}

	private static void require(boolean alone) {
		if (!alone) {
			throw new TakenOver();
		}
	}

	/** A row and its number, the header not counted. */
	private record Numbered(int no, Row row) {
	}

	/** What is done with some rows. */
	@FunctionalInterface
	private interface Chunk {

		void take(List<Numbered> rows, int from, int done);

	}

	/** What became of some rows. */
	private static final class Outcome {

		private Counts counts = Counts.NONE;

		private final List<ImportRemark> remarks = new ArrayList<>();

		void add(Decision decision) {
			this.counts = this.counts.plus(decision.verdict());
			if (decision.remark() != null) {
				Candidate candidate = decision.candidate();
				this.remarks.add(new ImportRemark(candidate.no(), candidate.line(), decision.verdict(),
						decision.remark(),
						(decision.customerId() != null) ? CustomerNumber.of(decision.customerId()).toString() : null,
						candidate.text()));
			}
		}

	}

	/** Somebody else has gone on with the import. */
	private static final class TakenOver extends RuntimeException {

	}

}
