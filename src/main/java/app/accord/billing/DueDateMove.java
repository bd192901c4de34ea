package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A bill's due date was moved.
 *
 * @param invoiceNo the customer's bill
 * @param from when it was to be paid before
 * @param to when it is to be paid since
 * @param at when it was moved, UTC
 * @param actorName who moved it
 * @param reason why
 */
public record DueDateMove(int invoiceNo, LocalDate from, LocalDate to, Instant at, String actorName, String reason) {
}
