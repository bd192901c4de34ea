package app.accord.care;

/**
 * A case to be opened.
 *
 * @param customerId whose
 * @param kind what it is
 * @param priority how urgent; null: the usual one of its kind
 * @param subject one line, at most 200 characters
 * @param description the customer's words, at most 4,000 characters; may be null where
 * the subject says it all
 * @param cameBy how it came
 * @param about the number of the account, bill, purchase or contract that it is about, as
 * typed; may be null
 */
public record NewCase(long customerId, CaseKind kind, CasePriority priority, String subject, String description,
		CameBy cameBy, String about) {
}
