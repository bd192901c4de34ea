/**
 * Round-ups for non-profits: what each customer chose, the line that it adds to bills,
 * what is owed to each non-profit by the ledger, the payouts, and the receipt for the
 * customer's year.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "linked", "job", "idempotency",
		"interaction", "refusal", "ui", "customer", "staff", "billing", "invoicing", "message" })
package app.accord.donation;

import org.springframework.modulith.ApplicationModule;
