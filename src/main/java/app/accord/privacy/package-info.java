/**
 * What we know of a person, given to the person complete; and erasing a person while the
 * books stay. What is personal is said by a register in the database, table by table and
 * column by column.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "live", "interaction", "refusal", "linked",
		"job", "customer", "subscription", "order", "billing", "payment", "staff", "ui", "spelling", "matching" })
package app.accord.privacy;

import org.springframework.modulith.ApplicationModule;
