/**
 * What is to be charged, found by pure code that shows its working, and the runs that
 * bill it: rates, proration, usage, discounts, tax, cycles, previews.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "job", "fault", "idempotency",
		"interaction", "refusal", "customer", "catalog", "subscription", "order", "billing", "staff" })
package app.accord.invoicing;

import org.springframework.modulith.ApplicationModule;
