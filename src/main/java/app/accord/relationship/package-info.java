/**
 * Households and organisations with their people: linked, never merged. Says what two
 * customers are to each other, who may speak for whom and how far, and who is asked to
 * pay for whom. Accounts, bills and history stay those of each customer.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "live", "linked", "idempotency", "interaction",
		"refusal", "customer", "billing", "message" })
package app.accord.relationship;

import org.springframework.modulith.ApplicationModule;
