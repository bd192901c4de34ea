package app.accord.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.billing.Position;
import app.accord.customer.AccountNumber;
import app.accord.fact.Fact;
import io.swagger.v3.oas.annotations.media.Schema;

/** Where an account stands. */
@Schema(name = "Position", description = "Where an account stands, as of its ledger entry asOf")
record PositionAnswer(@Schema(example = "A-10428-1-4") String account,
		@Schema(description = "ISO 4217", example = "USD") String currency,
		@Schema(description = "Everything owed, plain decimal; below zero it is the customer's credit",
				example = "110.27") String balance,
		@Schema(description = "To be paid by today, overdue included", example = "110.27") String dueNow,
		@Schema(description = "Should have been paid before today", example = "0.00") String overdue,
		@Schema(description = "What the customer disputes of bills, not decided yet", example = "0.00") String disputed,
		@Schema(description = "When the first of it is or was to be paid; null if nothing is owed",
				example = "2026-11-03") LocalDate dueOn,
		@Schema(description = "The ledger entry that is included last; 0 if there is none", example = "17") long asOf,
		@Schema(description = "When it was read, UTC", example = "2026-10-20T18:02:11.201Z") Instant at,
		@Schema(description = "What is owed, by due date") List<Position.DueStated> due,
		@Schema(description = "The same as records that every channel shows") List<Fact> facts) {

	static PositionAnswer of(Position position) {
		return of(position.account(), position.facts(), position.duesStated());
	}

	/** From the facts that an answer was kept with. */
	static PositionAnswer of(AccountNumber account, List<Fact> facts, List<Position.DueStated> due) {
		Fact balance = fact(facts, "balance");
		String dueOn = fact(facts, "due-date").value();
		return new PositionAnswer(account.toString(), balance.currency(), balance.value(),
				fact(facts, "due-now").value(), fact(facts, "overdue").value(), disputed(facts),
				(dueOn != null) ? LocalDate.parse(dueOn) : null, balance.asOf(), balance.at(),
				(due != null) ? due : List.of(), facts);
	}

	// Answers that were kept before there were disputes don't have it.
	private static String disputed(List<Fact> facts) {
		return facts.stream()
			.filter((fact) -> fact.fact().equals("disputed"))
			.map(Fact::value)
			.findFirst()
			.orElse(null);
	}

	private static Fact fact(List<Fact> facts, String name) {
		return facts.stream().filter((fact) -> fact.fact().equals(name)).findFirst().orElseThrow();
	}

}
