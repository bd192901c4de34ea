/**
 * Data imports: files of customers and their histories from other systems, read as they
 * come, checked before anything is written, carried out in repeatable pieces, and taken
 * back as a whole.
 */
@ApplicationModule(allowedDependencies = { "csv", "money", "time", "actor", "live", "fault", "interaction", "refusal",
		"database", "job", "customer", "duplicates", "catalog", "order", "billing", "payment", "consent", "privacy" })
package app.accord.intake;

import org.springframework.modulith.ApplicationModule;
