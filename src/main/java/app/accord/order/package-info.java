/**
 * What customers buy and return, and how an order moves on. Knows no billing: that a
 * purchase is paid or charged is said by those who use this module.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "linked", "interaction", "refusal",
		"customer", "catalog" })
package app.accord.order;

import org.springframework.modulith.ApplicationModule;
