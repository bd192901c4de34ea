package app.accord.care;

import java.time.Instant;

import app.accord.customer.CaseNumber;
import app.accord.fact.Fact;

/**
 * A case in a list.
 *
 * @param number its number
 * @param customerId the record that it stands in
 * @param customerName that customer's name
 * @param kind what it is
 * @param priority how urgent
 * @param state how far it is
 * @param subject one line
 * @param owner the user name of the employee who has it; null: nobody
 * @param ownerName that employee's name; null: nobody
 * @param openedAt since when, UTC
 * @param answerBy until when the customer must have an answer, UTC; null while the
 * customer waits for none
 * @param resolveBy until when it must be solved, UTC; what the customer took to answer is
 * added
 * @param lastAt when something happened last, UTC
 * @param escalation 0: not; 1: supervisors look after it; 2: the executive does
 * @param overdue whether the deadline that counts now has passed
 * @param stateFact its state, as every channel shows it
 */
public record CaseRow(CaseNumber number, long customerId, String customerName, CaseKind kind, CasePriority priority,
		CaseState state, String subject, String owner, String ownerName, Instant openedAt, Instant answerBy,
		Instant resolveBy, Instant lastAt, int escalation, boolean overdue, Fact stateFact) {

	/**
	 * The deadline that counts now: of the answer or of the solution, whichever comes
	 * first, UTC; null while the case waits for the customer and once it is solved.
	 */
	public Instant dueAt() {
		return CaseFile.due(this.state, this.answerBy, this.resolveBy);
	}

}
