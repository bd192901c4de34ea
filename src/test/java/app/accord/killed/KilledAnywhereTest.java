package app.accord.killed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import app.accord.fault.FailPoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real program dies at each point that {@link FailPoint} names, in the midst of what
 * people do, and comes back. A point that isn't reached fails the test; one that nobody
 * has thought of doesn't compile.
 */
@Tag("crash")
class KilledAnywhereTest {

	@TempDir
	private static Path folder;

	private static Company company;

	@BeforeAll
	static void open() throws Exception {
		company = new Company(folder);
		company.rehearse();
	}

	@AfterAll
	static void close() {
		if (company != null) {
			company.close();
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void comesBackAsIfNothingHadHappened(Death death) throws Exception {
		comeToLife(death.point());
		Story story = death.story().apply(company);
		long began = System.nanoTime();
		story.prepare();
		company.haltAt(death.point(), death.times());
		awaitDeath(death, story);
		long died = System.nanoTime();
		company.start();
		long came = System.nanoTime();
		story.goOn();
		assertThat(company.wrong()).isEmpty();
		System.out.printf("KilledAnywhereTest: %s: died after %d ms, started in %d ms, went on for %d ms%n", death,
				millis(began, died), millis(died, came), millis(came, System.nanoTime()));
	}

	private static long millis(long from, long to) {
		return Duration.ofNanos(to - from).toMillis();
	}

	static Stream<Death> comesBackAsIfNothingHadHappened() {
		String only = System.getProperty("accord.point", "");
		return Arrays.stream(FailPoint.values())
			.filter((point) -> only.isEmpty() || point.label().equals(only))
			.flatMap((point) -> ways(point).stream().map((way) -> new Death(point, way.times(), way.story())));
	}

	/** What passes a point. */
	private static List<Way> ways(FailPoint point) {
		return switch (point) {
			case PAYMENT_BEFORE_INTENT, PAYMENT_INTENT_COMMITTED -> List.of(way(PaysOnPage::new));
			case PAYMENT_BEFORE_CALL, PAYMENT_ANSWERED -> List.of(way(PaysOnPage::new), way(PaysByItself::new));
			// The first time a page is noted, the second time what was paid on it.
			case PAYMENT_POSTED -> List.of(new Way(2, PaysOnPage::new), way(PaysByItself::new));
			case PAYMENT_CONCLUDED, PAYMENT_AUTOPAY_CLAIMED, SANDBOX_CHARGED -> List.of(way(PaysByItself::new));
			case PAYMENT_REPORT_KEPT, PAYMENT_REPORT_HANDLED, SANDBOX_PAGE_OPENED, SANDBOX_PAID ->
				List.of(way(PaysOnPage::new));
			case PAYMENT_REFUND_DECIDED, PAYMENT_REFUND_BEFORE_CALL, PAYMENT_REFUND_ANSWERED, SANDBOX_REFUNDED ->
				List.of(way(GetsMoneyBack::new));
			case IDEMPOTENCY_NOTED, API_BEFORE_ANSWER -> List.of(way(PostsByApi::new));
			case INVOICING_DRAFTED -> List.of(way(BillsAll::new));
			case INVOICING_POSTED, INVOICING_BILLED -> List.of(new Way(2, BillsAll::new));
			case IMPORT_TAKEN, IMPORT_COMMITTED -> List.of(new Way(2, ImportsFile::new));
			case IMPORT_UNDONE -> List.of(way(UndoesImport::new));
			case CORRESPONDENCE_DRAWN, MESSAGE_WRITTEN -> List.of(way((on) -> new TellsOfBill(on, 1)));
			case MESSAGE_HANDED_OVER -> List.of(way((on) -> new TellsOfBill(on, 2)));
		};
	}

	private static Way way(Function<Company, Story> story) {
		return new Way(1, story);
	}

	@Test
	void isKilledAtRandomMoments() throws Exception {
		long seed = Long.getLong("accord.seed", System.nanoTime());
		int kills = Integer.getInteger("accord.kills", 0);
		Assumptions.assumeTrue(kills > 0, "Killed at random moments only with -Daccord.kills=N");
		System.out.println("KilledAnywhereTest: -Daccord.kills=" + kills + " -Daccord.seed=" + seed);
		Random random = new Random(seed);
		company.program().close();
		company.ownGateway(false);
		company.jobs(true);
		company.start();
		List<String> moments = new ArrayList<>();
		try (Bustle bustle = new Bustle(company, random.nextLong())) {
			bustle.begin();
			for (int kill = 0; kill < kills; kill++) {
				boolean soon = random.nextInt(4) == 0;
				if (!soon) {
					bustle.awaitMore(10);
				}
				int after = random.nextInt(1500);
				Thread.sleep(after);
				company.program().kill();
				moments.add(after + (soon ? " ms" : " ms of work"));
				if (random.nextInt(5) == 0) {
					int starting = random.nextInt(5000);
					company.program().startAndKill(Duration.ofMillis(starting));
					moments.add(starting + " ms after it was started");
				}
				company.start();
				if (kill % 20 == 19) {
					System.out.println("KilledAnywhereTest: killed " + (kill + 1) + " times, " + bustle.done());
				}
			}
			bustle.end();
			System.out.println("KilledAnywhereTest: " + bustle.done() + "; killed after " + moments);
			assertThat(bustle.surprises()).isEmpty();
			assertThat(bustle.done()).as("what was done between the kills").doesNotContainValue(0);
			letTimePass();
			assertThat(bustle.wrong()).isEmpty();
		}
		assertThat(company.wrong()).isEmpty();
	}

	/** What was left half way is due by now; auto-pay tries again tomorrow. */
	private static void letTimePass() throws Exception {
		company.program().kill();
		company.jobs(false);
		company.start();
		for (int i = 0; i < 2; i++) {
			company.settle();
			PaysByItself.bringForward(company);
			company.run(Company.AUTO_PAY);
			company.run(Company.BILL);
			company.run(Company.SEND);
		}
	}

	private static void comeToLife(FailPoint point) throws Exception {
		boolean own = point.name().startsWith("SANDBOX_");
		if (company.hasOwnGateway() != own && company.program().alive()) {
			company.program().kill();
		}
		if (!company.program().alive()) {
			company.ownGateway(own);
			company.start();
		}
	}

	private static void awaitDeath(Death death, Story story) throws Exception {
		String told;
		try {
			told = story.happen();
		}
		catch (IOException ex) {
			told = ex.toString();
		}
		catch (IllegalStateException ex) {
			if (!(ex.getCause() instanceof IOException)) {
				throw ex;
			}
			told = ex.getCause().toString();
		}
		if (!company.program().ended(Duration.ofMinutes(1))) {
			throw new AssertionError(
					"The program did not pass " + death + "; told was: " + told + "\n" + company.program().output());
		}
		assertThat(company.program().exitCode()).as(company.program().output()).isEqualTo(FailPoint.EXIT_CODE);
		assertThat(company.program().output()).contains("Halting at " + death.point().label());
	}

	private record Way(int times, Function<Company, Story> story) {
	}

	/**
	 * A death of the program.
	 *
	 * @param point where
	 * @param times the how-manieth time it is passed
	 * @param story in the midst of what
	 */
	record Death(FailPoint point, int times, Function<Company, Story> story) {

		@Override
		public String toString() {
			return this.point.label() + ((this.times > 1) ? ", time " + this.times : "");
		}

	}

}
