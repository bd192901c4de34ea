package app.accord.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import app.accord.consistency.History.Entry;
import app.accord.consistency.History.Line;
import app.accord.consistency.History.Mark;
import app.accord.consistency.History.Outcome;
import app.accord.consistency.History.Read;
import app.accord.consistency.History.Write;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each rule of the checker finds what breaks it, and nothing else does. */
class BalanceCheckerTest {

	private final History history = new History();

	private final List<Entry> ledger = new ArrayList<>(List.of(new Entry("A", 1, 1, 10_000, false)));

	private final Set<Entry> opening = Set.of(new Entry("A", 1, 1, 10_000, false));

	@Test
	void acceptsWhatOneLedgerWouldTell() {
		write(-100, 10, 20, Outcome.DONE, 1);
		write(-200, 15, 30, Outcome.UNKNOWN, 1);
		write(-300, 31, 32, Outcome.UNKNOWN, 0);
		write(-400, 31, 33, Outcome.REFUSED, 0);
		read(10_000, 1, 1, 5);
		read(10_000, 1, 12, 40);
		read(9_900, 2, 12, 19);
		read(9_700, 3, 21, 22);
		assertThat(violations()).isEmpty();
	}

	@Test
	void findsABalanceThatIsNoSum() {
		write(-100, 10, 20, Outcome.DONE, 1);
		read(9_901, 2, 30, 40);
		assertThat(violations()).singleElement().asString().contains("9901 as of 2, where it was 9900");
	}

	@Test
	void findsALineThatIsNoSum() {
		write(-100, 10, 20, Outcome.DONE, 1);
		this.history.add(new Line("A", "statement", 10_000, 1));
		this.history.add(new Line("A", "statement", 9_900, 2));
		assertThat(violations()).isEmpty();
		this.history.add(new Line("A", "statement", 9_901, 2));
		this.history.add(new Line("A", "statement", 9_900, 3));
		assertThat(violations()).hasSize(2).first().asString().contains("9901 after entry 2, where it was 9900");
	}

	@Test
	void findsAReadThatMissesAnAcknowledgedWrite() {
		write(-100, 10, 20, Outcome.DONE, 1);
		read(10_000, 1, 21, 22);
		assertThat(violations()).singleElement().asString().contains("after entry 2 had been acknowledged");
	}

	@Test
	void findsAReadFromTheFuture() {
		write(-100, 10, 20, Outcome.DONE, 1);
		read(9_900, 2, 5, 9);
		assertThat(violations()).singleElement().asString().contains("before it was asked for");
	}

	@Test
	void findsAReadThatGoesBack() {
		write(-100, 10, 60, Outcome.DONE, 1);
		read(9_900, 2, 20, 25);
		read(10_000, 1, 26, 30);
		assertThat(violations()).singleElement().asString().contains("showed entry 1 after");
	}

	@Test
	void findsLostDoubledAndRefusedWrites() {
		write(-100, 10, 20, Outcome.DONE, 0);
		write(-200, 10, 20, Outcome.DONE, 2);
		write(-300, 10, 20, Outcome.REFUSED, 1);
		write(-400, 10, 20, Outcome.UNKNOWN, 2);
		assertThat(violations()).hasSize(4);
	}

	@Test
	void findsHalfAWriteAndOneThatNobodyAskedFor() {
		this.ledger.add(new Entry("A", 2, 2, 500, false));
		this.history.add(new Write("A", "sale", Mark.of(500L, -500L), 1, 2, Outcome.DONE));
		this.ledger.add(new Entry("A", 3, 3, -77, false));
		assertThat(violations()).hasSize(3);
	}

	@Test
	void tellsWhatHappenedAroundAViolation() {
		write(-100, 10_000_000, 20_000_000, Outcome.DONE, 1);
		read(10_000, 1, 21_000_000, 22_000_000);
		assertThat(violations()).singleElement()
			.asString()
			.contains("-12.0 ms to      -2.0 ms: payment [-100] is DONE")
			.contains("desk shows 10000 as of 1");
	}

	@Test
	void findsGaps() {
		this.ledger.add(new Entry("A", 3, 3, 500, false));
		assertThat(violations()).singleElement().asString().contains("entry 3 stands at place 2");
	}

	@Test
	void tellsAReversalFromWhatItUndoes() {
		write(-100, 10, 20, Outcome.DONE, 1);
		this.ledger.add(new Entry("A", 3, 3, 100, true));
		this.history.add(new Write("A", "reversal", Mark.undoing(100), 30, 40, Outcome.DONE));
		assertThat(violations()).isEmpty();
	}

	private void write(long amount, long began, long ended, Outcome outcome, int times) {
		this.history.add(new Write("A", "payment", Mark.of(amount), began, ended, outcome));
		for (int i = 0; i < times; i++) {
			this.ledger.add(new Entry("A", this.ledger.size() + 1, this.ledger.size() + 1, amount, false));
		}
	}

	private void read(long balance, long asOf, long began, long ended) {
		this.history.add(new Read("A", "desk", balance, asOf, began, ended));
	}

	private List<String> violations() {
		return BalanceChecker.violations(this.history, this.ledger, this.opening);
	}

}
