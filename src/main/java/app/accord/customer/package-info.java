/**
 * Who the customer is: names, contact points, numbers shown to people, the directory of
 * what names a customer, and search. May use the kernel only.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "linked", "interaction", "refusal",
		"security" })
package app.accord.customer;

import org.springframework.modulith.ApplicationModule;
