/**
 * One search for everybody: finds customers by anything that people know of them, and
 * bills by amount and date.
 */
@ApplicationModule(
		allowedDependencies = { "money", "time", "job", "matching", "spelling", "linked", "customer", "billing" })
package app.accord.search;

import org.springframework.modulith.ApplicationModule;
