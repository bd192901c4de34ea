package app.accord.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.database.DatabaseOutage;
import app.accord.refusal.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Loads files, some rows a transaction: what a crash leaves is whole, and loading the
 * file again goes on behind it. Where one of the rows can't be loaded, those of its
 * transaction are tried one by one.
 */
@Component
public class Loading {

	private static final Logger log = LoggerFactory.getLogger(Loading.class);

	private final List<Loader<?>> loaders;

	private final LoadRuns runs;

	private final TransactionTemplate transaction;

	Loading(List<Loader<?>> loaders, LoadRuns runs, TransactionTemplate transaction) {
		this.loaders = loaders;
		this.runs = runs;
		this.transaction = transaction;
	}

	/**
	 * Reads a file and begins to load it.
	 * @param content the file, at most some 100 MB
	 * @param startedBy who starts it, as people read it
	 * @param executor what loads the rows, before or after this method returns
	 * @param progress told of the run from time to time, and at the end
	 * @return the run's number
	 * @throws Refusal with one sentence if the file is not of that kind, or if another
	 * one is being loaded
	 */
	public long start(LoadKind kind, String fileName, byte[] content, String startedBy, Executor executor,
			Consumer<LoadRun> progress) {
		Loader<?> loader = this.loaders.stream()
			.filter((candidate) -> candidate.kind() == kind)
			.findFirst()
			.orElseThrow();
		Table table = Table.read(kind, content);
		String name = (fileName == null || fileName.isBlank()) ? "file.csv"
				: fileName.substring(0, Math.min(fileName.length(), 200));
		long run = this.runs.begin(kind, name, startedBy, table.rows().size(), table.header());
		Actor actor = new Actor(ActorKind.PROGRAM, "load", "Import of " + name, Channel.SYSTEM);
		executor.execute(() -> run(run, loader, table, actor, progress));
		return run;
	}

	private <U extends Loader.Unit> void run(long run, Loader<U> loader, Table table, Actor actor,
			Consumer<LoadRun> progress) {
		try {
			List<Verdict> unread = new ArrayList<>();
			List<U> units = loader.read(table, unread::add);
			this.transaction.executeWithoutResult((status) -> {
				this.runs.note(run, unread);
				loader.prepare(actor);
			});
			for (int from = 0; from < units.size(); from += loader.kind().chunk()) {
				load(run, loader, units.subList(from, Math.min(from + loader.kind().chunk(), units.size())), actor);
				tell(run, progress);
			}
			this.runs.end(run, null);
		}
		catch (RuntimeException | Error ex) {
			log.error("Loading a file ended early.", ex);
			fail(run, DatabaseOutage.interrupts(ex) ? "The database stopped answering; load the file again to go on."
					: "The program met an error of its own; load the file again to go on.");
		}
		tell(run, progress);
	}

	private <U extends Loader.Unit> void load(long run, Loader<U> loader, List<U> units, Actor actor) {
		try {
			this.transaction.executeWithoutResult((status) -> this.runs.note(run, loader.load(units, actor)));
		}
		catch (RuntimeException ex) {
			if (DatabaseOutage.interrupts(ex)) {
				throw ex;
			}
			if (units.size() > 1) {
				log.debug("Some of {} could not be loaded together; they are tried one by one.", units.size(), ex);
				units.forEach((unit) -> load(run, loader, List.of(unit), actor));
				return;
			}
			String reason = (ex instanceof Refusal) ? ex.getMessage()
					: "The row could not be stored; it may be too large, or somebody was changing the same customer.";
			log.warn("A row of a file could not be stored.", ex);
			this.transaction.executeWithoutResult((status) -> this.runs.note(run,
					units.getFirst().rows().stream().map((row) -> Verdict.refused(row, reason)).toList()));
		}
	}

	private void fail(long run, String why) {
		try {
			this.runs.end(run, why);
		}
		catch (RuntimeException ex) {
			// It will be taken for interrupted.
			log.debug("The end of a loading could not be noted.", ex);
		}
	}

	private void tell(long run, Consumer<LoadRun> progress) {
		try {
			this.runs.find(run).ifPresent(progress);
		}
		catch (RuntimeException ex) {
			log.debug("How a loading stands could not be told.", ex);
		}
	}

}
