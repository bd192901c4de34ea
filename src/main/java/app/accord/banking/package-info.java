/**
 * Money that comes by bank transfer: statement files, which account each line is for,
 * what a person decides where that is in doubt, and transfers that bounce.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "idempotency", "interaction",
		"refusal", "job", "customer", "staff", "message", "billing", "payment" })
package app.accord.banking;

import org.springframework.modulith.ApplicationModule;
