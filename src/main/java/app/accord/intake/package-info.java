/**
 * Data imports: files of customers from other systems, read as they come, checked before
 * anything is written, carried out in repeatable pieces, and taken back as a whole.
 */
@ApplicationModule(allowedDependencies = { "time", "actor", "interaction", "refusal", "database", "job", "customer",
		"duplicates" })
package app.accord.intake;

import org.springframework.modulith.ApplicationModule;
