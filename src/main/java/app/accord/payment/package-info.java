/**
 * Payments received: at the counter, by telephone, on the portal through a gateway; their
 * receipts; sales that are paid on the spot; money paid back. Posts to billing's ledger.
 */
@ApplicationModule(
		allowedDependencies = { "money", "time", "actor", "fact", "live", "linked", "idempotency", "interaction",
				"refusal", "security", "customer", "catalog", "order", "billing", "staff", "message", "job", "fault" })
package app.accord.payment;

import org.springframework.modulith.ApplicationModule;
