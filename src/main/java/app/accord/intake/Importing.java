package app.accord.intake;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import app.accord.actor.Actor;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes files in, shows how they are read, checks them, carries them out and takes them
 * back.
 */
@Component
public class Importing {

	/**
	 * So many rows are read at once to be given back; each may be a million characters
	 * long.
	 */
	private static final int CHUNK = 100;

	private static final int KEPT_SHOWN = 200;

	private final Imports imports;

	private final StoredFiles files;

	private final Receiving receiving;

	private final Looking looking;

	private final ImportWork work;

	private final Takings takings;

	private final NamedCustomers named;

	private final TransactionTemplate transaction;

	Importing(Imports imports, StoredFiles files, Receiving receiving, Looking looking, ImportWork work,
			Takings takings, NamedCustomers named, TransactionTemplate transaction) {
		this.named = named;
		this.imports = imports;
		this.files = files;
		this.receiving = receiving;
		this.looking = looking;
		this.work = work;
		this.takings = takings;
		this.transaction = transaction;
	}

	/**
	 * Takes a file in. Nothing of what it says is written yet.
	 * @param name as it is called
	 * @param content read to its end, not closed
	 * @param byItself whether to check and carry it out at once, where files with these
	 * columns were imported before
	 * @return its number
	 * @throws Refusal with a sentence if it is no table
	 */
	public long receive(String name, InputStream content, boolean byItself, Actor actor) {
		return receive(name, content, null, byItself, actor);
	}

	/**
	 * The same.
	 * @param records what it holds; null: what its columns look like
	 */
	public long receive(String name, InputStream content, ImportKind records, boolean byItself, Actor actor) {
		Receiving.Received received = this.receiving.receive(name, content, records, byItself, actor);
		if (received.goesOn()) {
			this.work.start(received.id());
		}
		return received.id();
	}

	/**
	 * Shows how a file would be read.
	 * @param plan another way to read it, or null for the one that is kept; where its
	 * columns are not those of the file, they are proposed anew
	 */
	public Look look(long id, ImportPlan plan) {
		DataImport one = find(id);
		return this.looking.look(one, (plan != null) ? plan : one.plan());
	}

	/**
	 * Says how a file is to be read, remembers it for the next one of its source, and has
	 * every row looked at, in the background.
	 */
	public void check(long id, ImportPlan plan, Actor actor) {
		prepare(id, plan, actor);
		this.work.start(id);
	}

	/** The same, done when this returns. */
	public void checkNow(long id, ImportPlan plan, Actor actor) {
		prepare(id, plan, actor);
		this.work.work(id);
	}

	private void prepare(long id, ImportPlan plan, Actor actor) {
		plan.require();
		List<String> header = look(id, plan).columns().stream().map(Look.Column::name).toList();
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
		this.transaction.executeWithoutResult((status) -> {
			DataImport one = find(id);
			requireNothingWritten(one);
			this.imports.move(one, ImportState.PLANNING, null);
		});
	}

	private static void requireNothingWritten(DataImport one) {
		if (one.state() == ImportState.FAILED && one.written() > 0) {
			throw new Refusal("Some of it was taken in. Undo it instead.");
		}
	}

	/** Carries a checked import out, in the background. */
	public void run(long id) {
		this.transaction.executeWithoutResult((status) -> this.imports.move(find(id), ImportState.RUNNING, null));
		this.work.start(id);
	}

	/** The same, done when this returns. */
	public void runNow(long id) {
		this.transaction.executeWithoutResult((status) -> this.imports.move(find(id), ImportState.RUNNING, null));
		this.work.work(id);
	}

	/**
	 * Stops a check, or an import at work: what it has taken in stays and can be taken
	 * back.
	 */
	public void stop(long id, Actor actor) {
		this.transaction.executeWithoutResult((status) -> {
			DataImport one = find(id);
			switch (one.state()) {
				case CHECKING -> this.imports.move(one, ImportState.PLANNING, null);
				case RUNNING -> this.imports.move(one, ImportState.FAILED, "Stopped by " + actor.name()
						+ ". Undo it, or import the file again: what is in is not taken in twice.");
				default ->
					throw new Refusal("This import is " + one.state().label() + ", so there is nothing to stop.");
			}
		});
	}

	/** Puts an import away of which nothing was written; the file is forgotten. */
	public void discard(long id) {
		this.transaction.executeWithoutResult((status) -> {
			DataImport one = find(id);
			requireNothingWritten(one);
			this.imports.move(one, ImportState.DISCARDED, null);
			this.files.forget(id);
		});
	}

	/**
	 * What undoing an import would do.
	 *
	 * @param total how much is to be taken back or put back
	 * @param hanging how many of it each kind of later thing hangs on; those stay
	 */
	public record UndoPreview(int total, Map<String, Integer> hanging) {
	}

	/** What undoing an import would do now. */
	public UndoPreview previewUndo(long id) {
		return this.transaction.execute((status) -> new UndoPreview(
				(find(id).state() == ImportState.UNDONE) ? find(id).undoKept() : taking(id).made(id),
				taking(id).hanging(id)));
	}

	/** Takes an import back, in the background. */
	public void undo(long id) {
		beginUndo(id);
		this.work.start(id);
	}

	/** The same, done when this returns. */
	public void undoNow(long id) {
		beginUndo(id);
		this.work.work(id);
	}

	private void beginUndo(long id) {
		this.transaction.executeWithoutResult((status) -> {
			DataImport one = find(id);
			if (one.state() == ImportState.UNDONE && !one.undoable()) {
				throw new Refusal("All of it was taken back.");
			}
			this.imports.move(one, ImportState.UNDOING, null);
			this.imports.tryAgain(id);
			this.imports.undoing(id, taking(id).made(id));
		});
	}

	/**
	 * What stayed when an import was undone: a customer's number or a product's code, and
	 * why; the first some.
	 */
	public Map<String, String> keptWhenUndone(long id) {
		Map<String, String> kept = new LinkedHashMap<>();
		taking(id).kept(id, KEPT_SHOWN)
			.forEach((one) -> kept.merge(one.subject(), one.what(), (first, second) -> first + " " + second));
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
		List<ImportRemark> some;
		for (int page = 0; !(some = this.imports.remarks(id, ran, verdict, page, CHUNK)).isEmpty(); page++) {
			for (ImportRemark remark : some) {
				to.accept(CsvLine.of(Imports.givenBack(one.header(), remark)));
			}
		}
	}

	/** Goes on with imports that nobody is working on: a job. */
	public void goOn() {
		this.imports.abandoned().forEach(this.work::work);
	}

	/** The names of sources whose ids may name customers, newest first. */
	public List<String> sources() {
		return this.named.sources();
	}

	private Taking taking(long id) {
		return this.takings.of(find(id));
	}

	private DataImport find(long id) {
		return this.imports.find(id).orElseThrow(() -> new NotFound("There is no import " + id + "."));
	}

}
