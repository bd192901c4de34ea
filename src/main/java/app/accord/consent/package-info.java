/**
 * What customers agreed to and what they refused, for which purpose and by which channel:
 * a ledger that is only added to. Where nothing was said, nothing is agreed to.
 */
@ApplicationModule(allowedDependencies = { "time", "actor", "live", "linked", "interaction" })
package app.accord.consent;

import org.springframework.modulith.ApplicationModule;
