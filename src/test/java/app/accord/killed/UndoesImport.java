package app.accord.killed;

import app.accord.customer.AccountNumber;
import app.accord.intake.ImportState;

import static org.assertj.core.api.Assertions.assertThat;

/** An import of payments is undone at the desk. */
class UndoesImport extends ImportsFile {

	UndoesImport(Company company) {
		super(company, 450);
	}

	@Override
	void prepare() {
		super.prepare();
		importing().runNow(id());
		assertState(ImportState.DONE);
	}

	@Override
	String happen() {
		return press("undo");
	}

	@Override
	void goOn() throws Exception {
		company().run(GO_ON);
		assertState(ImportState.UNDONE);
		for (AccountNumber account : accounts()) {
			assertOwes(account, "0.00");
			assertThat(count("ledger_entry", account)).as("payments and their reversals").isEqualTo(2 * 450 / 5);
		}
	}

}
