/**
 * Employees: who works here, with which role, and how the first administrator gets in.
 * May use the kernel only.
 */
@ApplicationModule(allowedDependencies = { "actor", "database", "security", "time" })
package app.accord.staff;

import org.springframework.modulith.ApplicationModule;
