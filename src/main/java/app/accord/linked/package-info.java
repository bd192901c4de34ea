/**
 * Which records of customers are joined: links between records, so nothing is moved and
 * joining can be undone. Everything that is read of a customer is read for the set of
 * linked records, which is nearly always one.
 */
@ApplicationModule(allowedDependencies = { "actor", "refusal" })
package app.accord.linked;

import org.springframework.modulith.ApplicationModule;
