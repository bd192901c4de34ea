package app.accord.care;

/** What an entry of a case tells. */
public enum EntryKind {

	/** The case came. */
	OPENED,

	/** The customer, or who speaks for the customer, said something. */
	SAID,

	/** An employee answered the customer. */
	REPLIED,

	/** A remark that the customer never sees. */
	NOTED,

	/** It is in another state. */
	STATE,

	/** It has another owner. */
	ASSIGNED,

	/** It was overdue, and somebody else has to look. */
	ESCALATED,

	/** Its kind, urgency or subject was changed. */
	CHANGED

}
