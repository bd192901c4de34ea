package app.accord.intake;

import java.util.List;

/**
 * What is to become of a row.
 *
 * @param candidate the row
 * @param verdict what becomes of it
 * @param customerId whom it is or may be; null if nobody
 * @param changes what it changes
 * @param remark in words, or null where there is nothing to say
 */
record Decision(Candidate candidate, Verdict verdict, Long customerId, List<Change> changes, String remark) {
}
