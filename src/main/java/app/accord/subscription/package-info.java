/**
 * Contracts and the services under them: start, change, pause, end, and what each cost on
 * each day. May use customers and the catalogue.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "linked", "interaction", "refusal",
		"customer", "catalog", "job", "idempotency", "staff" })
package app.accord.subscription;

import org.springframework.modulith.ApplicationModule;
