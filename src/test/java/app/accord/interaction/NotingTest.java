package app.accord.interaction;

import java.util.List;
import java.util.Set;

import app.accord.customer.AccountNumber;
import app.accord.idempotency.KeyReused;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@AccordTest
class NotingTest {

	private static int people;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Noting noting;

	@Autowired
	private Timeline timeline;

	private long customerId;

	@BeforeEach
	void customer() {
		AccountNumber account = Cast.of(this.program)
			.customer("Nora", "Quist", "212 555 01" + (10 + ++people), "nora" + people);
		this.customerId = account.customerId();
	}

	@Test
	void takesTheFirstLineAsSummary() {
		note("No signal inside.\nWants the visit after six.", "key-one-1");
		Interaction entry = newest().getFirst();
		assertThat(entry.summary()).isEqualTo("No signal inside.");
		assertThat(entry.body()).isEqualTo("Wants the visit after six.");
		assertThat(entry.kind()).isEqualTo(InteractionKind.CALL);
		assertThat(entry.direction()).isEqualTo(Direction.IN);
	}

	@Test
	void cutsALongFirstLineAndKeepsItWhole() {
		String line = "word ".repeat(80).strip();
		note(line, null);
		assertThat(newest().getFirst().summary()).hasSizeLessThanOrEqualTo(Noting.LONGEST_SUMMARY).endsWith("…");
		assertThat(newest().getFirst().body()).isEqualTo(line);
	}

	@Test
	void writesOnceForAKey() {
		int before = newest().size();
		assertThat(note("Once.", "key-once-1").repeated()).isFalse();
		assertThat(note("Once.", "key-once-1").repeated()).isTrue();
		assertThat(newest()).hasSize(before + 1);
		assertThatExceptionOfType(KeyReused.class).isThrownBy(() -> note("Twice.", "key-once-1"));
	}

	@Test
	void refusesEmptyAndOverlongText() {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> note(" \n ", null))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("body"));
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> note("x".repeat(Noting.LONGEST_BODY + 1), null))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("body"));
	}

	@Test
	void refusesWhatIsNeitherNoteNorCall() {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.noting.note(Cast.agent(), this.customerId,
				InteractionKind.PAYMENT, Direction.NONE, null, "Paid.", false));
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.noting.note(Cast.agent(), this.customerId,
				InteractionKind.CALL, Direction.NONE, null, "Called.", false));
		assertThatExceptionOfType(NotFound.class).isThrownBy(() -> this.noting.note(Cast.agent(), 99_999_999L,
				InteractionKind.NOTE, Direction.NONE, null, "Nobody.", false));
	}

	@Test
	void hidesInternalNotesFromTheCustomer() {
		this.noting.note(Cast.agent(), this.customerId, InteractionKind.NOTE, Direction.NONE, null, "Be generous.",
				true);
		assertThat(this.timeline.page(this.customerId, Audience.CUSTOMER, Set.of(), 0, 50))
			.noneMatch((entry) -> entry.summary().equals("Be generous."));
		assertThat(newest().getFirst().internal()).isTrue();
	}

	private app.accord.idempotency.RepeatableWrites.Answer<Noting.Noted> note(String text, String key) {
		return this.noting.note(Cast.agent(), this.customerId, InteractionKind.CALL, Direction.IN, null, text, false,
				key);
	}

	private List<Interaction> newest() {
		return this.timeline.page(this.customerId, Audience.STAFF, Set.of(), 0, 50);
	}

}
