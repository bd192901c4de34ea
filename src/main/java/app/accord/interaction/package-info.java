/**
 * The contact history: one append-only timeline for every contact with a customer and
 * every change that a customer could notice. Every module writes it in the transaction of
 * the change.
 */
@ApplicationModule(
		allowedDependencies = { "money", "time", "actor", "fact", "live", "linked", "idempotency", "refusal" })
package app.accord.interaction;

import org.springframework.modulith.ApplicationModule;
