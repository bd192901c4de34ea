/**
 * Which customers may be one: said at the moment of typing, looked for over the whole
 * base, decided by people and remembered.
 */
@ApplicationModule(allowedDependencies = { "time", "actor", "interaction", "job", "matching", "spelling", "refusal",
		"customer", "search" })
package app.accord.duplicates;

import org.springframework.modulith.ApplicationModule;
