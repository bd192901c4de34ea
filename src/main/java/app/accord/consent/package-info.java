/**
 * What customers agreed to and what they refused, for which purpose and by which channel:
 * a ledger that is only added to. Where nothing was said, nothing is agreed to. Whoever
 * sends something of these purposes asks
 * {@link app.accord.consent.Consents#may(long, app.accord.consent.ConsentPurpose, app.accord.consent.ConsentChannel)}
 * at the moment of sending.
 */
@ApplicationModule(allowedDependencies = { "time", "actor", "fact", "live", "linked", "idempotency", "interaction",
		"refusal", "customer" })
package app.accord.consent;

import org.springframework.modulith.ApplicationModule;
