package app.accord.dunning;

import java.time.Instant;

import app.accord.customer.AccountNumber;

/**
 * Where an account stands on the ladder.
 *
 * @param account the account
 * @param state where
 * @param since since when, UTC
 * @param round how often it began anew
 * @param seenSeq the ledger entry up to which it was looked at
 */
public record Ladder(AccountNumber account, LadderState state, Instant since, int round, long seenSeq) {
}
