package app.accord.intake;

import java.util.List;

/** How a data import stands. */
public enum ImportState {

	/** A person looks at how the file is read. */
	PLANNING("to be looked at"),

	/** Every row is looked at; nothing is written. */
	CHECKING("being checked"),

	/** What would become of every row is known. */
	CHECKED("checked"),

	/** Rows are taken in. */
	RUNNING("running"),

	/** All rows have a verdict. */
	DONE("done"),

	/** It is being taken back. */
	UNDOING("being undone"),

	/** It was taken back, but for what later things depend on. */
	UNDONE("undone"),

	/**
	 * The file could not be read to its end, or somebody stopped it; what was taken in
	 * can be taken back.
	 */
	FAILED("stopped"),

	/** Put away before anything was written. */
	DISCARDED("put away");

	private final String label;

	ImportState(String label) {
		this.label = label;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

	/** The states that may follow. */
	public List<ImportState> next() {
		return switch (this) {
			case PLANNING -> List.of(CHECKING, DISCARDED);
			case CHECKING -> List.of(CHECKED, RUNNING, FAILED, PLANNING);
			case CHECKED -> List.of(PLANNING, RUNNING, DISCARDED);
			case RUNNING -> List.of(DONE, FAILED);
			case DONE -> List.of(UNDOING);
			case FAILED -> List.of(PLANNING, UNDOING, DISCARDED);
			case UNDOING -> List.of(UNDONE);
			case UNDONE -> List.of(UNDOING);
			case DISCARDED -> List.of();
		};
	}

	/** Whether the program works on it. */
	public boolean working() {
		return this == CHECKING || this == RUNNING || this == UNDOING;
	}

}
