package app.accord.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import app.accord.database.DatabaseOutage;
import app.accord.fault.FailPoint;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks imports, carries them out and takes them back. Some rows are one transaction,
 * with the note how far it is: whoever finds an import undone, after a crash too, goes on
 * behind the last of them.
 */
@Component
class ImportWork {

	private static final Logger log = LoggerFactory.getLogger(ImportWork.class);

	private static final int CHUNK = 1000;

	/** Rows that belong together are not torn apart up to so many. */
	private static final int LARGEST_CHUNK = 5000;

	/** Long rows are looked at in smaller pieces. */
	private static final int MOST_CHARACTERS = 4_000_000;

	private static final int COUNTED_TOGETHER = 10_000;

	private static final int UNDONE_TOGETHER = 200;

	private static final int MOST_ROWS = 2_000_000;

	/**
	 * An import that runs by itself stops for a person if more than a tenth is refused.
	 */
	private static final int REFUSED_AT_MOST = 10;

	private final Imports imports;

	private final StoredFiles files;

	private final Takings takings;

	private final TransactionTemplate transaction;

	ImportWork(Imports imports, StoredFiles files, Takings takings, TransactionTemplate transaction) {
		this.imports = imports;
		this.files = files;
		this.takings = takings;
		this.transaction = transaction;
	}

	/** Begins it in the background. */
	void start(long id) {
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
		catch (TakenOver ex) {
			log.debug("Import {} was stopped, or somebody else has gone on with it.", id);
		}
		catch (Refusal ex) {
			fail(id, ex);
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

	private void fail(long id, Refusal why) {
		this.transaction.executeWithoutResult((status) -> {
			DataImport now = find(id);
			if (now.state().next().contains(ImportState.FAILED)) {
				this.imports.move(now, ImportState.FAILED, why.getMessage());
			}
			else {
				log.warn("An import that is {} could not go on.", now.state().label(), why);
			}
		});
	}

	private void check(DataImport one) throws IOException {
		this.imports.checkAnew(one.id());
		count(one);
		Taking.Check check = this.takings.of(one).check(one);
		read(one, 0, (rows, from, done) -> this.transaction
			.executeWithoutResult((status) -> note(one, false, from, done, check.look(rows))));
		this.transaction.executeWithoutResult((status) -> {
			this.imports.checked(one.id());
			DataImport now = find(one.id());
			boolean goesOn = one.byItself() && now.counts().refused() <= Math.max(1, now.rowsTotal() / REFUSED_AT_MOST);
			this.imports.move(now, goesOn ? ImportState.RUNNING : ImportState.CHECKED, null);
		});
	}

	/** Counts the rows: what is too large is not checked for minutes first. */
	private void count(DataImport one) throws IOException {
		int count = 0;
		try (Rows rows = this.files.rows(one)) {
			for (Row row; (row = rows.next()) != null;) {
				count += row.blank() ? 0 : 1;
				if (count > MOST_ROWS) {
					throw new Refusal("The file has more than %,d rows. Split it.".formatted(MOST_ROWS));
				}
				if (count % COUNTED_TOGETHER == 0 && !this.imports.counted(one, null)) {
					throw new TakenOver();
				}
			}
		}
		if (count == 0) {
			throw new Refusal("The file has no rows below its header.");
		}
		if (!this.imports.counted(one, count)) {
			throw new TakenOver();
		}
	}

	private void run(DataImport one) throws IOException {
		read(one, one.rowsDone(), (rows, from, done) -> together(one, rows, from, done));
		this.transaction.executeWithoutResult((status) -> this.imports.move(find(one.id()), ImportState.DONE, null));
	}

	/** Takes rows in together; where that fails, one by one. */
	private void together(DataImport one, List<NumberedRow> rows, int from, int done) {
		Taking taking = this.takings.of(one);
		try {
			this.transaction.executeWithoutResult((status) -> {
				note(one, true, from, done, taking.take(one, rows));
				FailPoint.IMPORT_TAKEN.reach();
			});
		}
		catch (RuntimeException ex) {
			if (ex instanceof TakenOver || DatabaseOutage.interrupts(ex)) {
				throw ex;
			}
			List<List<NumberedRow>> parts = parts(one, taking, rows);
			if (parts.size() > 1) {
				log.debug("Some of {} rows can’t be taken in; they are tried one by one.", rows.size(), ex);
				int at = from;
				for (List<NumberedRow> part : parts) {
					int next = (part == parts.getLast()) ? done : part.getLast().no();
					together(one, part, at, next);
					at = next;
				}
				return;
			}
			String reason = (ex instanceof Refusal) ? ex.getMessage()
					: "The row could not be stored; somebody may have been changing the same customer. Import it again.";
			if (!(ex instanceof Refusal)) {
				log.warn("A row of a file could not be stored.", ex);
			}
			this.transaction.executeWithoutResult(
					(status) -> note(one, true, from, done, rows.stream().map((row) -> row.refused(reason)).toList()));
		}
		FailPoint.IMPORT_COMMITTED.reach();
	}

	/** The rows, those together that must not be torn apart. */
	private static List<List<NumberedRow>> parts(DataImport one, Taking taking, List<NumberedRow> rows) {
		List<List<NumberedRow>> parts = new ArrayList<>();
		String last = null;
		for (NumberedRow row : rows) {
			String key = taking.together(one, row.row());
			if (key == null || !key.equals(last)) {
				parts.add(new ArrayList<>());
			}
			parts.getLast().add(row);
			last = key;
		}
		return parts;
	}

	private void note(DataImport one, boolean ran, int from, int done, List<ImportRemark> said) {
		Counts counts = Counts.NONE;
		for (ImportRemark each : said) {
			counts = counts.plus(each.verdict());
		}
		List<ImportRemark> remarks = said.stream().filter((each) -> each.remark() != null).toList();
		if (!this.imports.note(one, ran, from, done, counts, remarks)) {
			throw new TakenOver();
		}
	}

	private void takeBack(DataImport one) {
		Taking taking = this.takings.of(one);
		while (this.transaction.execute((status) -> {
			Taking.Step step = taking.takeBack(one, UNDONE_TOGETHER);
			if (!this.imports.undone(one, step.done(), step.kept())) {
				throw new TakenOver();
			}
			return step.done();
		}) > 0) {
			FailPoint.IMPORT_UNDONE.reach();
		}
		this.transaction.executeWithoutResult((status) -> this.imports.move(find(one.id()), ImportState.UNDONE, null));
	}

	/**
	 * Reads the rows that are not blank, some at a time.
	 * @param skip how many are done
	 */
	private void read(DataImport one, int skip, Chunk chunk) throws IOException {
		Taking taking = this.takings.of(one);
		try (Rows rows = this.files.rows(one)) {
			List<NumberedRow> some = new ArrayList<>();
			int no = 0;
			int from = skip;
			long characters = 0;
			for (Row row; (row = rows.next()) != null;) {
				if (row.blank() || ++no <= skip) {
					continue;
				}
				boolean full = some.size() >= CHUNK || characters >= MOST_CHARACTERS;
				boolean burst = some.size() >= LARGEST_CHUNK || characters >= LARGEST_CHUNK / CHUNK * MOST_CHARACTERS;
				if (burst || full && !belong(one, taking, some.getLast(), row)) {
					chunk.take(some, from, some.getLast().no());
					from = some.getLast().no();
					some = new ArrayList<>();
					characters = 0;
				}
				some.add(new NumberedRow(no, row));
				characters += row.length();
			}
			if (!some.isEmpty()) {
				chunk.take(some, from, no);
			}
		}
	}

	private static boolean belong(DataImport one, Taking taking, NumberedRow last, Row row) {
		String key = taking.together(one, last.row());
		return key != null && key.equals(taking.together(one, row));
	}

	private DataImport find(long id) {
		return this.imports.find(id).orElseThrow(() -> new NotFound("There is no import " + id + "."));
	}

	/** What is done with some rows. */
	@FunctionalInterface
	private interface Chunk {

		void take(List<NumberedRow> rows, int from, int done);

	}

	/** Somebody else has gone on with the import. */
	private static final class TakenOver extends RuntimeException {

	}

}
