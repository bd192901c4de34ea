/**
 * Joins records of one customer and takes them apart again: what each side has, whose
 * values are shown, proof that no balance changed, and who gets what was done since. May
 * use the modules whose facts hang on a customer.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "idempotency", "interaction",
		"refusal", "linked", "customer", "subscription", "order", "billing", "payment", "message", "relationship",
		"care" })
package app.accord.joining;

import org.springframework.modulith.ApplicationModule;
