/**
 * Billing accounts and their ledger: what a customer owes, since when, as of which entry,
 * and why. Owns accounts, entries, positions and invoices.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "linked", "idempotency",
		"interaction", "refusal", "job", "customer", "catalog", "subscription", "order", "staff" })
package app.accord.billing;

import org.springframework.modulith.ApplicationModule;
