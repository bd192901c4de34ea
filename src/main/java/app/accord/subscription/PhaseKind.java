package app.accord.subscription;

/** What began a phase of a contract. */
public enum PhaseKind {

	/** The contract's first day. */
	START,

	/** Another service or another price. */
	CHANGE,

	/** Paused: not charged. */
	PAUSE,

	/** Provided and charged again. */
	RESUME,

	/** The day after the last one. */
	END,

	/** It goes on after what was to be its last day. */
	PROLONG

}
