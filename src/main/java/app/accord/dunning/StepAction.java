package app.accord.dunning;

/** What a step of the ladder does. */
public enum StepAction {

	/** Asks for the money. */
	REMINDER("Reminder", LadderState.REMINDED),

	/** Asks for it and charges a fee. */
	LATE_FEE("Late fee", LadderState.FEE_CHARGED),

	/** Says that the services are paused until it comes, and pauses them. */
	RESTRICTION("Services paused", LadderState.RESTRICTED),

	/** Ends the services, once a person has agreed. */
	END("Services ended", LadderState.ENDED);

	private final String label;

	private final LadderState reached;

	StepAction(String label, LadderState reached) {
		this.label = label;
		this.reached = reached;
	}

	/** What people call it. */
	public String label() {
		return this.label;
	}

	/** Where an account stands once the notice has gone. */
	LadderState reached() {
		return this.reached;
	}

}
