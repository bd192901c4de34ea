/**
 * Takes in files of other systems: customers with their contracts, bills and payments, or
 * with their purchases. Each row is loaded or listed with its number and the reason;
 * loading a file again changes nothing.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "live", "interaction", "refusal", "database",
		"customer", "catalog", "subscription", "order", "billing", "payment" })
package app.accord.load;

import org.springframework.modulith.ApplicationModule;
