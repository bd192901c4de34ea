/**
 * What the company writes: about money bills, credit notes, statements of account and
 * receipts, as pages, PDF and mail, made from one record of what was read, at the
 * position that they state; and about cases what became of them. All of it in the
 * customer's language.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "actor", "fact", "fault", "refusal", "customer", "billing",
		"donation", "payment", "care", "message", "relationship", "ui" })
package app.accord.correspondence;

import org.springframework.modulith.ApplicationModule;
