/**
 * Reminders: the ladder that overdue accounts climb (reminder, late fee, restriction,
 * end), by policies and with exceptions for single customers. Each notice is decided in a
 * transaction, checked again at the instant of sending, and taken back where money had
 * come after all.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "linked", "fault", "idempotency",
		"interaction", "refusal", "job", "ui", "customer", "subscription", "billing", "payment", "message" })
package app.accord.dunning;

import org.springframework.modulith.ApplicationModule;
