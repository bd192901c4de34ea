/**
 * What the company writes about money: bills, credit notes, statements of account and
 * receipts, as pages, PDF and mail, in the customer's language. All of them are made from
 * one record of what was read, at the position that they state.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "fault", "refusal", "customer", "billing",
		"donation", "payment", "message", "relationship", "ui" })
package app.accord.correspondence;

import org.springframework.modulith.ApplicationModule;
