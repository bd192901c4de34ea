/**
 * Contracts and the services under them: start, pause, end. May use customers and the
 * catalogue.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "interaction", "refusal",
		"customer", "catalog" })
package app.accord.subscription;

import org.springframework.modulith.ApplicationModule;
