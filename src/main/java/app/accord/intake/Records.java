package app.accord.intake;

import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;

/**
 * What is particular to a kind of record of customers: how a row is read, written and
 * taken back. History is only added to: a record that is known with other content is
 * refused.
 */
interface Records<R> {

	/** Of what. */
	ImportKind kind();

	/**
	 * Reads a row.
	 * @return with a {@code toString} that tells its whole content
	 * @throws BadRow if it can't be taken in
	 */
	R read(ImportPlan plan, Cells cells);

	/** What a row says in a line. */
	String title(R record);

	/** Why some can't be taken in, each a sentence; the others are left out. */
	default Map<RecordUnit<R>, String> refused(ImportPlan plan, List<RecordUnit<R>> units) {
		return Map.of();
	}

	/**
	 * What records add to what is known of their customers, where records that did not
	 * come before may say nothing new; empty where all of them do.
	 */
	default Map<RecordUnit<R>, Set<?>> added(List<RecordUnit<R>> units) {
		return Map.of();
	}

	/**
	 * Writes records in the caller's transaction.
	 * @return what each became, in the same order
	 */
	List<MadeRecord.Made> write(ImportPlan plan, List<RecordUnit<R>> units, Actor actor);

	/** Why some can't be taken back, in words; the others are left out. */
	default Map<MadeRecord, String> staying(List<MadeRecord> made) {
		return Map.of();
	}

	/** Takes records back in the caller's transaction. */
	void takeBack(List<MadeRecord> made, String reason, Actor actor);

}
