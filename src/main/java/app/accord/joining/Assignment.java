package app.accord.joining;

/** Whose something is that was done while records were joined. */
public enum Assignment {

	/** It stays where it was written. */
	STAYS,

	/** It goes to the record that leaves, and is taken back here. */
	GOES,

	/** Both get it. */
	BOTH,

	/** It is taken back: as it was before they were joined. */
	BACK

}
