package app.accord.killed;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.intake.ImportState;
import app.accord.intake.Importing;
import app.accord.intake.Imports;
import app.accord.security.StaffRole;
import app.accord.testing.Visitor;

import static org.assertj.core.api.Assertions.assertThat;

/** A file of payments is imported at the desk. */
class ImportsFile extends Story {

	static final String GO_ON = "Imports left undone";

	private static final Actor SAM = new Actor(ActorKind.STAFF, "sam", "Sam Thornton", Channel.DESK);

	private final int rows;

	private final List<AccountNumber> accounts = new ArrayList<>();

	private long id;

	ImportsFile(Company company) {
		this(company, 2100);
	}

	ImportsFile(Company company, int rows) {
		super(company);
		this.rows = rows;
	}

	@Override
	void prepare() {
		for (int i = 0; i < 5; i++) {
			this.accounts.add(company().somebody().account());
		}
		StringBuilder file = new StringBuilder("customer,number,date,amount\n");
		for (int row = 0; row < this.rows; row++) {
			file.append("%s,P-%d,2024-%02d-%02d,1.10\n".formatted(this.accounts.get(row % 5).customer(), row,
					1 + row % 12, 1 + row % 28));
		}
		Importing importing = importing();
		this.id = importing.receive("payments.csv",
				new ByteArrayInputStream(file.toString().getBytes(StandardCharsets.UTF_8)), false, SAM);
		importing.checkNow(this.id, importing.look(this.id, null).plan(), SAM);
		assertState(ImportState.CHECKED);
	}

	@Override
	String happen() throws Exception {
		return press("run");
	}

	String press(String what) {
		Visitor visitor = company().signedIn(StaffRole.ADMIN);
		return told(visitor.post("/desk/imports", "/desk/imports/" + this.id + "/" + what, Map.of()));
	}

	@Override
	void goOn() throws Exception {
		company().run(GO_ON);
		assertState(ImportState.DONE);
		assertThat(company().bean(Imports.class).find(this.id).orElseThrow().counts().fresh()).isEqualTo(this.rows);
		for (AccountNumber account : this.accounts) {
			assertThat(count("payment", account)).isEqualTo(this.rows / 5);
			assertThat(count("import_record", account)).isEqualTo(this.rows / 5);
		}
	}

	Importing importing() {
		return company().bean(Importing.class);
	}

	long id() {
		return this.id;
	}

	List<AccountNumber> accounts() {
		return this.accounts;
	}

	void assertState(ImportState state) {
		assertThat(company().bean(Imports.class).find(this.id).orElseThrow().state()).isEqualTo(state);
	}

}
