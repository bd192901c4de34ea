/**
 * Who the customer is: names, contact points, numbers shown to people, the directory of
 * what names a customer, and what customers are found by. May use the kernel only.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "linked", "interaction", "refusal",
		"security", "spelling", "job" })
package app.accord.customer;

import org.springframework.modulith.ApplicationModule;
