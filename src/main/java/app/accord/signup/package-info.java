/**
 * People who become customers by themselves: they ask on the portal, prove by a link that
 * the e-mail address is theirs, and are taken on; and customers who set a password by a
 * link, because they have forgotten theirs or never had one. Nobody learns from it who is
 * a customer.
 */
@ApplicationModule(allowedDependencies = { "time", "actor", "interaction", "idempotency", "refusal", "job", "security",
		"customer", "billing", "duplicates", "message", "consent" })
package app.accord.signup;

import org.springframework.modulith.ApplicationModule;
