/**
 * Cases: everything that a customer asks, complains of, reports or requests has a number,
 * an owner and two deadlines, until it is solved. What was overdue is escalated, in the
 * end to a named executive. Nothing is lost: all that happened stands in entries that are
 * only added to.
 */
@ApplicationModule(allowedDependencies = { "time", "actor", "fact", "live", "linked", "idempotency", "interaction",
		"refusal", "job", "message", "customer", "billing", "order", "subscription", "staff", "security", "ui" })
package app.accord.care;

import org.springframework.modulith.ApplicationModule;
