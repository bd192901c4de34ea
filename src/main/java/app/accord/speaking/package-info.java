/**
 * With whom an employee is speaking about a customer, at the desk and the counter: what
 * that person may be told, and what may not be done for the customer because that person
 * asks for it.
 */
@ApplicationModule(allowedDependencies = { "time", "actor", "interaction", "refusal", "security", "customer",
		"relationship", "ui" })
package app.accord.speaking;

import org.springframework.modulith.ApplicationModule;
