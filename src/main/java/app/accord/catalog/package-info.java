/**
 * What is sold and what it costs: products, the one price book, promotions. May use the
 * customer module, because a price may depend on who asks.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "refusal", "customer" })
package app.accord.catalog;

import org.springframework.modulith.ApplicationModule;
