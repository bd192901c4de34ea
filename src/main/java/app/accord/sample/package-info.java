/**
 * The sample company that the first start fills in where the program has its own
 * database: customers, contracts, bills, payments, purchases and conversations, made with
 * a fixed seed and dated back from today. Owns no tables.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "live", "interaction", "security", "database",
		"customer", "catalog", "subscription", "order", "billing", "donation", "invoicing", "payment", "banking",
		"relationship", "joining", "consent", "staff", "care" })
package app.accord.sample;

import org.springframework.modulith.ApplicationModule;
