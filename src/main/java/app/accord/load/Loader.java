package app.accord.load;

import java.util.List;
import java.util.function.Consumer;

import app.accord.actor.Actor;

/**
 * Loads one kind of file.
 *
 * @param <U> what is loaded or refused as one: a customer, a purchase
 */
interface Loader<U extends Loader.Unit> {

	LoadKind kind();

	/**
	 * Reads the rows.
	 * @param verdicts told of rows that can't be loaded
	 * @return what is to be loaded, in the file's order
	 */
	List<U> read(Table table, Consumer<Verdict> verdicts);

	/** Prepares what all of them need, in a transaction. */
	void prepare(Actor actor);

	/**
	 * Loads some of them in the caller's transaction.
	 * @return a verdict on each row
	 */
	List<Verdict> load(List<U> units, Actor actor);

	/** What is loaded or refused as one. */
	interface Unit {

		List<Table.Row> rows();

	}

}
