/**
 * Employees: who works here, with which role, how far each may go alone, and what a
 * second person has to approve; how the first administrator gets in. Uses no domain
 * module but the timeline.
 */
@ApplicationModule(allowedDependencies = { "actor", "database", "security", "time", "money", "idempotency",
		"interaction", "refusal", "linked" })
package app.accord.staff;

import org.springframework.modulith.ApplicationModule;
