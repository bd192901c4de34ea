/**
 * Messages to customers by e-mail, text message and letter. A message is decided in the
 * transaction of what it tells of; after commit it is checked again, written with fresh
 * facts by the module that owns its kind, kept as sent and handed over.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "linked", "idempotency",
		"interaction", "refusal", "customer", "fault", "job", "ui" })
package app.accord.message;

import org.springframework.modulith.ApplicationModule;
